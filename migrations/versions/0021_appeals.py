"""Writers' appeals against decisions; on the list, whose decision a thing is about."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = depends_on = None

STATES = ("waiting", "anew", "lifted", "stands", "overtaken")
CHANNELS = ("web", "desk", "phone", "letter")


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("channel", _choice("channel", CHANNELS), nullable=False),
        sa.Column("clerk_id", sa.Uuid(), nullable=True),
        sa.Column("checked", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name=op.f("ck_appeal_settled_has_time")),
        sa.CheckConstraint(
            "state NOT IN ('anew', 'lifted', 'stands') OR said <> ''", name=op.f("ck_appeal_outcome_is_said")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_appeal_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_appeal_decision_id")),
    )
    op.create_index("ix_appeal_thing", "appeal", ["thing_kind", "thing_id", "made_at"])
    op.add_column("desk_item", sa.Column("decider_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """`portal desk lay` takes them off the list."""
    op.drop_column("desk_item", "decider_id")
    op.drop_table("appeal")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
