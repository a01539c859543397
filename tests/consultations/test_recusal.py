"""Nobody judges what concerns their own unit, their own ward, or whom they are related to: held by the policy itself."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Cluster, Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ClusterState, ReplyBy, ReplyState, Stance
from portal.core.actor import Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.core.policy import may, require
from portal.moderation.desk import glance, lineup
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.eyes import recusal
from portal.moderation.eyes.models import Proposal, Sample
from portal.moderation.eyes.policy import Eyes
from portal.moderation.eyes.recusal import Recused
from portal.moderation.eyes.states import Ground
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import at_desk
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.nominees import queries as nominees
from portal.nominees import services as merging
from portal.organisations.models import Organisation, OrganisationKind, Ward, WardKind
from portal.stories.policy import Stories
from tests.consultations.held import announced, candidate_of, opinion
from tests.nominations.tipped import tip
from tests.stories.telling import told

pytestmark = pytest.mark.usefixtures("inside")
EVERY = frozenset(Role)
WHO = Actor(Kind.STAFF, uuid.uuid4(), "Đỗ Minh Châu", EVERY)
DESK = (
    Moderation.READ, Moderation.FETCH, Moderation.CONTACTS, Moderation.CLAIM, Moderation.RELEASE, Moderation.TAKE_OVER,
    Moderation.DECIDE, Moderation.REVERSE, Moderation.MARK_FLAG, Moderation.REDACT, Moderation.EDIT_TEXT, Moderation.MASK,
    Moderation.READ_ORIGINAL, Moderation.LOOK_ORIGINAL,
)  # fmt: skip
ACTS: dict[str, tuple[Any, ...]] = {
    "opinion": (
        *DESK, Opinions.READ_WRITER, Opinions.PUBLISH, Opinions.ASK, Opinions.WRITE_DOWN_ANSWER, Opinions.COUNT, Opinions.DECLINE, Opinions.RECONSIDER,
        Opinions.RESTORE, Opinions.MOVE, Opinions.SORT, Opinions.FETCH, Eyes.JUDGE, Eyes.PROPOSE, Eyes.SETTLE,
    ),
    "reply": (*DESK, Opinions.REVIEW_REPLY, Eyes.JUDGE, Eyes.PROPOSE, Eyes.SETTLE),
    "cluster": (Opinions.MARK_CLUSTER, Eyes.JUDGE, Eyes.PROPOSE, Eyes.SETTLE),
    "candidate": (Opinions.SORT, Opinions.INVITE_REPLY),
    "nomination": (
        *DESK, Nominations.OPEN_CONTACT, Nominations.WRITE_TO, Nominations.WRITE_DOWN_ANSWER, Nominations.VERIFY, Nominations.ASK,
        Nominations.AWAIT_CONSENT, Nominations.ACCEPT, Nominations.DECLINE, Nominations.FORWARD, Nominations.REOPEN,
        Nominations.RESTORE, Nominations.SPLIT, Nominations.JOIN, Nominations.PUBLISH, Nominations.STORY_CORRECTED, Nominations.UNPUBLISH, Eyes.JUDGE,
    ),
    "story": (
        Stories.READ, Stories.WRITE, Stories.UNDO, Stories.PUBLISH, Stories.CORRECT, Stories.REMOVE, Eyes.JUDGE,
    ),
    "decision": (Moderation.UNDO,),
    "proposal": (Eyes.JUDGE,),
    "sample": (Eyes.REVIEW,),
}  # fmt: skip
READABLE = {
    Moderation.READ,
    Moderation.FETCH,
    Moderation.READ_ORIGINAL,
    Moderation.LOOK_ORIGINAL,
}  # an observer reads and judges nothing


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def candidate(now: time_machine.Traveller) -> Candidate:
    """One of a ward, proposed by a unit that exists."""
    with unit_of_work() as session:
        session.add(Ward(code="bach-mai", kind=WardKind.WARD, name="Bạch Mai", name_fold="bach mai"))
        session.add(
            Organisation(
                code="ubnd-hbt", kind=OrganisationKind.COMMUNE_COMMITTEE, name_vi="UBND phường Hai Bà Trưng",
                name_fold="ubnd phuong hai ba trung",
            )
        )  # fmt: skip
    made = candidate_of(announced())
    with unit_of_work():
        made.ward_code = "bach-mai"
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def unit() -> uuid.UUID:
    return db.session.scalars(sa.select(Organisation.id)).one()


def things(candidate: Candidate) -> dict[str, Any]:
    """One of each kind about the same person of the same ward."""
    said = opinion(candidate)
    story = told(names=("Trần Thị Nhài",), ward_code="bach-mai")
    nomination = tip(names=("Lê Văn Rút", "Trần Thị Nhài"), ward_code="bach-mai")
    with unit_of_work() as session:
        session.add(
            cluster := Cluster(
                candidate_id=candidate.id, state=ClusterState.SUGGESTED, size=1, found_at=said.submitted_at
            )
        )
        reply = Reply(
            opinion_id=said.id, by=ReplyBy.UNIT, state=ReplyState.WAITING, text="Xin thưa.", sent_at=said.submitted_at
        )
        session.add(reply)
    about = {"thing_kind": "opinion", "thing_id": said.id}
    return {
        "opinion": said, "reply": reply, "cluster": cluster, "candidate": candidate, "nomination": nomination,
        "story": story, "decision": Decision(**about, made_by=WHO.id), "sample": Sample(**about, decided_by=uuid.uuid4()),
        "proposal": Proposal(**about, first_by=uuid.uuid4()),
    }  # fmt: skip


def barred_ways(made: dict[str, Any]) -> dict[Ground, Actor]:
    """Related to whom all of them are about, under each of the keys; or living there."""
    told = {made["candidate"].nominee_id, made["story"].nominee_id, made["nomination"].subjects[1].nominee_id}
    return {
        Ground.DECLARED: replace(WHO, ties=frozenset(told)),
        Ground.WARD: replace(WHO, ward_code="bach-mai"),
    }


def test_every_act_that_judges_is_refused_to_whoever_has_a_part_in_it(candidate: Candidate) -> None:
    made = things(candidate)
    for name, thing in made.items():
        for act in ACTS[name]:
            assert may(WHO, act, thing), f"{act} on {name} is refused to who has no part in it"
            for ground, by in barred_ways(made).items():
                by = replace(by, roles=EVERY - {Role.OBSERVER} if act in READABLE or act is Opinions.READ else EVERY)
                assert not may(by, act, thing), f"{act} on {name}: {ground}"
                with pytest.raises(Recused) as refusal:
                    require(by, act, thing)
                assert refusal.value.ground is ground


def test_the_table_of_acts_above_leaves_out_none_that_judges() -> None:
    held = {act for acts in ACTS.values() for act in acts}
    free = {
        Moderation.QUEUE, Moderation.UNDO, Moderation.READ_REASONS, Moderation.EDIT_REASONS, Moderation.READ_CHECKS,
        Moderation.SWITCH_ORDER, Moderation.SET_BACKLOG, Moderation.MEASURE, Opinions.GIVE,
        Opinions.WRITE_DOWN, Opinions.VERIFY, Opinions.FOLLOW, Opinions.WITHDRAW, Opinions.READ, Opinions.CLOSE, Opinions.ANSWER, Opinions.LAPSE,
        Opinions.CLUSTER, Opinions.REPLY, Nominations.DRAFT, Nominations.SUBMIT, Nominations.WRITE_DOWN,
        Nominations.READ, Nominations.FOLLOW, Nominations.ANSWER, Nominations.WRITE, Nominations.ADD_PHOTOS,
        Nominations.REMOVE_FILE, Nominations.CORRECT, Nominations.WITHDRAW, Nominations.FORGET,
    }  # fmt: skip
    assert {*Moderation, *Opinions, *Nominations} <= held | free


def test_the_unit_that_proposed_is_found_by_its_key_and_by_its_name(candidate: Candidate) -> None:
    by, said = replace(WHO, organisation_id=unit()), opinion(candidate)
    assert recusal.ground(by, said) is Ground.UNIT  # "UBND phường Hai Bà Trưng", as it was typed
    with unit_of_work():
        candidate.proposed_by, candidate.proposed_by_id = "Một tên cũ", unit()
    assert recusal.ground(by, said) is Ground.UNIT


def test_the_unit_somebody_works_in_counts_as_theirs(candidate: Candidate) -> None:
    by, said = replace(WHO, organisation_id=unit()), opinion(candidate)
    with unit_of_work():
        candidate.proposed_by, candidate.unit_fold = "Sở Xây dựng", "ubnd phuong hai ba trung"
    assert recusal.ground(by, said) is Ground.UNIT


def test_a_unit_one_declared_counts_like_ones_own(candidate: Candidate) -> None:
    assert recusal.ground(replace(WHO, ties=frozenset({unit()})), opinion(candidate)) is Ground.DECLARED


def test_an_opinion_written_from_ones_own_ward_is_for_somebody_else(candidate: Candidate) -> None:
    with unit_of_work() as session:
        session.add(Ward(code="lang", kind=WardKind.WARD, name="Láng", name_fold="lang"))
    assert recusal.ground(replace(WHO, ward_code="lang"), opinion(candidate, ward_code="lang")) is Ground.WARD


def test_whoever_was_found_to_be_the_same_person_is_kept_from_too(candidate: Candidate) -> None:
    other = tip(names=("Trần Thị Nhài em",)).subjects[0].nominee_id
    by = replace(WHO, ties=frozenset({other}))
    said = opinion(candidate)
    assert recusal.ground(by, said) is None
    with unit_of_work():
        roots = [nominees.one(key) for key in (other, candidate.nominee_id)]
        merging.merge(roots[0], into=roots[1], by=WHO)  # type: ignore[arg-type]  # both are there
    assert recusal.ground(by, said) is Ground.DECLARED


def test_a_clerk_reads_what_that_clerk_took_in_whatever_the_ward(candidate: Candidate) -> None:
    clerk = Actor(Kind.STAFF, uuid.uuid4(), "Phạm Hà", frozenset({Role.CLERK}), ward_code="bach-mai")
    assert may(clerk, Moderation.READ, tip(ward_code="bach-mai", clerk_id=clerk.id))


def wish(by: Actor = WHO, view: View = View.ALL, **more: Any) -> Wish:
    return Wish(soon=date(2026, 11, 23), view=view, staff=by.id, barred=recusal.barred(by), **more)


def listed(by: Actor, view: View = View.ALL, **more: Any) -> set[uuid.UUID]:
    return {row.item.thing_id for row in lineup.page(wish(by, view, **more)).items}


def counted(by: Actor, view: View = View.ALL) -> int:
    return glance.at(wish(by, view), by=by).views[view]


@pytest.fixture
def waiting(candidate: Candidate) -> dict[str, uuid.UUID]:
    """On the list: an opinion on the candidate, one on nobody known, a testimony that tells of the candidate besides."""
    said = opinion(candidate)
    both, other = tip(names=("Lê Văn Rút", "Trần Thị Nhài")), tip(names=("Ngô Văn Cấn",))
    with unit_of_work():
        db.session.get_one(Nomination, both.id).subjects[1].nominee_id = candidate.nominee_id
        for each in (both, other):
            at_desk.enter(db.session.get_one(Nomination, each.id))
    return {"opinion": said.id, "both": both.id, "other": other.id}


def test_the_list_the_counts_and_the_next_hide_what_is_barred(
    candidate: Candidate, waiting: dict[str, uuid.UUID]
) -> None:
    assert listed(WHO) == set(waiting.values()) and counted(WHO) == 3
    related = replace(WHO, ties=frozenset({candidate.nominee_id}))
    assert listed(related) == {waiting["other"]}
    assert counted(related) == 1
    following = lineup.next_after(waiting["other"], wish(related))
    assert following is None
    colleague = replace(WHO, organisation_id=unit())
    assert listed(colleague) == {waiting["other"], waiting["both"]}
    neighbour = replace(WHO, ward_code="bach-mai")
    assert listed(neighbour) == {waiting["other"], waiting["both"]}


def test_what_every_moderator_must_stand_back_from_shows_up_for_the_lead(
    candidate: Candidate, waiting: dict[str, uuid.UUID]
) -> None:
    related = recusal.barred(replace(WHO, ties=frozenset({candidate.nominee_id})))
    neighbour = recusal.barred(replace(WHO, ward_code="bach-mai"))
    assert listed(WHO, View.NOBODY, others=(related, neighbour)) == {waiting["opinion"]}
    assert listed(WHO, View.NOBODY, others=(related, recusal.barred(WHO))) == set()
    assert listed(WHO, View.NOBODY) == set()


def test_what_somebody_proposed_is_in_the_second_persons_view_and_not_in_ones_own(candidate: Candidate) -> None:
    with unit_of_work():
        load_reasons()
    said = opinion(candidate, stance=Stance.NOT_YET)
    with unit_of_work():
        reviewing.judge(said, Verdict(Outcome.DECLINE, "opinion_off_topic"), by=WHO, of_version=said.version)
    other = replace(WHO, id=uuid.uuid4())
    assert (listed(WHO), listed(WHO, View.SECOND)) == (set(), set())
    assert (listed(other), listed(other, View.SECOND)) == (set(), {said.id})
    assert counted(other, View.SECOND) == 1 and counted(WHO, View.SECOND) == 0
    assert lineup.next_after(uuid.uuid4(), wish(other, View.SECOND)).thing_id == said.id  # type: ignore[union-attr]  # one is waiting
    assert lineup.next_after(uuid.uuid4(), wish(WHO)) is None
