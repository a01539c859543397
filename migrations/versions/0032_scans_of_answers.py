"""The scan of the letter in which an answer came, beside the answer that was written down."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = depends_on = None

TABLES = ("opinion_question", "message")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("scan_file_id", sa.Uuid(), nullable=True))
            table.create_foreign_key(
                op.f(f"fk_{name}_scan_file_id_stored_file"), "stored_file", ["scan_file_id"], ["id"]
            )


def downgrade() -> None:
    """The answers stay; their scans are files then that nothing names, kept as long as files are."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"fk_{name}_scan_file_id_stored_file"), type_="foreignkey")
            table.drop_column("scan_file_id")
