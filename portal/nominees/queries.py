"""Nominees read: who is who after merging, and what they agreed to."""

import uuid
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.engines.text.fold import fold
from portal.nominees.models import Consent, Merge, Nominee
from portal.nominees.states import ConsentChannel, ConsentState, Covers


def one(nominee_id: uuid.UUID) -> Nominee | None:
    """A nominee by key."""
    return db.session.get(Nominee, nominee_id)


def named(words: str, limit: int = 20) -> Sequence[Nominee]:
    """Those whose name holds all these words, with or without diacritics; of merged ones only who they turned out to be."""
    pick = sa.select(Nominee).where(Nominee.merged_into_id.is_(None))
    for word in fold(words).split()[:8]:
        pick = pick.where(Nominee.name_fold.contains(word, autoescape=True))
    return db.session.scalars(pick.order_by(Nominee.name_fold, Nominee.id).limit(limit)).all()


def root(nominee: Nominee) -> Nominee:
    """Who the nominee turned out to be: itself unless it was merged into another."""
    while nominee.merged_into_id is not None:
        nominee = db.session.get_one(Nominee, nominee.merged_into_id)
    return nominee


def group(nominee: Nominee) -> frozenset[uuid.UUID]:
    """Keys of all who were found to be this one person or collective, whichever of them is given."""
    return together([nominee.id])


def together(keys: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Keys of all who were found to be one with any of these."""
    return frozenset(db.session.scalars(_TOGETHER, {"given": list(keys)}))


def same(keys: Collection[uuid.UUID] | sa.Select[uuid.UUID] | sa.BindParameter[uuid.UUID]) -> sa.Select[uuid.UUID]:
    """The question for the keys of all who were found to be one with any of these: up to who they are, and down again."""
    given = sa.select(Nominee.id, Nominee.merged_into_id.label("above")).where(Nominee.id.in_(keys))
    up = given.cte(recursive=True)
    up = up.union(sa.select(Nominee.id, Nominee.merged_into_id).join(up, Nominee.id == up.c.above))
    tree = sa.select(up.c.id).where(up.c.above.is_(None)).cte(recursive=True)
    tree = tree.union(sa.select(Nominee.id).join(tree, Nominee.merged_into_id == tree.c.id))
    return sa.select(tree.c.id)


_TOGETHER = same(sa.bindparam("given", expanding=True))


def standing_merge(nominee: Nominee) -> Merge | None:
    """The merge by which the nominee now points to another."""
    return db.session.scalars(
        sa.select(Merge).where(Merge.source_id == nominee.id, Merge.undone_at.is_(None))
    ).one_or_none()


def consents(nominee: Nominee) -> Sequence[Consent]:
    """Every answer recorded of this person, newest first."""
    order = sa.select(Consent).where(Consent.nominee_id.in_(group(nominee)))
    return db.session.scalars(order.order_by(Consent.recorded_at.desc(), Consent.id)).all()


def consent_of(nominee: Nominee) -> Consent | None:
    """The answer that stands: the one recorded last of any who were found to be this person."""
    return next(iter(consents(nominee)), None)


def is_minor(nominee: Nominee) -> bool:
    """Whether this person, under any of the merged testimonies, is under 16."""
    minor = sa.select(Nominee.id).where(Nominee.id.in_(group(nominee)), Nominee.minor)
    return db.session.scalars(minor.limit(1)).first() is not None


def agreed_to(nominee: Nominee, purpose: Covers) -> bool:
    """Whether the standing answer lets us publish this. Silence is no consent; a child's parent must have given it."""
    consent = consent_of(nominee)
    if consent is None or (is_minor(nominee) and consent.channel is not ConsentChannel.PARENT):
        return False
    if consent.state is ConsentState.NOT_NEEDED:
        return bool(consent.ground.strip())
    return consent.state is ConsentState.AGREED and purpose in consent.covers


def may_publish(nominee: Nominee) -> bool:
    """Whether a story of this nominee may be public now (domain.md 2.7)."""
    return agreed_to(nominee, Covers.STORY)


def how_many() -> int:
    """People and collectives told of, each counted once however many testimonies there are."""
    return db.session.scalar(sa.select(sa.func.count()).where(Nominee.merged_into_id.is_(None))) or 0


def how_many_by_consent() -> dict[ConsentState, int]:
    """How many answers stand in which state; merged testimonies are counted for each nominee they name."""
    newest = sa.select(Consent.nominee_id, sa.func.max(Consent.recorded_at).label("at")).group_by(Consent.nominee_id)
    last = newest.subquery()
    rows = sa.select(Consent.state, sa.func.count().label("number")).join(
        last, sa.and_(last.c.nominee_id == Consent.nominee_id, last.c.at == Consent.recorded_at)
    )
    return {row.state: row.number for row in db.session.execute(rows.group_by(Consent.state))}
