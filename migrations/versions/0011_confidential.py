"""Confidential reports, sealed, and the room's own log."""

import sqlalchemy as sa
from alembic import op

from portal.core.audit import guard

revision = "0011"
down_revision = "0010"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "confidential_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_confidential_entry")),
    )
    with op.batch_alter_table("confidential_entry") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_confidential_entry_thing", ["thing_kind", "thing_id"], unique=False)

    op.create_table(
        "confidential_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_confidential_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_head")),
    )
    op.create_table(
        "confidential_report",
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "no_ground",
                "inspecting",
                "forwarded",
                "told_how",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'received' OR (decided_by IS NOT NULL AND decided_on IS NOT NULL)",
            name=op.f("ck_confidential_report_decided_by_someone"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_report")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_confidential_report_receipt_hash")),
    )
    with op.batch_alter_table("confidential_report") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_report_key_id"), ["key_id"], unique=False)
        batch_op.create_index("ix_confidential_report_listed", ["state", "received_on", "id"], unique=False)

    op.create_table(
        "confidential_file",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["confidential_report.id"], name=op.f("fk_confidential_file_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_file")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_confidential_file_report_id_position")),
    )
    with op.batch_alter_table("confidential_file") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_file_key_id"), ["key_id"], unique=False)

    op.create_table(
        "confidential_hold",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["confidential_report.id"], name=op.f("fk_confidential_hold_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_hold")),
    )
    with op.batch_alter_table("confidential_hold") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_hold_key_id"), ["key_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_confidential_hold_report_id"), ["report_id"], unique=False)

    op.create_table(
        "confidential_message",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("writer", "staff", "note", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["confidential_report.id"], name=op.f("fk_confidential_message_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_message")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_confidential_message_report_id_position")),
    )
    with op.batch_alter_table("confidential_message") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_message_key_id"), ["key_id"], unique=False)

    op.create_table(
        "confidential_notice",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["confidential_report.id"], name=op.f("fk_confidential_notice_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_notice")),
    )
    op.create_table(
        "confidential_writer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["confidential_report.id"], name=op.f("fk_confidential_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_writer")),
    )
    with op.batch_alter_table("confidential_writer") as batch_op:
        batch_op.create_index(batch_op.f("ix_confidential_writer_key_id"), ["key_id"], unique=False)

    for statement in guard.statements(op.get_bind().dialect.name, "confidential"):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("confidential_writer") as batch_op:
        batch_op.drop_index(batch_op.f("ix_confidential_writer_key_id"))

    op.drop_table("confidential_writer")
    op.drop_table("confidential_notice")
    with op.batch_alter_table("confidential_message") as batch_op:
        batch_op.drop_index(batch_op.f("ix_confidential_message_key_id"))

    op.drop_table("confidential_message")
    with op.batch_alter_table("confidential_hold") as batch_op:
        batch_op.drop_index(batch_op.f("ix_confidential_hold_report_id"))
        batch_op.drop_index(batch_op.f("ix_confidential_hold_key_id"))

    op.drop_table("confidential_hold")
    with op.batch_alter_table("confidential_file") as batch_op:
        batch_op.drop_index(batch_op.f("ix_confidential_file_key_id"))

    op.drop_table("confidential_file")
    with op.batch_alter_table("confidential_report") as batch_op:
        batch_op.drop_index("ix_confidential_report_listed")
        batch_op.drop_index(batch_op.f("ix_confidential_report_key_id"))

    op.drop_table("confidential_report")
    op.drop_table("confidential_head")
    with op.batch_alter_table("confidential_entry") as batch_op:
        batch_op.drop_index("ix_confidential_entry_thing")
        batch_op.drop_index(batch_op.f("ix_confidential_entry_actor_id"))

    op.drop_table("confidential_entry")
    for statement in guard.undone(op.get_bind().dialect.name, "confidential"):
        op.execute(statement)
