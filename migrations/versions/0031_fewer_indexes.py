"""Indexes that hardly any row needs hold those rows only; two that nothing is looked up by are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = depends_on = None

PARTIAL = {  # table, columns, and the one that must be there
    "ix_opinion_cluster": ("opinion", ["cluster_id"], "cluster_id"),
    "ix_opinion_point": ("opinion", ["point_id"], "point_id"),
    "ix_desk_item_settled": ("desk_item", ["turn", "settled_at", "thing_id"], "settled_at"),
    "ix_audit_entry_actor_id": ("audit_entry", ["actor_id"], "actor_id"),
}
UNUSED = {
    "ix_opinion_queue": ("opinion", ["state", "submitted_at", "id"]),
    "ix_desk_item_nominee_id": ("desk_item", ["nominee_id"]),
}


def upgrade() -> None:
    for name, (table, columns, there) in PARTIAL.items():
        op.drop_index(name, table)
        some = sa.text(f"{there} IS NOT NULL")
        op.create_index(name, table, columns, sqlite_where=some, postgresql_where=some)
    for name, (table, _) in UNUSED.items():
        op.drop_index(name, table)


def downgrade() -> None:
    for name, (table, columns, _) in PARTIAL.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    for name, (table, columns) in UNUSED.items():
        op.create_index(name, table, columns)
