"""The parts of a testimony that was split: one receipt opens all of them, each is judged by itself."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation import edited, redactions
from portal.moderation.checks.jobs import ask
from portal.moderation.undoing import untold
from portal.nominations import at_desk, folding, queries, reading
from portal.nominations.models import Correction, Nomination, Split, Subject

UNSAID = "—"


def split_of(part_id: uuid.UUID) -> Split | None:
    """How a part was taken out of the first, joined again since or not."""
    return db.session.scalars(sa.select(Split).where(Split.part_id == part_id)).one_or_none()


def first_of(nomination: Nomination) -> Nomination:
    """The part that holds the receipt; of what was never split, itself."""
    found = split_of(nomination.id)
    return db.session.get_one(Nomination, found.first_id) if found and found.joined_at is None else nomination


def of(nomination: Nomination) -> list[Nomination]:
    """All parts of a testimony, the first one first; only itself where it was never split."""
    first = first_of(nomination)
    return [first, *(found for each in splits(first) if (found := queries.one(each.part_id)) is not None)]


def splits(first: Nomination) -> Sequence[Split]:
    """What was taken out of it and stands apart, in the order in which it was done."""
    mine = sa.select(Split).where(Split.first_id == first.id, Split.joined_at.is_(None))
    return db.session.scalars(mine.order_by(Split.made_at, Split.id)).all()


def now(id: uuid.UUID) -> Nomination | None:
    """What a key opens today: a part that was joined again is found in the first."""
    found = queries.one(id)
    if found is None and (split := split_of(id)) is not None:
        return queries.one(split.first_id)
    return found


def who(nomination: Nomination) -> str:
    """Whom a part tells of: "bà Đặng Thị Tơ"."""
    names = [f"{s.honorific.value} {s.name}".strip() for s in nomination.subjects if s.name]
    return ", ".join(names)


def told_of(nomination: Nomination) -> list[Subject]:
    """Everybody the testimony tells of, in whatever part of it: a photo in one may show who is told of in another.

    Of a part that was taken back and deleted nothing stands in the others.
    """
    return [s for part in of(nomination) if part is nomination or part.title for s in part.subjects]


def named(nomination: Nomination) -> str:
    """What says which part is meant; nothing for what was never split."""
    all_ = of(nomination)
    return label(nomination, all_) if len(all_) > 1 else ""


def followed(nomination: Nomination) -> list[Nomination]:
    """The parts of which the writer was told, the first one first: one that was just split may be joined again unseen."""
    first = first_of(nomination)
    known = [each for each in splits(first) if not untold.fresh(each.made_at)]
    return [first, *(found for each in known if (found := queries.one(each.part_id)) is not None)]


def told_as(nomination: Nomination) -> str:
    """Whom it tells of, as its writer reads it on the pages that follow it: two parts are never called the same."""
    if len(known := followed(nomination)) > 1:
        return label(nomination, known)
    return ", ".join(filter(None, (who(part) for part in of(nomination))))


def label(part: Nomination, among: Sequence[Nomination]) -> str:
    """Whom a part tells of; where another tells of the same, with its title: "bà Đặng Thị Tơ (Nồi nước chè)"."""
    told = who(part)
    if not told or all(who(other) != told for other in among if other is not part):
        return told
    return f"{told} ({title(part)})"


def title(part: Nomination) -> str:
    """The title of a part: the one that it was given when it was split, else the whole's."""
    edit = edited.texts(part).get("title")
    return edit.text if edit else part.title


def told_apart(first: Nomination, part: Nomination) -> dict[str, list[str]]:
    """What a letter says of two parts: the number of each, and of whom it tells."""
    both = (first, part)
    return {"numbers": [each.number for each in both], "people": [label(each, both) for each in both]}


def corrected(nomination: Nomination) -> list[Correction]:
    """What the writer corrected in any part since the testimony was split, each correction once, oldest first."""
    first = first_of(nomination)
    if not (taken := splits(first)):
        return []
    ids = [first.id, *(each.part_id for each in taken)]
    since = sa.select(Correction).where(Correction.nomination_id.in_(ids), Correction.made_at >= taken[0].made_at)
    found = {made.made_at: made for made in db.session.scalars(since.order_by(Correction.made_at, Correction.id))}
    return list(found.values())


def stand_alone(nomination: Nomination) -> None:
    """Let the other parts keep only their own words: what was told with this one was taken back.

    Nothing is left of how they read before either, nor of why they were told apart: that names who is gone.
    """
    all_ = of(nomination)
    for other in all_:
        if other is nomination:
            continue
        for field, edit in edited.texts(other).items():
            if field in reading.TEXTS:
                redactions.forget_wording(other, field, getattr(other, field))
                setattr(other, field, edit.text)
                db.session.delete(edit)
        db.session.execute(sa.delete(Correction).where(Correction.nomination_id == other.id))
        other.folded = folding.of(other)
        at_desk.show(other)
        db.session.flush()  # its version grows with the text
        ask(other)
    for each in splits(all_[0]):
        each.why = UNSAID
