"""Slips: the words of forms that were not right yet."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "slip",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_slip")),
    )
    with op.batch_alter_table("slip") as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_kept_until"), ["kept_until"], unique=False)


def downgrade() -> None:
    op.drop_table("slip")
