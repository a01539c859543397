"""Nominations and what belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "spent_proof",
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("signature", name=op.f("pk_spent_proof")),
    )
    with op.batch_alter_table("spent_proof") as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_proof_spent_at"), ["spent_at"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "verifying",
                "questioned",
                "awaiting_consent",
                "accepted",
                "published",
                "declined",
                "withdrawn",
                "forwarded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "desk", "phone", "letter", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("clerk_id", sa.Uuid(), nullable=True),
        sa.Column("letter_file_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("happened_from", sa.Date(), nullable=True),
        sa.Column("happened_text", sa.String(length=160), nullable=False),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("ward_then", sa.String(length=160), nullable=False),
        sa.Column("for_whom", sa.String(length=500), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column(
            "how_known",
            sa.Enum(
                "saw", "helped", "heard", "did", name="how_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "commended",
            sa.Enum("yes", "no", "unknown", name="commended", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("commended_text", sa.String(length=300), nullable=False),
        sa.Column(
            "consent_said",
            sa.Enum(
                "agreed",
                "not_asked",
                "refused",
                name="consent_said",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "parent_said",
            sa.Enum(
                "agreed",
                "not_asked",
                "refused",
                name="parent_said",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("slow_lane", sa.Boolean(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'declined' OR (closed_at IS NOT NULL AND reason_code IS NOT NULL)",
            name=op.f("ck_nomination_declined_has_reason"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR closed_at IS NOT NULL", name=op.f("ck_nomination_withdrawn_has_time")
        ),
        sa.ForeignKeyConstraint(["letter_file_id"], ["stored_file.id"], name=op.f("fk_nomination_letter_file_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_nomination_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("number", name=op.f("uq_nomination_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_nomination_receipt_hash")),
    )
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.create_index("ix_nomination_due", ["due_on", "received_at", "id"], unique=False)
        batch_op.create_index("ix_nomination_queue", ["state", "received_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_ward_code"), ["ward_code"], unique=False)
    op.create_table(
        "draft",
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "desk", "phone", "letter", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("clerk_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=True),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_draft_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_draft_code_hash")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_draft_nomination_id")),
    )
    with op.batch_alter_table("draft") as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)
    op.create_table(
        "draft_file",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_file_draft_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_draft_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
    )
    with op.batch_alter_table("draft_file") as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_file_draft_id"), ["draft_id"], unique=False)
    op.create_table(
        "subject",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person", "collective", "household", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "honorific",
            sa.Enum(
                "ông",
                "bà",
                "anh",
                "chị",
                "em",
                "cháu",
                "",
                name="honorific",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "position_group",
            sa.Enum(
                "direct_worker",
                "middle_manager",
                "leader",
                "citizen",
                "retired",
                "student",
                "armed_forces",
                "collective",
                "unknown",
                name="position_group",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occupation", sa.String(length=160), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_subject_nomination_id")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_subject_nominee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
    )
    with op.batch_alter_table("subject") as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_nomination_id"), ["nomination_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_nominee_id"), ["nominee_id"], unique=False)
    op.create_table(
        "writer",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("relation", sa.String(length=160), nullable=False),
        sa.Column(
            "show_name",
            sa.Enum(
                "full", "initials", "hidden", name="show_name", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_writer_nomination_id")),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_writer")),
    )
    op.create_table(
        "witness",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_witness_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_witness")),
    )
    with op.batch_alter_table("witness") as batch_op:
        batch_op.create_index(batch_op.f("ix_witness_nomination_id"), ["nomination_id"], unique=False)
    op.create_table(
        "nomination_photo",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(length=120), nullable=False),
        sa.Column("people_agreed", sa.Boolean(), nullable=False),
        sa.Column("owner_agreed", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_nomination_photo_file_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_nomination_photo_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_photo")),
        sa.UniqueConstraint("file_id", name=op.f("uq_nomination_photo_file_id")),
    )
    with op.batch_alter_table("nomination_photo") as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_photo_nomination_id"), ["nomination_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("staff_name", sa.String(length=120), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_message_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message") as batch_op:
        batch_op.create_index("ix_message_thread", ["nomination_id", "sent_at"], unique=False)
    op.create_table(
        "correction",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_correction_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction") as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_nomination_id"), ["nomination_id"], unique=False)


def downgrade() -> None:
    op.drop_table("correction")
    op.drop_table("message")
    op.drop_table("nomination_photo")
    op.drop_table("witness")
    op.drop_table("writer")
    op.drop_table("subject")
    op.drop_table("draft_file")
    op.drop_table("draft")
    op.drop_table("nomination")
    op.drop_table("spent_proof")
    op.drop_table("counter")
