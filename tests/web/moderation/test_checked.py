"""What the checks found is shown beside the item, can be called wrong, and is counted on a page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.moderation.checks import jobs, queries
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.checks.models import Learnt, StoredFlag
from portal.moderation.states import FlagKind
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.web.moderation.told import enter

TEXT = "Bà ấy ăn chặn tiền của hộ nghèo, ai hỏi thì gọi 0912 345 678."
PAGE = "/nghiep-vu/kiem-tra"


@pytest.fixture
def item(app: Flask) -> Iterator[str]:
    """An opinion that was checked: the address of its page."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            round = announced()
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            address = f"/nghiep-vu/y-kien/{opinion(candidate_of(round), text=TEXT).id}"
            runner.run_due()
        yield address


def flag(app: Flask) -> StoredFlag:
    """The accusation that was found."""
    with app.app_context():
        found = db.session.scalars(sa.select(StoredFlag).where(StoredFlag.kind == FlagKind.ACCUSATION)).one()
        db.session.expunge_all()
        return found


def test_a_given_opinion_is_checked_and_its_flags_say_why(
    app: Flask, item: str, at_desk: Callable[..., Browser]
) -> None:
    page = at_desk().get("/en" + item).text
    assert "ăn chặn" in page and "money of others" in page and "Wrong flag" in page
    assert flag(app).params == {"charge": "embezzlement"}


def test_a_flag_is_called_wrong_from_the_item_and_stands_again(
    app: Flask, item: str, at_desk: Callable[..., Browser]
) -> None:
    desk, form = at_desk().get("/en" + item), f"kiem-tra/co/{flag(app).id}"
    assert item in desk.submit(form=form).url and flag(app).wrong_at is not None
    assert "It is right after all" in desk.text
    desk.submit(form=form)
    assert flag(app).wrong_at is None


def test_what_was_not_checked_is_said_beside_the_item(
    app: Flask, item: str, at_desk: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(subject: Subject) -> Iterator[Finding]:
        raise RuntimeError

    monkeypatch.setattr(jobs, "ORDER", (Check("adverts", 99, broken),))
    with app.app_context(), pytest.raises(jobs.NotChecked):
        jobs.check("opinion", item.rpartition("/")[2])
    assert "Not checked: Adverts and links." in at_desk().get("/en" + item).text


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_counts_by_check(app: Flask, item: str, at_desk: Callable[..., Browser], language: str) -> None:
    page = at_desk(Role.OBSERVER).get(language + PAGE)
    with app.app_context():
        assert {row.check for row in queries.rows()} >= {"personal", "accusations", "photos"}
    assert ("Personal data" in page.text) is (language == "/en")


def test_the_page_is_there_before_anything_was_checked(at_desk: Callable[..., Browser]) -> None:
    assert "Nothing has been checked yet." in at_desk().get("/en" + PAGE).text


def test_the_order_is_switched_off_there(app: Flask, at_desk: Callable[..., Browser]) -> None:
    with app.app_context(), unit_of_work() as session:
        numbers = {
            "numbers": "{}",
            "sha256": "0" * 64,
            "decisions": 500,
            "held_out": 125,
            "right": 100,
            "commonest": 70,
        }
        session.add(Learnt(made_at=datetime(2026, 11, 1, tzinfo=UTC), **numbers))
    lead = at_desk(Role.BOARD_LEAD)
    assert "100 of 125" in lead.get("/en" + PAGE).text
    assert "Switched off" in lead.submit(form="thu-tu").text
    assert "Switch it off" not in at_desk().get("/en" + PAGE).text


def test_a_nomination_is_checked_by_field(app: Flask, at_desk: Callable[..., Browser]) -> None:
    with app.app_context():
        with unit_of_work():
            made = enter()
            made.story = TEXT
            jobs.ask(made)
        runner.run_due()
        assert db.session.scalars(sa.select(StoredFlag.field)).all()
        address = f"/nghiep-vu/loi-ke/{made.id}"
    assert "ăn chặn" in at_desk().get(address).text
