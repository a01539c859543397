"""Nominees, consents and merges."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "nominee",
        sa.Column(
            "kind",
            sa.Enum(
                "person", "collective", "household", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_fold", sa.String(length=160), nullable=False),
        sa.Column("given_fold", sa.String(length=80), nullable=False),
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
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into_id"], ["nominee.id"], name=op.f("fk_nominee_merged_into_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_nominee_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee")),
    )
    with op.batch_alter_table("nominee") as batch_op:
        batch_op.create_index("ix_nominee_likely", ["name_fold", "ward_code"], unique=False)
        batch_op.create_index("ix_nominee_given", ["given_fold", "ward_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_nominee_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nominee_ward_code"), ["ward_code"], unique=False)
    op.create_table(
        "nominee_merge",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["nominee.id"], name=op.f("fk_nominee_merge_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["nominee.id"], name=op.f("fk_nominee_merge_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee_merge")),
    )
    with op.batch_alter_table("nominee_merge") as batch_op:
        batch_op.create_index(batch_op.f("ix_nominee_merge_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nominee_merge_target_id"), ["target_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "agreed",
                "refused",
                "withdrawn",
                "not_needed",
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
                "in_person",
                "phone",
                "letter",
                "email",
                "through_ward",
                "parent",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by", sa.String(length=120), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("ground", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state NOT IN ('not_needed') OR ground <> ''", name=op.f("ck_consent_absence_has_ground")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_consent_nominee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent") as batch_op:
        batch_op.create_index("ix_consent_latest", ["nominee_id", "recorded_at"], unique=False)


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_table("nominee_merge")
    op.drop_table("nominee")
