"""Whatever happens to opinions, in whatever order: the counters say what the rows say."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from time_machine import Traveller

from portal.consultations.candidates import holds
from portal.consultations.candidates import queries as candidate_queries
from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, moving, replies, reviewing, services, tallies, verifying
from portal.consultations.opinions.models import Opinion, Tally
from portal.consultations.opinions.states import ClusterState, HowKnown, OpinionState, Relation, ReplyBy, Stance
from portal.consultations.outcome import freezing, ledger, points, proofs
from portal.consultations.outcome import jobs as outcome_jobs
from portal.consultations.outcome import services as outcome
from portal.consultations.outcome.states import Unused
from portal.consultations.rounds.models import Round
from portal.core.actor import RESIDENT, SYSTEM, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Refusal
from portal.engines.ledger import tree
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from tests.consultations.held import BOARD, LAW, LEAD, MODERATOR, announced, candidate_of, opinion, particulars
from tests.consultations.test_clusters import PRAISE

pytestmark = pytest.mark.usefixtures("inside")
STEPS = 45
WHY = "Gần như một câu, gửi trong một giờ từ một mạng."


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as traveller:
        yield traveller


# What may happen: each act is given the dice, the candidate, and its opinions.


def submit(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    n = dice.randrange(10**6)
    same = dice.random() < 0.5
    made = opinion(
        candidate, stance=dice.choice(list(Stance)), how_known=dice.choice(list(HowKnown)), relation=dice.choice(list(Relation)),
        email=f"p{dice.randrange(6)}@example.vn", text=PRAISE if same else f"{PRAISE[:60]} việc thứ {n} của năm {n % 97} là tôi tận mắt thấy.",
        network="a" if same else str(n), device="a" if same else str(n),
    )  # fmt: skip
    mine.append(made)


def verify(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        verifying.by_identity(dice.choice(mine), f"person-{dice.randrange(4)}", by=RESIDENT)


def accept(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        reviewing.accept(dice.choice([o for o in mine if o.state is OpinionState.WAITING] or mine), by=MODERATOR)


def decline(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        reviewing.decline(dice.choice(mine), by=MODERATOR, reason_code=dice.choice(["off_topic", "insult"]))


def put_back(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    decided = [o for o in mine if o.state not in (OpinionState.WAITING, OpinionState.CLOSED)]
    with unit_of_work():
        one = dice.choice(decided or mine)
        reviewing.restore(one, state_before=OpinionState.WAITING, by=MODERATOR)


def withdraw(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    one = dice.choice(mine)
    with unit_of_work():
        services.withdraw(one, by=holder_of(one.id))


def gather(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        clusters.find(candidate, by=SYSTEM)
    suggested = [c for c in clusters.of(candidate) if c.state is ClusterState.SUGGESTED]
    cluster = dice.choice(suggested) if suggested else None
    if cluster is None:
        raise Refusal()
    with unit_of_work():
        clusters.mark(cluster, why=WHY, seen=cluster.size, by=BOARD)


def scatter(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    marked = [c for c in clusters.of(candidate) if c.state is ClusterState.COORDINATED]
    if not marked:
        raise Refusal()
    one = dice.choice(marked)
    for by in (BOARD, LEAD):
        with unit_of_work():
            clusters.undo(one, why="Xem lại: là buổi họp của cả cơ quan.", by=by)


def move(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        moving.move(dice.choice(mine), by=MODERATOR)


def merge(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        other = db.session.get_one(Nominee, particulars().nominee_id)
        nominees.merge(db.session.get_one(Nominee, candidate.nominee_id), into=other, by=MODERATOR)


ACTS: dict[Callable[[random.Random, Candidate, list[Opinion]], None], int] = {
    submit: 8, verify: 5, accept: 5, decline: 2, put_back: 2, withdraw: 1, gather: 2, scatter: 1, move: 1, merge: 1,
}  # fmt: skip


def told(seed: int, clock: Traveller) -> Counter[str]:
    """Live through a history; after each act the counters are proved. Gives how often each act was made."""
    dice, mine, done = random.Random(seed), list[Opinion](), Counter[str]()
    candidate = candidate_of(announced())
    clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    for _ in range(12):
        submit(dice, candidate, mine)
    for _ in range(STEPS):
        act = dice.choices(list(ACTS), weights=list(ACTS.values()))[0]
        clock.shift(timedelta(seconds=70))
        try:
            act(dice, candidate, mine)
            done[act.__name__] += 1
        except Refusal:
            db.session.rollback()
        db.session.expire_all()
        assert list(tallies.differences()) == [], (seed, act.__name__, done)
        assert not [t for t in db.session.query(Tally).all() if t.n < 0]
    return done


@pytest.mark.parametrize("seed", range(6))
def test_the_counters_say_what_the_rows_say_after_every_act_of_any_history(seed: int, clock: Traveller) -> None:
    done = told(seed, clock)
    assert len(done) >= 6 and {"submit", "verify", "accept"} <= set(done), done


def hold(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        present = candidate_queries.hold_of(candidate)
        if present is None:
            holds.place(candidate, ground="Có đơn đang được xác minh.", by=BOARD)
        else:
            holds.release(present, candidate, why="Đã xác minh xong.", by=LEAD)


def reply(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    """A side answers published criticism; the answer is reviewed, or the review taken back."""
    who = dice.choice(list(ReplyBy))
    with unit_of_work():
        key = replies.invite(candidate, who=who, by=BOARD)
    with unit_of_work():
        invitation, about = replies.by_key(key)
        asked = dice.choice(replies.to_answer(about, who) or [(mine[0], None)])[0]
        said = "Đơn vị cảm ơn và xin bổ sung tên của cả tổ."
        given = replies.answer(replies.criticism(about, asked.id), invitation, text=said, signed="Đơn vị", by=RESIDENT)
        if dice.random() < 0.7:
            replies.publish(given, by=MODERATOR)


def correct(dice: random.Random, candidate: Candidate, mine: list[Opinion]) -> None:
    with unit_of_work():
        told = particulars(candidate.name, headline=f"Việc thứ {dice.randrange(99)}.")
        candidates.correct(candidate, told, of_version=candidate.version, reason_vi=WHY, law=LAW, by=BOARD)


WHOLE = ACTS | {hold: 1, reply: 3, correct: 1}
LATE = {verify: 6, accept: 8, decline: 3, put_back: 2, withdraw: 2, move: 1, merge: 1, hold: 1}


def lived(dice: random.Random, clock: Traveller, candidate: Candidate, mine: list[Opinion], acts: Any, n: int) -> None:
    for _ in range(n):
        act = dice.choices(list(acts), weights=list(acts.values()))[0]
        clock.shift(timedelta(seconds=70))
        try:
            act(dice, candidate, mine)
        except Refusal:
            db.session.rollback()
        db.session.expire_all()
    assert list(tallies.differences()) == []


def told_last(round: Round) -> dict[str, dict[str, Any]]:
    """What the ledger and its supplements say of each receipt by now; every part has the root of its lines."""
    last: dict[str, dict[str, Any]] = {}
    roots = [round.root_hash, *(each.root_hash for each in proofs.supplements(round))]
    for part, root in enumerate(roots):
        lines = list(proofs.lines(round, part))
        assert root == tree.root(tree.leaf(line) for line in lines).hex() and not proofs.broken(round, part)
        last |= {each["receipt"]: each for each in map(json.loads, lines)}
    return last


@pytest.mark.parametrize("seed", range(100, 104))
def test_after_any_history_the_sealed_parts_tell_the_end_of_every_opinion(seed: int, clock: Traveller) -> None:
    """The round lives, closes, is frozen; some are verified and decided late; the Board answers; some are taken back."""
    dice, mine = random.Random(seed), list[Opinion]()
    candidate = candidate_of(announced())
    clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    for _ in range(8):
        submit(dice, candidate, mine)
    lived(dice, clock, candidate, mine, WHOLE, 40)
    clock.move_to(datetime(2026, 12, 1, 17, 5, tzinfo=UTC))
    with pytest.raises(Refusal):
        submit(dice, candidate, mine)
    db.session.rollback()
    root = freezing.freeze(candidate.round_id, by=SYSTEM)
    round = db.session.get_one(Round, candidate.round_id, populate_existing=True)
    assert round.ledger_size == db.session.scalar(sa.select(sa.func.count(Opinion.id))) == len(mine)
    lived(dice, clock, candidate, mine, LATE, 25)
    for each in mine:
        with unit_of_work():
            if each.state is OpinionState.WAITING and each.current:
                reviewing.accept(each, by=MODERATOR)
    with unit_of_work():
        for each in points.unsorted(candidate):
            points.sort(each, under=None, unused=Unused.NO_POINT, by=BOARD)
        outcome.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)
    with unit_of_work():
        outcome.publish(db.session.get_one(Round, round.id), by=LEAD)
    outcome_jobs.supplement(str(round.id))
    db.session.expire_all()
    clock.shift(timedelta(days=1))
    lived(dice, clock, candidate, mine, {withdraw: 1}, 2)
    outcome_jobs.supplement(str(round.id))
    db.session.expire_all()
    assert round.root_hash == root and list(tallies.differences()) == []
    said = told_last(round)
    assert len(said) == len(mine) and not ledger.changed(round).lines
    ended = Counter(each["outcome"] for each in said.values())
    assert sum(ended.values()) == len(mine)
