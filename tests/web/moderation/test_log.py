"""The moderation log on its page and as a file."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask

from portal.consultations.opinions.policy import Opinions
from portal.consultations.record.policy import Record
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation import services
from portal.moderation.appeals.policy import Appeals
from portal.moderation.canned.policy import CannedReplies
from portal.moderation.handover.policy import Handovers
from portal.moderation.notes.policy import Notes
from portal.moderation.policy import Moderation
from portal.moderation.reports.policy import Reports
from portal.moderation.states import Outcome
from portal.moderation.switches.policy import Switches
from portal.moderation.together.policy import Together
from portal.nominations.policy import Nominations
from portal.stories.policy import Stories
from portal.web.kit.sheets import BOM
from portal.web.moderation.log import ACTS
from tests.browser import Browser, words
from tests.staff import staff
from tests.web.moderation.told import enter

Desk = Callable[..., Browser]


def decided(app: Flask, number: str, note: str = "", outcome: Outcome = Outcome.DECLINE) -> None:
    with app.app_context():
        by = staff(Role.MODERATOR)
        with unit_of_work():
            thing = enter(number=number)
            reason = "too_little" if outcome is Outcome.DECLINE else ""
            services.decide(thing, by=by, outcome=outcome, of_version=thing.version, reason_code=reason, note=note)


def total(browser: Browser) -> str:
    foot = next(iter(browser.all("tfoot")))
    return "".join(next(iter(foot.iter("td"))).itertext())


def test_it_is_read_counted_and_narrowed(app: Flask, at_desk: Desk) -> None:
    decided(app, "NT26-1", "Phường không biết.")
    decided(app, "NT26-2", outcome=Outcome.ACCEPT)
    desk = at_desk().get("/nghiep-vu/nhat-ky")
    assert "NT26-1" in desk.text and "NT26-2" in desk.text and total(desk) == "2"
    desk.submit({"outcome": "decline", "words": "phường"})
    assert "NT26-1" in desk.text and "NT26-2" not in desk.text and total(desk) == "1"


def test_what_makes_no_sense_is_left_out(app: Flask, at_desk: Desk) -> None:
    decided(app, "NT26-1")
    desk = at_desk().get("/nghiep-vu/nhat-ky?who=x&kind=y&since=31/02/2026&after=zz&round=1")
    assert "NT26-1" in desk.text
    at_desk().get("/nghiep-vu/nhat-ky/viec?after=x&thing=../&since=0")


def test_everything_that_was_done_is_there(app: Flask, at_desk: Desk) -> None:
    decided(app, "NT26-1")
    acts = [words(row) for row in at_desk().get("/nghiep-vu/nhat-ky/viec").all("tr")]
    assert any("ra quyết định" in act for act in acts), acts


def rows(browser: Browser, query: str = "") -> list[list[str]]:
    answer = browser.client.get(f"/nghiep-vu/nhat-ky/xuat.csv{query}")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    body = answer.get_data(as_text=True)
    assert body.startswith(BOM)
    return list(csv.reader(io.StringIO(body.removeprefix(BOM))))


def test_the_file_holds_every_row_and_nothing_that_runs(app: Flask, at_desk: Desk) -> None:
    for n in range(3):
        decided(app, f"NT26-{n}", '=HYPERLINK("x")')
    found = rows(at_desk(Role.BOARD_LEAD))
    assert len(found) == 4 and found[0][0] == "Thời gian"
    assert {row[11] for row in found[1:]} == {'\'=HYPERLINK("x")'}
    assert len(rows(at_desk(Role.OBSERVER), "?words=khong-co")) == 1


def test_taking_it_out_is_put_on_record(app: Flask, at_desk: Desk) -> None:
    lead = at_desk(Role.BOARD_LEAD)
    rows(lead)
    assert "lưu nhật ký thành tệp" in lead.get("/nghiep-vu/nhat-ky/viec").text


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_who_only_works_at_the_desk_takes_nothing_out(at_desk: Desk, role: Role) -> None:
    desk = at_desk(role).get("/nghiep-vu/nhat-ky")
    assert "xuat.csv" not in desk.response.text
    desk.get("/nghiep-vu/nhat-ky/xuat.csv", 403)


def test_nobodys_contact_or_name_stands_in_it(app: Flask, at_desk: Desk) -> None:
    decided(app, "NT26-1")
    page = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/nhat-ky").response.text
    told = str(rows(at_desk(Role.BOARD_LEAD)))
    for own in ("Trần Thị Lan", "987654321", "lan@example.vn", "Nguyễn Thị Tơ"):
        assert own not in page and own not in told


ROOMS = (
    Nominations, Opinions, Stories, Moderation, Appeals, Reports, Together, Handovers, Notes, CannedReplies, Switches, Record,
)  # fmt: skip
ELSEWHERE = {  # reading, which is on no record, and what is recorded with things that the log does not list
    "nomination:draft", "nomination:read", "nomination:follow", "opinion:follow", "opinion:read", "opinion:read_writer",
    "opinion:cluster", "opinion:mark_cluster", "opinion:invite_reply", "story:read", "moderation:queue", "moderation:read",
    "moderation:read_reasons", "moderation:measure", "moderation:set_backlog", "moderation:mark_flag",
    "moderation:read_checks", "moderation:switch_order", "appeal:read", "report:report", "report:ask", "report:read",
    "report:contacts", "report:forget", "together:count", "together:read_on", "together:read", "handover:read",
    "note:read", "note:mentions", "note:mark", "canned:read", "canned:use", "switch:read", "record:read", "record:count",
    "opinion:move",  # stands in the confidential channel's own log
}  # fmt: skip


def test_every_act_has_words() -> None:
    assert {act.value for room in ROOMS for act in room} - ELSEWHERE <= set(ACTS)
