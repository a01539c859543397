"""Honours, legal instruments, the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("posting_day_counts", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_calendar_version")),
        sa.UniqueConstraint("name", name=op.f("uq_calendar_version_name")),
    )
    op.create_table(
        "honour",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "level",
            sa.Enum("state", "city", "unit", name="level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("criteria_vi", sa.Text(), nullable=False),
        sa.Column("criteria_en", sa.Text(), nullable=False),
        sa.Column(
            "public_asked",
            sa.Enum("yes", "optional", "no", name="public_asked", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("min_working_days", sa.Integer(), nullable=False),
        sa.Column("vote_share", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("note_vi", sa.String(length=600), nullable=False),
        sa.Column("note_en", sa.String(length=600), nullable=False),
        sa.CheckConstraint(
            "min_working_days >= 0 AND (public_asked <> 'yes' OR min_working_days > 0)", name=op.f("ck_honour_days")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_honour_dates")
        ),
        sa.CheckConstraint("vote_share IS NULL OR vote_share BETWEEN 1 AND 100", name=op.f("ck_honour_vote_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_honour_code_valid_from")),
    )
    with op.batch_alter_table("honour") as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_code"), ["code"], unique=False)

    op.create_table(
        "legal_instrument",
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "commendation",
                "denunciation",
                "personal_data",
                "access",
                "working_time",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.String(length=60), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("note_vi", sa.String(length=600), nullable=False),
        sa.Column("note_en", sa.String(length=600), nullable=False),
        sa.CheckConstraint(
            "in_force_to IS NULL OR in_force_from IS NULL OR in_force_to >= in_force_from",
            name=op.f("ck_legal_instrument_dates"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_instrument")),
        sa.UniqueConstraint("number", name=op.f("uq_legal_instrument_number")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "holiday", "swap_off", "make_up", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("added_in", sa.Integer(), nullable=False),
        sa.Column("ended_in", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("note_vi", sa.String(length=600), nullable=False),
        sa.Column("note_en", sa.String(length=600), nullable=False),
        sa.CheckConstraint("ended_in IS NULL OR ended_in > added_in", name=op.f("ck_calendar_day_versions")),
        sa.ForeignKeyConstraint(["added_in"], ["calendar_version.number"], name=op.f("fk_calendar_day_added_in")),
        sa.ForeignKeyConstraint(["ended_in"], ["calendar_version.number"], name=op.f("fk_calendar_day_ended_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    with op.batch_alter_table("calendar_day") as batch_op:
        batch_op.create_index(
            "uq_calendar_day_present",
            ["day"],
            unique=True,
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("calendar_day") as batch_op:
        batch_op.drop_index(
            "uq_calendar_day_present",
            sqlite_where=sa.text("ended_in IS NULL"),
            postgresql_where=sa.text("ended_in IS NULL"),
        )

    op.drop_table("calendar_day")
    op.drop_table("legal_instrument")
    with op.batch_alter_table("honour") as batch_op:
        batch_op.drop_index(batch_op.f("ix_honour_code"))

    op.drop_table("honour")
    op.drop_table("calendar_version")
