"""The page of measures, and its sheet."""

import csv
import io
from collections import Counter
from collections.abc import Callable

from flask import Flask
from time_machine import Traveller

from portal.core.actor import Role
from portal.core.jobs import runner
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.web.moderation.test_looking_again import appealed
from tests.web.public.test_rounds import DURING

Desk = Callable[..., Browser]


def test_the_page_states_its_finding_and_shows_the_table(app: Flask, at_desk: Desk) -> None:
    page = at_desk().get("/nghiep-vu/so-do")
    assert "chưa có bài nào được trả lời" in page.text.lower()
    assert len(page.all("tr")) == 2 * 13


def test_each_check_stands_there_with_how_often_it_was_right(app: Flask, now: Traveller, at_desk: Desk) -> None:
    with app.app_context():
        round = announced()
        now.move_to(DURING)
        opinion(candidate_of(round), text="Bà giúp cả xóm, ai hỏi thêm thì gọi 0912 345 678.")
        runner.run_due()
    versions = "/nghiep-vu/kiem-tra"
    for role, led in ((Role.MODERATOR, True), (Role.APPRAISER, False)):
        page = at_desk(role).get("/nghiep-vu/so-do")
        assert "Dữ liệu cá nhân" in page.text and "chưa rõ" in page.text
        assert len(set(page.landmarks)) == len(page.landmarks) > 3, page.landmarks
        assert (f'class="go" href="{versions}"' in page.response.text) is led


def test_the_sheet_holds_every_measure_of_the_page(app: Flask, at_desk: Desk) -> None:
    appealed(app)
    browser = at_desk(Role.OBSERVER)
    with browser.client.get("/nghiep-vu/so-do.csv") as answer:
        head, *rows = csv.reader(io.StringIO(answer.text.lstrip("\ufeff")))
    assert head == ["measure", "week_from", "about", "number", "of_these", "rate", "per"]
    weekly = Counter(row[0] for row in rows if row[1] and row[2] in ("", "all"))
    assert weekly == dict.fromkeys(
        ("answered_in_time", "second_look_differed", "appeal_changed_something", "covered"), 12
    )
    assert ["reason_taken_back", "", "decline/too_little", "1", "0", "0", "100"] in rows
