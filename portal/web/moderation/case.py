"""One nomination as the desk shows it, gathered once and shown by the template without a question more."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from portal.accounts import queries as accounts
from portal.core.actor import Actor
from portal.core.policy import may
from portal.core.storage import queries as storage
from portal.core.storage.models import FileState, StoredFile
from portal.moderation import claims, masks
from portal.moderation import queries as moderation
from portal.moderation.eyes import veil
from portal.moderation.models import Claim, Decision, Mask
from portal.moderation.policy import Moderation
from portal.moderation.states import Outcome
from portal.nominations import deadlines, joining, parts, queries, reading, splitting
from portal.nominations.models import Message, Nomination, Photo, Split, Subject, Witness
from portal.nominations.policy import Nominations
from portal.nominations.states import LIFE, NominationState
from portal.nominees import likeness
from portal.nominees import queries as nominees
from portal.nominees.likeness import Likely
from portal.nominees.models import Consent, Nominee
from portal.nominees.policy import Nominees
from portal.nominees.states import Covers
from portal.web.kit import heard
from portal.web.moderation import filling, item_notes, wording
from portal.web.moderation.filling import Filled
from portal.web.moderation.item_notes import Notes
from portal.web.moderation.worded import Reading, Text, read_by, texts_of


@dataclass(frozen=True)
class Person:
    """Somebody the nomination is about, with who may be the same and what was agreed."""

    subject: Subject
    nominee: Nominee
    joined: bool
    likely: Sequence[Likely]
    consents: Sequence[Consent]


@dataclass(frozen=True)
class Picture:
    """A photo or document as the desk shows it."""

    photo: Photo
    file: StoredFile
    masks: Sequence[Mask]
    withheld: bool  # a child is in the story and no parent agreed to photos yet
    waiting: bool  # the copies the public sees are still to be made
    failed: bool  # and were tried in vain


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    at: datetime
    who: str
    what: str
    note: str = ""


@dataclass(frozen=True)
class Said:
    """One message, as the desk reads the thread: the Board's side is ours."""

    mine: bool
    who: str
    name: str
    at: datetime
    text: str
    came: str


@dataclass(frozen=True)
class Case:
    """Everything the item's page shows."""

    nomination: Nomination
    reading: Reading
    people: Sequence[Person]
    pictures: Sequence[Picture]
    letter: StoredFile | None
    witnesses: Sequence[Witness]
    messages: Sequence[Message]
    others: Sequence[Nomination]
    claim: Claim | None
    history: Sequence[Event]
    decisions: Sequence[Decision]
    outcomes: Sequence[Outcome]
    late: int
    mine: bool
    reopens: bool
    decides: bool
    contacts: bool
    joins: bool
    reaches: bool
    writes_to: bool
    writes_down: bool
    canned: Filled
    notes: Notes
    parts: Sequence[Nomination]
    splits: Sequence[Split]
    corrected: Sequence[tuple[datetime, Sequence[str]]]
    splittable: bool
    joinable: bool

    @property
    def texts(self) -> Sequence[Text]:
        """Its texts as this reader has them before them."""
        return self.reading.texts

    @property
    def heading(self) -> str:
        """What the page is called: of a part of a testimony its own title, since the one that was sent is of them all.

        Of one that is shut its title as it goes on.
        """
        title = next((text.working for text in self.texts if text.field == "title"), "")
        own = title if len(self.parts) > 1 or self.reading.shut else ""
        return own or self.nomination.title or self.nomination.number

    @property
    def scans(self) -> Sequence[tuple[Message, StoredFile]]:
        """The scans of letters from which answers were written down."""
        return reading.scans(self.nomination)

    @property
    def called(self) -> dict[uuid.UUID, str]:
        """The titles of the other testimonies about the same, as they go on."""
        return reading.called(*self.others)

    @property
    def names(self) -> bool:
        """Whether the reader works for the Board, which alone was told who wrote and who can confirm."""
        return self.decides or self.contacts

    @property
    def hints(self) -> int:
        """How many stretches would be covered."""
        return sum(flag.private for text in self.texts for flag in text.flags)

    @property
    def changed(self) -> bool:
        """Whether what goes on differs from what was sent."""
        return any(text.going_on != text.original for text in self.texts)

    @property
    def letters(self) -> list[Said]:
        """The messages, each with whose it is."""
        board, writer = gettext("The Board"), gettext("The writer")
        return [
            Said(
                m.staff_id is not None,
                board if m.staff_id else writer,
                m.staff_name,
                m.sent_at,
                m.text,
                heard.came(m, to_staff=True),
            )
            for m in self.messages
        ]


