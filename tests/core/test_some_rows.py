"""What only some rows have is looked up by an index of those alone, on both databases."""

from datetime import UTC, datetime

import pytest

from portal.core.db import db
from tests.plans import explained

pytestmark = pytest.mark.usefixtures("inside")
SINCE = datetime(2026, 11, 20, tzinfo=UTC)


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
    found = explained(f"SELECT * FROM {asked}")
    db.session.rollback()
    assert index in found and "ORDER BY" not in found and "Sort" not in found, found
