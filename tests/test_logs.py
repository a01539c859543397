"""Log lines say what happened and where, never what people typed."""

import json

import pytest
import structlog

from portal import logs


def test_a_fault_is_logged_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.install()
    log = structlog.get_logger()
    try:
        raise ValueError("bà Ngọ, 0912 345 678")
    except ValueError:
        log.exception("fault", incident="A1")
    line = json.loads(capsys.readouterr().err)
    assert line["fault"] == "builtins.ValueError"
    assert "test_logs.py" in line["trace"][-1]
    assert "0912 345" not in json.dumps(line, ensure_ascii=False)  # "0912" alone may be a part of a second
