"""Several opinions in one act: each by itself, asked anew, taken back within the minute, and sent twice without harm."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import reviewing, tallies, together
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Display, OpinionState, Stance
from portal.core.actor import Actor, Kind, Role
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import TRAIL
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Missing
from portal.core.jobs import runner
from portal.core.jobs.models import Job
from portal.core.mail.models import Letter
from portal.moderation import claims, queries
from portal.moderation.desk import keeping
from portal.moderation.desk.lineup import Wish
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import LEASE, UNDO
from portal.moderation.models import Decision
from portal.moderation.notes import services as notes
from portal.moderation.states import Outcome
from portal.moderation.together import acts
from portal.moderation.together.acts import Line, Whole
from portal.moderation.together.limits import READ
from portal.moderation.together.policy import Together
from portal.moderation.together.services import Asked
from portal.moderation.together.states import Why
from tests.consultations.clean import clean, some
from tests.consultations.held import LEAD, MODERATOR, announced, candidate_of

pytestmark = pytest.mark.usefixtures("inside")
OTHER = Actor(Kind.STAFF, uuid.uuid4(), "Nguyễn Khánh Linh", frozenset({Role.MODERATOR}))


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def candidate(now: time_machine.Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def begun(by: Actor = MODERATOR) -> tuple[Whole, list[Asked]]:
    """An act, and what its page would send if all were ticked."""
    whole = together.take_to_read(Wish(soon=date(2026, 11, 21), staff=by.id), by=by)
    here, _ = together.to_read(whole, by=by)
    return whole, [Asked("opinion", each.id, each.version) for each in here]


def states() -> list[OpinionState]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Opinion.state)))


def line(whole: Whole, asked: Asked) -> Line:
    return next(each for each in acts.lines(whole) if each.thing_id == asked.id)


def letters() -> int:
    """Letters about decisions that were asked for."""
    asked = sa.select(sa.func.count()).select_from(Job).where(Job.unique_key.startswith("decision:"))
    return db.session.scalar(asked) or 0


def made() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0


def test_what_was_ticked_is_accepted_and_the_rest_put_back(candidate: Candidate) -> None:
    some(candidate, 3)
    whole, asked = begun()
    together.accept(whole, asked[:2], by=MODERATOR)
    assert sorted(states()) == [OpinionState.PUBLISHED, OpinionState.PUBLISHED, OpinionState.WAITING]
    assert [each.step for each in acts.lines(whole)] == [Together.ACCEPT, Together.ACCEPT, Together.PUT_BACK]
    assert claims.holders("opinion", [each.id for each in asked]) == {}
    assert list(tallies.differences()) == [] and list(keeping.differences()) == []


def test_each_has_a_decision_a_letter_and_lines_that_name_the_act(candidate: Candidate) -> None:
    some(candidate, 2)
    whole, asked = begun()
    together.accept(whole, asked, by=MODERATOR)
    assert (made(), letters()) == (2, 2)
    told = db.session.execute(
        sa.select(AuditEntry.act, AuditEntry.detail).where(AuditEntry.thing_id == str(asked[0].id))
    )
    parts = {act: json.loads(detail).get("part_of") for act, detail in told}
    assert parts["opinion:give"] is None
    assert {parts[act] for act in ("moderation:claim", "moderation:decide", "opinion:publish")} == {str(whole.id)}
    decision = queries.standing(db.session.get_one(Opinion, asked[0].id))
    assert decision is not None and acts.begun_with(decision) == whole
    assert line(whole, asked[0]).decision_id == decision.id and list(TRAIL.faults()) == []


def test_a_decision_by_itself_was_no_part_of_an_act(candidate: Candidate) -> None:
    opinion = clean(candidate)
    with unit_of_work():
        decision = reviewing.judge(opinion, Verdict(Outcome.ACCEPT), by=MODERATOR, of_version=1)
    assert decision is not None and acts.begun_with(decision) is None


def test_no_more_are_taken_than_one_page_shows_and_a_colleague_is_given_others(candidate: Candidate) -> None:
    some(candidate, READ + 3)
    mine, theirs = begun()[1], begun(OTHER)[1]
    assert (len(mine), len(theirs)) == (READ, 3)
    assert {each.id for each in mine}.isdisjoint(each.id for each in theirs)


def test_clean_criticism_is_accepted_as_praise_is_and_by_one_person(candidate: Candidate) -> None:
    clean(candidate, stance=Stance.NOT_YET)
    clean(candidate, display=Display.UNPUBLISHED)
    together.accept(*begun(), by=MODERATOR)
    assert sorted(states()) == [OpinionState.COUNTED, OpinionState.PUBLISHED]


def test_one_that_is_refused_undoes_none_of_the_others(candidate: Candidate) -> None:
    some(candidate, 3)
    whole, asked = begun()
    with unit_of_work():
        notes.add(db.session.get_one(Opinion, asked[1].id), text="Chờ đã.", find=lambda name: None, by=LEAD)
    together.accept(whole, asked, by=MODERATOR)
    assert states().count(OpinionState.PUBLISHED) == 2
    left = line(whole, asked[1])
    assert (left.step, left.why, left.decision_id) == (Together.PUT_BACK, Why.NOTED, None)


def test_another_revision_than_the_one_that_was_read_is_left_alone(candidate: Candidate) -> None:
    some(candidate, 1)
    whole, [asked] = begun()
    together.accept(whole, [replace(asked, version=asked.version + 1)], by=MODERATOR)
    assert states() == [OpinionState.WAITING] and line(whole, asked).why == Why.CHANGED


def test_what_a_colleague_took_meanwhile_stays_theirs(candidate: Candidate, now: time_machine.Traveller) -> None:
    some(candidate, 1)
    whole, [asked] = begun()
    now.shift(LEASE + timedelta(seconds=1))
    with unit_of_work():
        claims.claim(db.session.get_one(Opinion, asked.id), by=OTHER)
    together.accept(whole, [asked], by=MODERATOR)
    assert states() == [OpinionState.WAITING] and line(whole, asked).why == Why.HELD
    assert claims.holders("opinion", [asked.id])[asked.id].staff_id == OTHER.id


def test_what_ran_out_and_nobody_took_can_still_be_accepted(candidate: Candidate, now: time_machine.Traveller) -> None:
    some(candidate, 1)
    whole, asked = begun()
    now.shift(LEASE * 2)
    together.accept(whole, asked, by=MODERATOR)
    assert states() == [OpinionState.PUBLISHED]


def test_whoever_declared_a_relation_since_reads_them_no_more(candidate: Candidate) -> None:
    some(candidate, 1)
    whole, _ = begun()
    related = replace(MODERATOR, ties=frozenset({candidate.nominee_id}))
    assert together.to_read(whole, by=related) == ([], [Why.BARRED])


def test_who_has_come_to_have_a_part_in_it_is_refused(candidate: Candidate) -> None:
    some(candidate, 1)
    whole, asked = begun()
    related = replace(MODERATOR, ties=frozenset({candidate.nominee_id}))
    together.accept(whole, asked, by=related)
    assert states() == [OpinionState.WAITING] and line(whole, asked[0]).why == Why.BARRED


def test_the_same_sent_twice_is_one_decision_each(candidate: Candidate) -> None:
    some(candidate, 3)
    whole, asked = begun()
    for _ in range(2):
        together.accept(whole, asked, by=MODERATOR)
    assert (made(), letters()) == (3, 3)
    assert {each.step for each in acts.lines(whole)} == {Together.ACCEPT}


def test_killed_in_the_middle_it_does_only_what_is_left_when_asked_again(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(candidate, 5)
    whole, asked = begun()
    judge, calls = reviewing.judge, iter(range(5))

    def dies(*args: object, **values: object) -> object:
        if next(calls) == 2:
            raise SystemExit
        return judge(*args, **values)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(reviewing, "judge", dies)
    with pytest.raises(SystemExit):
        together.accept(whole, asked, by=MODERATOR)
    assert states().count(OpinionState.PUBLISHED) == 2
    monkeypatch.setattr(reviewing, "judge", judge)
    together.accept(whole, asked, by=MODERATOR)
    assert states().count(OpinionState.PUBLISHED) == 5 and (made(), letters()) == (5, 5)


def test_nothing_is_accepted_that_was_not_before_the_reader(candidate: Candidate) -> None:
    some(candidate, 1)
    whole, _ = begun()
    later = clean(candidate)
    with pytest.raises(Missing):
        together.accept(whole, [Asked("opinion", later.id, later.version)], by=MODERATOR)
    assert made() == 0


def test_an_act_is_for_who_began_it(candidate: Candidate) -> None:
    some(candidate, 1)
    whole, asked = begun()
    for act in (lambda: together.accept(whole, asked, by=OTHER), lambda: together.take_back(whole, by=OTHER)):
        with pytest.raises(Denied):
            act()
    with pytest.raises(Denied):
        together.to_read(whole, by=OTHER)
    assert states() == [OpinionState.WAITING]


def test_what_no_longer_fits_is_not_shown_to_be_read(candidate: Candidate) -> None:
    some(candidate, 2)
    whole, asked = begun()
    with unit_of_work():
        db.session.get_one(Opinion, asked[0].id).slow_lane = True
    here, others = together.to_read(whole, by=MODERATOR)
    assert [each.id for each in here] == [asked[1].id] and others == [Why.SLOW_LANE]


def test_all_of_it_can_be_taken_back_within_the_minute(candidate: Candidate, now: time_machine.Traveller) -> None:
    some(candidate, 3)
    whole, asked = begun()
    together.accept(whole, asked, by=MODERATOR)
    now.shift(UNDO - timedelta(seconds=1))
    together.take_back(whole, by=MODERATOR)
    assert states() == [OpinionState.WAITING] * 3
    assert all(each.undone_at for each in acts.decisions(acts.lines(whole)).values())
    assert list(tallies.differences()) == []


def test_what_is_over_its_minute_stays_and_the_rest_comes_back(
    candidate: Candidate, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(candidate, 2)
    whole, asked = begun()
    together.accept(whole, asked[:1], by=MODERATOR)
    now.shift(UNDO / 2)
    together.accept(whole, asked, by=MODERATOR)
    now.shift(UNDO / 2)
    together.take_back(whole, by=MODERATOR)
    assert sorted(states()) == [OpinionState.PUBLISHED, OpinionState.WAITING]


def test_taken_back_it_can_be_accepted_together_again(candidate: Candidate) -> None:
    some(candidate, 2)
    whole, asked = begun()
    together.accept(whole, asked, by=MODERATOR)
    together.take_back(whole, by=MODERATOR)
    second, again = begun()
    together.accept(second, again, by=MODERATOR)
    assert states() == [OpinionState.PUBLISHED] * 2 and second != whole


def test_where_nothing_fits_no_act_is_begun(candidate: Candidate) -> None:
    clean(candidate, checked=False)
    whole, asked = begun()
    assert asked == [] and acts.one(whole.id) is None


@pytest.mark.parametrize(("undone", "expected"), [(False, 2), (True, 0)], ids=["stands", "taken back"])
def test_letters_leave_after_the_minute_and_none_where_it_was_taken_back(
    candidate: Candidate, now: time_machine.Traveller, undone: bool, expected: int
) -> None:
    clean(candidate, email="lua@example.vn")
    clean(candidate, email="toan@example.vn")
    whole, asked = begun()
    together.accept(whole, asked, by=MODERATOR)
    if undone:
        together.take_back(whole, by=MODERATOR)
    now.shift(UNDO + timedelta(seconds=1))
    runner.run_due()
    told = sa.select(sa.func.count()).where(Letter.kind == "opinion_published")
    assert db.session.scalar(told) == expected
