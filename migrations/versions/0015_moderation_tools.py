"""Switches, canned replies, notes, hand-overs, monthly figures; reasons say what they are for."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = depends_on = None

OUTCOMES = ("accept", "accept_covered", "ask", "await_consent", "forward", "decline")


def upgrade() -> None:
    _switches()
    _canned()
    _notes()
    _handover()
    _months()
    op.create_index("ix_decision_log", "decision", ["made_at", "id"])
    with op.batch_alter_table("round_outage") as batch_op:  # the portal itself records the days lost to a switch
        batch_op.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=True)
    _reasons_say_more()


def _switches() -> None:
    op.create_table(
        "function_switch",
        sa.Column(
            "function",
            sa.Enum(
                "nominations",
                "opinions",
                "photos",
                "thanks",
                "reports",
                name="function",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("off_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_vi", sa.String(length=600), nullable=False),
        sa.Column("words_en", sa.String(length=600), nullable=False),
        sa.Column("why", sa.String(length=600), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_by_name", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "off_since IS NULL OR (words_vi <> '' AND words_en <> '' AND why <> '')",
            name=op.f("ck_function_switch_off_is_told"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_function_switch")),
        sa.UniqueConstraint("function", name=op.f("uq_function_switch_function")),
    )


def _canned() -> None:
    op.create_table(
        "canned_reply",
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_reply")),
    )
    op.create_table(
        "canned_wording",
        sa.Column("canned_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["canned_id"], ["canned_reply.id"], name=op.f("fk_canned_wording_canned_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_wording")),
        sa.UniqueConstraint("canned_id", "number", name=op.f("uq_canned_wording_canned_id_number")),
    )


def _notes() -> None:
    op.create_table(
        "desk_note",
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_note")),
    )
    op.create_index("ix_desk_note_thing", "desk_note", ["thing_kind", "thing_id", "made_at"])
    op.create_table(
        "desk_mention",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["desk_note.id"], name=op.f("fk_desk_mention_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_mention")),
        sa.UniqueConstraint("note_id", "staff_id", name=op.f("uq_desk_mention_note_id_staff_id")),
    )
    op.create_index("ix_desk_mention_unread", "desk_mention", ["staff_id", "read_at"])


def _handover() -> None:
    op.create_table(
        "handover",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.Uuid(), nullable=True),
        sa.Column("read_by_name", sa.String(length=120), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("read_at IS NULL OR read_by IS NOT NULL", name=op.f("ck_handover_read_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_newest", "handover", ["made_at", "id"])


def _months() -> None:
    op.create_table(
        "moderation_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "nomination",
                "opinion",
                "reply",
                "report",
                "photo",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_month")),
        sa.UniqueConstraint("month", "kind", name=op.f("uq_moderation_month_month_kind")),
    )
    op.create_table(
        "moderation_month_note",
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("was", sa.Integer(), nullable=False),
        sa.Column("now", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["of_id"], ["moderation_month.id"], name=op.f("fk_moderation_month_note_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_month_note")),
    )
    op.create_index(op.f("ix_moderation_month_note_of_id"), "moderation_month_note", ["of_id"])


def _reasons_say_more() -> None:
    """What a reason is about becomes a list of the kinds it is offered for."""
    new = (
        sa.Column("applies_to", sa.JSON(), nullable=False, server_default='["nomination"]'),
        sa.Column("second_person", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    for column in new:
        op.add_column("reason", column)
    op.execute("UPDATE reason SET applies_to = '[\"opinion\", \"reply\"]' WHERE about = 'opinion'")
    with op.batch_alter_table("reason", copy_from=_reason("about", *new)) as batch_op:
        batch_op.drop_constraint(op.f("ck_reason_about"), type_="check")
        batch_op.drop_column("about")
        for column in new:
            batch_op.alter_column(column.name, server_default=None)


def _reason(*more: object) -> sa.Table:
    """The table of reasons as it stands, for SQLite, which rebuilds it: what is not named here would be lost."""
    about = sa.Column("about", sa.String(length=40), nullable=False, server_default="nomination")
    ours = [about if column == "about" else column._copy() for column in more]  # type: ignore[attr-defined]  # all are columns
    kinds = sa.CheckConstraint("about IN ('nomination', 'opinion')", name=op.f("ck_reason_about"))
    return sa.Table(
        "reason",
        sa.MetaData(),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *ours,
        sa.CheckConstraint(f"outcome IN {OUTCOMES}", name=op.f("ck_reason_outcome")),
        *([kinds] if "about" in more else []),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_reason_code")),
    )


def downgrade() -> None:
    about = sa.Column("about", sa.String(length=40), nullable=False, server_default="nomination")
    op.add_column("reason", about)
    told = (
        sa.column("applies_to").cast(sa.Text) if op.get_bind().dialect.name == "postgresql" else sa.column("applies_to")
    )
    reason = sa.table("reason", sa.column("about"), sa.column("applies_to"))
    op.get_bind().execute(reason.update().where(told.like("%opinion%")).values(about="opinion"))
    new = [
        sa.Column("applies_to", sa.JSON(), nullable=False),
        sa.Column("second_person", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
    ]
    with op.batch_alter_table("reason", copy_from=_reason("about", *new)) as batch_op:
        if op.get_bind().dialect.name == "postgresql":
            batch_op.create_check_constraint(op.f("ck_reason_about"), "about IN ('nomination', 'opinion')")
        batch_op.alter_column("about", server_default=None)
        for column in new:
            batch_op.drop_column(column.name)
    op.execute("UPDATE round_outage SET recorded_by = '00000000000000000000000000000000' WHERE recorded_by IS NULL")
    with op.batch_alter_table("round_outage") as batch_op:
        batch_op.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=False)
    op.drop_index("ix_decision_log", table_name="decision")
    for table in (
        "moderation_month_note", "moderation_month", "handover", "desk_mention", "desk_note", "canned_wording",
        "canned_reply", "function_switch",
    ):  # fmt: skip
        op.drop_table(table)
