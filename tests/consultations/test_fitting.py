"""Which opinions may be accepted together with others, and why each of the rest needs a look of its own."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions import fitting, reviewing
from portal.consultations.opinions.models import Cluster, Opinion
from portal.consultations.opinions.states import Channel, ClusterState, Display, Stance
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.storage import intake
from portal.core.storage import services as storage
from portal.core.storage.store import chosen
from portal.moderation import claims, redactions
from portal.moderation.checks import jobs, marking
from portal.moderation.checks.found import Check
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.notes import services as notes
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.states import Ended, Outcome
from portal.moderation.switches import services as switches
from portal.moderation.switches.states import Function
from portal.moderation.together.states import Why
from portal.nominations import at_desk
from portal.nominations.models import Nomination
from tests.consultations.clean import CLERK, clean, some, words
from tests.consultations.held import LEAD, MODERATOR, announced, candidate_of, opinion
from tests.core.storage.shots import picture
from tests.nominations.tipped import tip

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def candidate() -> Iterator[Candidate]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        made = candidate_of(announced())
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        yield made


def why(made: Opinion, by: Any = MODERATOR) -> Why | None:
    db.session.expire_all()
    return fitting.whys([made.id], by=by)[made.id]


def change(made: Opinion, **values: Any) -> Opinion:
    with unit_of_work():
        for name, value in values.items():
            setattr(made, name, value)
    return made


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("display", list(Display))
def test_whatever_is_clean_fits_criticism_as_well_as_praise(
    candidate: Candidate, stance: Stance, display: Display
) -> None:
    assert why(clean(candidate, stance=stance, display=display, name="Đinh Thị Lụa")) is None


@pytest.mark.parametrize(
    "text",
    ["Gọi tôi số 0912 345 678 để hỏi thêm.", "Bọn cán bộ ở đó ngu như bò.", "Xem thêm tại https://ban-hang.example.vn nhé."],
    ids=["private", "rude", "link"],
)  # fmt: skip
def test_whatever_a_check_noticed_is_looked_at_by_itself(candidate: Candidate, text: str) -> None:
    assert why(clean(candidate, text=f"{words()} {text}")) is Why.FLAGGED


def test_also_what_a_colleague_called_wrong(candidate: Candidate) -> None:
    made = clean(candidate, text=f"{words()} Gọi tôi số 0912 345 678.")
    with unit_of_work():
        for flag in db.session.scalars(sa.select(StoredFlag)).all():
            marking.mark_wrong(flag, by=MODERATOR)
    assert why(made) is Why.FLAGGED


def test_what_was_not_checked_or_by_an_older_check_does_not_fit(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert why(clean(candidate, checked=False)) is Why.UNCHECKED
    made = clean(candidate)
    first, *rest = fitting.ORDER
    monkeypatch.setattr(fitting, "ORDER", (Check(first.name, first.version + 1, first.run), *rest))
    assert why(made) is Why.UNCHECKED


def test_a_check_that_failed_is_no_check(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work() as session:
        session.scalars(sa.select(CheckRun).limit(1)).one().ended = Ended.SLOW
    assert why(made) is Why.UNCHECKED


def test_what_was_checked_in_another_wording_does_not_count(candidate: Candidate) -> None:
    assert why(change(clean(candidate), text=words())) is Why.UNCHECKED


def test_only_what_waits_fits(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        reviewing.accept(made, by=MODERATOR)
    assert why(made) is Why.DECIDED
    assert fitting.whys([key := uuid.uuid4()], by=MODERATOR)[key] is Why.GONE


def test_one_that_nobody_has_confirmed_does_not_fit(candidate: Candidate) -> None:
    made = clean(candidate, channel=Channel.WEB, by=RESIDENT, email="lua@example.vn")
    assert why(made) is Why.UNVERIFIED


def test_what_a_colleague_holds_does_not_fit_and_what_i_hold_does(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        claims.claim(made, by=MODERATOR)
    assert (why(made), why(made, LEAD)) == (None, Why.HELD)


def test_what_somebody_proposed_does_not_fit(candidate: Candidate) -> None:
    made = clean(candidate, stance=Stance.NOT_YET)
    with unit_of_work():
        load_reasons()
    with unit_of_work():
        reviewing.judge(made, Verdict(Outcome.DECLINE, "opinion_off_topic"), by=LEAD, of_version=made.version)
    assert why(made) is Why.SECOND


def test_what_its_writer_was_asked_about_is_read_with_the_answer(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        load_reasons()
    with unit_of_work():
        reviewing.judge(
            made, Verdict(Outcome.ASK, "opinion_ask_facts", "Lúc mấy giờ?"), by=LEAD, of_version=made.version
        )
    assert why(made) is Why.ASKED


def test_what_came_back_to_the_desk_does_not_fit(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        load_reasons()
        reviewing.judge(made, Verdict(Outcome.DECLINE, "opinion_off_topic"), by=LEAD, of_version=made.version)
    with unit_of_work():
        assert reviewing.reconsider(made, by=LEAD, why="Nhầm với ý kiến khác.")
    assert why(made) is Why.AGAIN


def test_editions_of_one_person_are_read_beside_each_other(candidate: Candidate) -> None:
    first = clean(candidate)
    assert why(change(clean(candidate), follows_id=first.id)) is Why.EDITION
    assert why(change(first, current=False)) is Why.EDITION


def test_who_wrote_it_down_does_not_accept_it_in_passing(candidate: Candidate) -> None:
    made = clean(candidate, by=replace(CLERK, id=MODERATOR.id))
    assert (why(made), why(made, LEAD)) == (Why.OWN, None)


@pytest.mark.parametrize(
    ("state", "expected"), [(ClusterState.SUGGESTED, Why.CAMPAIGN), (ClusterState.DISMISSED, None)]
)
def test_a_sign_of_one_hand_keeps_it_out_until_it_was_dismissed(
    candidate: Candidate, state: ClusterState, expected: Why | None
) -> None:
    made = clean(candidate)
    with unit_of_work() as session:
        found = Cluster(id=uuid.uuid4(), candidate_id=candidate.id, state=state, size=1, found_at=clock.now())
        session.add(found)
        session.flush()
        made.cluster_id = found.id
    assert why(made) is expected


def test_what_came_over_a_limit_or_was_counted_apart_does_not_fit(candidate: Candidate) -> None:
    assert why(change(clean(candidate), slow_lane=True)) is Why.SLOW_LANE
    assert why(change(clean(candidate), coordinated=True)) is Why.CAMPAIGN


@pytest.mark.parametrize("display", [Display.EVERYONE, Display.INITIALS])
def test_a_name_that_is_printed_is_accepted_by_whoever_may_read_it(candidate: Candidate, display: Display) -> None:
    made = clean(candidate, display=display, name="Đinh Thị Lụa")
    assert (why(made), why(made, LEAD)) == (None, Why.NAMED)


def test_what_somebody_began_to_cover_does_not_fit(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        cover = Cover(0, 4, "chosen", "[…]")
        redactions.add(made, by=MODERATOR, field=reviewing.TEXT, text=made.text, cover=cover)
    assert why(made) is Why.COVERED


def test_what_came_with_files_does_not_fit(candidate: Candidate) -> None:
    out = io.BytesIO()
    picture(40, 30).save(out, "JPEG")
    with unit_of_work():
        file = storage.keep(intake.receive(io.BytesIO(out.getvalue()), name="anh.jpg", store=chosen())).id
    assert why(clean(candidate, files=(file,))) is Why.FILES
    assert why(change(clean(candidate), letter_file_id=file)) is Why.FILES


def test_a_colleagues_note_is_read_first(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        note = notes.add(made, text="Chờ phường trả lời đã.", find=lambda name: None, by=LEAD)
    assert why(made) is Why.NOTED
    with unit_of_work():
        notes.take_back(note, by=LEAD)
    assert why(made) is None


def test_nothing_fits_while_no_opinions_are_taken_in(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        told = {
            "words_vi": "Tạm dừng nhận ý kiến vài giờ.",
            "words_en": "Closed for a few hours.",
            "why": "Đang bị tấn công.",
        }
        switches.turn_off(Function.OPINIONS, by=LEAD, of_version=0, **told)
    assert why(made) is Why.SWITCHED_OFF


def test_once_the_outcome_is_public_or_the_candidate_withdrawn_each_is_looked_at(candidate: Candidate) -> None:
    made = clean(candidate)
    with unit_of_work():
        candidate.round.state, candidate.round.answered_at = RoundState.ANSWERED, clock.now()
        candidate.round.frozen_at, candidate.round.root_hash = clock.now(), "0" * 64
    assert why(made) is Why.ROUND
    with unit_of_work():
        candidate.round.state, candidate.round.answered_at = RoundState.SCHEDULED, None
        candidate.state, candidate.withdrawn_at, candidate.withdrawn_why = CandidateState.WITHDRAWN, clock.now(), "x"
    assert why(made) is Why.ROUND


def wish(**values: Any) -> Wish:
    return Wish(soon=date(2026, 11, 21), staff=MODERATOR.id, **values)


def test_the_list_is_counted_what_fits_and_what_does_not_and_why(candidate: Candidate) -> None:
    fit = [made.id for made in some(candidate, 3)]
    opinion(candidate)
    clean(candidate, text=f"{words()} Gọi tôi số 0912 345 678.")
    story = tip()
    with unit_of_work():
        at_desk.enter(db.session.get_one(Nomination, story.id))
    looked = fitting.look_over(wish(), by=MODERATOR)
    assert set(looked.fit) == set(fit) and looked.number == 6 and not looked.more
    assert looked.others == {Why.UNVERIFIED: 1, Why.FLAGGED: 1, Why.OTHER_KIND: 1}


def test_the_filters_of_the_list_are_kept(candidate: Candidate) -> None:
    some(candidate, 2)
    assert fitting.look_over(wish(words="ai do khac"), by=MODERATOR).number == 0
    assert fitting.look_over(wish(view=View.MINE), by=MODERATOR).number == 0


def test_a_long_list_is_looked_over_from_its_top(candidate: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    some(candidate, 3)
    monkeypatch.setattr(fitting, "LOOKED_OVER", 2)
    looked = fitting.look_over(wish(), by=MODERATOR)
    assert len(looked.fit) == 2 and looked.more


def test_many_opinions_cost_as_many_queries_as_two(candidate: Candidate) -> None:
    ids = [made.id for made in some(candidate, 12)]

    def queries(some: list[uuid.UUID]) -> int:
        asked: list[str] = []
        db.session.expire_all()

        def note(*given: Any) -> None:
            asked.append(given[2])

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            fitting.whys(some, by=MODERATOR)
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(asked)

    assert queries(ids) == queries(ids[:2]) <= 14


def test_a_job_that_checks_later_lets_it_fit(candidate: Candidate) -> None:
    made = clean(candidate, checked=False)
    jobs.check("opinion", str(made.id))
    assert why(made) is None
