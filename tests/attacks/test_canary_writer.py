"""Marked people tell of a good deed and give an opinion: nobody who is not entitled meets a mark, from the draft to the end."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller
from werkzeug.test import TestResponse

from portal.consultations.opinions import reviewing
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.core.actor import Role, holder_of
from portal.core.db import Base, db, unit_of_work
from portal.core.jobs import runner
from portal.nominations import holding, moves
from portal.nominations.models import Nomination
from portal.web.kit import cache_front
from tests.attacks.test_canary import crawl
from tests.browser import Browser
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of
from tests.core.storage import shots
from tests.nominations.tipped import MODERATOR as DESK
from tests.staff import sign_in
from tests.stories import telling
from tests.web.public.telling import tell

BEFORE, DURING = datetime(2026, 11, 10, 2, tzinfo=UTC), datetime(2026, 11, 20, 2, tzinfo=UTC)
MOST = 400  # pages for one reader: the things of the desk lie behind its lists
NAME, EMAIL, PHONE = "Hoàng Yến Canh Giữ", "canh.giu@hoangyen.example", "0987 650 912"
IP, AGENT = "203.113.77.5", "CanaryPhone/7.7"
CONTACTS = ("hoangyen.example", "canh.giu", "987650912", "987 650 912", "203.113.77", "canaryphone")
MARKS = (*CONTACTS, "canh giữ")
KEYS = re.compile(
    r"(?:[0-9a-f]{4,8}-){4}[0-9a-f]{12}|[0-9a-f]{16,}"
)  # thousands, drawn anew: nine digits stand in one by chance
NOT_ENTITLED = (Role.CLERK, Role.APPRAISER, Role.OBSERVER, Role.ADMINISTRATOR)
OF_WRITERS = {
    "writer": "*",
    "opinion_writer": "*",
    "letter": "address",
    "stored_file": "name",
}  # where a mark may lie while it is needed
IN_PHOTOS = (shots.SECRET, b"GPS", b"Exif", b"hoangyen")


class Watched(Browser):
    """A browser of a marked person: every address it is led to and every header it is given is noted."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.addresses: list[str] = []
        self.headers: list[str] = []
        self.policies: set[str] = set()
        self.client.environ_base.update({"REMOTE_ADDR": IP, "HTTP_USER_AGENT": AGENT})

    def _took(self, method: str, url: str, status: int, options: dict[str, Any]) -> Browser:
        made = super()._took(method, url, status, options)
        for answer in (*self.response.history, self.response):
            self._note(answer)
        return made

    def _note(self, answer: TestResponse) -> None:
        self.addresses += [answer.request.url, answer.headers.get("Location", "")]
        self.headers.append(str(answer.headers))
        self.policies.add(answer.headers.get("Referrer-Policy", "none"))


def marks_in(text: str, marks: tuple[str, ...] = MARKS) -> list[str]:
    bare = KEYS.sub(" ", text.casefold())
    return [mark for mark in marks if mark in bare]


def kept(app: Flask) -> list[str]:
    """Each mark in the database beyond where the writer's own words and contact are kept."""
    found = []
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            own = OF_WRITERS.get(table.name, "")
            for row in db.session.execute(sa.select(table)).mappings():
                held = {k: v for k, v in row.items() if own != "*" and k != own}
                found += [f"{table.name}: {mark} in {held}" for mark in marks_in(repr(held), CONTACTS)]
        db.session.remove()
    return found


def told(app: Flask, writer: Watched) -> None:
    """From the first question to the receipt, with a photo from a phone."""
    photos = {"files": [(shots.phone_photo(), "canh.giu-hoangyen.jpg")], "people_agreed": "y"}
    tell(writer, photos=photos, you={"name": NAME, "phone": PHONE, "email": EMAIL})
    writer.submit(form=-1)
    assert "da-gui" in writer.url or "bien-nhan" in writer.url or "/ke-viec-tot/" in writer.url, writer.url


def spoken(app: Flask, writer: Watched, path: str) -> None:
    writer.get(f"{path}/gop-y").submit(
        {"stance": "support", "text": TEXT, "how_known": "saw", "name": NAME, "email": EMAIL, "display": "initials"}
    )
    assert writer.url == "/lay-y-kien/da-gui"


