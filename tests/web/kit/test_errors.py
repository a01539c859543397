"""What goes wrong is told in words, and logged without anybody's."""

import re
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
        fault.sqlite_errorname = code  # type: ignore[attr-defined]  # drivers set it
    with app.test_request_context("/"):
        answer = errors._database(sa.exc.OperationalError("INSERT", {}, fault))
    logged = capsys.readouterr().err
    assert answer[1] == 503 and type(fault).__name__ in logged and named in logged  # type: ignore[index]  # a page, its status, its headers
    assert "ngo@" not in logged and "0912 345" not in logged  # "0912" alone may be a part of a second


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/cau-chuyen/", "/cau-chuyen"),
        ("/en/cau-chuyen/?q=b%C3%A0&_external=1", "/en/cau-chuyen?q=b%C3%A0&_external=1"),
        ("/lay-y-kien/", "/lay-y-kien"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_page_that_was_meant(app: Flask, asked: str, meant: str) -> None:
    answer = app.test_client().get(asked)
    assert (answer.status_code, answer.location) == (308, meant)


@pytest.mark.parametrize(
    "asked", ["/khong-co/", "/%2Fevil.example/", "/.//evil.example/", "/cau-chuyen/khong-co/", "/static/"]
)
def test_a_slash_at_the_end_of_nothing_leads_nowhere(app: Flask, asked: str) -> None:
    answer = app.test_client().get(asked, follow_redirects=True)
    assert answer.status_code == 404 and answer.request.host == "localhost"


@pytest.mark.parametrize(
    "asked", ["/en//xau.example", "/en/%5Cxau.example", "/en/%09/xau.example/%2e%2e", "/en/?x=%22"]
)
def test_where_nothing_is_the_other_language_still_lies_here(app: Flask, asked: str) -> None:
    page = app.test_client().get(asked).text
    (there,) = re.findall(r'<a href="([^"]*)" lang="vi"', page)
    assert there.startswith("/") and "\\" not in there and "\t" not in there and not there.startswith("//")


@pytest.mark.parametrize("kind", ["OperationalError", "InterfaceError", "InternalError", "TimeoutError"])
def test_a_database_that_cannot_serve_just_now_is_no_fault_of_ours(
    app: Flask, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fault = getattr(sa.exc, kind)

    def away(**values: object) -> None:
        raise fault("SELECT", {}, Refused()) if issubclass(fault, sa.exc.DBAPIError) else fault()

    monkeypatch.setitem(app.view_functions, "home.front", away)
    answer = app.test_client().get("/")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "30"
