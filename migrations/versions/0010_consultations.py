"""Consultations: rounds, candidates, opinions, outcome."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "daily_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_salt")),
    )
    op.create_table(
        "round",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "scheduled",
                "answered",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("lede_vi", sa.String(length=600), nullable=False),
        sa.Column("lede_en", sa.String(length=600), nullable=False),
        sa.Column("notice_number", sa.String(length=60), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.Column("council_on", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("min_working_days", sa.Integer(), nullable=False),
        sa.Column("calendar_version", sa.String(length=40), nullable=False),
        sa.Column("legal_basis", sa.JSON(), nullable=False),
        sa.Column(
            "comments",
            sa.Enum("shown", "counted_only", name="comments", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "tally",
            sa.Enum(
                "never", "after_close", "always", name="tally", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("displays", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("root_hash", sa.String(length=64), nullable=True),
        sa.Column("ledger_size", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR (opens_at IS NOT NULL AND closes_at IS NOT NULL AND council_on IS NOT NULL AND officer_id IS NOT NULL AND calendar_version <> '')",
            name=op.f("ck_round_announced_is_whole"),
        ),
        sa.CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name=op.f("ck_round_window")),
        sa.CheckConstraint("root_hash IS NULL OR frozen_at IS NOT NULL", name=op.f("ck_round_frozen_has_time")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("slug", name=op.f("uq_round_slug")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index("ix_round_window", ["state", "closes_at", "id"], unique=False)

    op.create_table(
        "round_follower",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_follower")),
        sa.UniqueConstraint("email", "ward_code", "field", name=op.f("uq_round_follower_email_ward_code_field")),
    )
    op.create_table(
        "outcome_ledger",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_outcome_ledger_round_id")),
        sa.PrimaryKeyConstraint("round_id", "part", "position", name=op.f("pk_outcome_ledger")),
        sa.UniqueConstraint("opinion_id", "part", name=op.f("uq_outcome_ledger_opinion_id_part")),
    )
    op.create_table(
        "outcome_ledger_block",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_outcome_ledger_block_round_id")),
        sa.PrimaryKeyConstraint("round_id", "part", "position", name=op.f("pk_outcome_ledger_block")),
    )
    op.create_table(
        "outcome_supplement",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_outcome_supplement_round_id")),
        sa.PrimaryKeyConstraint("round_id", "part", name=op.f("pk_outcome_supplement")),
    )
    op.create_table(
        "round_note",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "extended",
                "outage",
                "corrected",
                "withdrawn",
                "council_moved",
                "outcome_changed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text_vi", sa.String(length=600), nullable=False),
        sa.Column("text_en", sa.String(length=600), nullable=False),
        sa.Column("closed_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_now", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_note_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_note")),
    )
    with op.batch_alter_table("round_note", schema=None) as batch_op:
        batch_op.create_index("ix_round_note_of", ["round_id", "made_at"], unique=False)

    op.create_table(
        "round_outage",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_outage_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_outage")),
    )
    with op.batch_alter_table("round_outage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_outage_round_id"), ["round_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("honour_code", sa.String(length=60), nullable=False),
        sa.Column("honour_vi", sa.String(length=200), nullable=False),
        sa.Column("honour_en", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("listed", "withdrawn", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "direct_worker",
                "leader",
                "citizen",
                "collective",
                "household",
                "enterprise",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_fold", sa.String(length=160), nullable=False),
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
        sa.Column("posthumous", sa.Boolean(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("unit_fold", sa.String(length=200), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("submission_number", sa.String(length=60), nullable=False),
        sa.Column("submission_on", sa.Date(), nullable=True),
        sa.Column("headline", sa.String(length=300), nullable=False),
        sa.Column("achievements", sa.JSON(), nullable=False),
        sa.Column("past_honours", sa.JSON(), nullable=False),
        sa.Column("standards", sa.JSON(), nullable=False),
        sa.Column("photo_file_id", sa.Uuid(), nullable=True),
        sa.Column("photo_alt", sa.String(length=300), nullable=False),
        sa.Column("photo_agreed", sa.String(length=300), nullable=False),
        sa.Column("photo_x", sa.Integer(), nullable=False),
        sa.Column("photo_y", sa.Integer(), nullable=False),
        sa.Column("illustration", sa.String(length=60), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=600), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND withdrawn_why <> '')",
            name=op.f("ck_candidate_withdrawn_has_reason"),
        ),
        sa.CheckConstraint(
            "birth_year IS NULL OR (birth_year > 1880 AND birth_year < 2100)", name=op.f("ck_candidate_birth_year")
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_candidate_nominee_id")),
        sa.ForeignKeyConstraint(["photo_file_id"], ["stored_file.id"], name=op.f("fk_candidate_photo_file_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["organisation.id"], name=op.f("fk_candidate_proposed_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_candidate_round_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_candidate_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("round_id", "slug", name=op.f("uq_candidate_round_id_slug")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_name_fold"), ["name_fold"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_nominee_id"), ["nominee_id"], unique=False)
        batch_op.create_index("ix_candidate_of", ["round_id", "position", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_proposed_by_id"), ["proposed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_ward_code"), ["ward_code"], unique=False)

    op.create_table(
        "candidate_document",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_document_candidate_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_candidate_document_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_document")),
    )
    with op.batch_alter_table("candidate_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_document_candidate_id"), ["candidate_id"], unique=False)

    op.create_table(
        "candidate_hold",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=600), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_why", sa.String(length=600), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "released_at IS NULL OR released_why <> ''", name=op.f("ck_candidate_hold_release_has_reason")
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_hold_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_hold")),
    )
    with op.batch_alter_table("candidate_hold", schema=None) as batch_op:
        batch_op.create_index(
            "uq_candidate_hold_present",
            ["candidate_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.create_table(
        "candidate_shown",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("calendar_version", sa.String(length=40), nullable=False),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_shown_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_shown")),
    )
    with op.batch_alter_table("candidate_shown", schema=None) as batch_op:
        batch_op.create_index("ix_candidate_shown_of", ["candidate_id", "shown_from"], unique=False)

    op.create_table(
        "candidate_visit_day",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_visit_day_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", "day", name=op.f("pk_candidate_visit_day")),
    )
    op.create_table(
        "candidate_visitor",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_visitor_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", "day", "mark", name=op.f("pk_candidate_visitor")),
    )
    op.create_table(
        "opinion_cluster",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "suggested",
                "coordinated",
                "dismissed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("example_id", sa.Uuid(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(length=600), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'coordinated' OR (marked_at IS NOT NULL AND why <> '')",
            name=op.f("ck_opinion_cluster_mark_has_reason"),
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_opinion_cluster_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_cluster")),
    )
    with op.batch_alter_table("opinion_cluster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_cluster_candidate_id"), ["candidate_id"], unique=False)

    op.create_table(
        "opinion_reply_invitation",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "by",
            sa.Enum("nominee", "unit", name="by", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_opinion_reply_invitation_candidate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_reply_invitation")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_opinion_reply_invitation_link_hash")),
    )
    with op.batch_alter_table("opinion_reply_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_reply_invitation_candidate_id"), ["candidate_id"], unique=False)

    op.create_table(
        "opinion_tally",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("axis", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("grp", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_opinion_tally_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", "axis", "key", "grp", name=op.f("pk_opinion_tally")),
    )
    op.create_table(
        "outcome_conclusion",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("signed_by", sa.String(length=120), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_outcome_conclusion_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_conclusion")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_outcome_conclusion_candidate_id")),
    )
    op.create_table(
        "outcome_point",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "accepted",
                "explained",
                "not_confirmed",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answer_vi", sa.Text(), nullable=False),
        sa.Column("answer_en", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IS NULL OR answer_vi <> ''", name=op.f("ck_outcome_point_answer_has_words")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_outcome_point_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_point")),
    )
    with op.batch_alter_table("outcome_point", schema=None) as batch_op:
        batch_op.create_index("ix_outcome_point_of", ["candidate_id", "position"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "published",
                "counted",
                "declined",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "verified",
            sa.Enum(
                "no",
                "email",
                "phone",
                "oidc",
                "clerk",
                name="verified",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_key", sa.String(length=64), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column(
            "stance",
            sa.Enum(
                "support",
                "remarks",
                "not_yet",
                "information",
                name="stance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column(
            "how_known",
            sa.Enum(
                "saw",
                "helped",
                "works_with",
                "heard",
                name="how_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "relation",
            sa.Enum(
                "none",
                "neighbour",
                "colleague",
                "family",
                "helped",
                "other",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("relation_text", sa.String(length=160), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column(
            "display",
            sa.Enum(
                "everyone",
                "initials",
                "staff",
                "unpublished",
                name="display",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "desk", "phone", "letter", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("clerk_id", sa.Uuid(), nullable=True),
        sa.Column("letter_file_id", sa.Uuid(), nullable=True),
        sa.Column("slow_lane", sa.Boolean(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("shown_text", sa.Text(), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("shown_as", sa.String(length=160), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=True),
        sa.Column("coordinated", sa.Boolean(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("unused_why", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("point_id IS NULL OR unused_why = ''", name=op.f("ck_opinion_one_place")),
        sa.CheckConstraint(
            "state <> 'declined' OR reason_code IS NOT NULL", name=op.f("ck_opinion_declined_has_reason")
        ),
        sa.CheckConstraint("verified = 'no' OR verified_at IS NOT NULL", name=op.f("ck_opinion_verified_has_time")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_opinion_candidate_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["opinion_cluster.id"], name=op.f("fk_opinion_cluster_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["opinion.id"], name=op.f("fk_opinion_follows_id")),
        sa.ForeignKeyConstraint(["letter_file_id"], ["stored_file.id"], name=op.f("fk_opinion_letter_file_id")),
        sa.ForeignKeyConstraint(["point_id"], ["outcome_point.id"], name=op.f("fk_opinion_point_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_opinion_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("form_key", name=op.f("uq_opinion_form_key")),
        sa.UniqueConstraint("number", name=op.f("uq_opinion_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_opinion_receipt_hash")),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index("ix_opinion_all", ["candidate_id", "submitted_at", "id"], unique=False)
        batch_op.create_index("ix_opinion_cluster", ["cluster_id"], unique=False)
        batch_op.create_index("ix_opinion_point", ["point_id"], unique=False)
        batch_op.create_index("ix_opinion_public", ["candidate_id", "state", "decided_at", "id"], unique=False)
        batch_op.create_index("ix_opinion_queue", ["state", "submitted_at", "id"], unique=False)
        batch_op.create_index(
            "uq_opinion_person",
            ["candidate_id", "person_key"],
            unique=True,
            sqlite_where=sa.text("current AND person_key IS NOT NULL"),
            postgresql_where=sa.text("current AND person_key IS NOT NULL"),
        )

    op.create_table(
        "opinion_file",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_opinion_file_file_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_file_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_opinion_file_file_id")),
    )
    with op.batch_alter_table("opinion_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_file_opinion_id"), ["opinion_id"], unique=False)

    op.create_table(
        "opinion_waiting_file",
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_opinion_waiting_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_waiting_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_opinion_waiting_file_file_id")),
    )
    with op.batch_alter_table("opinion_waiting_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_waiting_file_added_at"), ["added_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_waiting_file_form_key"), ["form_key"], unique=False)

    op.create_table(
        "opinion_reply",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column(
            "by",
            sa.Enum("nominee", "unit", name="by", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "published", "declined", name="state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown_text", sa.Text(), nullable=True),
        sa.Column("signed", sa.String(length=160), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_reply_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_reply")),
        sa.UniqueConstraint("opinion_id", "by", name=op.f("uq_opinion_reply_opinion_id_by")),
    )
    with op.batch_alter_table("opinion_reply", schema=None) as batch_op:
        batch_op.create_index("ix_opinion_reply_queue", ["state", "sent_at", "id"], unique=False)

    op.create_table(
        "opinion_trace",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_opinion_trace_candidate_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_trace_opinion_id")),
        sa.PrimaryKeyConstraint("opinion_id", name=op.f("pk_opinion_trace")),
    )
    with op.batch_alter_table("opinion_trace", schema=None) as batch_op:
        batch_op.create_index("ix_opinion_trace_network", ["candidate_id", "network"], unique=False)

    op.create_table(
        "opinion_verification",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column(
            "by",
            sa.Enum(
                "no", "email", "phone", "oidc", "clerk", name="by", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_verification_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_verification")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_opinion_verification_link_hash")),
    )
    with op.batch_alter_table("opinion_verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_verification_opinion_id"), ["opinion_id"], unique=False)

    op.create_table(
        "opinion_writer",
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_writer_opinion_id")),
        sa.PrimaryKeyConstraint("opinion_id", name=op.f("pk_opinion_writer")),
    )


def downgrade() -> None:
    op.drop_table("opinion_writer")
    with op.batch_alter_table("opinion_verification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_verification_opinion_id"))

    op.drop_table("opinion_verification")
    with op.batch_alter_table("opinion_trace", schema=None) as batch_op:
        batch_op.drop_index("ix_opinion_trace_network")

    op.drop_table("opinion_trace")
    with op.batch_alter_table("opinion_reply", schema=None) as batch_op:
        batch_op.drop_index("ix_opinion_reply_queue")

    op.drop_table("opinion_reply")
    with op.batch_alter_table("opinion_waiting_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_waiting_file_form_key"))
        batch_op.drop_index(batch_op.f("ix_opinion_waiting_file_added_at"))

    op.drop_table("opinion_waiting_file")
    with op.batch_alter_table("opinion_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_file_opinion_id"))

    op.drop_table("opinion_file")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_opinion_person",
            sqlite_where=sa.text("current AND person_key IS NOT NULL"),
            postgresql_where=sa.text("current AND person_key IS NOT NULL"),
        )
        batch_op.drop_index("ix_opinion_queue")
        batch_op.drop_index("ix_opinion_public")
        batch_op.drop_index("ix_opinion_point")
        batch_op.drop_index("ix_opinion_cluster")
        batch_op.drop_index("ix_opinion_all")

    op.drop_table("opinion")
    with op.batch_alter_table("outcome_point", schema=None) as batch_op:
        batch_op.drop_index("ix_outcome_point_of")

    op.drop_table("outcome_point")
    op.drop_table("outcome_conclusion")
    op.drop_table("opinion_tally")
    with op.batch_alter_table("opinion_reply_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_reply_invitation_candidate_id"))

    op.drop_table("opinion_reply_invitation")
    with op.batch_alter_table("opinion_cluster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_cluster_candidate_id"))

    op.drop_table("opinion_cluster")
    op.drop_table("candidate_visitor")
    op.drop_table("candidate_visit_day")
    with op.batch_alter_table("candidate_shown", schema=None) as batch_op:
        batch_op.drop_index("ix_candidate_shown_of")

    op.drop_table("candidate_shown")
    with op.batch_alter_table("candidate_hold", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_candidate_hold_present",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.drop_table("candidate_hold")
    with op.batch_alter_table("candidate_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_document_candidate_id"))

    op.drop_table("candidate_document")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_ward_code"))
        batch_op.drop_index(batch_op.f("ix_candidate_proposed_by_id"))
        batch_op.drop_index("ix_candidate_of")
        batch_op.drop_index(batch_op.f("ix_candidate_nominee_id"))
        batch_op.drop_index(batch_op.f("ix_candidate_name_fold"))

    op.drop_table("candidate")
    with op.batch_alter_table("round_outage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_outage_round_id"))

    op.drop_table("round_outage")
    with op.batch_alter_table("round_note", schema=None) as batch_op:
        batch_op.drop_index("ix_round_note_of")

    op.drop_table("round_note")
    op.drop_table("outcome_supplement")
    op.drop_table("outcome_ledger_block")
    op.drop_table("outcome_ledger")
    op.drop_table("round_follower")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index("ix_round_window")

    op.drop_table("round")
    op.drop_table("daily_salt")
