"""The feed of rounds and the calendar file of one: whoever fetches them again sees that something changed, and what."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.outcome import freezing
from portal.consultations.outcome import services as outcome
from portal.consultations.rounds import changes, scheduling
from portal.consultations.rounds import services as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.services import Plan
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from tests.consultations.held import BOARD, LAW, LEAD, announced, drafted, particulars

ANNOUNCED = datetime(2026, 11, 10, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
CLOSED = datetime(2026, 12, 2, 2, 30, tzinfo=UTC)
WHY = "Đính chính theo văn bản gốc của phường."


def the(kind: type) -> object:
    return db.session.scalars(sa.select(kind)).one()


def extend(round: Round, candidate: Candidate) -> None:
    scheduling.extend(round, closes_on=date(2026, 12, 3), reason_vi=WHY, law=LAW, by=BOARD)


def lose(round: Round, candidate: Candidate) -> None:
    gone = LATER - timedelta(days=1)
    scheduling.record_outage(round, began_at=gone, ended_at=gone, cause_vi=WHY, law=LAW, by=BOARD)


def correct(round: Round, candidate: Candidate) -> None:
    told = particulars(headline="Ba mươi ba năm quét ca đêm.")
    candidates.correct(candidate, told, of_version=candidate.version, reason_vi=WHY, law=LAW, by=BOARD)


def withdraw(round: Round, candidate: Candidate) -> None:
    candidates.withdraw(candidate, why_vi=WHY, by=BOARD)


def rename(round: Round, candidate: Candidate) -> None:
    told = Plan("Đợt cuối năm", officer_id=BOARD.id, officer_name=BOARD.name)
    rounds.edit(round, told, of_version=round.version, by=BOARD)


def publish(round: Round, candidate: Candidate) -> None:
    outcome.conclude(candidate, text_vi="Không có ý kiến nào.", by=BOARD)
    outcome.publish(round, by=LEAD)


def read(app: Flask, slug: str) -> tuple[dict[str, str], ElementTree.Element]:
    """The event of the calendar file, and the entry of the feed."""
    client = app.test_client()
    text = client.get(f"/lay-y-kien/{slug}/lich.ics").text.replace("\r\n ", "")
    event = dict(line.split(":", 1) for line in text.split("\r\n") if line)
    (entry,) = ElementTree.fromstring(client.get("/lay-y-kien.atom").data).iterfind("{*}entry")
    return event, entry


@pytest.mark.parametrize(
    ("at", "act", "said"),
    [
        (LATER, extend, "Kéo dài thời hạn, 20/11/2026: " + WHY), (LATER, lose, WHY), (LATER, correct, WHY), (LATER, withdraw, WHY),
        (LATER, rename, "Đợt cuối năm"), (CLOSED, publish, "Ban đã trả lời, 02/12/2026"),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)  # fmt: skip
def test_a_public_change_of_a_round_makes_its_event_and_its_entry_newer(
    app: Flask, now: Traveller, at: datetime, act: Callable[[Round, Candidate], None], said: str
) -> None:
    with app.app_context():
        round = announced()
        slug, id = round.slug, round.id
        now.move_to(at)
        if at > LATER:
            freezing.freeze(id, by=SYSTEM)
        db.session.remove()
    before, told = read(app, slug)
    now.shift(timedelta(minutes=1))
    with app.app_context():
        with unit_of_work():
            act(the(Round), the(Candidate))  # type: ignore[arg-type]  # of the kind that was asked for
        db.session.remove()
    after, entry = read(app, slug)
    moment = at + timedelta(minutes=1)
    assert after["UID"] == before["UID"] and int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["LAST-MODIFIED"] == after["DTSTAMP"] == f"{moment:%Y%m%dT%H%M%SZ}" > before["LAST-MODIFIED"]
    assert after["STATUS"] == "CONFIRMED"
    assert datetime.fromisoformat(entry.findtext("{*}updated") or "") == moment
    assert entry.findtext("{*}id") == told.findtext("{*}id")
    assert entry.findtext("{*}published") == told.findtext("{*}published") == ANNOUNCED.isoformat()
    assert said in " ".join(entry.itertext())
    if act in (withdraw, correct):
        assert "Trần Thị Nhài" in (entry.findtext("{*}summary") or ""), "whom it is about, as on the page"


def test_an_interruption_is_told_with_when_it_was_the_one_that_was_noted_last(app: Flask, now: Traveller) -> None:
    with app.app_context():
        slug = announced().slug
        now.move_to(LATER)
        for hours in (20, 24):  # the second is noted later, and was earlier
            with unit_of_work() as session:
                began, round = LATER - timedelta(hours=hours), session.scalars(sa.select(Round)).one()
                ended = began + timedelta(hours=1)
                scheduling.record_outage(round, began_at=began, ended_at=ended, cause_vi=WHY, law=LAW, by=BOARD)
            now.shift(timedelta(minutes=1))
        db.session.remove()
    _, entry = read(app, slug)
    told, page = entry.findtext("{*}summary") or "", app.test_client().get(f"/lay-y-kien/{slug}").text
    when = "Từ 09:30 19/11/2026 đến 10:30 19/11/2026."
    assert when in told and when in page and "13:30" not in told


def test_nothing_is_newer_where_nothing_changed(app: Flask, now: Traveller) -> None:
    with app.app_context():
        slug = announced().slug
    before, _ = read(app, slug)
    now.shift(timedelta(days=1))
    after, entry = read(app, slug)
    assert after == before and entry.findtext("{*}updated") == ANNOUNCED.isoformat()


def taken_back(app: Flask, now: Traveller, id: uuid.UUID, act: Callable[..., None]) -> datetime:
    """An hour later a round is taken back; another hour later what is a draft again is changed. When it was taken back."""
    now.shift(timedelta(hours=1))
    with app.app_context():
        with unit_of_work() as session:
            act(session.get_one(Round, id), by=BOARD)
        back = datetime.now(UTC)
        now.shift(timedelta(hours=1))
        if act is scheduling.unschedule:
            with unit_of_work() as session:
                rename(session.get_one(Round, id), the(Candidate))  # type: ignore[arg-type]  # of the kind that was asked for
        db.session.remove()
    return back


@pytest.mark.parametrize("act", [scheduling.cancel, scheduling.unschedule])
def test_the_event_of_a_round_that_was_taken_back_is_cancelled_and_tells_no_more(
    app: Flask, now: Traveller, act: Callable[..., None]
) -> None:
    with app.app_context():
        round = announced()
        slug, id = round.slug, round.id
    before, _ = read(app, slug)
    back = taken_back(app, now, id, act)
    text = app.test_client().get(f"/lay-y-kien/{slug}/lich.ics").text
    after = dict(line.split(":", 1) for line in text.replace("\r\n ", "").split("\r\n") if line)
    assert (after["STATUS"], after["UID"]) == ("CANCELLED", before["UID"])
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"]) and after["LAST-MODIFIED"] == f"{back:%Y%m%dT%H%M%SZ}"
    assert "Huân chương" not in text and "cuối năm" not in text and "URL" not in after


@pytest.mark.parametrize("act", [scheduling.cancel, scheduling.unschedule])
def test_whoever_read_of_a_round_reads_that_it_was_taken_back_and_no_more(
    app: Flask, now: Traveller, act: Callable[..., None]
) -> None:
    with app.app_context():
        round = announced()
        slug, id = round.slug, round.id
    _, before = read(app, slug)
    back = taken_back(app, now, id, act)
    _, after = read(app, slug)
    assert after.findtext("{*}id") == before.findtext("{*}id")
    assert datetime.fromisoformat(after.findtext("{*}updated") or "") == back
    assert after.findtext("{*}title") == "Đợt lấy ý kiến đã rút lại"
    assert "Ban đã rút thông báo này" in (after.findtext("{*}summary") or "")
    assert slug not in str(ElementTree.tostring(after)) and "cuối năm" not in " ".join(after.itertext())
    now.shift(timedelta(days=91))
    assert "<entry>" not in app.test_client().get("/lay-y-kien.atom").text


def test_those_taken_back_long_ago_take_no_place_from_those_announced(app: Flask, now: Traveller) -> None:
    with app.app_context():
        first = announced()
        now.shift(timedelta(hours=1))
        later = announced()
        with unit_of_work():
            scheduling.cancel(later, by=BOARD)
        assert [round.id for round, _ in changes.newest(1)] == [later.id, first.id]
        now.shift(timedelta(days=91))
        assert [round.slug for round, _ in changes.newest(1)] == [first.slug]


def test_what_was_never_announced_is_in_no_feed(app: Flask, now: Traveller) -> None:
    with app.app_context():
        drafted()
        with unit_of_work() as session:
            scheduling.cancel(session.scalars(sa.select(Round)).one(), by=BOARD)
    assert "<entry>" not in app.test_client().get("/lay-y-kien.atom").text


def test_there_is_no_calendar_file_of_what_was_never_announced(app: Flask, now: Traveller) -> None:
    with app.app_context():
        slug = drafted().slug
        with unit_of_work() as session:
            scheduling.cancel(session.scalars(sa.select(Round)).one(), by=BOARD)
    assert app.test_client().get(f"/lay-y-kien/{slug}/lich.ics").status_code == 404
