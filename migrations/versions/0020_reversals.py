"""Decisions reversed after their minute, and what was said on the day."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"
branch_labels = depends_on = None

COLUMNS = ("reason_vi", "reason_en", "told_at", "reversed_at")


def upgrade() -> None:
    """Of earlier decisions the reason reads as it does now, and a letter left if its decision was not taken back."""
    op.add_column("decision", sa.Column("reason_vi", sa.Text(), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("reason_en", sa.Text(), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("decision", sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True))
    for language in ("vi", "en"):
        text = f"(SELECT text_{language} FROM reason WHERE reason.code = decision.reason_code)"  # noqa: S608  # our own words
        op.execute(f"UPDATE decision SET reason_{language} = coalesce({text}, '')")  # noqa: S608  # our own words
    op.execute("UPDATE decision SET told_at = made_at WHERE undone_at IS NULL")
    op.create_table(
        "reversal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("appeal_id", sa.Uuid(), nullable=True),
        sa.Column("state_before", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reversal_has_reason")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_reversal_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reversal")),
    )
    op.create_index("ix_reversal_thing", "reversal", ["thing_kind", "thing_id", "made_at"])
    op.create_index(op.f("ix_reversal_decision_id"), "reversal", ["decision_id"])


def downgrade() -> None:
    op.drop_table("reversal")
    for name in COLUMNS:
        op.drop_column("decision", name)
