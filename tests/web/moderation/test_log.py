"""The moderation log on its page and as a file."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation import services
from portal.moderation.states import Outcome
from portal.web.kit.sheets import BOM
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
