"""The lawful window: announced only if lawful, open to the second, extended, never shortened."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.law import Law, Rule, Unlawful
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import Phase, RoundState
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Unfit
from portal.engines.calendar.workdays import SpecialDay, standard
from tests.consultations.held import (
    BOARD,
    CLOSES_ON,
    COUNCIL_ON,
    LABOUR,
    LAW,
    OPENS,
    announced,
    candidate_of,
    drafted,
    particulars,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("inside")
BEFORE = datetime(2026, 11, 10, 2, tzinfo=UTC)
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Viet Nam
WHY = "Cổng thông tin của Thành phố ngừng chạy, nhiều người chưa gửi được."


def schedule(round: Round, **when: object) -> None:
    told = {"opens_at": OPENS, "closes_on": CLOSES_ON, "council_on": COUNCIL_ON, "law": LAW} | when
    with unit_of_work():
        scheduling.schedule(round, by=BOARD, **told)  # type: ignore[arg-type]  # any of its fields


def extend(round: Round, closes_on: date, **more: object) -> None:
    with unit_of_work():
        scheduling.extend(round, closes_on=closes_on, reason_vi=WHY, law=LAW, by=BOARD, **more)  # type: ignore[arg-type]  # any of its fields


@pytest.fixture
def before() -> Iterator[Traveller]:
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def running(before: Traveller) -> Round:
    made = announced()
    before.move_to(DURING)
    return made


@pytest.mark.usefixtures("before")
def test_two_rounds_called_alike_have_addresses_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter("aaaa" "aaaa" "bbbb")  # fmt: skip
    monkeypatch.setattr("portal.consultations.rounds.services.secrets.choice", lambda letters: next(ends))
    first, second = drafted().slug, drafted().slug
    assert (first[-5:], second[-5:]) == ("-aaaa", "-bbbb") and first[:-4] == second[:-4]


@pytest.mark.usefixtures("before")
def test_a_window_ends_with_the_last_second_of_its_last_day() -> None:
    round = announced()
    assert round.closes_at == END
    assert candidate_of(round).closes_at == END


@pytest.mark.usefixtures("before")
def test_a_window_one_working_day_too_short_is_refused_with_the_first_lawful_days() -> None:
    with pytest.raises(Unlawful) as no:
        schedule(drafted(), closes_on=date(2026, 11, 30))
    assert (no.value.first_close, no.value.first_council) == (date(2026, 12, 1), date(2026, 12, 2))
    assert no.value.field == "closes_on" and "Huân chương Lao động hạng Ba" in str(no.value)


@pytest.mark.usefixtures("before")
def test_a_council_that_meets_on_the_last_day_is_refused() -> None:
    with pytest.raises(Unlawful) as no:
        schedule(drafted(), council_on=CLOSES_ON)
    assert no.value.field == "council_on" and no.value.first_council == date(2026, 12, 2)


@pytest.mark.parametrize("day_off", [5, 6], ids=["a Saturday", "a Sunday"])
def test_a_window_ends_with_a_working_day(before: Traveller, day_off: int) -> None:
    with pytest.raises(Unfit) as no:
        schedule(drafted(), closes_on=date(2026, 12, day_off), council_on=date(2026, 12, 20))
    assert no.value.field == "closes_on" and no.value.values["close"] == "07/12/2026"
    db.session.rollback()
    round = announced()
    before.move_to(DURING)
    with pytest.raises(Unfit) as no:
        extend(round, date(2026, 12, day_off), council_on=date(2026, 12, 20))
    assert no.value.field == "closes_on" and no.value.values["council"] == "08/12/2026"


def test_a_holiday_is_no_last_day_and_a_swapped_saturday_is_one(before: Traveller) -> None:
    swapped = standard().with_day(SpecialDay(date(2026, 12, 5), True, "Làm bù", "", "thông báo")).with_day(
        SpecialDay(date(2026, 12, 4), False, "Nghỉ hoán đổi", "", "thông báo"), "2026-12.1"
    )  # fmt: skip
    law = Law([LABOUR], swapped)
    with pytest.raises(Unfit):
        schedule(drafted(), closes_on=date(2026, 12, 4), law=law)
    db.session.rollback()
    schedule(drafted(), closes_on=date(2026, 12, 5), law=law)


@pytest.mark.usefixtures("before")
def test_the_strictest_honour_of_a_round_decides() -> None:
    law = Law([Rule("Công dân Thủ đô ưu tú", "", 7), LABOUR], standard())
    with pytest.raises(Unlawful):
        schedule(drafted(), closes_on=date(2026, 11, 26), law=law)
    schedule(drafted(), closes_on=date(2026, 11, 26), law=Law(law.rules[:1], law.calendar))


@pytest.mark.usefixtures("before")
def test_an_empty_round_cannot_be_announced() -> None:
    with pytest.raises(Unfit):
        schedule(drafted(), law=Law([], standard()))


@pytest.mark.parametrize(
    ("seconds", "phase"),
    [(-1, Phase.COMING), (0, Phase.OPEN)],
    ids=["a second before", "at the instant"],
)
def test_it_opens_by_itself_to_the_second(before: Traveller, seconds: int, phase: Phase) -> None:
    round = announced()
    assert round.phase(OPENS + timedelta(seconds=seconds)) is phase


@pytest.mark.usefixtures("before")
def test_it_closes_by_itself_to_the_second() -> None:
    round = announced()
    assert round.phase(END + timedelta(milliseconds=900)) is Phase.OPEN
    assert round.phase(END + timedelta(seconds=1)) is Phase.CLOSED


def test_a_running_window_can_be_extended(running: Round) -> None:
    extend(running, date(2026, 12, 3))
    assert running.closes_at == END + timedelta(days=2)
    assert candidate_of(running).closes_at == running.closes_at


def test_a_window_is_never_shortened(running: Round) -> None:
    with pytest.raises(Unfit):
        extend(running, date(2026, 11, 30))


def test_an_extension_past_the_council_asks_for_a_new_council_day(running: Round) -> None:
    with pytest.raises(Unfit) as no:
        extend(running, COUNCIL_ON)
    assert no.value.field == "council_on"
    extend(running, COUNCIL_ON, council_on=date(2026, 12, 9))
    assert running.council_on == date(2026, 12, 9)


def test_a_round_that_is_over_is_not_extended(running: Round, before: Traveller) -> None:
    before.move_to(END + timedelta(seconds=1))
    with pytest.raises(NotNow):
        extend(running, date(2026, 12, 3))


def outage(round: Round, began: datetime, hours: int = 3) -> None:
    with unit_of_work():
        scheduling.record_outage(
            round, began_at=began, ended_at=began + timedelta(hours=hours), cause_vi=WHY, law=LAW, by=BOARD
        )


def test_an_outage_gives_its_working_day_back_once(running: Round) -> None:
    outage(running, datetime(2026, 11, 18, 2, tzinfo=UTC))
    outage(running, datetime(2026, 11, 18, 8, tzinfo=UTC))
    assert running.closes_at == END + timedelta(days=1)


def test_an_outage_at_the_weekend_takes_no_working_day(running: Round, before: Traveller) -> None:
    before.move_to(datetime(2026, 11, 23, 2, tzinfo=UTC))
    outage(running, datetime(2026, 11, 21, 2, tzinfo=UTC))
    assert running.closes_at == END


def correct(round: Round, *, law: Law = LAW, council_on: date | None = date(2026, 12, 10), **changes: object) -> None:
    candidate = candidate_of(round)
    with unit_of_work():
        told = particulars(**changes)  # type: ignore[arg-type]  # any of its fields
        candidates.correct(
            candidate, told, of_version=candidate.version, reason_vi="Đính chính tên của người được đề nghị.", law=law,
            by=BOARD, council_on=council_on,
        )  # fmt: skip


def test_correcting_who_restarts_that_candidates_clock(running: Round) -> None:
    correct(running, name="Trần Thị Nhàn")
    candidate = candidate_of(running)
    assert candidate.opens_at == DURING
    assert candidate.closes_at == datetime(2026, 12, 7, 16, 59, 59, tzinfo=UTC)
    assert running.closes_at == candidate.closes_at


def test_a_candidates_window_that_is_over_stays_over(before: Traveller) -> None:
    round = announced("Trần Thị Nhài", "Lê Văn Sáng")
    before.move_to(DURING)
    correct(round, name="Trần Thị Nhàn")
    before.move_to(datetime(2026, 12, 2, 2, tzinfo=UTC))
    outage(round, datetime(2026, 12, 2, 1, tzinfo=UTC), hours=1)
    ends = {each.name: each.closes_at for each in scheduling.standing(round)}
    assert ends == {"Lê Văn Sáng": END, "Trần Thị Nhàn": END + timedelta(days=7)}


def test_a_window_that_grows_names_the_calendar_that_it_is_counted_by(running: Round) -> None:
    newer = Law(
        [LABOUR], standard().with_day(SpecialDay(date(2026, 11, 27), False, "Nghỉ", "", "thông báo"), "2026-11.2")
    )
    with unit_of_work():
        scheduling.extend(running, closes_on=date(2026, 12, 2), reason_vi=WHY, law=newer, by=BOARD)
    assert running.calendar_version == "2026-11.2"


def test_correcting_a_detail_leaves_the_clock(running: Round) -> None:
    correct(running, headline="Ba mươi ba năm quét ca đêm.")
    assert candidate_of(running).closes_at == END


CITY = Law([Rule("Công dân Thủ đô ưu tú", "", 7)], standard())


def test_before_the_opening_a_stricter_honour_lengthens_the_window_it_would_break(before: Traveller) -> None:
    round = announced(law=CITY, closes_on=date(2026, 11, 26), council_on=date(2026, 12, 1))
    with pytest.raises(Unfit) as no:
        correct(round, honour_code="labour-2", council_on=None)
    assert no.value.field == "council_on"
    correct(round, honour_code="labour-2")
    assert candidate_of(round).opens_at == OPENS
    assert candidate_of(round).closes_at == round.closes_at == END
    assert round.min_working_days == 10


def test_correcting_who_before_the_opening_leaves_a_window_that_is_long_enough(before: Traveller) -> None:
    round = announced()
    correct(round, name="Trần Thị Nhàn", council_on=None)
    assert (candidate_of(round).opens_at, candidate_of(round).closes_at) == (OPENS, END)


def test_nothing_is_corrected_after_the_close(running: Round, before: Traveller) -> None:
    before.move_to(END + timedelta(seconds=1))
    with pytest.raises(NotNow):
        correct(running, headline="Ba mươi ba năm quét ca đêm.")
    db.session.rollback()


def test_an_announcement_can_be_taken_back_only_before_it_opens(before: Traveller) -> None:
    round = announced()
    with unit_of_work():
        scheduling.unschedule(round, by=BOARD)
    assert round.state is RoundState.DRAFT
    schedule(round)
    before.move_to(OPENS)
    with pytest.raises(NotNow), unit_of_work():
        scheduling.unschedule(round, by=BOARD)
    db.session.rollback()
