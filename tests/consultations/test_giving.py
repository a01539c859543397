"""Opinions: received to the last second, once for each form, counted, verified, taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import jobs, numbers, tallies, verifying
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.opinions.states import Channel, Display, OpinionState, Stance, Verified
from portal.core.actor import RESIDENT, Actor, Kind, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Missing, TooMany, Unfit
from portal.core.mail.models import Letter
from portal.engines.synthesis.tally import Axis
from tests.consultations.held import BOARD, announced, candidate_of, opinion

pytestmark = pytest.mark.usefixtures("inside")
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
CLERK = Actor(Kind.STAFF, id=BOARD.id, name="Phạm Hà", roles=frozenset({Role.CLERK}))


@pytest.fixture
def candidate(now: Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def test_an_opinion_in_the_last_second_is_received(candidate: Candidate, now: Traveller) -> None:
    at = END + timedelta(milliseconds=900)
    now.move_to(at + timedelta(seconds=5))  # the database was busy
    assert opinion(candidate, at=at).submitted_at == at


def test_an_opinion_after_the_last_second_is_refused_with_the_exact_instant(candidate: Candidate) -> None:
    with pytest.raises(Closed) as no:
        opinion(candidate, at=END + timedelta(seconds=1, milliseconds=100))
    assert no.value.closed_at == END
    assert "23:59:59" in str(no.value) and "01/12/2026" in str(no.value)


def test_an_opinion_before_the_opening_is_refused(candidate: Candidate) -> None:
    with pytest.raises(Closed) as no:
        opinion(candidate, at=datetime(2026, 11, 16, 0, 59, 59, tzinfo=UTC))
    assert no.value.closed_at is None


def test_a_withdrawn_candidate_takes_no_more(candidate: Candidate) -> None:
    with unit_of_work():
        candidates.withdraw(candidate, why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)
    with pytest.raises(Closed):
        opinion(candidate)


def test_the_same_form_sent_twice_is_one_opinion(candidate: Candidate) -> None:
    first = opinion(candidate, form_key="k" * 64)
    assert opinion(candidate, form_key="k" * 64).id == first.id
    assert counted(candidate) == 1


def test_a_form_sent_before_is_its_opinion_even_after_the_close(candidate: Candidate) -> None:
    first = opinion(candidate, form_key="k" * 64)
    assert opinion(candidate, form_key="k" * 64, at=END + timedelta(seconds=1)).id == first.id
    assert opinion(candidate, form_key="k" * 64, text="").id == first.id


def test_a_number_that_was_drawn_before_is_drawn_again(candidate: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["YK26-AAAAAAAA", "YK26-AAAAAAAA", "YK26-BBBBBBBB"])
    monkeypatch.setattr(numbers, "drawn", lambda: next(drawn))
    assert [opinion(candidate).number for _ in range(2)] == ["YK26-AAAAAAAA", "YK26-BBBBBBBB"]
    assert counted(candidate) == 2


@pytest.mark.parametrize(
    ("text", "field"), [("", "text"), ("Tốt lắm", "text"), ("rất tốt " * 800, "text")], ids=["none", "short", "long"]
)
def test_a_reason_is_required_and_bounded(candidate: Candidate, text: str, field: str) -> None:
    with pytest.raises(Unfit) as no:
        opinion(candidate, text=text)
    assert no.value.field == field


def test_showing_a_name_needs_one(candidate: Candidate) -> None:
    with pytest.raises(Unfit) as no:
        opinion(candidate, display=Display.INITIALS)
    assert no.value.field == "name"


def test_a_clerk_enters_a_letter_without_a_contact(candidate: Candidate) -> None:
    made = opinion(candidate, channel=Channel.LETTER, email="", by=CLERK)
    assert (made.verified, made.clerk_id) == (Verified.CLERK, CLERK.id)
    with pytest.raises(Denied):
        opinion(candidate, channel=Channel.LETTER, by=RESIDENT)


def counted(candidate: Candidate, axis: Axis = Axis.STANCE) -> int:
    return sum(n for groups in tallies.of(candidate.id, axis)[axis].values() for n in groups.values())


def link(made: Opinion) -> str:
    with unit_of_work():
        return verifying.prepare(made, Verified.EMAIL)[0]


def verified(made: Opinion) -> Opinion:
    key = link(made)
    with unit_of_work():
        return verifying.spend_link(key, by=RESIDENT)


def test_opening_a_link_verifies_nothing(candidate: Candidate) -> None:
    made = opinion(candidate)
    key = link(made)
    verifying.by_link(key)
    assert verifying.by_link(key).used_at is None and made.verified is Verified.NO


def test_a_link_verifies_once_and_pressing_again_is_the_same(candidate: Candidate) -> None:
    made = opinion(candidate)
    key = link(made)
    for _ in range(2):
        with unit_of_work():
            assert verifying.spend_link(key, by=RESIDENT).verified is Verified.EMAIL
    assert tallies.of(candidate.id, Axis.STANCE)[Axis.STANCE] == {"support": {"verified": 1}}


def test_an_old_link_is_said_to_be_old(candidate: Candidate, now: Traveller) -> None:
    key = link(opinion(candidate))
    now.shift(timedelta(hours=73))
    with pytest.raises(Missing):
        verifying.by_link(key)


def test_verifying_after_the_close_counts_what_came_in_time(candidate: Candidate, now: Traveller) -> None:
    now.move_to(END)
    key = link(opinion(candidate))
    now.shift(timedelta(hours=5))
    with unit_of_work():
        assert verifying.spend_link(key, by=RESIDENT).verified is Verified.EMAIL


def test_six_digits_can_be_tried_five_times(candidate: Candidate) -> None:
    made = opinion(candidate)
    with unit_of_work():
        _, code = verifying.prepare(made, Verified.EMAIL)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        with unit_of_work():
            assert verifying.try_code(made, wrong, by=holder_of(made.id)) is None
    with pytest.raises(TooMany), unit_of_work():
        verifying.try_code(made, code, by=holder_of(made.id))
    db.session.rollback()


def test_a_second_opinion_of_the_same_person_is_a_new_edition(candidate: Candidate, now: Traveller) -> None:
    first = verified(opinion(candidate, stance=Stance.SUPPORT))
    now.shift(timedelta(hours=1))
    second = verified(opinion(candidate, stance=Stance.NOT_YET))
    assert (second.edition, second.follows_id, first.current) == (2, first.id, False)
    assert tallies.of(candidate.id, Axis.STANCE)[Axis.STANCE] == {"not_yet": {"verified": 1}}


def test_the_one_sent_last_stands_in_whatever_order_they_are_verified(candidate: Candidate, now: Traveller) -> None:
    first = opinion(candidate)
    now.shift(timedelta(hours=1))
    second = verified(opinion(candidate))
    assert verified(first).current is False
    assert second.current and second.edition == 2


def typed(candidate: Candidate, **values: Any) -> Opinion:
    """One that a clerk wrote down with a contact."""
    return opinion(candidate, channel=Channel.PHONE, by=CLERK, **values)


def test_a_clerk_who_types_a_contact_puts_nothing_behind_that_its_owner_verified(
    candidate: Candidate, now: Traveller
) -> None:
    own = verified(opinion(candidate, stance=Stance.NOT_YET))
    now.shift(timedelta(hours=1))
    other = typed(candidate, stance=Stance.SUPPORT)
    assert own.current and own.person_key and other.current and other.person_key is None
    with unit_of_work():
        jobs.received(str(other.id))
    assert db.session.scalars(sa.select(Letter.kind)).all() == ["opinion_verify"]  # its owner is asked


def test_once_its_owner_confirms_it_the_later_one_stands(candidate: Candidate, now: Traveller) -> None:
    own = verified(opinion(candidate))
    now.shift(timedelta(hours=1))
    other = verified(typed(candidate))
    assert (other.verified, other.current, other.edition, own.current) == (Verified.EMAIL, True, 2, False)
    assert list(tallies.differences()) == []


def test_what_its_owner_sent_before_and_verifies_later_is_not_put_behind_either(
    candidate: Candidate, now: Traveller
) -> None:
    own = opinion(candidate)
    now.shift(timedelta(hours=1))
    other = typed(candidate)
    verified(own)
    assert own.current and own.person_key and other.current and other.person_key is None


def test_of_two_that_clerks_wrote_down_for_one_contact_the_later_stands(candidate: Candidate, now: Traveller) -> None:
    first = typed(candidate)
    now.shift(timedelta(hours=1))
    assert typed(candidate).edition == 2 and not first.current


def test_taking_it_back_drops_the_words_and_the_count(candidate: Candidate) -> None:
    made = verified(opinion(candidate, name="Đinh Thị Lụa", network="n", device="d"))
    with unit_of_work():
        opinions.withdraw(made, by=holder_of(made.id))
    assert (made.state, made.text, made.writer.name, made.writer.email) == (OpinionState.CLOSED, "", "", "")
    assert counted(candidate) == 0 and list(tallies.differences()) == []


def test_a_recount_finds_a_counter_that_was_changed(candidate: Candidate) -> None:
    opinion(candidate)
    with unit_of_work() as session:
        session.execute(sa.text("UPDATE opinion_tally SET n = 5 WHERE axis = 'stance'"))
    (found,) = tallies.differences()
    assert (found.kept, found.counted, found.cell.axis) == (5, 1, Axis.STANCE)
