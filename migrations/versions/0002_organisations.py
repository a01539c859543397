"""Organisations and wards within their dates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "commune_committee",
                "district_committee",
                "mass_organisation",
                "vertical",
                "unit",
                "enterprise",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_fold", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_organisation_dates")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
    )
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_name_fold"), ["name_fold"], unique=False)
    op.create_table(
        "ward",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("phường", "xã", "thị trấn", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_fold", sa.String(length=80), nullable=False),
        sa.Column("district", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_ward_dates")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ward")),
    )
    with op.batch_alter_table("ward") as batch_op:
        batch_op.create_index(batch_op.f("ix_ward_name_fold"), ["name_fold"], unique=False)
    op.create_table(
        "organisation_succession",
        sa.Column("predecessor_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["organisation.id"], name=op.f("fk_organisation_succession_predecessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["organisation.id"], name=op.f("fk_organisation_succession_successor_id")
        ),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_organisation_succession")),
    )
    op.create_table(
        "ward_succession",
        sa.Column("predecessor_code", sa.String(length=60), nullable=False),
        sa.Column("successor_code", sa.String(length=60), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["predecessor_code"], ["ward.code"], name=op.f("fk_ward_succession_predecessor_code")),
        sa.ForeignKeyConstraint(["successor_code"], ["ward.code"], name=op.f("fk_ward_succession_successor_code")),
        sa.PrimaryKeyConstraint("predecessor_code", "successor_code", name=op.f("pk_ward_succession")),
    )
    with op.batch_alter_table("ward_succession") as batch_op:
        batch_op.create_index(batch_op.f("ix_ward_succession_successor_code"), ["successor_code"], unique=False)


def downgrade() -> None:
    op.drop_table("ward_succession")
    op.drop_table("organisation_succession")
    op.drop_table("ward")
    op.drop_table("organisation")
