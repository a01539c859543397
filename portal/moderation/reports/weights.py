"""How much a report counts for in the order of the list: by how often the same contact was right before.

weight = 2 × (right + 1) ÷ (right + wrong + 2), between 0 and 2; 1 for a contact nobody knows and for no contact at all;
0 for what the same contact says again of the same thing.
Right is an item that ended in a correction or a removal, wrong one in which nothing was found. It moves the item in the list,
never the thing itself.
"""

import sqlalchemy as sa

from portal.core import marks
from portal.core.db import db
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import RIGHT, WRONG

USUAL = 100  # hundredths


def mark(contact: str) -> str | None:
    """The keyed mark of a contact, the same however it is typed; none for none."""
    told = contact.casefold()
    kept = told if "@" in told else "".join(c for c in told if c.isdigit())
    kept = "".join(kept.split())
    return (
        marks.of("report-contact", f"0{kept[2:]}" if kept.startswith("84") and "@" not in kept else kept)
        if kept
        else None
    )


def before(contact_mark: str | None) -> tuple[int, int]:
    """How often a contact was right and wrong; what it said twice of one item counts once."""
    if contact_mark is None:
        return 0, 0
    case = ReportCase
    ended = (
        sa.select(case.outcome, sa.func.count(sa.distinct(case.id)))
        .join(ReaderReport, ReaderReport.case_id == case.id)
        .where(ReaderReport.contact_mark == contact_mark, case.outcome.is_not(None))
        .group_by(case.outcome)
    )
    found = {row[0]: row[1] for row in db.session.execute(ended)}
    return sum(found.get(o, 0) for o in RIGHT), sum(found.get(o, 0) for o in WRONG)


def of(contact_mark: str | None, case: ReportCase) -> int:
    """What a report of this contact weighs in an item, in hundredths."""
    mine = sa.select(ReaderReport.id).where(ReaderReport.case_id == case.id, ReaderReport.contact_mark == contact_mark)
    if contact_mark is not None and db.session.scalars(mine.limit(1)).first() is not None:
        return 0
    return weigh(*before(contact_mark))


def weigh(right: int, wrong: int) -> int:
    """The weight of one report, in hundredths."""
    return round(2 * USUAL * (right + 1) / (right + wrong + 2))


def times(weight: int) -> int:
    """As how many readers an item counts in the list: at least one."""
    return max(1, round(weight / USUAL))
