"""The desk: what may belong to the confidential channel has a view, who looks at what, views under names."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("desk_item") as item:
        item.add_column(sa.Column("suspect", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE desk_item SET suspect = true WHERE flags LIKE '%,accusation,%'")
    with op.batch_alter_table("desk_item") as item:
        item.alter_column("suspect", server_default=None)
    op.create_index(
        "ix_desk_item_suspect", "desk_item", ["turn", "rank_at", "thing_id"],
        sqlite_where=sa.text("suspect = 1"), postgresql_where=sa.text("suspect"),
    )  # fmt: skip
    op.create_table(
        "desk_look",
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=120), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("thing_id", "staff_id", name=op.f("pk_desk_look")),
    )
    op.create_index(op.f("ix_desk_look_seen_at"), "desk_look", ["seen_at"])
    op.create_table(
        "desk_named_views",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("views", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_desk_named_views")),
    )


def downgrade() -> None:
    op.drop_table("desk_named_views")
    op.drop_table("desk_look")
    op.drop_index("ix_desk_item_suspect", "desk_item")
    with op.batch_alter_table("desk_item") as item:
        item.drop_column("suspect")
