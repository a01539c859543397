"""Public stories of someone who bears a name, for a writer who is about to tell of the same person."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.nominees import names
from portal.nominees.models import Nominee
from portal.stories.models import Story
from portal.stories.states import StoryState


def published(name: str, *, ward_code: str | None, most: int = 3) -> Sequence[sa.Row[str | None, str]]:
    """Public stories whose nominee has this name, whatever its marks, in this ward where both wards are known.

    Of each its slug and its title: the rest of a story is not read to name it.
    """
    wanted = names.folded(name)
    if not wanted:
        return []
    bearers = sa.select(Nominee.id).where(Nominee.name_fold == wanted, Nominee.minor.is_(False))
    if ward_code:
        bearers = bearers.where(sa.or_(Nominee.ward_code == ward_code, Nominee.ward_code.is_(None)))
    theirs = sa.select(Story.slug, Story.title).where(
        Story.state == StoryState.PUBLISHED, Story.nominee_id.in_(bearers)
    )
    return db.session.execute(theirs.order_by(Story.published_at.desc()).limit(most)).all()
