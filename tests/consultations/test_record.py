"""The record of moderation: the log that is searched and counted, and the months that everybody sees."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import reviewing
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Stance
from portal.consultations.record import acts, counting, jobs, log, months
from portal.consultations.record.log import Wish
from portal.consultations.record.models import MonthFigures
from portal.core.actor import SYSTEM, Actor, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.moderation import redactions, services
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.states import Kind, Outcome
from portal.nominations import holding, splitting
from portal.nominations.models import Nomination
from portal.nominations.splitting import Cut, Wording
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion
from tests.moderation.things import colleague
from tests.nominations.tipped import tip
from tests.staff import staff
from tests.web.moderation.told import enter

DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
FIRST = colleague("Hoàng Thị Mận")  # who proposes what takes two


@pytest.fixture
def desk(inside: Flask, now: Traveller) -> Actor:
    """A moderator with an account, and the reasons."""
    with unit_of_work():
        load_reasons()
    return staff(Role.MODERATOR)


def told(by: Actor, outcome: Outcome = Outcome.ACCEPT, *, reason: str = "", note: str = "", received: datetime | None = None) -> Nomination:  # fmt: skip
    """A story that came and was decided."""
    with unit_of_work():
        thing = enter(received_at=received, ward_code=None)
        services.decide(thing, by=by, outcome=outcome, of_version=thing.version, reason_code=reason, words="Hỏi thêm.", note=note)  # fmt: skip
    return thing


def said(now: Traveller, by: Actor, stance: Stance = Stance.NOT_YET) -> Opinion:
    """An opinion in a round that two people judged."""
    candidate = candidate_of(announced())
    now.move_to(DURING)
    made = opinion(candidate, stance=stance)
    for each in (FIRST, by):
        with unit_of_work():
            thing = db.session.get_one(Opinion, made.id)
            reviewing.judge(thing, Verdict(Outcome.DECLINE, "opinion_insults"), by=each, of_version=thing.version)
    return made


def test_the_log_says_who_what_when_and_why(desk: Actor) -> None:
    thing = told(desk, Outcome.DECLINE, reason="too_little", note="Phường không biết.")
    line = log.page(Wish()).items[0]
    assert (line.who, line.kind, line.number) == (desk.name, Kind.NOMINATION, thing.number)
    assert (line.outcome, line.reason, line.note) == (Outcome.DECLINE, "too_little", "Phường không biết.")


def test_an_opinion_carries_stance_and_round(desk: Actor, now: Traveller) -> None:
    said(now, desk)
    line = log.page(Wish()).items[0]
    assert (line.kind, line.stance) == (Kind.OPINION, Stance.NOT_YET) and "Huân chương Lao động" in line.round


@pytest.mark.parametrize(("wish", "found"), [
    (Wish(kind=Kind.OPINION), 0), (Wish(kind=Kind.NOMINATION), 2), (Wish(outcome=Outcome.DECLINE), 1),
    (Wish(reason="too_little"), 1), (Wish(reason="duplicate"), 0), (Wish(who=uuid.UUID(int=1)), 0),
    (Wish(words="phường"), 1), (Wish(words="PHƯỜNG KHÔNG"), 1), (Wish(words="100%"), 0), (Wish(stance=Stance.SUPPORT), 0),
    (Wish(ward="hn-bach-mai"), 0), (Wish(round=uuid.UUID(int=1)), 0), (Wish(since=date(2026, 11, 10)), 2),
    (Wish(since=date(2026, 11, 11)), 0), (Wish(until=date(2026, 11, 9)), 0), (Wish(until=date(2026, 11, 10)), 2),
])  # fmt: skip
def test_it_is_narrowed_by_everything_asked(desk: Actor, wish: Wish, found: int) -> None:
    told(desk)
    told(desk, Outcome.DECLINE, reason="too_little", note="Phường không biết.")
    assert len(log.page(wish).items) == found
    assert sum(n for *_, n in log.totals(wish)) == found


def test_totals_count_what_stands_by_outcome_and_reason(desk: Actor) -> None:
    for _ in range(2):
        told(desk, Outcome.DECLINE, reason="too_little")
    thing = told(desk)
    with unit_of_work():
        services.undo(
            db.session.scalars(db.select(Decision).where(Decision.thing_id == thing.id)).one(), thing, by=desk
        )
    assert log.totals(Wish()) == [(Outcome.DECLINE, "too_little", 2)]
    assert len(log.page(Wish()).items) == 3  # what was taken back stays on record


def test_pages_by_key_miss_and_double_nothing(desk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "PAGE", 2)
    made = {told(desk).id for _ in range(5)}
    seen, after = [], None
    while True:
        page = log.page(Wish(after=after))
        seen += [line.thing_id for line in page.items]
        if (after := page.after) is None:
            break
    assert len(seen) == 5 and set(seen) == made
    assert [line.thing_id for line in log.everything(Wish())] == seen


def test_what_is_somebodys_own_in_a_note_is_covered(desk: Actor) -> None:
    told(desk, note="Gọi bác theo số 0912 345 678, căn cước 001099012345.")
    note = log.page(Wish()).items[0].note
    assert "0912" not in note and "001099" not in note and "Gọi bác" in note


def test_every_act_at_the_desk_is_in_the_other_part(desk: Actor) -> None:
    told(desk)
    done = [act.act for act in acts.page(acts.Wish())[0]]
    assert {"moderation:decide", "moderation:claim"} <= set(done)
    assert acts.page(acts.Wish(act="moderation:decide", who=desk.id))[0][0].who == desk.name


def figures(kind: Kind = Kind.NOMINATION) -> dict[str, object]:
    return counting.count(kind, NOVEMBER)


def test_a_month_is_counted_by_the_day_of_the_decision(desk: Actor, now: Traveller) -> None:
    told(desk, received=datetime(2026, 10, 30, tzinfo=UTC))
    now.move_to(datetime(2026, 11, 30, 16, 59, tzinfo=UTC))  # 23:59 on the last day in Viet Nam
    told(desk, Outcome.DECLINE, reason="too_little")
    now.move_to(datetime(2026, 11, 30, 17, 1, tzinfo=UTC))
    told(desk)
    told_ = figures()
    assert (told_["received"], told_["accepted"], told_["declined"], told_["answered"]) == (1, 1, 1, 2)


def test_time_is_counted_in_working_days_to_the_first_decision(desk: Actor, now: Traveller) -> None:
    for day in (2, 5, 9):  # Monday 2, Thursday 5, Monday 9; today is Tuesday 10
        told(desk, received=datetime(2026, 11, day, 3, tzinfo=UTC))
    found = figures()
    assert (found["median"], found["slow"], found["promised"], found["in_time"]) == (3, 6, 9, 3)


def test_an_opinion_with_a_cover_counts_as_masked(desk: Actor, now: Traveller) -> None:
    candidate = candidate_of(announced())
    now.move_to(DURING)
    made = opinion(candidate)
    with unit_of_work():
        thing = db.session.get_one(Opinion, made.id)
        redactions.choose(thing, by=MODERATOR, field="text", text=TEXT, covers=[Cover(0, 3, "chosen", "…")], spared=[])
        reviewing.accept(thing, by=MODERATOR, decision=services.decide(thing, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=thing.version))  # fmt: skip
    found = figures(Kind.OPINION)
    assert (found["accepted"], found["masked"], found["declined"]) == (1, 1, 0)


def test_one_taken_back_and_one_moved_elsewhere_leave_the_same_figures(desk: Actor, now: Traveller) -> None:
    candidate = candidate_of(announced())
    now.move_to(DURING)
    for _ in range(2):  # withdrawing and moving both end in this one act
        made = opinion(candidate)
        with unit_of_work():
            opinions.close(db.session.get_one(Opinion, made.id), by=SYSTEM)
    found = figures(Kind.OPINION)
    assert (found["received"], found["ended"]) == (2, 2)
    assert "moved" not in found and "confidential" not in str(found)


def test_the_parts_of_a_split_story_count_one_by_one_from_its_receipt_to_its_end(desk: Actor, now: Traveller) -> None:
    now.move_to(DURING)
    whole = tip(number="NT26-90011")
    with unit_of_work():
        cut = Cut((), (), Wording("Chè", "Bà nấu chè."), Wording("Cầu", "Bà bắc cầu."), {whole.subjects[0].id})
        part = splitting.split(whole, cut, why="Hai việc khác nhau.", of_version=whole.version, by=MODERATOR)
    with unit_of_work():
        services.decide(whole, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=whole.version)
        holding.withdraw(part, by=holder_of(part.id))
    found = figures()
    assert (found["received"], found["accepted"], found["ended"]) == (2, 1, 1)


def test_small_numbers_and_reasons_that_are_not_public_are_left_out(desk: Actor) -> None:
    reasons = {"too_little": 9, "duplicate": 6, "accusation": 7, "not_in_city": 2}
    counted = {
        "received": 3, "accepted": 0, "declined": 24, "reasons": reasons, "answered": 24, "median": 4, "slow": 9,
        "promised": 9, "in_time": 24,
    }  # fmt: skip
    shown = counting.public(counted)
    assert (shown["received"], shown["accepted"], shown["declined"]) == (None, 0, 24)
    assert shown["reasons"] == {"too_little": 9, "duplicate": 6, "other": 9}
    assert (shown["median"], shown["slow"], shown["in_time_percent"]) == (4, 9, 100)


def test_a_share_that_would_point_to_a_few_is_left_out(desk: Actor) -> None:
    counted = {"answered": 24, "median": 4, "slow": 9, "promised": 9, "in_time": 22}
    assert counting.public(counted)["in_time_percent"] is None
    few = counting.public(counted | {"answered": 4, "in_time": 4})
    assert (few["median"], few["slow"], few["in_time_percent"]) == (None, None, None)


def month(kind: Kind = Kind.NOMINATION) -> MonthFigures:
    db.session.expire_all()
    return next(row for row in months.figures() if row.kind is kind and row.month == NOVEMBER)


def test_a_month_runs_then_is_frozen_a_day_after_its_end(desk: Actor, now: Traveller) -> None:
    told(desk)
    jobs.keep_months()
    assert month().frozen_at is None and month().counted["accepted"] == 1
    told(desk)
    jobs.keep_months()
    assert month().counted["accepted"] == 2
    now.move_to(datetime(2026, 12, 1, 18, tzinfo=UTC))
    jobs.keep_months()
    assert month().frozen_at is not None


def test_later_changes_are_noted_with_a_date_once_they_are_many_enough(desk: Actor, now: Traveller) -> None:
    made = [told(desk) for _ in range(12)]
    now.move_to(datetime(2026, 12, 2, tzinfo=UTC))
    jobs.keep_months()
    for count, noted in ((4, 0), (2, 1)):
        with unit_of_work() as session:
            for _ in range(count):  # as if a record were put right by hand
                thing = made.pop()
                session.execute(db.update(Nomination).where(Nomination.id == thing.id).values(received_at=DURING - timedelta(days=60)))  # fmt: skip
        now.shift(timedelta(days=1))
        jobs.note_later_changes()
        jobs.note_later_changes()
        notes = months.notes_of([month().id])
        assert len(notes) == noted
    assert (notes[0].figure, notes[0].was, notes[0].now, notes[0].noted_on) == ("received", 12, 6, date(2026, 12, 4))
    assert month().counted["received"] == 12


def test_without_a_decision_there_is_no_month(inside: Flask) -> None:
    jobs.keep_months()
    assert months.figures() == []
    assert colleague  # nobody has done anything
