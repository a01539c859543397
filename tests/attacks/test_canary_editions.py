"""An opinion of two editions is moved: what stood in the first, was asked, answered and noted about it goes along."""

import io
import secrets
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential import keys, queries
from portal.confidential.models import Report
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import moving, persons, questioning, questions, reviewing, services
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Stance, Verified
from portal.core import clock, codes
from portal.core.actor import Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.storage import intake
from portal.core.storage import services as storage
from portal.core.storage.store import chosen
from portal.engines.receipts import words
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.notes import services as noting
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.attacks.test_canary import CANARY, FILE, crawl, everything, marks_in
from tests.browser import Browser
from tests.consultations.held import LEAD, MODERATOR, announced, candidate_of, opinion
from tests.core.storage.shots import PDF
from tests.staff import sign_in

FIRST, SECOND = words.new_code(secrets.choice), words.new_code(secrets.choice)
OTHERS = (Role.EDITOR, Role.BOARD_LEAD, Role.APPRAISER, Role.OBSERVER, Role.ADMINISTRATOR, Role.CLERK)
ASKED = "Sổ thu thiếu 8.675.309 đồng là sổ nào?"
SAID = "Sổ ở ngõ Giấu Kín, chim báo bão biết."
LATER = "Tôi viết lại cho rõ: bà ấy quét rác từ bốn giờ sáng, tôi thấy tận mắt."


def found_by(browser: Browser) -> str:
    """Every page; but for the demo's letters, which went to the writer alone before the move."""
    return str({url: page for url, page in crawl(browser).items() if "/thu-dung-thu" not in url})


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as hands:
        yield hands


@pytest.fixture
def candidate(inside: Flask, moment: time_machine.Traveller) -> Candidate:
    made = candidate_of(announced())
    moment.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    with unit_of_work():
        load_reasons()
    return made


def sent(candidate: Candidate, code: str, **values: object) -> Opinion:
    """One whose writer showed that the address is theirs."""
    made = opinion(
        candidate, name=CANARY["name"], email=CANARY["email"], receipt_hash=codes.lightly_hashed(code), **values
    )
    with unit_of_work():
        made.verified, made.verified_at = Verified.EMAIL, clock.now()
        persons.settle(made, CANARY["email"])
    return made


def asked_and_answered(made: Opinion) -> None:
    """Twice asked, once answered; noted, and once declined and taken back."""
    with unit_of_work():
        noting.add(made, text="Chim báo bão: có vẻ là tố cáo.", find=lambda name: None, by=MODERATOR)
    for said in (SAID, ""):
        with unit_of_work():
            verdict = Verdict(Outcome.ASK, "opinion_ask_facts", words=ASKED, note="Hỏi về ngõ Giấu Kín.")
            reviewing.judge(made, verdict, by=MODERATOR, of_version=made.version)
        if said:
            with unit_of_work():
                put = questions.last(made)
                assert put is not None
                questioning.answer(made, text=said, to=put.id, by=holder_of(made.id))


def editions(candidate: Candidate, moment: time_machine.Traveller) -> tuple[uuid.UUID, uuid.UUID]:
    received = intake.receive(io.BytesIO(PDF), name=FILE, store=chosen())
    with unit_of_work():
        file_id = storage.keep(received).id
    first = sent(candidate, FIRST, text=CANARY["text"], files=(file_id,), stance=Stance.REMARKS)
    asked_and_answered(first)
    moment.move_to(datetime(2026, 12, 1, 2, tzinfo=UTC))  # the second question lapses; its reminder leaves
    questioning.lapse()
    runner.run_due()
    db.session.rollback()
    second = sent(candidate, SECOND, text=LATER)
    assert (second.follows_id, second.edition) == (first.id, 2)
    return first.id, second.id


@pytest.fixture
def both(candidate: Candidate, moment: time_machine.Traveller) -> tuple[uuid.UUID, uuid.UUID]:
    """Keys of the two editions, the first one first."""
    return editions(candidate, moment)


@pytest.fixture
def moved(inside: Flask, both: tuple[uuid.UUID, uuid.UUID]) -> Flask:
    with unit_of_work() as session:
        moving.move(session.get_one(Opinion, both[1]), by=MODERATOR)
    runner.run_due()
    db.session.remove()
    return inside


