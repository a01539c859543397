"""The letter that says there is a message: to whoever left an address, without a word of what or whom."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from portal.confidential import jobs, services
from portal.confidential.models import ConfidentialEntry, ReportNotice
from portal.confidential.policy import Confidential
from portal.confidential.told import Contact
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs.models import Job
from portal.core.jobs.registry import clocks
from portal.core.mail import transport
from portal.core.mail.models import Letter
from tests.confidential.reporting import ABOUT, CONTACT, TEXT, report
from tests.staff import staff

SAID = "Xin ông bà cho biết thêm ngày tháng."


class Post:
    """Notes what leaves; fails as often as it is told to."""

    sender, domain, leaves = "ban@example.vn", "example.vn", True

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []
        self.failing: Exception | None = None
        self.asked = 0

    def send(self, message: EmailMessage) -> None:
        self.asked += 1
        if self.failing:
            raise self.failing
        self.sent.append(message)


@pytest.fixture
def post(inside: object) -> Iterator[Post]:
    chosen, made = transport.transport(), Post()
    transport.choose(made)
    yield made
    transport.choose(chosen)


def written(contact: Contact = CONTACT) -> None:
    kept = report(contact=contact)
    with unit_of_work():
        services.write(kept, text=SAID, by=staff(Role.CONFIDENTIAL_READER))


def waiting() -> int:
    return len(db.session.scalars(sa.select(ReportNotice.id)).all())


def test_the_letter_says_neither_what_nor_whom(post: Post) -> None:
    written()
    jobs.turn()
    (letter,) = post.sent
    text = letter.as_string() + "".join(part.get_content() for part in letter.iter_parts())
    assert letter["To"] == CONTACT.email
    assert not [word for word in (TEXT, ABOUT, SAID, "bao-mat", "tố cáo", "sai phạm", CONTACT.name) if word in text]


def test_it_is_sent_once_and_its_trace_is_gone(post: Post) -> None:
    written()
    jobs.turn()
    jobs.turn()
    assert (len(post.sent), waiting()) == (1, 0)
    assert not db.session.scalars(sa.select(Letter.id)).all()


def test_without_an_address_nothing_leaves_and_nothing_stays(post: Post) -> None:
    written(Contact(name="Ngọ"))
    jobs.turn()
    assert (len(post.sent), waiting()) == (0, 0)


def test_a_mail_server_that_is_away_is_tried_again_in_silence(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    written()
    post.failing = OSError("away")
    jobs.turn()
    assert waiting() == 1 and capsys.readouterr() == ("", "")
    post.failing = None
    jobs.turn()
    assert len(post.sent) == 1


def test_an_address_that_is_refused_for_good_is_asked_once_and_told_nothing(post: Post) -> None:
    written()
    post.failing = transport.Undeliverable()
    jobs.turn()
    jobs.turn()
    assert (post.asked, waiting()) == (1, 0)
    assert Confidential.TELL not in db.session.scalars(sa.select(ConfidentialEntry.act)).all()


def test_a_turn_ends_before_its_lease_however_slow_the_mail_server(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was taken for lost would be given up aloud in the end, and only where there are letters."""
    for _ in range(3):
        written()
    times = iter([0.0, 1.0, jobs.SECONDS + 1.0])
    monkeypatch.setattr(jobs, "monotonic", lambda: next(times))
    jobs.turn()
    assert (len(post.sent), waiting()) == (1, 2)
    assert jobs.LEASE.total_seconds() > jobs.SECONDS + transport.LEASE


def test_the_outbox_shows_a_clock_and_never_a_letter(post: Post) -> None:
    written()
    jobs.turn()
    assert "confidential.turn" in clocks()
    assert not db.session.scalars(sa.select(Job.id).where(Job.kind.contains("confid"))).all()
