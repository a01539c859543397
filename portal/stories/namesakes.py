"""Public stories of someone who bears a name, for a writer who is about to tell of the same person."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.nominees import names
from portal.nominees.models import Nominee
from portal.stories.models import Story
from portal.stories.states import StoryState

_S, _N = Story.__table__.c, Nominee.__table__.c
_bearers = sa.select(_N.id).where(_N.name_fold == sa.bindparam("name"), _N.minor.is_(False))
_there = sa.or_(_N.ward_code == sa.bindparam("ward"), _N.ward_code.is_(None))
_public = sa.select(_S.slug, _S.title).where(_S.state == StoryState.PUBLISHED).order_by(_S.published_at.desc())
_public = _public.limit(sa.bindparam("most"))
# both built once and of tables: every story that is told asks twice
ANYWHERE = _public.where(_S.nominee_id.in_(_bearers))
THERE = _public.where(_S.nominee_id.in_(_bearers.where(_there)))


def published(name: str, *, ward_code: str | None, most: int = 3) -> Sequence[sa.Row[str | None, str]]:
    """Public stories whose nominee has this name, whatever its marks, in this ward where both wards are known.

    Of each its slug and its title: the rest of a story is not read to name it.
    """
    wanted = names.folded(name)
    if not wanted:
        return []
    asked = {"name": wanted, "most": most} | ({"ward": ward_code} if ward_code else {})
    return db.session.connection().execute(THERE if ward_code else ANYWHERE, asked).all()
