"""What a resident said by telephone, at the desk or in a letter, as a member of staff wrote it down."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.actor import Actor, Kind, Role
from portal.core.db import choice
from portal.core.errors import Unfit
from portal.core.i18n import N_, say
from portal.core.storage import services as files
from portal.core.storage.intake import Received
from portal.engines.text import tidy
from portal.nominations.states import Channel

CHECKED = 300  # characters
CAME = {
    Channel.PHONE: N_("Written down by %(name)s from a call on %(day)s"),
    Channel.DESK: N_("Written down by %(name)s at the desk on %(day)s"),
    Channel.LETTER: N_("Written down by %(name)s from a letter that came on %(day)s"),
}
NOTED = "answer_noted"  # the letter that says so
BY_STAFF = "(channel = 'web') = (clerk_id IS NULL)"  # what stands in the database of every row of this kind


class WrittenDown:
    """Mixin: how a resident's words came; those typed on the portal by themselves have no clerk."""

    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"), default=Channel.WEB)
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    clerk_name: Mapped[str] = mapped_column(sa.String(120), default="")
    came_on: Mapped[date | None]  # the day of the call, the visit, or the letter's arrival
    checked: Mapped[str] = mapped_column(sa.String(CHECKED), default="")  # how it was known who spoke; by receipt: ""
    scan_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))  # of a letter; for staff


@dataclass(frozen=True)
class Heard:
    """How words came. `checked` says how it was made sure that it is the writer, where no receipt was read out.

    `scan` is the letter itself, taken in and not kept yet.
    """

    channel: Channel
    on: date
    checked: str = ""
    scan: Received | None = None


def hears(by: Actor, thing: Any) -> bool:
    """A rule: a clerk where they took it in or its receipt was read out to them; a moderator, who reads it anyway."""
    if by.kind is not Kind.STAFF or not by.is_any(Role.CLERK, Role.MODERATOR):
        return False
    return thing is None or by.is_any(Role.MODERATOR) or thing.clerk_id == by.id or thing.id in by.holds


def check(heard: Heard, thing: Any, *, asked_at: datetime, by: Actor) -> None:
    """Raise Unfit for a day that cannot be, and where it is not said how the writer was known."""
    if heard.channel is Channel.WEB:
        raise Unfit(N_("Choose how it came."), field="channel")
    if heard.scan is not None and heard.channel is not Channel.LETTER:
        raise Unfit(N_("A scan belongs to a letter: choose that it came as one, or leave the scan out."), field="scan")
    if not clock.local(asked_at).date() <= heard.on <= clock.today():
        raise Unfit(
            N_("Write a day from %(first)s, when it was asked, to today."), field="came_on",
            first=f"{clock.local(asked_at):%d/%m/%Y}",
        )  # fmt: skip
    if thing.id not in by.holds and not tidy.has_letters(heard.checked):
        raise Unfit(N_("Write how you made sure that it is the writer."), field="checked")


def keep(row: WrittenDown, heard: Heard, *, by: Actor) -> None:
    """Note with somebody's words how they came and who wrote them down."""
    row.channel, row.came_on, row.checked = heard.channel, heard.on, tidy.line(heard.checked)[:CHECKED]
    row.clerk_id, row.clerk_name = by.id, by.name
    row.scan_file_id = files.keep(heard.scan).id if heard.scan is not None else None


def noted(row: WrittenDown) -> dict[str, str]:
    """What a letter says to whoever is said to have spoken: by which channel and on which day, none of the words."""
    return {"channel": row.channel.value, "on": f"{row.came_on:%d/%m/%Y}" if row.came_on else ""}


def came(row: WrittenDown, language: str) -> str:
    """How words came that were written down, in a sentence; nothing for what was typed on the portal."""
    if row.channel not in CAME or row.came_on is None:
        return ""
    return say(CAME[row.channel], language, name=row.clerk_name, day=f"{row.came_on:%d/%m/%Y}")
