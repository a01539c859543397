"""What the outcome of an appeal says, to its writer and in the record of what it reverses."""

from typing import Any

from portal.core import clock
from portal.moderation.appeals.models import Appeal
from portal.moderation.limits import REVERSAL


def told_of(appeal: Appeal) -> dict[str, Any]:
    """What the letter about an appeal says: its outcome, the reason, and what the writer had asked."""
    return {
        "outcome": appeal.state.value, "said": appeal.said, "asked": appeal.text,
        "asked_on": clock.local(appeal.made_at).strftime("%d/%m/%Y"),
    }  # fmt: skip


def appealed(appeal: Appeal) -> str:
    """Why a decision is reversed, where an appeal was upheld: the words its writer reads, and the note beside them."""
    least, most = REVERSAL
    said = "\n\n".join(part for part in (appeal.said, appeal.note) if part)
    return (said if len(said) >= least else f"{said} ({appeal.number or appeal.title})".ljust(least, "."))[:most]
