"""What WTForms says by itself is said in the reader's language: every sentence of every part of it that the portal uses."""

import ast
import functools
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.core.i18n import catalogue
from portal.web.kit.forms import OURS, Form

PORTAL = Path(__file__).parents[3] / "portal"
SAID = re.compile(r'gettext\(\s*"([^"]+)"')
TO_PROGRAMMERS = {"Choices cannot be None."}


def parts() -> Iterator[type]:
    """The fields and validators that the portal takes from WTForms."""
    for path in PORTAL.rglob("*.py"):
        text = path.read_text(encoding="utf8")
        for found in ast.walk(ast.parse(text)) if "wtf" in text else ():
            if isinstance(found, ast.ImportFrom) and (found.module or "").startswith(("wtforms", "flask_wtf")):
                for name in found.names:
                    part: Any = getattr(importlib.import_module(found.module or ""), name.name)
                    if isinstance(part, type):
                        yield part


@functools.cache
def sentences() -> set[str]:
    classes = {c for part in parts() for c in part.__mro__}
    sources = {inspect.getsource(c) for c in classes if c.__module__.startswith("wtforms")}
    return {said for source in sources for said in SAID.findall(source)} - TO_PROGRAMMERS


@pytest.mark.parametrize("said", sorted(sentences()))
def test_each_sentence_is_in_the_catalogue(said: str) -> None:
    assert catalogue("vi").gettext(OURS.get(said, said)) != OURS.get(said, said)


def test_there_are_sentences_to_look_for() -> None:
    assert {"This field is required.", "Not a valid integer value."} <= sentences()


def test_numbers_go_into_our_sentence(app: Flask) -> None:
    with app.test_request_context("/"):
        words = Form(meta={"csrf": False}).meta.get_translations(None)
        said = words.ngettext("Field cannot be longer than %(max)d character.", "", 64)
    assert said % {"min": -1, "max": 64, "length": 70} == "Hãy viết gọn lại, nhiều nhất 64 ký tự."
