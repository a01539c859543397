"""Runs of automatic checks, what they flagged, and what was learnt from decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_run",
        *_about(),
        sa.Column(
            "ended",
            sa.Enum("done", "failed", "slow", name="ended", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_run")),
        sa.UniqueConstraint(
            "thing_kind", "thing_id", "field", "of_text", "check_name", "version", name="uq_check_run_once"
        ),
    )
    op.create_index("ix_check_run_of", "check_run", ["check_name", "version", "ended"])
    op.create_table(
        "flag",
        *_about(),
        sa.Column(
            "kind",
            sa.Enum(
                "phone",
                "national_id",
                "email",
                "bank",
                "address",
                "plate",
                "child",
                "person",
                "rude",
                "legacy_encoding",
                "likely_same",
                "accusation",
                "advert",
                "link",
                "echo",
                "copied",
                "language",
                "short",
                "place_in_photo",
                "elsewhere",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_by", sa.Uuid(), nullable=True),
        sa.Column("wrong_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stop >= start AND start >= 0", name=op.f("ck_flag_span")),
        sa.CheckConstraint("(wrong_by IS NULL) = (wrong_at IS NULL)", name=op.f("ck_flag_wrong_by_and_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index("ix_flag_thing", "flag", ["thing_kind", "thing_id"])
    op.create_index("ix_flag_of", "flag", ["check_name", "version"])
    op.create_table(
        "learnt",
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("held_out", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("commonest", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_by", sa.Uuid(), nullable=True),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learnt")),
    )
    op.create_table(
        "foreseen",
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("by_model", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreseen")),
        sa.UniqueConstraint("thing_kind", "thing_id", name="uq_foreseen_thing"),
    )


def _about() -> list[sa.Column[object]]:
    """What a run, or a flag, is about: a wording of a text of a thing, and a version of a check."""
    return [
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("of_text", sa.String(length=64), nullable=False),
        sa.Column("check_name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
    ]


def downgrade() -> None:
    for table in ("foreseen", "learnt", "flag", "check_run"):
        op.drop_table(table)
