"""Opening what is sealed. Every look is an act: it is noted in this room's log, or nothing is shown."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.confidential import keys, queries
from portal.confidential.log import record
from portal.confidential.models import Identity, Report
from portal.confidential.policy import Confidential
from portal.confidential.states import HowKnown, Purpose, Subject, Words
from portal.confidential.told import Contact, File
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.policy import require


@dataclass(frozen=True)
class Spoken:
    """One message or note, opened. `body` is where a note says it was forwarded to."""

    kind: Words
    on: date
    text: str
    staff_id: uuid.UUID | None
    body: str = ""


@dataclass(frozen=True)
class Handed:
    """A file by its name; its bytes stay shut."""

    id: uuid.UUID
    name: str
    size: int


@dataclass(frozen=True)
class Opened:
    """What a reader sees of a report: all but who wrote it."""

    text: str
    about: str
    when: str
    where: str
    how_known: HowKnown
    subject: Subject
    subject_id: uuid.UUID | None
    moved: bool
    moved_by: uuid.UUID | None
    spoken: Sequence[Spoken]
    files: Sequence[Handed]
    held: Sequence[uuid.UUID]  # candidates whose dossiers were asked to stand still

    @property
    def forwarded_to(self) -> str:
        """The body named at the last forwarding."""
        return next((s.body for s in reversed(self.spoken) if s.body), "")


def text(report: Report, *, by: Actor, act: Confidential = Confidential.READ) -> Opened:
    """Open a report to be read, or as `act` says. Raises Denied."""
    require(by, act, report)
    record(by, act, report)
    said = keys.opened(report)
    return Opened(
        text=said["text"], about=said["about"], when=said["when"], where=said["where"],
        how_known=HowKnown(said["how_known"]), subject=Subject(said["subject"]),
        subject_id=uuid.UUID(said["subject_id"]) if said["subject_id"] else None, moved=said["moved"],
        moved_by=uuid.UUID(said["moved_by"]) if said.get("moved_by") else None,
        spoken=[_spoken(m, keys.opened(m)) for m in queries.messages(report)],
        files=[Handed(f.id, str(s["name"]), int(s["size"])) for f in queries.files(report) for s in [keys.opened(f)]],
        held=[uuid.UUID(keys.opened(h)["candidate_id"]) for h in queries.holds(report)],
    )  # fmt: skip


def file(report: Report, file_id: uuid.UUID, *, by: Actor) -> File:
    """Open one file. Raises Denied, Missing."""
    require(by, Confidential.FETCH, report)
    found = queries.file(report, file_id)
    if found is None:
        raise Missing()
    record(by, Confidential.FETCH, report, file=found.id)
    said = keys.opened(found)
    return File(str(said["name"]), str(said["media_type"]), keys.body_of(found))


def identity(report: Report, *, purpose: Purpose, by: Actor) -> Contact:
    """Open who wrote it, for a stated purpose. Raises Denied."""
    require(by, Confidential.IDENTITY, report)
    record(by, Confidential.IDENTITY, report, purpose=purpose)
    return contact_of(report)


def contact_of(report: Report) -> Contact:
    """Who wrote it, for the verbs of this room alone: whoever calls this notes why."""
    writer = db.session.get(Identity, report.id)
    if writer is None:
        raise Missing()
    said = keys.opened(writer)
    return Contact(str(said["name"]), str(said["phone"]), str(said["email"]))


def _spoken(message: Any, said: Mapping[str, Any]) -> Spoken:
    return Spoken(message.kind, message.written_on, said["text"], message.staff_id, said.get("body", ""))
