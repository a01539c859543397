"""What the desk said of a thing whose words are gone: it quotes them, or says what they were taken for."""

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.eyes.models import Proposal, Sample
from portal.moderation.models import Decision, Reversal
from portal.moderation.things import Thing, about

NOTHING = "—"  # in place of a reason that must not be empty


def forget(thing: Thing) -> None:
    """Blank words and notes of everything that was decided, reversed, proposed and looked at again; that it was, stays."""
    db.session.execute(sa.update(Decision).where(about(Decision, thing)).values(words="", note=""))
    db.session.execute(sa.update(Reversal).where(about(Reversal, thing)).values(words="", reason=NOTHING))
    mine = (Proposal.thing_kind == thing.__tablename__, Proposal.thing_id == thing.id)
    for each in db.session.scalars(sa.select(Proposal).where(*mine)):
        for name in ("first", "second", "third"):
            if (said := getattr(each, name)) is not None:
                setattr(each, name, said | {"words": "", "note": "", "covers": [], "spared": []})
    looked = (Sample.thing_kind == thing.__tablename__, Sample.thing_id == thing.id)
    db.session.execute(sa.update(Sample).where(*looked).values(note=""))
