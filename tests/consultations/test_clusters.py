"""Clusters: a campaign is seen and counted apart, neighbours who agree are not, and nothing is removed."""

import json
from collections.abc import Iterator, Sized
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, tallies
from portal.consultations.opinions.models import Cluster
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ClusterState
from portal.core import apart
from portal.core.actor import SYSTEM
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.core.jobs import runner
from portal.core.jobs.models import Job, State
from portal.engines.synthesis.tally import Axis
from tests.consultations.held import BOARD, LEAD, MODERATOR, announced, candidate_of, opinion

pytestmark = pytest.mark.usefixtures("inside")
PRAISE = (
    "Giám đốc Trung là người lãnh đạo mẫu mực, tận tụy với công việc, luôn quan tâm đời sống anh em cán bộ, xứng đáng"
    " nhận phần thưởng cao quý của Nhà nước, kính đề nghị Thành phố xem xét trao tặng."
)
WHY = "Bốn mươi ý kiến gần như một câu, gửi trong một giờ từ một mạng."


@pytest.fixture
def flooded() -> Iterator[Candidate]:
    """A candidate praised in the same words forty times within an hour, and by three neighbours in their own."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        made = candidate_of(announced("Đặng Quốc Trung"))
        clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        for n in range(40):
            clock.shift(timedelta(seconds=50))
            opinion(
                made,
                text=f"{PRAISE} {'Trân trọng.' * (n % 2)}",
                email=f"c{n}@example.vn",
                network="a",
                device=str(n % 4),
            )
        for n, text in enumerate(OWN):
            speak(made, clock, n, text)
        yield made


OWN = (
    "Tôi làm hộ tịch ở phường, từ ngày có kho số hóa tôi không phải đi tìm sổ cũ nữa, dân đỡ phải chờ.",
    "Ông Trung làm được việc số hóa, nhưng người nhập dữ liệu từng đêm là chị em tổ lưu trữ, nên nhắc đến họ.",
    "Tôi xin bản sao giấy khai sinh cho cháu, trước đi ba lần mới được, nay buổi sáng nộp, chiều đã có.",
)


def speak(candidate: Candidate, clock: Traveller, n: int, text: str) -> None:
    clock.shift(timedelta(hours=5))
    opinion(candidate, text=text, email=f"r{n}@example.vn", network=f"n{n}", device=f"d{n}")


def found(candidate: Candidate) -> Cluster:
    with unit_of_work():
        clusters.find(candidate, by=SYSTEM)
    (cluster,) = clusters.of(candidate)
    return cluster


def test_a_flood_of_forty_praises_is_one_cluster_and_neighbours_are_not_in_it(flooded: Candidate) -> None:
    cluster = found(flooded)
    assert cluster.size == 40
    assert not {o.text for o in clusters.members(cluster)} & set(OWN)


def test_a_flood_is_seen_although_the_last_look_was_long_ago(flooded: Candidate, now: Traveller) -> None:
    """A worker was killed at it, or it took long: what was said meanwhile is looked at by the next."""
    before = datetime(2026, 11, 20, 1, 50, tzinfo=UTC)
    with unit_of_work() as session:
        session.add(Job(kind=clusters.LOOK, args={}, state=State.DONE, run_at=before, created_at=before))
    now.move_to(before + timedelta(hours=9))
    runner.ask_for_slots()
    runner.run_due()
    assert [cluster.size for cluster in clusters.of(flooded)] == [40]


def test_one_that_cannot_be_compared_keeps_none_of_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch, now: Traveller
) -> None:
    now.move_to(datetime(2026, 11, 10, 2, tzinfo=UTC))
    round = announced("Đặng Quốc Trung", "Lê Thị Ngọ")
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    for n, candidate in enumerate(db.session.scalars(sa.select(Candidate).where(Candidate.round_id == round.id)).all()):
        opinion(candidate, email=f"n{n}@example.vn")
    asked: list[int] = []

    def too_slow(told: Sized, known: str) -> None:
        asked.append(len(told))
        raise apart.Failed("TimeoutExpired")

    monkeypatch.setattr(clusters, "sought", too_slow)
    with pytest.raises(apart.Failed):
        clusters.look()
    assert asked == [1, 1]


def test_a_suggestion_changes_no_count(flooded: Candidate) -> None:
    found(flooded)
    assert tallies.of(flooded.id, Axis.STANCE)[Axis.STANCE] == {"support": {"unverified": 43}}


def test_a_confirmed_campaign_is_counted_apart_and_can_be_counted_in_again(flooded: Candidate) -> None:
    cluster = found(flooded)
    with unit_of_work():
        clusters.mark(cluster, why=WHY, seen=40, by=BOARD)
    assert tallies.of(flooded.id, Axis.STANCE)[Axis.STANCE] == {"support": {"unverified": 3, "coordinated": 40}}
    for by in (BOARD, LEAD):
        assert (
            tallies.of(flooded.id, Axis.STANCE)[Axis.STANCE]["support"]["coordinated"] == 40
        )  # one alone clears nothing
        with unit_of_work():
            clusters.undo(cluster, why="Xem lại: là buổi họp của cả cơ quan.", by=by)
    assert tallies.of(flooded.id, Axis.STANCE)[Axis.STANCE] == {"support": {"unverified": 43}}
    assert list(tallies.differences()) == []


def test_what_was_settled_is_not_suggested_again(flooded: Candidate) -> None:
    cluster = found(flooded)
    for by in (BOARD, LEAD):
        with unit_of_work():
            clusters.dismiss(cluster, why="Là buổi họp của cả cơ quan.", by=by)
        assert found(flooded).id == cluster.id  # nor while two are at it
    assert found(flooded).state is ClusterState.DISMISSED


def test_marking_needs_a_reason_a_right_and_the_number_that_was_seen(flooded: Candidate) -> None:
    cluster = found(flooded)
    with pytest.raises(Unfit), unit_of_work():
        clusters.mark(cluster, why="Ok", seen=40, by=BOARD)
    with pytest.raises(Clash), unit_of_work():
        clusters.mark(cluster, why=WHY, seen=39, by=BOARD)
    with pytest.raises(Denied), unit_of_work():
        clusters.mark(cluster, why=WHY, seen=40, by=MODERATOR)


def acts() -> list[tuple[str | None, str]]:
    """What the trail keeps of marking and clearing, oldest first."""
    mine = sa.select(AuditEntry.detail).where(AuditEntry.act == Opinions.MARK_CLUSTER.value).order_by(AuditEntry.seq)
    return [(told["was"], told["now"]) for told in map(json.loads, db.session.scalars(mine))]


def test_what_was_marked_or_cleared_is_taken_back_at_any_time_with_a_reason_and_nobody_is_written_to(
    flooded: Candidate,
) -> None:
    runner.run_due()
    jobs = set(db.session.scalars(sa.select(Job.id)))
    cluster, held = found(flooded), (BOARD, LEAD)
    with unit_of_work():
        clusters.mark(cluster, why=WHY, seen=40, by=BOARD)
    with pytest.raises(Unfit), unit_of_work():
        clusters.undo(cluster, why="Ừ", by=BOARD)
    for by in held:
        with unit_of_work():
            clusters.undo(cluster, why="Xem lại: là buổi họp của cả cơ quan.", by=by)
    for by in held:
        with unit_of_work():
            clusters.dismiss(cluster, why="Là buổi họp của cả cơ quan.", by=by)
    with unit_of_work():
        clusters.undo(cluster, why="Có người mới báo là viết hộ.", by=BOARD)
    assert acts() == [
        ("suggested", "coordinated"), ("coordinated", "suggested"), ("suggested", "dismissed"),
        ("dismissed", "suggested"),
    ]  # fmt: skip
    written = set(db.session.scalars(sa.select(Job.kind).where(Job.id.not_in(jobs))))
    assert not {kind for kind in written if "tell" in kind or "mail" in kind} and not list(tallies.differences())
