"""What the desk asks the writers of opinions back, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = depends_on = None

STATES = ("open", "answered", "silent", "reworded", "settled")


def upgrade() -> None:
    state = sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "opinion_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answer <> '')", name=op.f("ck_opinion_question_answered_has_words")
        ),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_opinion_question_ended_has_time")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_question_opinion_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_opinion_question_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_question")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_opinion_question_decision_id")),
    )
    op.create_index("ix_opinion_question_thread", "opinion_question", ["opinion_id", "asked_at"])
    op.create_index("ix_opinion_question_due", "opinion_question", ["state", "due_on"])


def downgrade() -> None:
    """What was asked goes; the opinions wait for the desk, as they always did. `portal desk lay` says so on the list."""
    op.drop_table("opinion_question")
