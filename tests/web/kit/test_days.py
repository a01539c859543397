"""Days as people write them."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.web.kit.locale import show_weekday
from portal.web.moderation.forms.consent import ConsentForm


@pytest.mark.parametrize(
    ("path", "day", "words"),
    [("/", 27, "thứ Sáu, 27/11/2026"), ("/", 29, "Chủ nhật, 29/11/2026"), ("/en/", 29, "Sunday, 29/11/2026")],
)
def test_a_weekday_is_written_as_on_a_vietnamese_calendar(app: Flask, path: str, day: int, words: str) -> None:
    with app.test_request_context(path):
        assert show_weekday(date(2026, 11, day)) == words


@pytest.mark.parametrize("typed", ["24/11/2026", "2026-11-24", "24.11.2026"])
def test_staff_type_a_day_as_they_write_it(app: Flask, typed: str) -> None:
    with app.test_request_context("/"):
        form = ConsentForm(MultiDict({"given_on": typed}))
        assert form.given_on.data == date(2026, 11, 24) and 'type="date"' not in str(form.given_on())
