"""A legal instrument names the honours it is about, which were read out of its title before: titles are edited.

Each gets what its title gave, so that no round's basis changes: as of the days on which announced rounds are still to
open, for these are counted anew; where there are none, as of the day nearest to today on which it is in force.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.core import clock

revision = "0036"
down_revision = "0035"
branch_labels = depends_on = None

INSTRUMENT = sa.table(
    "legal_instrument", sa.column("id", sa.Uuid()), sa.column("subject"), sa.column("title_vi"),
    sa.column("in_force_from", sa.Date()), sa.column("in_force_to", sa.Date()), sa.column("honour_codes", sa.JSON()),
)  # fmt: skip
HONOUR = sa.table(
    "honour", sa.column("code"), sa.column("name_vi"), sa.column("valid_from", sa.Date()), sa.column("valid_to", sa.Date())
)  # fmt: skip
ROUND = sa.table("round", sa.column("state"), sa.column("opens_at", sa.DateTime(timezone=True)))
ANNOUNCED = ("scheduled", "answered")
D = str.maketrans("đĐðÐɖƉ", "dddddd")


def upgrade() -> None:
    op.add_column("legal_instrument", sa.Column("honour_codes", sa.JSON(), nullable=False, server_default="[]"))
    inside = op.get_bind()
    coming, honours = _coming(inside), inside.execute(sa.select(HONOUR)).all()
    for row in inside.execute(sa.select(INSTRUMENT).where(INSTRUMENT.c.subject == "commendation")).all():
        codes = _named(row, honours, coming)
        if codes:
            inside.execute(INSTRUMENT.update().where(INSTRUMENT.c.id == row.id).values(honour_codes=codes))


def downgrade() -> None:
    op.drop_column("legal_instrument", "honour_codes")


def _coming(inside: sa.Connection) -> list[date]:
    """The days on which announced rounds are still to open."""
    told = inside.scalars(sa.select(ROUND.c.opens_at).where(ROUND.c.state.in_(ANNOUNCED))).all()
    moments = [each if each.tzinfo else each.replace(tzinfo=UTC) for each in told if isinstance(each, datetime)]
    return [clock.local(each).date() for each in moments if each > clock.now()]


def _named(row: Any, honours: Sequence[Any], coming: Sequence[date]) -> list[str]:
    """The honours that the title of an instrument names by their name of one of the days."""
    days = [day for day in coming if _holds(row.in_force_from, row.in_force_to, day)]
    if not days:
        days = [min(max(clock.today(), row.in_force_from or date.min), row.in_force_to or date.max)]
    named = (each for each in honours if _fold(each.name_vi) in _fold(row.title_vi))
    return sorted({e.code for e in named if any(_holds(e.valid_from, e.valid_to, day) for day in days)})


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or until >= day)


def _fold(text: str) -> str:
    """Words without marks, as portal/engines/text/fold.py split them then."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in apart if not unicodedata.combining(c)).translate(D)))