def reports() -> dict[str, str]:
    """What lies in the channel, by whose receipt opens it."""
    found = {}
    for code in (FIRST, SECOND):
        kept = queries.by_receipt(codes.lightly_hashed(code))
        assert kept is not None
        found[code] = str(keys.opened(kept)["text"])
    return found


def test_each_edition_lies_whole_in_the_channel_under_its_own_receipt(moved: Flask) -> None:
    told = reports()
    assert all(part in told[FIRST] for part in (CANARY["text"], ASKED, SAID, "Bản 1 trong 2 bản"))
    assert LATER in told[SECOND] and "Bản 2 trong 2 bản" in told[SECOND] and not marks_in(told[SECOND])
    kept = queries.by_receipt(codes.lightly_hashed(FIRST))
    assert kept is not None and [keys.body_of(file) for file in queries.files(kept)] == [PDF]


def test_an_earlier_one_takes_the_later_along_too(candidate: Candidate, both: tuple[uuid.UUID, uuid.UUID]) -> None:
    with unit_of_work() as session:
        moving.move(session.get_one(Opinion, both[0]), by=MODERATOR)
    db.session.rollback()
    states = set(db.session.scalars(sa.select(Opinion.state)))
    assert states == {OpinionState.CLOSED} and LATER in reports()[SECOND]


def test_no_row_outside_holds_a_word_of_any(moved: Flask) -> None:
    letters = ("letter ",)  # those written before the move went to the writer alone
    left = [line for line in everything(moved).split("\n") if marks_in(line) and not line.startswith(letters)]
    assert left == []


def test_one_that_was_taken_back_before_stays_taken_back(
    candidate: Candidate, both: tuple[uuid.UUID, uuid.UUID]
) -> None:
    with unit_of_work() as session:
        services.withdraw(session.get_one(Opinion, both[0]), by=holder_of(both[0]))
    with unit_of_work() as session:
        moving.move(session.get_one(Opinion, both[1]), by=MODERATOR)
    db.session.rollback()
    assert len(db.session.scalars(sa.select(Report)).all()) == 1
    assert queries.by_receipt(codes.lightly_hashed(FIRST)) is None


def test_somebody_elses_opinion_stays(candidate: Candidate, both: tuple[uuid.UUID, uuid.UUID]) -> None:
    other = opinion(candidate, email="khac@example.vn")
    with unit_of_work() as session:
        moving.move(session.get_one(Opinion, both[1]), by=LEAD)
    assert db.session.get_one(Opinion, other.id, populate_existing=True).state is OpinionState.WAITING


def test_what_the_desk_said_of_a_decision_goes_too(inside: Flask, candidate: Candidate) -> None:
    made = sent(candidate, FIRST, text=LATER)
    with unit_of_work():
        verdict = Verdict(
            Outcome.DECLINE, "opinion_insults", words="Chim báo bão không phải tên người.", note="Giấu Kín."
        )
        reviewing.judge(made, verdict, by=MODERATOR, of_version=made.version)
    with unit_of_work():
        reviewing.reconsider(made, by=MODERATOR, why="Giấu Kín là tên ngõ.", words="Giấu Kín.", of_version=made.version)
    with unit_of_work():
        moving.move(made, by=MODERATOR)
    db.session.rollback()
    told = [row for row in everything(inside).split("\n") if row.startswith(("decision ", "reversal ", "proposal "))]
    assert len(told) == 2 and not [row for row in told if marks_in(row)]


def test_nobody_finds_it_on_any_page(
    app: Flask, browser: Browser, browse: Callable[[], Browser], moment: time_machine.Traveller
) -> None:
    with app.app_context():
        round = announced()
        moment.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        _, id = editions(candidate_of(round), moment)
        db.session.remove()
    sign_in(app, browser, Role.MODERATOR)
    page = browser.get(f"/nghiep-vu/y-kien/{id}")
    assert marks_in(page.text) and "1 bản khác của cùng người gửi" in page.text
    page.submit(form="kenh-kin").submit(form="kenh-kin")  # the letter is seen first
    assert not marks_in(found_by(browser))
    for role in OTHERS:
        other = browse()
        sign_in(app, other, role)
        assert not marks_in(found_by(other)), role
    for code in (FIRST, SECOND):
        page = browse().get("/theo-doi/").submit({"code": code})
        assert page.url == "/kenh-bao-mat/theo-doi/hop-thu" and not marks_in(page.text)
