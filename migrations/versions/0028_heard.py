"""Answers that staff wrote down for a writer who rang, came or wrote a letter: how they came, and who wrote them down."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = depends_on = None

TABLES = ("opinion_question", "message")
CHANNELS = "channel IN ('web', 'desk', 'phone', 'letter')"
COLUMNS = ("channel", "clerk_id", "clerk_name", "came_on", "checked")


def upgrade() -> None:
    """All that stands was typed on the portal."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("channel", sa.String(length=40), nullable=False, server_default="web"))
            table.add_column(sa.Column("clerk_id", sa.Uuid(), nullable=True))
            table.add_column(sa.Column("clerk_name", sa.String(length=120), nullable=False, server_default=""))
            table.add_column(sa.Column("came_on", sa.Date(), nullable=True))
            table.add_column(sa.Column("checked", sa.String(length=300), nullable=False, server_default=""))
            table.create_check_constraint(op.f(f"ck_{name}_channel"), sa.text(CHANNELS))
            table.create_check_constraint(
                op.f(f"ck_{name}_written_by_somebody"), sa.text("(channel = 'web') = (clerk_id IS NULL)")
            )


def downgrade() -> None:
    """The answers stay; only the portal's own trail says then who wrote them down."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_written_by_somebody"), type_="check")
            table.drop_constraint(op.f(f"ck_{name}_channel"), type_="check")
            for column in reversed(COLUMNS):
                table.drop_column(column)
