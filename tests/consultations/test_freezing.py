"""A ledger closed in steps: of one instant, whatever happens between them, and whole even after a killed worker."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.outcome import freezing, jobs, ledger, proofs
from portal.consultations.outcome.models import LedgerBlock, LedgerLine
from portal.consultations.rounds.models import Round
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow
from portal.engines.ledger import tree
from tests.consultations.held import MODERATOR, announced, candidate_of, opinion

pytestmark = pytest.mark.usefixtures("inside", "in_small_steps")
CLOSED = datetime(2026, 12, 1, 17, 2, tzinfo=UTC)


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "BLOCK", 2)
    monkeypatch.setattr(freezing, "TOGETHER", 1)


@pytest.fixture
def candidate(now: Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    for n in range(7):
        opinion(made, email=f"n{n}@example.vn")
    now.move_to(CLOSED)
    return made


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Does something before the third block is written."""
    write = ledger.write

    def at(act: Any) -> None:
        def between(round_id: Any, part: int, number: int, block: Any) -> bytes:
            if number == 2:
                monkeypatch.setattr(ledger, "write", write)
                act()
            return write(round_id, part, number, block)

        monkeypatch.setattr(ledger, "write", between)

    return at


def count(what: type) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


def the_round() -> Round:
    db.session.rollback()
    return db.session.scalars(sa.select(Round)).one()


def whole(root: str) -> bool:
    round = the_round()
    lines = db.session.scalars(sa.select(LedgerLine.line).order_by(LedgerLine.position)).all()
    assert len(lines) == round.ledger_size == 7 and count(LedgerBlock) == 4
    return round.root_hash == root == tree.root(tree.leaf(line) for line in lines).hex()


def test_the_root_of_all_steps_is_the_root_of_all_lines(candidate: Candidate) -> None:
    assert whole(freezing.freeze(candidate.round_id, by=SYSTEM))


def test_what_the_desk_does_meanwhile_is_told_in_a_supplement(candidate: Candidate, interrupted: Any) -> None:
    last = db.session.scalars(sa.select(Opinion.id).order_by(Opinion.submitted_at.desc(), Opinion.id.desc())).first()

    def accept() -> None:  # joins the act that is going on: what comes from elsewhere comes between two
        reviewing.accept(db.session.get_one(Opinion, last), by=MODERATOR)

    interrupted(accept)
    assert whole(freezing.freeze(candidate.round_id, by=SYSTEM))
    told = db.session.scalars(sa.select(LedgerLine.line)).all()
    assert not any('"published"' in line for line in told)
    assert [id for id, _ in ledger.changed(the_round()).lines] == [last]


def test_nothing_shows_before_the_root_and_no_opinion_is_taken(candidate: Candidate, interrupted: Any) -> None:
    seen: list[object] = []

    def look() -> None:
        seen.append(db.session.scalars(sa.select(Round.root_hash)).one())
        with pytest.raises(Closed):
            opinion(candidate, at=CLOSED - timedelta(minutes=3))

    interrupted(look)
    freezing.freeze(candidate.round_id, by=SYSTEM)
    assert seen == [None]


def test_a_step_that_fails_leaves_the_round_to_be_closed_again_at_once(candidate: Candidate, interrupted: Any) -> None:
    def fail() -> None:
        raise OSError("no room")

    interrupted(fail)
    with pytest.raises(OSError, match="no room"):
        freezing.freeze(candidate.round_id, by=SYSTEM)
    assert the_round().frozen_at is None and the_round().root_hash is None and count(LedgerLine) == 4
    assert whole(freezing.freeze(candidate.round_id, by=SYSTEM))


def killed(candidate: Candidate) -> None:
    """What a worker leaves that was killed after two blocks."""
    with unit_of_work():
        began = freezing.begin(candidate.round_id, db.session.connection(), by=SYSTEM)
        lines = list(ledger.lines(candidate.round_id, db.session.connection()))
        for number, block in enumerate(list(ledger.blocks(lines))[:2]):
            ledger.write(candidate.round_id, 0, number, block)
    assert began == CLOSED


def test_what_a_killed_worker_left_is_taken_over_when_it_is_taken_for_lost(
    candidate: Candidate, now: Traveller
) -> None:
    killed(candidate)
    with pytest.raises(NotNow):
        freezing.freeze(candidate.round_id, by=SYSTEM)
    jobs.sweep()  # leaves it alone
    assert the_round().root_hash is None and count(LedgerLine) == 4
    now.move_to(CLOSED + freezing.LONG)
    jobs.sweep()
    root = the_round().root_hash
    assert root and whole(root) and proofs.broken(the_round()) == []


def test_whoever_was_taken_for_lost_writes_nothing_more(candidate: Candidate, now: Traveller, interrupted: Any) -> None:
    def begin_anew() -> None:
        with unit_of_work() as session:
            session.execute(sa.update(Round).values(frozen_at=CLOSED + timedelta(minutes=20)))

    interrupted(begin_anew)
    with pytest.raises(Clash):
        freezing.freeze(candidate.round_id, by=SYSTEM)
    assert the_round().root_hash is None and count(LedgerLine) == 6  # the act it was in, none after