def published(app: Flask) -> None:
    """A story is written from it, and the opinion is shown."""
    with app.app_context():
        runner.run_due()
        nomination = db.session.scalars(sa.select(Nomination)).one()
        with unit_of_work():
            moves.ask(nomination, by=DESK, text="Bà có nhớ năm nào không?")
        with unit_of_work():
            holding.answer(
                db.session.get_one(Nomination, nomination.id), text="Từ năm ấy.", by=holder_of(nomination.id)
            )
        with unit_of_work():
            moves.accept(nomination, by=DESK)
        telling.consent(nomination)
        story = telling.written(nomination)
        telling.publish(story)
        with unit_of_work() as session:
            reviewing.accept(session.scalars(sa.select(Opinion)).one(), by=MODERATOR)
        runner.run_due()
        db.session.remove()


@pytest.fixture
def now() -> Iterator[Traveller]:
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def sent(app: Flask, now: Traveller) -> Watched:
    """A story and an opinion of a marked person have come in; the writer's browser."""
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài"))
        path = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
        db.session.remove()
    now.move_to(DURING)
    writer = Watched(app)
    told(app, writer)
    spoken(app, writer, path)
    return writer


@pytest.fixture
def life(app: Flask, sent: Watched) -> Watched:
    """Both are public."""
    published(app)
    return sent


def test_nobody_who_is_not_entitled_meets_a_writer(
    app: Flask, browse: Callable[[], Browser], life: Watched, capfd: pytest.CaptureFixture[str]
) -> None:
    offices = {role.value: browse() for role in NOT_ENTITLED}
    for role, browser in offices.items():
        sign_in(app, browser, Role(role))
    for role, browser in (offices | {"nobody": browse()}).items():
        pages = {
            url: page for url, page in crawl(browser, most=MOST).items() if not url.startswith(("/thu-", "/en/thu-"))
        }
        assert len(pages) > 30, role
        assert not {url: marks_in(url + page) for url, page in pages.items() if marks_in(url + page)}, role
    assert not [marks for page in cache_front.warm.pages.values() if (marks := marks_in(page.body.decode()))]
    out, err = capfd.readouterr()
    assert not marks_in(out + err)


def test_those_who_decide_see_no_contact_without_asking(
    app: Flask, browse: Callable[[], Browser], life: Watched
) -> None:
    for role in (Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD):
        browser = browse()
        sign_in(app, browser, role)
        pages = {
            url: page for url, page in crawl(browser, most=MOST).items() if not url.startswith(("/thu-", "/en/thu-"))
        }
        assert [url for url, page in pages.items() if "canh giữ" in page.casefold()], (
            "nobody's name is anywhere: a walk past it"
        )
        assert not [url for url, page in pages.items() if marks_in(url + page, CONTACTS)], role


def test_no_address_no_header_and_no_other_row_holds_a_mark(app: Flask, life: Watched) -> None:
    assert not marks_in("\n".join(life.addresses)) and not marks_in("\n".join(life.headers))
    assert life.policies == {"same-origin"}
    assert not kept(app)


@pytest.fixture
def swept(app: Flask) -> None:
    """No file of an earlier test: which there are hangs on the order, and any picture may hold three letters by chance."""
    for path in _files(app):
        path.unlink()


def _files(app: Flask) -> list[Path]:
    return [p for p in Path(app.config["SETTINGS"].folder, "files").rglob("*") if p.is_file()]


def test_nothing_of_the_phone_is_left_in_its_photo(app: Flask, swept: None, life: Watched) -> None:
    files = _files(app)
    assert files and not [(p.name, mark) for p in files for mark in IN_PHOTOS if mark in p.read_bytes()]


def test_after_it_was_withdrawn_and_time_went_by_nothing_is_left(app: Flask, now: Traveller, sent: Watched) -> None:
    with app.app_context():
        nomination = db.session.scalars(sa.select(Nomination)).one()
        opinion = db.session.scalars(sa.select(Opinion)).one()
        with unit_of_work():
            holding.withdraw(nomination, by=holder_of(nomination.id))
        with unit_of_work():
            opinions.withdraw(db.session.get_one(Opinion, opinion.id), by=holder_of(opinion.id))
        db.session.remove()
    for days in (1, 40, 100, 100):
        now.shift(timedelta(days=days))
        with app.app_context():
            runner.sweep()
            db.session.remove()
    with app.app_context():
        left = [
            f"{table.name}: {mark}"
            for table in Base.metadata.sorted_tables
            for row in db.session.execute(sa.select(table)).mappings()
            for mark in marks_in(repr(dict(row)))
        ]
        db.session.remove()
    assert not left
