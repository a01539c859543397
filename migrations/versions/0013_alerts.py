"""What staff are told of waiting work, and when the public is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = depends_on = None

PACES = ("off", "at_once", "hourly", "daily")


def upgrade() -> None:
    op.create_table(
        "alert_choice",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "pace", sa.Enum(*PACES, name="pace", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_to", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "quiet_from >= 0 AND quiet_from < 24 AND quiet_to >= 0 AND quiet_to < 24",
            name=op.f("ck_alert_choice_hours"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_alert_choice_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_alert_choice")),
    )
    op.create_table(
        "desk_backlog",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("above", sa.Integer(), nullable=True),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("told_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_backlog")),
    )


def downgrade() -> None:
    op.drop_table("desk_backlog")
    op.drop_table("alert_choice")
