"""The macros of templates/ui, each alone."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, FormField, IntegerField, RadioField, StringField, TextAreaField, validators
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tests import html5
from tests.browser import words


class Day(Form):
    day = IntegerField("Day", [validators.Optional()])
    month = IntegerField("Month", [validators.Optional()])
    year = IntegerField("Year", [InputRequired("Give the year")])


class Sheet(Form):
    name = StringField("Name", [InputRequired("Write a name")], description="As people say it")
    story = TextAreaField("Story")
    who = RadioField(
        "Who is it?",
        choices=[SelectChoice("one", "One"), SelectChoice("many", "Many")],
        validators=[InputRequired("Choose one")],
    )
    agreed = BooleanField("I agree", [InputRequired("Tick to agree")])
    when = FormField(Day, "When")


@pytest.fixture
def draw(app: Flask) -> Any:
    """Renders a macro call and gives the parsed fragment."""

    def drawn(name: str, call: str, **values: object) -> Any:
        with app.test_request_context("/"):
            source = f"{{% from 'ui/{name}.html' import {name} %}}{call}"
            text = app.jinja_env.from_string(source).render(**values)
        return html5.fragment(text)

    return drawn


@pytest.fixture
def empty_sheet() -> Sheet:
    sheet = Sheet(MultiDict())
    sheet.validate()
    return sheet


def test_a_field_is_tied_to_its_hint_and_its_error(draw: Any, empty_sheet: Sheet) -> None:
    control = draw("field", "{{ field(f.name) }}", f=empty_sheet).find(".//input")
    assert control.get("aria-describedby") == "name-h name-e"
    assert control.get("aria-invalid") == "true"
    assert control.get("required") is None


def test_a_field_runs_label_hint_error_control(draw: Any, empty_sheet: Sheet) -> None:
    inside = list(draw("field", "{{ field(f.name) }}", f=empty_sheet).find("div"))
    assert [e.get("class") or e.tag for e in inside] == ["label", "hint", "err", "input"]


def test_a_sound_field_says_nothing_of_errors(draw: Any) -> None:
    control = draw("field", "{{ field(f.story, words=(60, 2000)) }}", f=Sheet()).find(".//textarea")
    assert control.get("aria-describedby") == "story-c"
    assert control.get("aria-invalid") is None


def test_what_was_typed_is_shown_as_text(draw: Any) -> None:
    sheet = Sheet(MultiDict({"name": '"><script>alert(1)</script>'}))
    drawn = draw("field", "{{ field(f.name) }}", f=sheet)
    assert drawn.find(".//input").get("value") == '"><script>alert(1)</script>'
    assert drawn.find(".//script") is None


def test_no_choice_is_made_beforehand(draw: Any) -> None:
    inputs = draw("choices", "{{ choices(f.who, card=true, hints={'one': 'a neighbour'}) }}", f=Sheet()).findall(
        ".//input"
    )
    assert [i.get("checked") for i in inputs] == [None, None]
    assert inputs[0].get("aria-describedby") == "who-0-h"


def test_a_choice_can_carry_a_follow_up(draw: Any) -> None:
    drawn = draw(
        "choices", "{% call(v) choices(f.who) %}{% if v == 'many' %}<b>How many</b>{% endif %}{% endcall %}", f=Sheet()
    )
    assert [b.text for b in drawn.findall(".//b")] == ["How many"]


def test_the_summary_leads_to_every_control(draw: Any, empty_sheet: Sheet) -> None:
    links = draw("errors", "{{ errors(f) }}", f=empty_sheet).findall(".//a")
    assert [a.get("href") for a in links] == ["#name", "#who-0", "#agreed", "#when-year"]


def test_the_summary_counts_its_lines_and_names_a_question_left_open(draw: Any, empty_sheet: Sheet) -> None:
    drawn = draw("errors", "{{ errors(f) }}", f=empty_sheet)
    assert drawn.findtext(".//h2") == "Còn 4 chỗ cần bạn xem lại"
    assert str(empty_sheet.who.label.text) in "".join(drawn.findall(".//a")[1].itertext())


def test_a_sound_form_has_no_summary(draw: Any) -> None:
    assert draw("errors", "{{ errors(f) }}", f=Sheet()).find(".//a") is None


def test_a_date_is_three_labelled_boxes(draw: Any, empty_sheet: Sheet) -> None:
    drawn = draw("date", "{{ date(f.when) }}", f=empty_sheet)
    assert {i.get("id") for i in drawn.findall(".//input")} <= {label.get("for") for label in drawn.findall(".//label")}


def test_an_icon_beside_a_word_is_silent(draw: Any) -> None:
    assert draw("icon", "{{ icon('heart') }}").find("*").get("aria-hidden") == "true"
    assert draw("icon", "{{ icon('heart', 'Thanks') }}").find("*").get("aria-label") == "Thanks"


def test_a_card_opens_through_one_link(draw: Any) -> None:
    card = {"url": "/x", "title": "A <b>", "deck": "D", "place": "P", "thanks": 1208, "day": date(2026, 11, 20)}
    drawn = draw("story_card", "{{ story_card(card) }}", card=card)
    assert [words(a) for a in drawn.findall(".//a")] == ["A <b>"]
    assert "1.208" in words(drawn)


def test_a_focal_point_needs_no_inline_style(draw: Any) -> None:
    shot = {"src": "/a.jpg", "webp": "/a.webp 800w", "fx": 25, "fy": "top"}
    image = draw("photo", "{{ photo(p, 'A man rowing') }}", p=shot).find(".//img")
    assert (image.get("data-fx"), image.get("data-fy"), image.get("style")) == ("25", "top", None)


def test_a_thread_keeps_paragraphs_and_escapes_them(draw: Any) -> None:
    sent = {"who": "You", "at": datetime(2026, 11, 23, 2, 12, tzinfo=UTC), "text": "One\n\n<i>Two", "mine": True}
    drawn = draw("thread", "{{ thread([m]) }}", m=sent)
    assert [p.text for p in drawn.findall(".//p")] == ["One", "<i>Two"]
    assert "09:12" in words(drawn)


def test_the_end_of_a_list_offers_no_further_page(draw: Any) -> None:
    assert draw("pager", "{{ pager() }}").find("nav") is None
    assert draw("pager", "{{ pager(before='/a') }}").find(".//a").get("rel") == "prev"


class Outage(Form):
    began = StringField("From", [InputRequired("Write the day as 24/11/2026.")])
    ended = StringField("Until", [InputRequired("Write the day as 24/11/2026.")])
    cause = StringField("Why", [InputRequired("Say why")])


def test_two_faults_with_the_same_words_are_told_apart(draw: Any) -> None:
    form = Outage(MultiDict())
    form.validate()
    said = [words(link) for link in draw("errors", "{{ errors(f) }}", f=form).findall(".//a")]
    assert said == ["From: Write the day as 24/11/2026.", "Until: Write the day as 24/11/2026.", "Say why"]


def test_a_receipt_on_paper_does_not_speak_of_the_screen(draw: Any) -> None:
    call = (
        "{% call receipt('mot hai', 'Code', 'Take a picture of the screen.', paper='Keep this paper.') %}{% endcall %}"
    )
    shown = {words(p): p.get("class", "").split() for p in draw("receipt", call).iter("p")}
    assert "no-print" in shown["Take a picture of the screen."] and "print-only" in shown["Keep this paper."]
    alone = draw("receipt", "{% call receipt('mot hai', 'Code', 'Keep it.') %}{% endcall %}")
    assert ["no-print" in p.get("class", "") for p in alone.iter("p") if words(p) == "Keep it."] == [False]


def test_an_icon_stands_beside_its_words(app: Flask) -> None:
    """An icon is a block of its own: links that hold one have a class that puts words beside it, or stand in a pager."""
    for path in sorted((Path(app.root_path).parent / "templates").rglob("*.html")):
        for line in path.read_text(encoding="utf8").splitlines():
            assert 'class="pager' in line or not re.search(r"<a href=[^>]*>\{\{ icon\(", line), f"{path}: {line[:160]}"
