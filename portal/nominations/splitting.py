"""One testimony of different deeds becomes two, each judged and followed by itself. joining.py makes them one again.

The words as they were sent stay whole in both, beside the wording of each part. People, photos and the scanned letter
belong to one part, or to both: one person may have done both deeds, and one photo may show them.
"""

import hashlib
import secrets
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import claims, edited, redactions, reversals
from portal.moderation.checks.jobs import ask
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.moderation.limits import UNDO
from portal.nominations import at_desk, folding, limits, numbers, parts, reading
from portal.nominations.jobs import SPLIT
from portal.nominations.models import Nomination, Photo, Split, Subject, Witness, Writer
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState

OPEN = (NominationState.RECEIVED, NominationState.VERIFYING)  # nothing is decided, and no question waits
SAME = (
    "state", "channel", "clerk_id", "language", "title", "story", "happened_from", "happened_text", "ongoing", "place",
    "ward_code", "ward_then", "for_whom", "result", "how_known", "commended", "commended_text", "consent_said",
    "parent_said", "slow_lane", "received_at", "due_on",
)  # fmt: skip
SUBJECT = (
    "nominee_id",
    "position",
    "kind",
    "name",
    "honorific",
    "position_group",
    "occupation",
    "where",
    "contact",
    "minor",
)
PHOTO = ("file_id", "position", "taken_by", "people_agreed", "owner_agreed", "added_at")
WRITER = ("name", "phone", "email", "relation", "show_name", "agreed_at")


@dataclass(frozen=True)
class Wording:
    """How a part reads."""

    title: str
    story: str


@dataclass(frozen=True)
class Cut:
    """What goes with the new part, what both have, and how each of the two reads."""

    people: Collection[uuid.UUID]  # keys of those of whom only the new part tells
    files: Collection[uuid.UUID]  # which only it shows; the scan of the letter is one of them
    stays: Wording
    goes: Wording
    both: Collection[uuid.UUID] = ()  # keys of those of whom both tell
    shared: Collection[uuid.UUID] = ()  # files that both show


def splits(nomination: Nomination) -> bool:
    """Whether it can be split now: nothing is decided. Two deeds of one person are two parts as well."""
    return nomination.state in OPEN and parts.first_of(nomination) is nomination


def split(nomination: Nomination, cut: Cut, *, why: str, of_version: int, by: Actor) -> Nomination:
    """Take a deed out into a nomination of its own, with the people chosen. The writer is told when a minute is over.

    Raises Clash where it is another revision by now or a colleague holds it, NotNow once it is decided or asked about,
    Unfit for a choice of nobody or of all, an empty wording or no reason.
    """
    require(by, Nominations.SPLIT, nomination)
    if nomination.version != of_version:
        raise Clash()
    if not splits(nomination):
        raise NotNow()
    claims.claim(nomination, by=by)
    both = [s for s in nomination.subjects if s.id in cut.both]
    chosen = [s for s in nomination.subjects if s.id in cut.people and s not in both]
    if not (chosen or both) or len(chosen) == len(nomination.subjects):
        raise Unfit(N_("Choose of whom the new part tells; each part tells of somebody."), field="people")
    why, _ = reversals.fit(why, "")
    was, made = reads(nomination), _copied(nomination)
    _share(nomination, made, both, cut)
    hand_over(nomination, made, chosen, cut.files)
    _worded(nomination, cut.stays, "stays", by)
    _worded(made, cut.goes, "goes", by)
    for part in (nomination, made):
        still_covered(nomination, was, part, by)
    db.session.add(
        kept := Split(
            id=uuid.uuid4(), first_id=nomination.id, part_id=made.id, part_number=made.number, why=why,
            made_by=by.id, made_at=clock.now(),
        )
    )  # fmt: skip
    proposals.lapse(nomination, Lapse.CHANGED)
    record(by, Nominations.SPLIT, nomination, part=made.id, number=made.number, people=len(chosen))
    record(by, Nominations.SPLIT, made, of=nomination.id, number=nomination.number)
    changed(nomination, made)
    tell(SPLIT, unique_key=f"split:{kept.id}", run_at=clock.now() + UNDO, split_id=str(kept.id))
    return made


