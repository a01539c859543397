"""What goes wrong is told in words, and logged without anybody's."""

import sqlite3

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.web.kit import errors


class Refused(Exception):
    sqlstate = "55P03"


@pytest.mark.parametrize(("code", "named"), [(None, ""), ("55P03", "55P03"), ("SQLITE_BUSY", "SQLITE_BUSY")])
def test_a_drivers_words_are_not_logged(
    app: Flask, code: str | None, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "Key (email)=(ngo@example.vn) 0912 345 678"
    fault: Exception = Refused(words) if code == "55P03" else sqlite3.OperationalError(words)
    if code == "SQLITE_BUSY":
        fault.sqlite_errorname = code  # type: ignore[attr-defined]
    with app.test_request_context("/"):
        answer = errors._database(sa.exc.OperationalError("INSERT", {}, fault))
    logged = capsys.readouterr().err
    assert answer[1] == 503 and type(fault).__name__ in logged and named in logged  # type: ignore[index]
    assert "ngo@" not in logged and "0912" not in logged
