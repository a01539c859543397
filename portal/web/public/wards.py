"""Wards as readers write them: with and without accents, present and former, with and without "phường"."""

import sqlalchemy as sa

from portal.core.db import db
from portal.engines.text.fold import fold
from portal.organisations.models import Ward, WardSuccession

KINDS = ("phuong ", "xa ", "thi tran ", "quan ", "huyen ", "thi xa ")


def names() -> list[str]:
    """The present wards and communes as printed."""
    rows = db.session.execute(
        sa.select(Ward.kind, Ward.name).where(Ward.valid_to.is_(None)).order_by(Ward.kind, Ward.name_fold)
    )
    return [f"{kind.value.capitalize()} {name}" for kind, name in rows]


def codes(text: str) -> tuple[str, ...]:
    """The present wards a text may mean; the empty code, which no story has, where nobody knows it."""
    if not text:
        return ()
    folded = fold(text)
    bare = next((folded.removeprefix(kind) for kind in KINDS if folded.startswith(kind)), folded)
    named = sa.select(Ward.code).where(Ward.name_fold == bare, Ward.valid_to.is_(None))
    became = (
        sa.select(WardSuccession.successor_code)
        .join(Ward, Ward.code == WardSuccession.predecessor_code)
        .where(sa.or_(Ward.name_fold == bare, Ward.district == text))
    )
    return tuple(db.session.scalars(sa.union(named, became))) or ("",)
