"""The list follows its things through every act, and can be proved against them."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import at_desk, reviewing, services
from portal.core import clock
from portal.core.actor import SYSTEM, holder_of
from portal.core.db import db, unit_of_work
from portal.moderation.desk import entering, glance, keeping, lineup
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Part, Turn
from portal.nominations import holding, moves
from portal.nominations.states import NominationState
from tests.consultations.held import announced, candidate_of, opinion
from tests.moderation.things import colleague
from tests.nominations.tipped import holder, tip

CHAU = colleague("Đỗ Minh Châu")
OPEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


def turn(thing_id: object) -> Turn | None:
    db.session.rollback()
    return db.session.scalar(sa.select(DeskItem.turn).where(DeskItem.thing_id == thing_id))


def whole() -> bool:
    db.session.rollback()
    return not list(keeping.differences())


def test_a_nomination_is_followed_through_its_life(inside: Flask) -> None:
    made = tip()
    with unit_of_work():
        moves.verify(made, by=CHAU)
        moves.ask(made, by=CHAU, text="Bà nấu ở cổng nào?")
    assert turn(made.id) is Turn.WRITER and whole()
    with unit_of_work():
        holding.answer(made, text="Cổng sau, bác ạ.", by=holder(made))
    assert turn(made.id) is Turn.DESK and whole()
    assert [Part.ANSWERED.value, 24] in db.session.get_one(DeskItem, made.id).parts
    with unit_of_work():
        moves.accept(made, by=CHAU)
    assert turn(made.id) is Turn.EDITOR and whole()


def test_what_a_withdrawn_story_told_stands_on_no_list(inside: Flask) -> None:
    made = tip()
    with unit_of_work():
        holding.withdraw(made, by=holder(made))
    kept = db.session.get_one(DeskItem, made.id)
    assert (kept.turn, kept.title, kept.who, kept.place, kept.opening) == (Turn.DONE, made.number, "", "", "")
    assert "to" not in kept.folded.split()


def test_an_opinion_is_followed_and_leaves_when_it_is_closed(inside: Flask, now: Traveller) -> None:
    candidate = candidate_of(announced())
    now.move_to(OPEN)
    made = opinion(candidate)
    kept = db.session.get_one(DeskItem, made.id)
    assert (kept.turn, kept.stance, kept.title, str(kept.due_on)) == (
        Turn.DESK,
        "support",
        candidate.name,
        "2026-11-25",
    )
    with unit_of_work():
        reviewing.accept(db.session.merge(made), by=CHAU)
    assert turn(made.id) is Turn.DONE and whole()
    with unit_of_work():
        services.withdraw(db.session.get_one(type(made), made.id), by=holder_of(made.id))
    assert turn(made.id) is None and whole()


def test_an_opinion_follows_a_window_that_grew(inside: Flask, now: Traveller) -> None:
    candidate = candidate_of(announced())
    now.move_to(OPEN)
    made = opinion(candidate)
    with unit_of_work():
        candidate = db.session.merge(candidate)
        candidate.closes_at = candidate.closes_at + timedelta(days=7) if candidate.closes_at else None
        at_desk.renew(candidate)
    assert not whole()
    at_desk.renewed(str(candidate.id))
    assert whole() and db.session.get_one(DeskItem, made.id).closes_at == candidate.closes_at


def test_the_check_names_what_is_not_so_and_laying_mends_it(inside: Flask) -> None:
    made = tip()
    with unit_of_work() as session:
        keeping.lay()
        session.execute(sa.update(DeskItem).values(stage="published"))
    assert list(keeping.differences()) == [f"nomination {made.id}: stage"]
    with unit_of_work():
        assert keeping.lay() == 1
    assert whole()


def test_flags_move_a_thing_forward_and_never_off_the_list(inside: Flask) -> None:
    early, late = tip(received_at=clock.now() - timedelta(hours=5)), tip()
    with unit_of_work():
        keeping.lay()
        entering.flagged(late.id, ["phone", "accusation"], unchecked=True)
    db.session.rollback()
    wish = Wish(soon=clock.today())
    assert [row.item.thing_id for row in lineup.page(wish).items] == [late.id, early.id]
    flagged = Wish(soon=clock.today(), flag="phone")
    assert [row.flags for row in lineup.page(flagged).items] == [["accusation", "phone"]]
    assert [row.item.thing_id for row in lineup.page(Wish(soon=clock.today(), flag="unchecked")).items] == [late.id]


def test_views_count_and_page_without_loss(inside: Flask) -> None:
    for _ in range(25):
        tip()
    tip(state=NominationState.QUESTIONED)
    with unit_of_work():
        keeping.lay()
    wish = Wish(soon=clock.today())
    first = lineup.page(wish)
    rest = lineup.page(Wish(soon=clock.today(), after=first.after))
    seen = [row.item.thing_id for row in (*first.items, *rest.items)]
    assert len(seen) == len(set(seen)) == 25 and rest.after is None
    counted = glance.at(wish, by=SYSTEM)
    assert (counted.views[View.ALL], counted.views[View.WRITERS], counted.views[View.MINE]) == (25, 1, 0)
    assert counted.kinds == {ItemKind.NOMINATION: 25}
