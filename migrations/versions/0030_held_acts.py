"""Acts of the desk that can be taken back for a minute, as decisions can."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = depends_on = None

KINDS = (
    "reverse", "publish", "correct", "unpublish", "answer_appeal", "uncover", "cover", "settle_reports",
)  # fmt: skip


def upgrade() -> None:
    named = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "held_act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("thing_kind", sa.String(64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("part_of", sa.Uuid(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({named})", name=op.f("ck_held_act_kind")),
        sa.ForeignKeyConstraint(["part_of"], ["held_act.id"], name=op.f("fk_held_act_part_of_held_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_act")),
    )
    op.create_index("ix_held_act_mine", "held_act", ["made_by", "made_at"])
    op.create_index(op.f("ix_held_act_part_of"), "held_act", ["part_of"])


def downgrade() -> None:
    op.drop_table("held_act")
