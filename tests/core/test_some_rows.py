"""What only some rows have is looked up by an index of those alone, on both databases."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal.core.db import db, unit_of_work
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from tests.plans import explained

pytestmark = pytest.mark.usefixtures("inside")
SINCE = datetime(2026, 11, 20, tzinfo=UTC)


def a_full_desk() -> None:
    """Enough things, most of them settled long ago, that a database would rather not read or sort them all."""
    one = {
        "thing_kind": "nomination", "kind": ItemKind.NOMINATION, "stage": "declined", "title": "Nồi chè", "entered_at": SINCE,
        "rank_at": SINCE,
    }  # fmt: skip
    rows = [
        one | {
            "thing_id": uuid.uuid4(), "turn": Turn.DONE if n % 4 else Turn.DESK,
            "settled_at": SINCE - timedelta(hours=n - 20) if n % 4 else None,
        }
        for n in range(2_000)
    ]  # fmt: skip
    with unit_of_work() as session:
        session.execute(sa.insert(DeskItem), rows)
        session.execute(sa.text("ANALYZE desk_item"))


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("desk_item WHERE turn = 'done' AND settled_at IS NOT NULL ORDER BY settled_at DESC, thing_id DESC LIMIT 20",
         "ix_desk_item_settled"),
        (f"desk_item WHERE turn = 'done' AND settled_at >= '{SINCE}'", "ix_desk_item_settled"),
        (f"opinion WHERE cluster_id = '{'0' * 32}'", "ix_opinion_cluster"),
        (f"opinion WHERE point_id IN ('{'0' * 32}', '{'1' * 32}')", "ix_opinion_point"),
        (f"audit_entry WHERE actor_id = '{'0' * 32}'", "ix_audit_entry_actor_id"),
    ],
)  # fmt: skip
def test_what_some_rows_have_is_found_by_their_index(asked: str, index: str) -> None:
    a_full_desk()
    found = explained(f"SELECT * FROM {asked}")
    db.session.rollback()
    assert index in found and "ORDER BY" not in found and "Sort" not in found, found
