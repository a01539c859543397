"""One testimony of several people, split in two by the desk; and joined again."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "nomination_split",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("part_number", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_by", sa.Uuid(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("why <> ''", name=op.f("ck_nomination_split_has_reason")),
        sa.CheckConstraint(
            "(joined_at IS NULL) = (joined_by IS NULL)", name=op.f("ck_nomination_split_joined_by_somebody")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["nomination.id"], name=op.f("fk_nomination_split_first_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_split")),
        sa.UniqueConstraint("part_id", name=op.f("uq_nomination_split_part_id")),
    )
    op.create_index(op.f("ix_nomination_split_first_id"), "nomination_split", ["first_id"])


def downgrade() -> None:
    """Parts stay as testimonies of their own; only the desk reaches those that were taken out."""
    op.drop_table("nomination_split")
