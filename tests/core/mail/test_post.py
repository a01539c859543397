"""Letters over a real local mail server."""

import email
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask
from structlog.testing import capture_logs

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs import models as jobs
from portal.core.jobs import registry, runner
from portal.core.jobs.models import Job
from portal.core.mail import post, transport
from portal.core.mail.models import Letter, State
from tests.served import free_port


class Postman:
    """A mail server's inside: keeps what it is handed."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []
        self.raw: list[bytes] = []
        self.to_address = self.to_letter = "250 OK"  # what it answers
        self.asked = 0

    async def handle_RCPT(
        self, server: object, session: object, envelope: object, address: str, options: object
    ) -> str:
        self.asked += 1
        if self.to_address.startswith("2"):
            envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]  # aiosmtpd's own has it
        return self.to_address

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        if not self.to_letter.startswith("2"):
            return self.to_letter
        raw = envelope.content  # type: ignore[attr-defined]  # aiosmtpd's own has it
        self.raw.append(raw)
        self.letters.append(email.message_from_bytes(raw, policy=policy.default))  # type: ignore[arg-type]  # of the kind its policy makes
        return "250 OK"


@pytest.fixture
def templates(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "hello.txt").write_text("Chào {{ name }}\n\nCâu chuyện của bạn: {{ link }}", encoding="utf8")
    (tmp_path / "hello.html").write_text("<p>{{ name }}</p>", encoding="utf8")
    (tmp_path / "page.html").write_text("{% for b in bodies %}{{ b }}{% endfor %}", encoding="utf8")
    before = dict(post._rooms)
    post.templates(tmp_path, site_url="https://example.vn")
    yield
    post._rooms.update(before)


@pytest.fixture
def postman(inside: Flask, templates: None) -> Iterator[tuple[Postman, Controller]]:
    inner = Postman()
    server = Controller(inner, hostname="127.0.0.1", port=(port := free_port()))
    server.start()
    transport.choose(transport.Smtp("127.0.0.1", port, "Người tốt, việc tốt <cong@example.vn>", security="none"))
    yield inner, server
    transport.choose(transport.Kept())
    server.stop()


def letter(name: str = "bà Ngọ <b>") -> None:
    with unit_of_work():
        post.write("hello", "ngo@example.vn", "vi", name=name, link="http://x/")


def test_a_letter_arrives_with_its_marks(postman: tuple[Postman, Controller]) -> None:
    letter()
    runner.run_due()
    got = postman[0].letters[0]
    assert got["Subject"] == "Chào bà Ngọ <b>"
    assert "Câu chuyện của bạn" in got.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has such a part
    assert "bà Ngọ &lt;b&gt;" in got.get_body(("html",)).get_content()  # type: ignore[union-attr]  # it has such a part


def test_a_letter_is_sent_once(postman: tuple[Postman, Controller]) -> None:
    letter()
    runner.run_due()
    id = db.session.scalars(sa.select(Letter.id)).one()
    post.send(str(id))
    assert len(postman[0].letters) == 1


def test_a_repeat_carries_the_same_message_id(postman: tuple[Postman, Controller]) -> None:
    letter()
    runner.run_due()
    with unit_of_work() as session:  # the process was killed between the server's "250" and our note of it
        session.execute(sa.update(Letter).values(state=State.WAITING, sent_at=None))
    post.send(str(db.session.scalars(sa.select(Letter.id)).one()))
    assert len({got["Message-ID"] for got in postman[0].letters}) == 1


def test_a_mail_server_that_is_down_for_an_hour_loses_no_letter(inside: Flask, templates: None) -> None:
    transport.choose(transport.Smtp("127.0.0.1", 1, "cong@example.vn", security="none", timeout=1))
    letter()
    later = clock.now()
    for _ in range(8):
        with time_machine.travel(later):
            runner.run_due()
        later += timedelta(minutes=10)
    inner = Postman()
    server = Controller(inner, hostname="127.0.0.1", port=(port := free_port()))
    server.start()
    transport.choose(transport.Smtp("127.0.0.1", port, "cong@example.vn", security="none"))
    with time_machine.travel(later + timedelta(hours=2)):
        runner.run_due()
    server.stop()
    transport.choose(transport.Kept())
    assert len(inner.letters) == 1


def over_a_day() -> Job:
    """The work of sending one letter, after a day of trying; with the address in no log."""
    letter()
    for hours in range(24):
        with time_machine.travel(clock.now() + timedelta(hours=hours)):
            runner.run_due()
    return db.session.scalars(sa.select(Job).where(Job.kind == "mail.send")).one()


@pytest.mark.parametrize(
    "answer", ["550 5.1.1 <ngo@example.vn>: no such mailbox", "550 5.2.1 ngo@example.vn is closed"]
)
def test_an_address_that_is_refused_for_good_is_tried_once(postman: tuple[Postman, Controller], answer: str) -> None:
    postman[0].to_address = answer
    with capture_logs() as log:
        job = over_a_day()
    assert (job.state, job.error, postman[0].asked) == (jobs.State.DEAD, "Undeliverable", 1)
    assert [line["hopeless"] for line in log if line["event"] == "jobs.failed"] == [True]
    assert "ngo@example.vn" not in f"{log} {job.args} {job.error}"


def test_a_letter_that_is_refused_for_good_is_tried_once_and_its_words_stay(
    postman: tuple[Postman, Controller],
) -> None:
    postman[0].to_letter = "550 5.1.1 ngo@example.vn is gone"
    job = over_a_day()
    kept = db.session.scalars(sa.select(Letter)).one()
    assert (job.state, postman[0].asked) == (jobs.State.DEAD, 1)
    assert kept.state is State.WAITING and "Câu chuyện của bạn" in kept.text


def test_the_refusal_holds_nothing_of_what_the_server_said(postman: tuple[Postman, Controller]) -> None:
    postman[0].to_address = "550 5.1.1 <ngo@example.vn>: no such mailbox"
    letter()
    with pytest.raises(transport.Undeliverable) as caught:
        post.send(str(db.session.scalars(sa.select(Letter.id)).one()))
    assert (caught.value.args, caught.value.__context__, caught.value.__cause__) == ((), None, None)


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.1 busy",
        "421 closing",
        "530 5.7.0 sign in first",
        "554 5.7.1 relay access denied",
        "550 relay not permitted",
        "552 5.2.2 mailbox full",
        "503 5.5.1 not yet",
    ],
)
def test_what_may_be_otherwise_later_is_tried_again(postman: tuple[Postman, Controller], answer: str) -> None:
    postman[0].to_address = answer
    letter()
    runner.run_due()
    postman[0].to_address = "250 OK"
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        runner.run_due()
    assert len(postman[0].letters) == 1


def test_a_letter_that_was_taken_is_not_sent_again_however_the_server_takes_leave(
    postman: tuple[Postman, Controller], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(server: object, arg: object) -> None:
        await server.push("421 too many connections")  # type: ignore[attr-defined]  # aiosmtpd's own has it

    monkeypatch.setattr(SMTP, "smtp_QUIT", busy)
    letter()
    runner.run_due()
    assert len(postman[0].letters) == 1
    assert db.session.scalars(sa.select(Letter.state)).one() is State.SENT


def test_a_server_that_is_slow_in_coming_to_the_letter_is_not_given_it(
    postman: tuple[Postman, Controller], monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = iter([0.0, transport.PATIENCE + 1.0])  # when the line is opened, and when the letter's turn comes
    monkeypatch.setattr(transport, "monotonic", lambda: next(clocks))
    letter()
    runner.run_due()
    assert postman[0].letters == []
    assert db.session.scalars(sa.select(Letter.state)).one() is State.WAITING


def test_nobody_takes_a_letter_up_while_another_may_still_hand_it_over() -> None:
    steps = transport.Smtp("x", 1, "x").timeout * 2 + transport.PATIENCE + 2 * transport.LAST
    assert registry.of("mail.send").lease.total_seconds() > steps


def test_a_name_cannot_write_headers(postman: tuple[Postman, Controller]) -> None:
    letter("x\nBcc: ai-do@example.vn")
    runner.run_due()
    assert postman[0].letters[0]["Bcc"] is None


def test_what_is_written_once_is_one_letter(inside: Flask, templates: None) -> None:
    for name in ("An", "Bình"):
        with unit_of_work():
            post.write("hello", "an@example.vn", once="decision:1", name=name, link="x")
    (letter,) = db.session.scalars(sa.select(Letter))
    assert "An" in letter.html and "Bình" not in letter.html


def test_a_letter_that_opens_something_is_blanked_when_it_has_left(postman: tuple[Postman, Controller]) -> None:
    with unit_of_work():
        post.write("hello", "an@example.vn", sensitive=True, name="An", link="https://example.vn/mo/x")
    runner.run_due()
    letter = db.session.scalars(sa.select(Letter)).one()
    assert (letter.state, letter.text, letter.html) == (State.SENT, "", "")
    assert "mo/x" in postman[0].letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has such a part


def test_a_letter_that_opens_something_cannot_be_read_while_it_waits(postman: tuple[Postman, Controller]) -> None:
    with unit_of_work():
        post.write("hello", "an@example.vn", sensitive=True, name="An", link="https://example.vn/mo/x")
    letter = db.session.scalars(sa.select(Letter)).one()
    assert "mo/x" not in letter.text + letter.html
    assert (letter.text[:7], letter.html[:7]) == ("sealed:", "sealed:")


def test_a_letter_that_nobody_takes_is_dropped_in_the_end(inside: Flask, templates: None) -> None:
    letter()
    with time_machine.travel(clock.now() + timedelta(days=91)):
        post.forget()
    assert db.session.scalars(sa.select(Letter)).all() == []


def test_where_letters_stay_in_the_house_they_can_be_read(inside: Flask, templates: None) -> None:
    with unit_of_work():
        post.write("hello", "an@example.vn", sensitive=True, name="An", link="https://example.vn/mo/x")
    runner.run_due()
    assert "mo/x" in db.session.scalars(sa.select(Letter)).one().text


@pytest.mark.parametrize("sensitive", [True, False])
def test_a_letter_that_cannot_leave_is_blanked_after_a_week_and_never_sent(
    inside: Flask, templates: None, sensitive: bool
) -> None:
    transport.choose(transport.Smtp("127.0.0.1", 1, "cong@example.vn", security="none", timeout=1))
    with unit_of_work():
        post.write("hello", "ngo@example.vn", sensitive=sensitive, name="bà Ngọ", link="http://x/")
    with time_machine.travel(clock.now() + timedelta(days=8)):
        post.give_up()
    db.session.expire_all()
    letter = db.session.scalars(sa.select(Letter)).one()
    assert (letter.text, letter.html, letter.state) == ("", "", State.WAITING)
    with pytest.raises(post.TooLate):  # and not what the line says if it is tried
        post.send(str(letter.id))
    transport.choose(transport.Kept())


def test_the_address_that_ends_letters_goes_whole_and_is_not_kept(postman: tuple[Postman, Controller]) -> None:
    path = f"/lay-y-kien/thoi-bao-tin/{'0123456789abcdef' * 8}/ngay"
    with unit_of_work():
        post.write("hello", "an@example.vn", sensitive=True, leave=path, name="An", link="x")
    waiting = db.session.scalars(sa.select(Letter.leave)).one()
    runner.run_due()
    assert f"\r\nList-Unsubscribe: <https://example.vn{path}>\r\n".encode() in postman[0].raw[0]
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in postman[0].raw[0]
    assert "ngay" not in waiting and db.session.scalars(sa.select(Letter.leave)).one() == ""


def test_an_answer_to_one_person_has_no_such_address(postman: tuple[Postman, Controller]) -> None:
    letter()
    runner.run_due()
    assert postman[0].letters[0]["List-Unsubscribe"] is None