def of(nomination: Nomination, by: Actor, *, anew: bool = False) -> Case:
    """Gather a nomination for this member of staff; `anew` where they are in the middle of judging it."""
    held = claims.holder(nomination)
    decides = may(by, Moderation.DECIDE, nomination)
    people = [_person(subject) for subject in nomination.subjects]
    pictures = _pictures(nomination)
    masked = any(each.masks for each in pictures)
    return Case(
        nomination=nomination,
        reading=read_by(by, nomination, texts_of(nomination), hides=masked, anew=anew),
        people=people,
        pictures=pictures,
        letter=reading.letter(nomination),
        witnesses=reading.witnesses(nomination),
        messages=queries.thread(nomination),
        others=reading.others_of([key for p in people for key in nominees.group(p.nominee)], nomination),
        claim=held,
        history=_history(nomination, by),
        decisions=moderation.decisions(nomination),
        outcomes=[o for o in Outcome if o.move in LIFE.open_to(nomination.state)],
        late=deadlines.late(nomination),
        mine=held is not None and held.staff_id == by.id,
        decides=decides,
        reopens=decides and "reopen" in LIFE.open_to(nomination.state),
        contacts=may(by, Moderation.CONTACTS, nomination),
        joins=may(by, Nominees.MERGE),
        writes_to=may(by, Nominations.WRITE_TO, nomination) and nomination.state is not NominationState.WITHDRAWN,
        writes_down=queries.to_answer(nomination) is not None and may(by, Nominations.WRITE_DOWN_ANSWER, nomination),
        reaches=may(by, Nominations.OPEN_CONTACT, nomination),
        canned=filling.of_nomination(nomination) if decides else [],
        notes=item_notes.of(nomination, by),
        parts=parts.of(nomination),
        splits=parts.splits(parts.first_of(nomination)),
        corrected=_corrected(nomination),
        splittable=decides and splitting.splits(nomination),
        joinable=decides and joining.joins(nomination),
    )


def _corrected(nomination: Nomination) -> list[tuple[datetime, Sequence[str]]]:
    """When the writer corrected what was split, and which fields; a name is one of them."""
    return [
        (made.made_at, sorted({"name" if ":" in field else field for field in made.before}))
        for made in parts.corrected(nomination)
    ]


def changed_since(nomination: Nomination, version: int) -> list[tuple[str, str, str]]:
    """What the writer corrected since a revision: the field, how it read then, how it reads now."""
    before: dict[str, str] = {}
    for correction in reading.corrected_since(nomination, version):
        before = {**{k: str(v) for k, v in correction.before.items()}, **before}
    return [(field, was, str(getattr(nomination, field, ""))) for field, was in before.items() if ":" not in field]


def _person(subject: Subject) -> Person:
    root = nominees.root(subject.nominee)
    return Person(
        subject, root, root.id != subject.nominee_id, likeness.likely_same(subject.nominee), nominees.consents(root)
    )


def _pictures(nomination: Nomination) -> list[Picture]:
    held = queries.files(nomination)
    covered = masks.of([file.id for _, file in held])
    withheld = any(withheld_for(nominees.root(subject.nominee)) for subject in parts.told_of(nomination))
    waiting = {file.id for _, file in held if file.state is FileState.WAITING}
    failed = storage.unfinished(tuple(waiting))
    return [
        Picture(photo, file, covered[file.id], withheld, file.id in waiting, file.id in failed) for photo, file in held
    ]


def withheld_for(nominee: Nominee) -> bool:
    """Whether photos with this nominee stay back: a child, until a parent agreed to photos."""
    return nominees.is_minor(nominee) and not nominees.agreed_to(nominee, Covers.PHOTO)


def _history(nomination: Nomination, by: Actor) -> list[Event]:
    entries = veil.veiled(nomination, moderation.trail(nomination), by)
    names = _names({e.actor_id for e in entries if e.actor_id})
    return [
        Event(e.at, names.get(e.actor_id, "") if e.actor_id else "", wording.ACTS[e.act], _note(e.detail))
        for e in entries
        if e.act in wording.ACTS
    ]


def _note(detail: str) -> str:
    told: dict[str, Any] = json.loads(detail)
    return str(told.get("note") or "") or (str(told["reason"]) if "was" in told and "reason" in told else "")


def _names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {each.id: each.name for id in ids if (each := accounts.one(id)) is not None}
