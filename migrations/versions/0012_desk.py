"""The one list of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = depends_on = None

KINDS = ("nomination", "opinion", "reply", "report", "appeal")
TURNS = ("desk", "editor", "writer", "done")
INDEXES = {
    "ix_desk_item_line": ["turn", "rank_at", "thing_id"],
    "ix_desk_item_kind": ["turn", "kind", "rank_at", "thing_id"],
    "ix_desk_item_ward": ["turn", "ward_code", "rank_at", "thing_id"],
    "ix_desk_item_round": ["turn", "round_id", "rank_at", "thing_id"],
    "ix_desk_item_due": ["turn", "due_on", "kind"],
    "ix_desk_item_settled": ["turn", "settled_at", "thing_id"],
    "ix_desk_item_nominee_id": ["nominee_id"],
}


def upgrade() -> None:
    """`portal desk lay` fills it for what is there already."""
    op.create_table(
        "desk_item",
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("turn", _choice("turn", TURNS), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("opening", sa.String(length=240), nullable=False),
        sa.Column("folded", sa.String(length=600), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("clerk_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("slow_lane", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.String(length=200), nullable=False),
        sa.Column("unchecked", sa.Boolean(), nullable=False),
        sa.Column("hint", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rank_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(turn = 'done') = (settled_at IS NOT NULL)", name=op.f("ck_desk_item_done_has_time")),
        sa.PrimaryKeyConstraint("thing_id", name=op.f("pk_desk_item")),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "desk_item", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "desk_item")
    op.drop_table("desk_item")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
