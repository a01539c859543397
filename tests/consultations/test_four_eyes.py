"""Criticism and two people: one proposes, another judges from scratch, a lead settles; nothing happens before."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, reviewing, services, tallies
from portal.consultations.opinions.models import Cluster, Opinion
from portal.consultations.opinions.states import ClusterState, OpinionState, Stance
from portal.core.actor import Actor, Kind, Role, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Refusal
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.moderation import queries, redactions
from portal.moderation import services as desk
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes import proposals, second, subjects
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.states import Lapse, ProposalState
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome
from tests.consultations.held import LEAD, MODERATOR, TEXT, announced, candidate_of, opinion
from tests.moderation.things import colleague

pytestmark = pytest.mark.usefixtures("inside")
SECOND = colleague("Hoàng Thị Mận")
NO = Verdict(Outcome.DECLINE, "opinion_off_topic", note="Không nói về việc làm của người được đề nghị.")
YES = Verdict(Outcome.ACCEPT)
SAID = TEXT + " Nhưng tổ trưởng Hạ làm ăn tắc trách, số 0912 345 678."


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def candidate(clock: Traveller) -> Candidate:
    made = candidate_of(announced())
    clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    with unit_of_work():
        load_reasons()
    return made


@pytest.fixture
def critical(candidate: Candidate) -> Opinion:
    return opinion(candidate, stance=Stance.NOT_YET, text=SAID)


def judge(made: Opinion, verdict: Verdict, by: Actor = MODERATOR, seen: int | None = None) -> Decision | None:
    with unit_of_work():
        return reviewing.judge(made, verdict, by=by, of_version=made.version, seen=seen)


def hiding(made: Opinion, words: str, kind: str = "chosen") -> Cover:
    start = made.text.index(words)
    return Cover(start, start + len(words), kind, "[…]")


def only() -> Proposal:
    return db.session.scalars(sa.select(Proposal)).one()


def waits(made: Opinion) -> tuple[str | None, object]:
    kept = db.session.get_one(DeskItem, made.id)
    return kept.eyes, kept.eyed_by


@pytest.mark.parametrize("stance", [Stance.NOT_YET, Stance.REMARKS])
def test_one_person_only_proposes_not_to_publish_criticism(candidate: Candidate, stance: Stance) -> None:
    made = opinion(candidate, stance=stance)
    before = made.version
    assert judge(made, NO) is None
    assert (made.state, made.version, queries.decisions(made)) == (OpinionState.WAITING, before, [])
    assert waits(made) == ("second", MODERATOR.id)


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.INFORMATION])
def test_what_is_no_criticism_one_person_decides(candidate: Candidate, stance: Stance) -> None:
    made = opinion(candidate, stance=stance)
    assert judge(made, NO) is not None and made.state is OpinionState.DECLINED


def test_no_letter_leaves_before_the_second_agreed_and_their_minute_is_over(
    critical: Opinion, clock: Traveller
) -> None:
    judge(critical, NO)
    clock.shift(timedelta(hours=2))
    runner.run_due()
    declined = sa.select(sa.func.count()).select_from(Letter).where(Letter.kind == "opinion_declined")
    assert db.session.scalar(declined) == 0
    db.session.rollback()
    judge(critical, NO, SECOND)
    assert critical.state is OpinionState.DECLINED
    runner.run_due()
    assert db.session.scalar(declined) == 0
    clock.shift(UNDO + timedelta(seconds=1))
    runner.run_due()
    assert db.session.scalar(declined) == 1


def test_the_second_takes_it_back_within_the_minute_and_the_proposal_waits_again(critical: Opinion) -> None:
    judge(critical, NO)
    made = judge(critical, NO, SECOND)
    assert made is not None and made.made_by == SECOND.id
    with unit_of_work():
        desk.undo(made, critical, by=SECOND)
        reviewing.restore(critical, state_before=OpinionState.WAITING, by=SECOND)
        proposals.reopen(made, critical)
    assert critical.state is OpinionState.WAITING and waits(critical) == ("second", MODERATOR.id)
    with pytest.raises(NotNow), unit_of_work():  # a decision that was taken back carries nothing any more
        reviewing.decline(critical, by=SECOND, reason_code="opinion_off_topic", decision=made)


def test_who_disagrees_sends_it_to_a_lead_who_was_neither(critical: Opinion) -> None:
    judge(critical, NO)
    assert judge(critical, YES, SECOND) is None
    assert critical.state is OpinionState.WAITING and waits(critical)[0] == "lead"
    for by in (MODERATOR, SECOND, colleague("Ba")):
        with pytest.raises(Denied):
            judge(critical, NO, by)
    assert judge(critical, YES, LEAD) is not None
    assert critical.state is OpinionState.PUBLISHED and only().state is ProposalState.OVERTURNED


def test_a_lead_who_agrees_with_the_first_upholds_it(critical: Opinion) -> None:
    judge(critical, NO)
    judge(critical, YES, SECOND)
    judge(critical, NO, LEAD)
    assert critical.state is OpinionState.DECLINED and only().state is ProposalState.UPHELD


def test_a_lead_who_judged_already_settles_nothing(critical: Opinion) -> None:
    judge(critical, NO, LEAD)
    judge(critical, YES, SECOND)
    with pytest.raises(Denied):
        judge(critical, NO, LEAD)


def test_the_first_judges_once_and_the_same_twice_is_once(critical: Opinion) -> None:
    judge(critical, NO)
    assert judge(critical, NO) is None
    with pytest.raises(Denied):
        judge(critical, YES)
    assert only().state is ProposalState.PENDING


def test_hiding_a_telephone_number_needs_nobody_else(critical: Opinion) -> None:
    cover = hiding(critical, "0912 345 678", "phone")
    judge(critical, Verdict(Outcome.ACCEPT, covers=(cover,)))
    assert critical.state is OpinionState.PUBLISHED and "0912" not in (critical.shown_text or "")


@pytest.mark.parametrize("kind", ["chosen", "rude", "person", "phone"])  # what a form calls it does not count
def test_hiding_words_of_criticism_takes_two(critical: Opinion, kind: str) -> None:
    hidden = Verdict(Outcome.ACCEPT, covers=(hiding(critical, "làm ăn tắc trách", kind),))
    judge(critical, hidden)
    assert critical.state is OpinionState.WAITING
    assert not redactions.of(critical, "text", critical.text)  # nor does the second see what the first would hide
    judge(critical, hidden, SECOND)
    assert critical.masked and "tắc trách" not in (critical.shown_text or "")


def test_of_words_only_what_both_would_hide_is_hidden(critical: Opinion) -> None:
    judge(critical, Verdict(Outcome.ACCEPT, covers=(hiding(critical, "Hạ làm ăn tắc trách"),)))
    phone = hiding(critical, "0912 345 678", "phone")
    judge(critical, Verdict(Outcome.ACCEPT, covers=(hiding(critical, "tắc trách"), phone)), SECOND)
    assert critical.shown_text == TEXT + " Nhưng tổ trưởng Hạ làm ăn […], số […]."


def test_hiding_other_words_is_no_agreement(critical: Opinion) -> None:
    judge(critical, Verdict(Outcome.ACCEPT, covers=(hiding(critical, "tắc trách"),)))
    judge(critical, Verdict(Outcome.ACCEPT, covers=(hiding(critical, "tổ trưởng"),)), SECOND)
    assert only().state is ProposalState.DISPUTED and critical.state is OpinionState.WAITING


def test_no_verb_declines_or_hides_criticism_for_one_person(critical: Opinion) -> None:
    with pytest.raises(NotNow), unit_of_work():
        reviewing.decline(critical, by=MODERATOR, reason_code="opinion_off_topic")
    with unit_of_work():
        redactions.add(
            critical, by=MODERATOR, field="text", text=critical.text, cover=hiding(critical, "tắc trách", "phone")
        )
    with pytest.raises(NotNow), unit_of_work():
        reviewing.accept(critical, by=MODERATOR)
    with unit_of_work():
        made = desk.decide(
            critical, by=MODERATOR, outcome=Outcome.DECLINE, of_version=critical.version,
            reason_code="opinion_off_topic",
        )  # fmt: skip
    with pytest.raises(NotNow), unit_of_work():
        reviewing.decline(critical, by=MODERATOR, reason_code="opinion_off_topic", decision=made)


def test_what_was_withdrawn_meanwhile_lapses(critical: Opinion) -> None:
    judge(critical, NO)
    with unit_of_work():
        services.withdraw(critical, by=holder_of(critical.id))
    assert (only().state, only().lapsed) == (ProposalState.LAPSED, Lapse.GONE)


def test_what_reads_otherwise_by_now_is_judged_anew(critical: Opinion) -> None:
    judge(critical, NO)
    with unit_of_work():
        critical.text = TEXT
    proposals.sweep()
    assert (only().state, only().lapsed) == (ProposalState.LAPSED, Lapse.CHANGED)
    assert waits(critical) == (None, None)
    judge(critical, NO, SECOND)
    assert critical.state is OpinionState.WAITING  # the second is now the first


def test_the_first_may_take_the_proposal_back_until_somebody_judged(critical: Opinion) -> None:
    judge(critical, NO)
    with pytest.raises(Denied), unit_of_work():
        proposals.retract(only(), by=SECOND)
    with unit_of_work():
        proposals.retract(only(), by=MODERATOR)
    judge(critical, YES)
    assert critical.state is OpinionState.PUBLISHED


def test_a_form_from_before_the_proposal_is_told(critical: Opinion) -> None:
    judge(critical, NO, seen=0)
    with pytest.raises(Clash):
        judge(critical, NO, SECOND, seen=0)
    assert judge(critical, NO, SECOND, seen=only().version) is not None


def test_the_trail_of_the_opinion_names_the_first_only_when_it_is_decided(critical: Opinion) -> None:
    def told() -> str:
        of_it = sa.select(AuditEntry).where(AuditEntry.thing_id == str(critical.id))
        kept = db.session.scalars(of_it.where(AuditEntry.act.not_in(["moderation:claim"])))
        return json.dumps([[str(e.actor_id), e.act, e.detail] for e in kept])

    judge(critical, NO)
    assert str(MODERATOR.id) not in told() and "propose" not in told()
    judge(critical, NO, SECOND)
    assert str(MODERATOR.id) in told() and "eyes:agree" in told()


def test_taking_what_is_public_back_takes_two(candidate: Candidate) -> None:
    made = opinion(candidate)
    judge(made, YES)
    for by, state in ((MODERATOR, OpinionState.PUBLISHED), (SECOND, OpinionState.WAITING)):
        with unit_of_work():
            reviewing.reconsider(made, by=by, why="Có tên của một người khác.")
        assert made.state is state
    assert list(tallies.differences()) == []


def test_a_second_who_would_keep_it_sends_it_to_the_lead_who_may_keep_it_too(candidate: Candidate) -> None:
    made = opinion(candidate)
    judge(made, YES)
    with unit_of_work():
        reviewing.reconsider(made, by=MODERATOR, why="Có tên của một người khác.")
    for by in (SECOND, LEAD):
        with unit_of_work():
            second.keep(made, only().act, by=by)
    assert made.state is OpinionState.PUBLISHED and only().state is ProposalState.OVERTURNED


def test_what_was_declined_one_person_takes_up_again(candidate: Candidate) -> None:
    made = opinion(candidate)
    judge(made, NO)
    with unit_of_work():
        assert reviewing.reconsider(made, by=MODERATOR, why="Đọc lại thấy không sao.")
    assert made.state is OpinionState.WAITING


def test_marking_a_campaign_takes_one_and_clearing_it_two(candidate: Candidate) -> None:
    with unit_of_work() as session:
        cluster = Cluster(
            candidate_id=candidate.id, state=ClusterState.SUGGESTED, size=1, found_at=candidate.created_at
        )
        session.add(cluster)
        session.flush()
        clusters.mark(cluster, why="Gần như một câu cả.", seen=1, by=LEAD)
    board = Actor(Kind.STAFF, MODERATOR.id, "Vũ Lan Anh", frozenset({Role.APPRAISER}))
    with unit_of_work():
        assert not clusters.undo(cluster, why="Là buổi họp của cả cơ quan.", by=LEAD)
    assert cluster.state is ClusterState.COORDINATED
    with unit_of_work():
        assert clusters.undo(cluster, why="Họp cả cơ quan, ai cũng ký.", by=board)


def test_a_reason_marked_so_takes_two_whatever_the_stance(candidate: Candidate) -> None:
    with unit_of_work():
        marked = queries.reason("opinion_off_topic")
        assert marked is not None
        marked.second_person = True
    made = opinion(candidate)
    judge(made, NO)
    assert made.state is OpinionState.WAITING
    with pytest.raises(NotNow), unit_of_work():
        reviewing.decline(made, by=MODERATOR, reason_code="opinion_off_topic")
    judge(made, NO, SECOND)
    assert made.state is OpinionState.DECLINED


def test_the_desk_knows_every_kind_that_two_people_judge() -> None:
    assert {"opinion", "opinion_reply", "opinion_cluster", "nomination", "story"} <= set(subjects.known())


def test_who_is_no_colleague_proposes_nothing(critical: Opinion) -> None:
    with pytest.raises(Refusal):
        judge(critical, NO, Actor(Kind.STAFF, SECOND.id, "Ai", frozenset({Role.OBSERVER})))


def test_whom_a_thing_waits_for_is_proved_and_laid_anew(critical: Opinion) -> None:
    judge(critical, NO)
    assert list(keeping.differences()) == []
    with unit_of_work():
        db.session.get_one(DeskItem, critical.id).eyes = None
    assert list(keeping.differences()) == [f"opinion {critical.id}: waits for second"]
    with unit_of_work():
        keeping.lay()
    assert list(keeping.differences()) == [] and waits(critical) == ("second", MODERATOR.id)
