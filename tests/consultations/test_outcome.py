"""After the close: the ledger, the points, and an outcome that accounts for every opinion."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm.attributes import set_committed_value
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import asking, reviewing, rules, tallies, verifying
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Channel, Verified
from portal.consultations.outcome import freezing, jobs, ledger, points, proofs, services
from portal.consultations.outcome.models import Point
from portal.consultations.outcome.states import Answer, Unused
from portal.consultations.rounds import queries
from portal.consultations.rounds.states import Phase, RoundState
from portal.core.actor import SYSTEM, Actor, Kind, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs import runner
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.engines.ledger import tree
from portal.engines.synthesis.tally import Axis
from tests.consultations.held import BOARD, MODERATOR, announced, candidate_of, opinion, said, sent

pytestmark = pytest.mark.usefixtures("inside")
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
LEAD = Actor(Kind.STAFF, id=BOARD.id, name="Trần Hữu Nghĩa", roles=frozenset({Role.BOARD_LEAD}))


@pytest.fixture
def candidate(now: Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def accepted(candidate: Candidate, n: int = 1) -> list[Opinion]:
    made = [opinion(candidate, email=f"nguoi{i}@example.vn") for i in range(n)]
    with unit_of_work():
        for each in made:
            reviewing.accept(each, by=MODERATOR)
    return made


def frozen(candidate: Candidate, now: Traveller) -> str:
    now.move_to(END + timedelta(seconds=100))
    return freezing.freeze(candidate.round_id, by=SYSTEM)


def test_a_ledger_is_not_closed_while_opinions_may_be_on_their_way(candidate: Candidate, now: Traveller) -> None:
    now.move_to(END + timedelta(seconds=30))
    with pytest.raises(NotNow):
        freezing.freeze(candidate.round_id, by=SYSTEM)


def test_closing_it_twice_gives_the_same_root(candidate: Candidate, now: Traveller) -> None:
    accepted(candidate, 3)
    root = frozen(candidate, now)
    assert freezing.freeze(candidate.round_id, by=SYSTEM) == root
    db.session.rollback()
    assert candidate.round.ledger_size == 3


def test_the_sweep_closes_what_a_lost_worker_did_not(candidate: Candidate, now: Traveller) -> None:
    now.move_to(END + timedelta(minutes=5))
    jobs.sweep()
    assert queries.one(candidate.round_id).root_hash == tree.EMPTY.hex()  # type: ignore[union-attr]  # it is there


def test_every_opinion_can_be_proved_to_be_in_the_ledger(candidate: Candidate, now: Traveller) -> None:
    made = accepted(candidate, 5)
    root = frozen(candidate, now)
    for each in made:
        (proof,) = proofs.proofs(each)
        assert tree.leads_to(tree.leaf(proof.line), proof.steps).hex() == root


def test_a_line_names_nobody(candidate: Candidate, now: Traveller) -> None:
    (made,) = accepted(candidate)
    frozen(candidate, now)
    (proof,) = proofs.proofs(made)
    assert not [each for each in (made.text, made.receipt_hash, "example.vn") if each in proof.line]


def test_a_million_lines_need_not_be_read_for_one_proof(
    candidate: Candidate, now: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "BLOCK", 4)
    made = accepted(candidate, 11)
    root = frozen(candidate, now)
    with unit_of_work() as session:  # lines of other blocks are not asked for
        session.execute(sa.text("UPDATE outcome_ledger SET sha256 = '' WHERE position < 8"))
    last = next(each for each in made if proofs.proofs(each)[0].position == 10)
    (proof,) = proofs.proofs(last)
    assert tree.leads_to(tree.leaf(proof.line), proof.steps).hex() == root


def test_nobody_can_try_out_the_text_of_an_opinion_without_its_receipt(candidate: Candidate, now: Traveller) -> None:
    (made,) = accepted(candidate)
    frozen(candidate, now)
    told = json.loads(proofs.proofs(made)[0].line)
    assert told["text"] != hashlib.sha256(made.text.encode()).hexdigest()
    assert told["text"] == hashlib.sha256(bytes.fromhex(made.receipt_hash) + made.text.encode()).hexdigest()
    assert str(made.id) not in proofs.proofs(made)[0].line


def test_a_line_changed_behind_the_portal_is_found(candidate: Candidate, now: Traveller) -> None:
    accepted(candidate, 3)
    frozen(candidate, now)
    assert proofs.broken(candidate.round) == []
    with unit_of_work() as session:
        session.execute(sa.text("UPDATE outcome_ledger SET line = '{}' WHERE position = 1"))
    assert proofs.broken(candidate.round) == [1]


def test_a_line_removed_behind_the_portal_is_found(candidate: Candidate, now: Traveller) -> None:
    accepted(candidate, 3)
    frozen(candidate, now)
    with unit_of_work() as session:
        session.execute(sa.text("DELETE FROM outcome_ledger WHERE position = 2"))
    assert proofs.broken(candidate.round) == [-1]


def afterwards() -> time_machine.travel:
    """After the close, however early it was until now."""
    return time_machine.travel(max(datetime.now(UTC), END + timedelta(seconds=100)), tick=False)


def point(candidate: Candidate) -> Point:
    with afterwards(), unit_of_work():
        return points.add(candidate, title_vi="Anh T. thợ hàn cũng góp công làm chiếc xe.", by=BOARD)


def sort(made: Opinion, under: Point | None, unused: Unused | None = None) -> None:
    with afterwards(), unit_of_work():
        points.sort(made, under=under, unused=unused, by=BOARD)


def test_an_opinion_stands_in_exactly_one_place(candidate: Candidate) -> None:
    (made,) = accepted(candidate)
    here = point(candidate)
    with pytest.raises(Unfit):
        sort(made, here, Unused.NO_POINT)
    with pytest.raises(Unfit):
        sort(made, None)
    sort(made, here)
    sort(made, None, Unused.NO_POINT)
    assert tallies.of(candidate.id, Axis.POINT)[Axis.POINT] == {}
    assert tallies.of(candidate.id, Axis.UNUSED)[Axis.UNUSED] == {"no_point": {"unverified": 1}}


def test_what_was_not_accepted_is_not_sorted(candidate: Candidate) -> None:
    made = opinion(candidate)
    with pytest.raises(NotNow):
        sort(made, point(candidate))


def test_the_outcome_waits_until_every_opinion_is_accounted_for(candidate: Candidate, now: Traveller) -> None:
    one, _two = accepted(candidate, 2)
    opinion(candidate, email="cuoi@example.vn")
    here = point(candidate)
    sort(one, here)
    assert {code: n for code, _, n in services.missing(candidate.round)} == {
        "ledger": 1, "waiting": 1, "unsorted": 1, "unanswered": 1, "conclusion": 1,
    }  # fmt: skip
    with pytest.raises(NotNow), unit_of_work():
        services.publish(candidate.round, by=LEAD)


def answered(candidate: Candidate, now: Traveller) -> Point:
    (made,) = accepted(candidate)
    here = point(candidate)
    sort(made, here)
    frozen(candidate, now)
    with unit_of_work():
        points.answer(
            here, candidate, answer=Answer.ACCEPTED, text_vi="Đúng. Đã ghi vào bản thành tích.", of_version=here.version,
            by=BOARD,
        )  # fmt: skip
        services.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)
    with unit_of_work():
        services.publish(candidate.round, by=LEAD)
    return here


def test_an_outcome_that_accounts_for_all_is_published_by_who_answers_for_the_board(
    candidate: Candidate, now: Traveller
) -> None:
    answered(candidate, now)
    assert candidate.round.phase(datetime.now(UTC)) is Phase.ANSWERED
    with pytest.raises(Denied), unit_of_work():
        services.publish(candidate.round, by=MODERATOR)


def test_a_public_answer_changes_only_with_a_public_note(candidate: Candidate, now: Traveller) -> None:
    here = answered(candidate, now)
    change = {"answer": Answer.EXPLAINED, "text_vi": "Đã xác minh thêm.", "of_version": here.version, "by": BOARD}
    with pytest.raises(Unfit), unit_of_work():
        points.answer(here, candidate, **change)  # type: ignore[arg-type]  # any of its fields
    db.session.rollback()
    with unit_of_work():
        points.answer(here, candidate, note_vi="Bổ sung kết quả xác minh của đơn vị.", **change)  # type: ignore[arg-type]  # any of its fields
    assert [note.kind.value for note in queries.notes(candidate.round)] == ["outcome_changed"]


def test_every_writer_is_told_once(candidate: Candidate, now: Traveller) -> None:
    answered(candidate, now)
    for _ in range(2):
        jobs.tell_all(str(candidate.round_id))
    asked = sa.text("SELECT count(*) FROM job WHERE kind = 'opinions.tell_answer'")
    assert db.session.execute(asked).scalar_one() == 1


def test_one_taken_back_after_the_close_keeps_its_line_and_loses_its_words(
    candidate: Candidate, now: Traveller
) -> None:
    (made,) = accepted(candidate)
    frozen(candidate, now)
    with unit_of_work():
        opinions.withdraw(made, by=holder_of(made.id))
    assert made.text == "" and proofs.proofs(made)
    assert list(tallies.differences()) == []


def late(candidate: Candidate, now: Traveller) -> Opinion:
    """One that was still being read at the close, and is decided after it; then the outcome is public."""
    made = opinion(candidate, email="muon@example.vn")
    here = point(candidate)
    frozen(candidate, now)
    with unit_of_work():
        reviewing.accept(made, by=MODERATOR)
    sort(made, here)
    with unit_of_work():
        points.answer(
            here, candidate, answer=Answer.ACCEPTED, text_vi="Đúng.", of_version=here.version, by=BOARD
        )  # fmt: skip
        services.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)
    return made


def test_what_was_decided_after_the_close_stands_in_a_supplement(candidate: Candidate, now: Traveller) -> None:
    made = late(candidate, now)
    first = candidate.round.root_hash
    with pytest.raises(NotNow), unit_of_work():
        ledger.supplement(candidate.round, ledger.changed(candidate.round), by=SYSTEM)
    with unit_of_work():
        services.publish(candidate.round, by=LEAD)
    for _ in range(2):
        jobs.supplement(str(candidate.round_id))
    (sealed,) = proofs.supplements(candidate.round)
    then, later = proofs.proofs(made)
    assert candidate.round.root_hash == first == then.root and '"outcome":"waiting"' in then.line
    assert '"outcome":"' + made.state.value in later.line and '"sealed":"2026-12-02"' in later.line
    assert tree.leads_to(tree.leaf(later.line), later.steps).hex() == sealed.root_hash
    assert proofs.broken(candidate.round) == proofs.broken(candidate.round, 1) == []


def test_of_two_workers_one_seals_the_supplement(candidate: Candidate, now: Traveller) -> None:
    late(candidate, now)
    with unit_of_work():
        services.publish(candidate.round, by=LEAD)
    found = ledger.changed(candidate.round)
    with unit_of_work():
        assert ledger.supplement(candidate.round, found, by=SYSTEM)
    with pytest.raises(NotNow), unit_of_work():
        ledger.supplement(candidate.round, found, by=SYSTEM)


def test_nobody_sums_up_while_people_may_still_speak(candidate: Candidate) -> None:
    (made,) = accepted(candidate)
    with pytest.raises(NotNow), unit_of_work():
        points.add(candidate, title_vi="Việc thử", by=BOARD)
    with pytest.raises(NotNow), unit_of_work():
        points.sort(made, under=None, unused=Unused.NO_POINT, by=BOARD)
    with pytest.raises(NotNow), unit_of_work():
        services.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)


def test_of_two_conclusions_the_later_is_told_of_the_first(candidate: Candidate, now: Traveller) -> None:
    frozen(candidate, now)
    with unit_of_work():
        services.conclude(candidate, text_vi="Lời của người thứ nhất.", by=BOARD)
    with pytest.raises(Clash), unit_of_work():
        services.conclude(candidate, text_vi="Lời của người thứ hai.", by=BOARD)
    with unit_of_work():
        services.conclude(candidate, text_vi="Lời đã sửa.", of_version=1, by=BOARD)


CLERK = Actor(Kind.STAFF, id=BOARD.id, name="Phạm Hà", roles=frozenset({Role.CLERK}))


def on_paper(candidate: Candidate, day: date, *, scanned: bool = True) -> Opinion:
    """A letter that bears the stamp of a day."""
    letter = None
    if scanned:
        with unit_of_work() as session:
            scan = StoredFile(
                id=uuid.uuid4(), kind=FileKind.DOCUMENT, state=FileState.READY, name="thu.pdf",
                media_type="application/pdf", size=1, sha256="0" * 64, created_at=datetime.now(UTC),
            )  # fmt: skip
            session.add(scan)
        letter = scan.id
    how = sent(channel=Channel.LETTER, received_on=day)
    with unit_of_work():
        return opinions.give(candidate, said=said(letter=letter), sent=how, at=datetime.now(UTC), by=CLERK)


def test_a_letter_that_came_in_time_is_counted_though_it_is_written_down_after_the_close(
    candidate: Candidate, now: Traveller
) -> None:
    accepted(candidate)
    root = frozen(candidate, now)
    made = on_paper(candidate, END.date())
    assert made.submitted_at <= END and proofs.proofs(made) == []
    (told,) = (json.loads(line) for _, line in ledger.changed(candidate.round).lines)
    assert told["submitted"] == "2026-12-01" and "line" not in told and candidate.round.root_hash == root
    assert list(tallies.differences()) == []


@pytest.mark.parametrize("day", [date(2026, 12, 2), date(2026, 11, 15)])
def test_a_letter_that_came_after_the_close_or_before_the_opening_is_not(
    candidate: Candidate, now: Traveller, day: date
) -> None:
    frozen(candidate, now)
    now.move_to(END + timedelta(days=3))
    with pytest.raises(rules.Closed):
        on_paper(candidate, day)


def test_an_earlier_day_is_shown_by_a_scan_and_no_day_lies_ahead(candidate: Candidate, now: Traveller) -> None:
    with pytest.raises(Unfit) as refusal:
        on_paper(candidate, date(2026, 11, 18), scanned=False)
    assert refusal.value.field == "letter"
    with pytest.raises(Unfit) as refusal:
        on_paper(candidate, date(2026, 11, 21))
    assert refusal.value.field == "received_on"


def test_what_changes_behind_a_public_outcome_is_told_the_next_day(candidate: Candidate, now: Traveller) -> None:
    answered(candidate, now)
    jobs.supplement(str(candidate.round_id))
    (made,) = db.session.scalars(sa.select(Opinion))
    for by in (MODERATOR, LEAD):
        with unit_of_work():
            reviewing.reconsider(made, by=by, why="Đọc lại một lần.")
    with unit_of_work():
        opinions.withdraw(made, by=holder_of(made.id))
    now.shift(timedelta(days=1))
    runner.run_due()
    told = [json.loads(proof.line)["outcome"] for proof in proofs.proofs(made)]
    assert told == ["published", "closed"]
    assert all(not proofs.broken(candidate.round, each.part) for each in proofs.supplements(candidate.round))


def test_nobody_is_verified_once_all_is_accounted_for(candidate: Candidate, now: Traveller) -> None:
    answered(candidate, now)
    (made,) = db.session.scalars(sa.select(Opinion))
    with pytest.raises(NotNow), unit_of_work():
        verifying.by_identity(made, "somebody", by=holder_of(made.id))
    db.session.rollback()
    assert asking.ways(made) == [] and made.verified is Verified.NO


def test_what_goes_public_in_another_window_changes_only_with_a_note(candidate: Candidate, now: Traveller) -> None:
    """This window read the round before the other one published it."""
    here = answered(candidate, now)
    seen = db.session.get_one(Candidate, candidate.id)
    for act in (
        lambda: points.answer(here, seen, answer=Answer.EXPLAINED, text_vi="Khác.", of_version=here.version, by=BOARD),
        lambda: services.conclude(seen, text_vi="Khác.", of_version=1, by=BOARD),
        lambda: points.add(seen, title_vi="Việc chưa ai trả lời", by=BOARD),
    ):
        set_committed_value(seen.round, "state", RoundState.SCHEDULED)
        with pytest.raises((Unfit, NotNow)), unit_of_work():
            act()
        db.session.rollback()
