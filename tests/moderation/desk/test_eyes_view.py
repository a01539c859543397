"""What waits for a second person is found along an index, and what is barred is passed over on the way."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from portal.core.db import db
from portal.moderation.desk import lineup
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes.recusal import Barred
from tests.plans import explained

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.sqlite_only]
WISH = Wish(soon=date(2026, 11, 23), staff=uuid.uuid4())
BAR = Barred(units=frozenset({uuid.uuid4(), uuid.uuid4()}), wards=frozenset({"lang"}))


def plan(wish: Wish) -> str:

    pick = sa.select(DeskItem.thing_id).where(*lineup.conditions(wish)).order_by(DeskItem.rank_at, DeskItem.thing_id)
    asked = pick.limit(20).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    found = explained(str(asked))
    db.session.rollback()
    return found


@pytest.mark.parametrize("bar", [Barred(), BAR])
def test_each_view_walks_an_index_whatever_is_barred(bar: Barred) -> None:
    for view, index in (
        (View.SECOND, "ix_desk_item_eyes"),
        (View.LEAD, "ix_desk_item_eyes"),
        (View.ALL, "ix_desk_item_line"),
    ):
        found = plan(replace(WISH, view=view, barred=bar))
        assert index in found and "FOR ORDER BY" not in found and "SCAN desk_item" not in found, found
