"""Write letters from templates and see that they are sent once."""

import functools
import re
import uuid
from datetime import timedelta
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.i18n import LANGUAGES, catalogue
from portal.core.jobs.queue import enqueue
from portal.core.jobs.registry import Hopeless, every, handler
from portal.core.mail.models import Letter, State
from portal.core.mail.sealing import opened, shut
from portal.core.mail.transport import LEASE, transport

KEEP = timedelta(days=90)  # longer than any link in a letter lasts
GIVE_UP = timedelta(days=7)  # the forty attempts end within two days
GAPS = re.compile(r"\n{3,}")
LETTERS = uuid.UUID("6d2b7c1e-50d5-4b3c-9a4e-1d3f0c2a7b90")  # the name space of letters written once


def templates(folder: Path, **shared: Any) -> None:
    """Set where letter templates lie (`<kind>.txt`, `<kind>.html`) and what every letter knows."""
    for language in LANGUAGES:
        _rooms[language] = _room(folder, language)
        _rooms[language].globals.update(shared)


@functools.cache
def _room(folder: Path, language: str) -> Environment:
    """Where a folder's letters are drawn in a language; it keeps what it has compiled."""
    env = Environment(
        loader=FileSystemLoader(folder), autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    env.globals.update(language=language)
    return env


_rooms: dict[str, Environment] = {}


def write(
    kind: str, address: str, language: str = "vi", /, *, once: str = "", sensitive: bool = False, leave: str = "",
    **values: Any,
) -> None:  # fmt: skip
    """Write a letter in the present unit of work; it is sent after that unit is kept.

    The letter stands in the reader's language first and in the other below it.
    The template's first line of text is the subject. What `once` names is written about only once, however often it
    is asked for; a `sensitive` letter holds a link that opens something: it waits shut, and is blanked when it has left.
    `leave` is the path to which one POST ends letters of this kind; mail programs show it as a button (RFC 8058).
    """
    id = uuid.uuid5(LETTERS, once) if once else uuid.uuid4()
    if once and db.session.get(Letter, id) is not None:
        return
    letter = drawn(kind, address, language, id=id, sensitive=sensitive, **values)
    letter.leave = f"{_rooms[language].globals['site_url']}{leave}" if leave else ""
    if sensitive and transport().leaves:
        letter.text, letter.html = shut(letter.text), shut(letter.html)
        letter.leave = shut(letter.leave) if leave else ""
    db.session.add(letter)
    db.session.flush()
    enqueue("mail.send", unique_key=f"letter:{letter.id}", letter_id=str(letter.id))


def drawn(
    kind: str, address: str, language: str = "vi", /, *, id: uuid.UUID, sensitive: bool = False, **values: Any
) -> Letter:
    """A letter from its template that is kept nowhere yet."""
    parts = [_render(kind, each, values) for each in (language, *(x for x in LANGUAGES if x != language))]
    return Letter(
        id=id, kind=kind, language=language, address=address, subject=parts[0][0][:200], sensitive=sensitive,
        text="\n\n----------\n\n".join(text for _, text, _ in parts), html=_page(language, [html for *_, html in parts]),
        created_at=clock.now(),
    )  # fmt: skip


def preview(kind: str, language: str, /, **values: Any) -> tuple[str, str]:
    """Subject and text of a letter that is not sent, in one language."""
    subject, text, _ = _render(kind, language, values)
    return subject, text


def _render(kind: str, language: str, values: dict[str, Any]) -> tuple[str, str, str]:
    env = _rooms[language]
    subject, _, text = env.get_template(f"{kind}.txt").render(values).lstrip().partition("\n")
    return subject.strip(), GAPS.sub("\n\n", text).strip(), env.get_template(f"{kind}.html").render(values)


def _page(language: str, bodies: list[str]) -> str:
    return _rooms[language].get_template("page.html").render(bodies=[Markup(body) for body in bodies])  # noqa: S704  # escaped when they were rendered


class TooLate(Hopeless):
    """The letter could not leave for so long that it was blanked."""


@handler("mail.send", attempts=40, lease=timedelta(seconds=LEASE))
def send(letter_id: str) -> None:
    """Hand one letter to the transport, unless that was done already."""
    letter = db.session.get(Letter, uuid.UUID(letter_id))
    if letter is None or letter.state is State.SENT:
        return
    if not letter.text:
        raise TooLate
    message, blank = compose(letter), letter.sensitive and transport().leaves
    db.session.rollback()  # nothing is held open while the mail server is being slow
    transport().send(message)
    with unit_of_work() as session:
        mark = sa.update(Letter).where(Letter.id == uuid.UUID(letter_id))
        gone = {"text": "", "html": "", "leave": ""} if blank else {}
        session.execute(mark.values(state=State.SENT, sent_at=clock.now(), **gone))


class Whole(EmailPolicy):
    """Headers that mail programs match letter by letter are neither folded nor encoded, however long their address is.

    Signing them (DKIM, which RFC 8058 asks for) is the mail server's work.
    """

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.startswith("List-") else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.startswith("List-") else super().fold_binary(name, value)


def compose(letter: Letter) -> EmailMessage:
    """The letter as a mail message, in text and HTML."""
    message = EmailMessage(policy=Whole())
    message["Subject"] = " ".join(letter.subject.split())
    message["To"] = letter.address
    message["From"] = transport().sender
    message["Message-ID"] = f"<{letter.id}@{transport().domain}>"
    message["Date"] = letter.created_at
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    if letter.leave:
        message["List-Unsubscribe"] = f"<{opened(letter.leave)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(opened(letter.text))
    message.add_alternative(opened(letter.html), subtype="html")
    return message


@every(timedelta(hours=6), "mail.give_up")
def give_up() -> None:
    """Blank letters that could not be sent for days: what they say is no longer so, and their links open things.

    That each was stays on record.
    """
    late = sa.update(Letter).where(Letter.state == State.WAITING, Letter.text != "")
    with unit_of_work() as session:
        session.execute(late.where(Letter.created_at < clock.now() - GIVE_UP).values(text="", html="", leave=""))


@every(timedelta(days=1), "mail.forget")
def forget() -> None:
    """Drop letters long sent, and those that could not be sent for as long: their addresses are of no more use."""
    with unit_of_work() as session:
        session.execute(sa.delete(Letter).where(Letter.created_at < clock.now() - KEEP))
