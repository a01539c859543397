"""Four eyes: where staff live and whom they are related to, proposals, the weekly sample."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = depends_on = None

OPEN, WAITS = sa.text("ended_at IS NULL"), sa.text("eyes IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("ward_code", sa.String(length=60), nullable=True))
        staff.create_foreign_key(op.f("fk_staff_ward_code"), "ward", ["ward_code"], ["code"])
        staff.create_index(op.f("ix_staff_ward_code"), ["ward_code"])
    with op.batch_alter_table("desk_item") as item:
        item.add_column(sa.Column("eyes", sa.String(length=8), nullable=True))
        item.add_column(sa.Column("eyed_by", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_desk_item_eyes", "desk_item", ["eyes", "rank_at", "thing_id"], sqlite_where=WAITS, postgresql_where=WAITS
    )
    _ties()
    _proposals()
    _samples()


def downgrade() -> None:
    for table in ("sample", "sample_draw", "proposal", "staff_tie"):
        op.drop_table(table)
    op.drop_index("ix_desk_item_eyes", "desk_item")
    with op.batch_alter_table("desk_item") as item:
        item.drop_column("eyed_by")
        item.drop_column("eyes")
    with op.batch_alter_table("staff") as staff:
        staff.drop_index(op.f("ix_staff_ward_code"))
        staff.drop_constraint(op.f("fk_staff_ward_code"), type_="foreignkey")
        staff.drop_column("ward_code")


def _ties() -> None:
    op.create_table(
        "staff_tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _choice("kind", ("family", "unit", "other")), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(nominee_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_staff_tie_one_subject")),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= declared_at", name=op.f("ck_staff_tie_dates")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_tie_staff_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_staff_tie_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_tie")),
    )
    op.create_index(op.f("ix_staff_tie_staff_id"), "staff_tie", ["staff_id"])


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("act", _choice("act", ("decide", "unpublish", "clear")), nullable=False),
        sa.Column(
            "state",
            _choice("state", ("pending", "disputed", "agreed", "upheld", "overturned", "lapsed")),
            nullable=False,
        ),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        *(column for which in ("first", "second", "third") for column in _judge(which)),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapsed", _choice("lapsed", ("changed", "gone", "retracted")), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('pending', 'disputed')) = (ended_at IS NULL)", name=op.f("ck_proposal_ended_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'lapsed') OR second_by IS NOT NULL", name=op.f("ck_proposal_judged_by_two")
        ),
        sa.CheckConstraint("second_by IS NULL OR second_by <> first_by", name=op.f("ck_proposal_two_people")),
        sa.CheckConstraint(
            "third_by IS NULL OR third_by NOT IN (first_by, second_by)", name=op.f("ck_proposal_three_people")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_proposal_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_proposal_decision_id")),
    )
    op.create_index("ix_proposal_line", "proposal", ["state", "first_at", "id"])
    op.create_index("ix_proposal_thing", "proposal", ["thing_kind", "thing_id"])
    op.create_index("ix_proposal_ended", "proposal", ["ended_at"])
    op.create_index(op.f("ix_proposal_first_by"), "proposal", ["first_by"])
    op.create_index(op.f("ix_proposal_second_by"), "proposal", ["second_by"])
    op.create_index(
        "uq_proposal_open", "proposal", ["thing_kind", "thing_id"], unique=True, sqlite_where=OPEN,
        postgresql_where=OPEN,
    )  # fmt: skip


def _judge(which: str) -> list[sa.Column]:
    """Who, called what, when, and what they would do."""
    must = which == "first"
    return [
        sa.Column(f"{which}_by", sa.Uuid(), nullable=not must),
        sa.Column(f"{which}_name", sa.String(length=120), nullable=False),
        sa.Column(f"{which}_at", sa.DateTime(timezone=True), nullable=not must),
        sa.Column(which, sa.JSON(), nullable=not must),
    ]


def _samples() -> None:
    op.create_table(
        "sample_draw",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(length=100), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_sample_draw")),
    )
    op.create_table(
        "sample",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("state", _choice("state", ("waiting", "agreed", "differed", "void")), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_name", sa.String(length=120), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.String(length=40), nullable=False),
        sa.Column("found_reason", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('agreed', 'differed')) = (reviewed_by IS NOT NULL)", name=op.f("ck_sample_judged_by_somebody")
        ),
        sa.CheckConstraint("reviewed_by IS NULL OR reviewed_by <> decided_by", name=op.f("ck_sample_two_people")),
        sa.ForeignKeyConstraint(["week"], ["sample_draw.week"], name=op.f("fk_sample_week")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_sample_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_sample_decision_id")),
    )
    op.create_index("ix_sample_line", "sample", ["state", "week", "id"])


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
