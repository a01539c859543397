"""Whatever happens to opinions, in whatever order: the counters say what the rows say."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, moving, reviewing, services, tallies, verifying
from portal.consultations.opinions.models import Opinion, Tally
from portal.consultations.opinions.states import ClusterState, HowKnown, OpinionState, Relation, Stance
from portal.core.actor import RESIDENT, SYSTEM, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Refusal
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from tests.consultations.held import BOARD, LEAD, MODERATOR, announced, candidate_of, opinion, particulars
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
