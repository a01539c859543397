"""The desk and opinions: what is shown, what is covered, what is counted, and taking a decision back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import reviewing, tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Display, OpinionState
from portal.consultations.rounds.states import CommentsShown
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, NotNow
from portal.engines.synthesis.tally import Axis
from portal.moderation import redactions
from portal.moderation.redactions import Cover
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def candidate() -> Iterator[Candidate]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        made = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        yield made


def accept(made: Opinion) -> Opinion:
    with unit_of_work():
        reviewing.accept(made, by=MODERATOR)
    return made


def shown(candidate: Candidate) -> dict[str, dict[str, int]]:
    return tallies.of(candidate.id, Axis.ACCEPTED)[Axis.ACCEPTED]


def test_nothing_is_public_before_it_was_read(candidate: Candidate) -> None:
    made = opinion(candidate)
    assert made.shown_text is None and shown(candidate) == {}


def test_an_accepted_opinion_is_shown_with_its_covers(candidate: Candidate) -> None:
    made = opinion(candidate, text=TEXT + " Gọi tôi số 0900 000 001.")
    start = made.text.index("0900")
    with unit_of_work():
        cover = Cover(start, start + 12, "phone", "[số điện thoại]")
        redactions.add(made, by=MODERATOR, field=reviewing.TEXT, text=made.text, cover=cover)
    accept(made)
    assert made.masked and made.shown_text == TEXT + " Gọi tôi số [số điện thoại]."


@pytest.mark.parametrize(
    ("display", "name"),
    [(Display.EVERYONE, "Đinh Thị Lụa"), (Display.INITIALS, "Đ.T.L."), (Display.STAFF, "")],
    ids=lambda v: str(v),
)
def test_the_name_is_shown_as_its_writer_chose(candidate: Candidate, display: Display, name: str) -> None:
    assert accept(opinion(candidate, display=display, name="Đinh Thị Lụa")).shown_as == name


def test_one_that_is_for_the_board_only_is_counted_and_not_shown(candidate: Candidate) -> None:
    made = accept(opinion(candidate, display=Display.UNPUBLISHED))
    assert (made.state, made.shown_text) == (OpinionState.COUNTED, None)
    assert shown(candidate) == {"support": {"unverified": 1}}


def test_a_round_that_only_counts_shows_nobody(candidate: Candidate) -> None:
    with unit_of_work():
        candidate.round.comments = CommentsShown.COUNTED_ONLY
    assert accept(opinion(candidate)).state is OpinionState.COUNTED


def test_a_declined_opinion_is_counted_by_its_reason(candidate: Candidate) -> None:
    made = opinion(candidate)
    with unit_of_work():
        reviewing.decline(made, by=MODERATOR, reason_code="off_topic")
    assert tallies.of(candidate.id, Axis.REASON)[Axis.REASON] == {"off_topic": {"unverified": 1}}
    assert shown(candidate) == {}


def test_a_decision_can_be_taken_back(candidate: Candidate) -> None:
    made = accept(opinion(candidate))
    with unit_of_work():
        reviewing.restore(made, state_before=OpinionState.WAITING, by=MODERATOR)
    assert (made.state, made.shown_text, made.shown_as) == (OpinionState.WAITING, None, "")
    assert list(tallies.differences()) == []


def test_only_what_waits_can_be_decided(candidate: Candidate) -> None:
    made = accept(opinion(candidate))
    with pytest.raises(NotNow):
        accept(made)
    with pytest.raises(Clash), unit_of_work():
        reviewing.restore(made, state_before=OpinionState.DECLINED, by=MODERATOR)


def test_a_resident_decides_nothing(candidate: Candidate) -> None:
    made = opinion(candidate)
    with pytest.raises(Denied), unit_of_work():
        reviewing.decline(made, by=RESIDENT, reason_code="off_topic")
