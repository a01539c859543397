"""One testimony of several people becomes two, each judged and followed by itself; and one again, while nothing is decided.

The words as they were sent stay whole in both, beside the wording of each part. People and photos belong to one part.
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
from portal.moderation import queries as moderation
from portal.moderation.checks.jobs import ask
from portal.moderation.desk import entering
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.moderation.limits import UNDO
from portal.moderation.models import EditedText
from portal.moderation.notes.models import Note
from portal.nominations import at_desk, folding, limits, numbers, parts, reading
from portal.nominations.jobs import SPLIT, TELL
from portal.nominations.models import Correction, Message, Nomination, Photo, Split, Subject, Witness, Writer
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState

OPEN = (NominationState.RECEIVED, NominationState.VERIFYING)  # nothing is decided, and no question waits
SAME = (
    "state", "channel", "clerk_id", "language", "title", "story", "happened_from", "happened_text", "ongoing", "place",
    "ward_code", "ward_then", "for_whom", "result", "how_known", "commended", "commended_text", "consent_said",
    "parent_said", "slow_lane", "received_at", "due_on",
)  # fmt: skip
WRITER = ("name", "phone", "email", "relation", "show_name", "agreed_at")


@dataclass(frozen=True)
class Wording:
    """How a part reads."""

    title: str
    story: str


@dataclass(frozen=True)
class Cut:
    """What goes with the new part, and how each of the two reads."""

    people: Collection[uuid.UUID]  # keys of those it is about
    files: Collection[uuid.UUID]
    stays: Wording
    goes: Wording


def splits(nomination: Nomination) -> bool:
    """Whether it can be split now: it tells of several people, and nothing is decided."""
    return nomination.state in OPEN and len(nomination.subjects) > 1 and parts.first_of(nomination) is nomination


def split(nomination: Nomination, cut: Cut, *, why: str, of_version: int, by: Actor) -> Nomination:
    """Take the people chosen out into a nomination of their own. The writer is told when a minute is over.

    Raises Clash where it is another revision by now or a colleague holds it, NotNow once it is decided or asked about,
    Unfit for a choice of nobody or of all, an empty wording or no reason.
    """
    require(by, Nominations.SPLIT, nomination)
    if nomination.version != of_version:
        raise Clash()
    if not splits(nomination):
        raise NotNow()
    claims.claim(nomination, by=by)
    chosen = [s for s in nomination.subjects if s.id in cut.people]
    if not 0 < len(chosen) < len(nomination.subjects):
        raise Unfit(N_("Choose who goes with the new part; at least one of them stays."), field="people")
    why, _ = reversals.fit(why, "")
    was, made = _reads(nomination), _copied(nomination)
    _move(nomination, made, chosen, cut.files)
    _worded(nomination, cut.stays, "stays", by)
    _worded(made, cut.goes, "goes", by)
    for part in (nomination, made):
        _still_covered(nomination, was, part, by)
    db.session.add(
        kept := Split(
            id=uuid.uuid4(), first_id=nomination.id, part_id=made.id, part_number=made.number, why=why,
            made_by=by.id, made_at=clock.now(),
        )
    )  # fmt: skip
    proposals.lapse(nomination, Lapse.CHANGED)
    record(by, Nominations.SPLIT, nomination, part=made.id, number=made.number, people=len(chosen))
    record(by, Nominations.SPLIT, made, of=nomination.id, number=nomination.number)
    _changed(nomination, made)
    tell(SPLIT, unique_key=f"split:{kept.id}", run_at=clock.now() + UNDO, split_id=str(kept.id))
    return made


def joins(part: Nomination) -> bool:
    """Whether a part can be put back: nothing was decided on either side, nor asked, nor corrected by the writer.

    What was decided on a part and taken back keeps it, too: decision, letter and appeal are about this very part.
    """
    found = parts.split_of(part.id)
    if found is None or found.joined_at is not None or moderation.decisions(part):
        return False
    first = db.session.get_one(Nomination, found.first_id)
    same = reading.originals(first) == reading.originals(part)
    return same and first.state in OPEN and part.state in OPEN


def join(part: Nomination, *, by: Actor) -> Nomination:
    """Put a part back where it was taken from, with all that came to it meanwhile; the words stand as they were sent.

    Raises NotNow once one of the two was decided, asked about, withdrawn or corrected by its writer.
    """
    require(by, Nominations.JOIN, part)
    if not joins(part):
        raise NotNow(N_("These parts can be joined no more: something has happened to one of them since."))
    found = parts.split_of(part.id)
    if found is None:
        raise NotNow()
    first = db.session.get_one(Nomination, found.first_id)
    for each in (first, part):
        claims.claim(each, by=by)
    was = [(each, _reads(each)) for each in (first, part)]
    _move(part, first, list(part.subjects), ())
    for model in (Message, Correction, Photo):
        db.session.execute(sa.update(model).where(model.nomination_id == part.id).values(nomination_id=first.id))
    _noted(part, first)
    found.joined_by, found.joined_at = by.id, clock.now()
    record(by, Nominations.JOIN, first, part=part.id, number=part.number)
    _unworded(first)
    for each, read in was:
        _still_covered(each, read, first, by)
    _gone(part)
    _changed(first)
    if found.told_at is not None:
        key = f"joined:{found.id}"
        tell(TELL, unique_key=key, nomination_id=str(first.id), letter="story_joined", once=key)
    return first


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


def _move(source: Nomination, target: Nomination, people: Collection[Subject], files: Collection[uuid.UUID]) -> None:
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


def _unworded(first: Nomination) -> None:
    """Nothing but the words as they were sent stands, once there is one part again."""
    if len(parts.of(first)) == 1:
        mine = sa.and_(EditedText.thing_kind == first.__tablename__, EditedText.thing_id == first.id)
        db.session.execute(sa.delete(EditedText).where(mine, EditedText.field.in_(("title", "story"))))


def _reads(part: Nomination) -> dict[str, str]:
    return edited.working(part, reading.originals(part))


def _still_covered(source: Nomination, was: Mapping[str, str], part: Nomination, by: Actor) -> None:
    """What somebody covered in the words of one stays covered in the words of the other."""
    for field, text in _reads(part).items():
        redactions.carry(source, was[field], part, text, by=by, field=field)


def _noted(part: Nomination, first: Nomination) -> None:
    mine = sa.update(Note).where(Note.thing_kind == part.__tablename__, Note.thing_id == part.id)
    db.session.execute(mine.values(thing_id=first.id))


def _gone(part: Nomination) -> None:
    """Nothing is left of a part that was joined again but its number in the trail."""
    edits = sa.and_(EditedText.thing_kind == part.__tablename__, EditedText.thing_id == part.id)
    db.session.execute(sa.delete(EditedText).where(edits))
    db.session.execute(sa.delete(Witness).where(Witness.nomination_id == part.id))
    redactions.forget(part)
    claims.forget(part)
    proposals.lapse(part, Lapse.GONE)
    entering.leave(part.id)
    db.session.expire(part, ["subjects"])
    db.session.delete(part)
    db.session.flush()


def _changed(*touched: Nomination) -> None:
    """Whoever read it before must read it anew; the list and the checks follow."""
    for each in touched:
        each.folded = folding.of(each)
        flag_modified(each, "folded")
    db.session.flush()
    for each in touched:
        at_desk.show(each)
        ask(each)