def _copied(nomination: Nomination) -> Nomination:
    """The same testimony once more, without people. No words open it: the receipt of the first does."""
    nobody = hashlib.sha256(secrets.token_bytes(32)).hexdigest()
    made = Nomination(
        id=uuid.uuid4(), number=numbers.following(), receipt_hash=nobody,
        **{name: getattr(nomination, name) for name in SAME},
    )  # fmt: skip
    writer = nomination.writer
    made.writer = Writer(**{name: getattr(writer, name) for name in WRITER}) if writer else Writer()
    db.session.add(made)
    db.session.flush()
    for each in reading.witnesses(nomination):
        copy = Witness(nomination_id=made.id, position=each.position, name=each.name, contact=each.contact)
        db.session.add(copy)
    return made


def _share(nomination: Nomination, made: Nomination, people: Collection[Subject], cut: Cut) -> None:
    """Let the new part have, too, whom and what both have; and the scan of the letter, where that goes."""
    for each in people:
        copy = Subject(nomination_id=made.id, **{name: getattr(each, name) for name in SUBJECT})
        db.session.add(copy)
    shared = sa.select(Photo).where(Photo.nomination_id == nomination.id, Photo.file_id.in_(list(cut.shared)))
    for photo in db.session.scalars(shared):
        db.session.add(Photo(nomination_id=made.id, **{name: getattr(photo, name) for name in PHOTO}))
    letter = nomination.letter_file_id
    if letter is not None and letter in {*cut.files, *cut.shared}:
        made.letter_file_id = letter
        nomination.letter_file_id = letter if letter in cut.shared else None


def hand_over(
    source: Nomination, target: Nomination, people: Collection[Subject], files: Collection[uuid.UUID]
) -> None:
    """Let people and files belong to another part from now on, after those that are there."""
    place = 1 + max((each.position for each in target.subjects), default=-1)
    for offset, subject in enumerate(sorted(people, key=lambda each: each.position)):
        subject.nomination_id, subject.position = target.id, place + offset
    mine = sa.update(Photo).where(Photo.nomination_id == source.id, Photo.file_id.in_(list(files)))
    db.session.flush()
    db.session.execute(mine.values(nomination_id=target.id), execution_options={"synchronize_session": "fetch"})
    for each in (source, target):
        db.session.expire(each, ["subjects"])


def _worded(part: Nomination, said: Wording, side: str, by: Actor) -> None:
    """Keep the wording of a part beside the words as they were sent."""
    title, story = tidy.line(said.title), tidy.prose(said.story)
    if not title or len(title) > limits.TITLE:
        raise Unfit(
            N_("Give each part a title of up to %(most)s characters."), field=f"title_{side}", most=limits.TITLE
        )
    if not story:
        raise Unfit(N_("Leave each part the words that tell of it."), field=f"story_{side}")
    kept = edited.texts(part)
    for field, text in (("title", title), ("story", story)):
        row, original = kept.get(field), getattr(part, field)
        if text != (row.text if row else original):
            edited.edit(part, by=by, field=field, text=text, original=original, of_edit=row.version if row else 0)


def reads(part: Nomination) -> dict[str, str]:
    """How a part reads at the desk, by field."""
    return edited.working(part, reading.originals(part))


def still_covered(source: Nomination, was: Mapping[str, str], part: Nomination, by: Actor) -> None:
    """What somebody covered in the words of one stays covered in the words of the other."""
    for field, text in reads(part).items():
        redactions.carry(source, was[field], part, text, by=by, field=field)


def changed(*touched: Nomination) -> None:
    """Whoever read it before must read it anew; the list and the checks follow."""
    for each in touched:
        each.folded = folding.of(each)
        flag_modified(each, "folded")
    db.session.flush()
    for each in touched:
        at_desk.show(each)
        ask(each)
