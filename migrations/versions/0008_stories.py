"""Stories, their search and what readers send."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE story_text_fts USING fts5(folded, exact, tags, content='story_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE TRIGGER story_text_fts_ai AFTER INSERT ON story_text BEGIN "
    "INSERT INTO story_text_fts(rowid, folded, exact, tags) VALUES (new.id, new.folded, new.exact, new.tags); END",
    "CREATE TRIGGER story_text_fts_ad AFTER DELETE ON story_text BEGIN "
    "INSERT INTO story_text_fts(story_text_fts, rowid, folded, exact, tags) "
    "VALUES ('delete', old.id, old.folded, old.exact, old.tags); END",
    "CREATE TRIGGER story_text_fts_au AFTER UPDATE OF folded, exact, tags ON story_text BEGIN "
    "INSERT INTO story_text_fts(story_text_fts, rowid, folded, exact, tags) "
    "VALUES ('delete', old.id, old.folded, old.exact, old.tags); "
    "INSERT INTO story_text_fts(rowid, folded, exact, tags) VALUES (new.id, new.folded, new.exact, new.tags); END",
)
POSTGRESQL = (
    "ALTER TABLE story_text ADD COLUMN tsv tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, folded || ' ' || tags)) STORED",
    "ALTER TABLE story_text ADD COLUMN tsv_exact tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, exact || ' ' || tags)) STORED",
    # words that stand side by side, as words of their own: an index of these finds a phrase without reading every text
    "CREATE FUNCTION side_by_side(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
    "SELECT coalesce(array_to_tsvector(array_agg(DISTINCT left(w, 100) || '_' || left(n, 100))), ''::tsvector) "
    "FROM (SELECT w, lead(w) OVER (ORDER BY o) AS n FROM string_to_table(words, ' ') WITH ORDINALITY AS t(w, o)) AS p "
    "WHERE w <> '' AND n <> '' $$",
    "ALTER TABLE story_text ADD COLUMN tsv_pairs tsvector GENERATED ALWAYS AS (side_by_side(folded)) STORED",
    "CREATE INDEX ix_tsv_story_text ON story_text USING gin (tsv)",
    "CREATE INDEX ix_tsv_pairs_story_text ON story_text USING gin (tsv_pairs)",
)


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column(
            "state",
            sa.Enum(
                "draft", "published", "removed", name="state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("deck", sa.String(length=400), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.Column("quote_by", sa.String(length=160), nullable=False),
        sa.Column("people", sa.String(length=300), nullable=False),
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
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("ward_then", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("happened_text", sa.String(length=160), nullable=False),
        sa.Column("happened_from", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("told_by", sa.String(length=160), nullable=False),
        sa.Column("thanks", sa.Integer(), nullable=False),
        sa.Column("themes_text", sa.String(length=200), nullable=False),
        sa.Column("photo_file_id", sa.Uuid(), nullable=True),
        sa.Column("photo_alt", sa.String(length=300), nullable=False),
        sa.Column("illustration", sa.String(length=60), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_note", sa.String(length=500), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "removal_reason",
            sa.Enum(
                "nominee_asked",
                "facts_wrong",
                "privacy",
                "law",
                name="removal_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' OR (published_at IS NOT NULL AND slug IS NOT NULL)",
            name=op.f("ck_story_published_has_time"),
        ),
        sa.CheckConstraint(
            "state <> 'removed' OR (removed_at IS NOT NULL AND removal_reason IS NOT NULL)",
            name=op.f("ck_story_removed_has_reason"),
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_story_nominee_id")),
        sa.ForeignKeyConstraint(["photo_file_id"], ["stored_file.id"], name=op.f("fk_story_photo_file_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_story_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("slug", name=op.f("uq_story_slug")),
    )
    with op.batch_alter_table("story") as batch_op:
        batch_op.create_index("ix_story_group", ["state", "position_group", "published_at", "id"], unique=False)
        batch_op.create_index("ix_story_newest", ["state", "published_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_nominee_id"), ["nominee_id"], unique=False)
        batch_op.create_index("ix_story_ward", ["state", "ward_code", "published_at", "id"], unique=False)
        batch_op.create_index("ix_story_lead_photo", ["photo_file_id"], unique=False)
        batch_op.create_index(
            "ix_story_ward_group", ["state", "ward_code", "position_group", "published_at", "id"], unique=False
        )
    op.create_table(
        "story_theme",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "hard_task",
                "rescue",
                "care",
                "learning",
                "community",
                "gratitude",
                "honesty",
                "culture",
                "environment",
                "work",
                "safety",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("position_group", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_theme_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "theme", name=op.f("pk_story_theme")),
    )
    with op.batch_alter_table("story_theme") as batch_op:
        batch_op.create_index("ix_story_theme_newest", ["theme", "published_at", "story_id"], unique=False)
        batch_op.create_index("ix_story_theme_ward", ["theme", "ward_code", "published_at", "story_id"], unique=False)
        batch_op.create_index(
            "ix_story_theme_group", ["theme", "position_group", "published_at", "story_id"], unique=False
        )
        batch_op.create_index(
            "ix_story_theme_both", ["theme", "ward_code", "position_group", "published_at", "story_id"], unique=False
        )
    op.create_table(
        "story_source",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_story_source_nomination_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_source_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "nomination_id", name=op.f("pk_story_source")),
    )
    with op.batch_alter_table("story_source") as batch_op:
        batch_op.create_index(batch_op.f("ix_story_source_nomination_id"), ["nomination_id"], unique=False)
    op.create_table(
        "story_photo",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column("caption", sa.String(length=300), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("focus_x", sa.Integer(), nullable=False),
        sa.Column("focus_y", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_story_photo_file_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_photo_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_photo")),
    )
    with op.batch_alter_table("story_photo") as batch_op:
        batch_op.create_index(batch_op.f("ix_story_photo_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_photo_story_id"), ["story_id"], unique=False)
    op.create_table(
        "story_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_text_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_text")),
        sa.UniqueConstraint("story_id", name=op.f("uq_story_text_story_id")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
    op.create_table(
        "story_tally",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_story_tally")),
    )
    op.create_table(
        "story_revision",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_revision_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_revision")),
    )
    with op.batch_alter_table("story_revision") as batch_op:
        batch_op.create_index("ix_story_revision_of", ["story_id", "made_at"], unique=False)
    op.create_table(
        "thanks",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_thanks_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "device", name=op.f("pk_thanks")),
    )
    op.create_table(
        "story_report",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "wrong_fact",
                "privacy",
                "photo",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_report_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_report")),
    )
    with op.batch_alter_table("story_report") as batch_op:
        batch_op.create_index(batch_op.f("ix_story_report_story_id"), ["story_id"], unique=False)


def downgrade() -> None:
    op.drop_table("story_report")
    op.drop_table("thanks")
    op.drop_table("story_revision")
    op.drop_table("story_tally")
    op.execute("DROP TABLE IF EXISTS story_text_fts")
    op.drop_table("story_text")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION side_by_side(text)")
    op.drop_table("story_photo")
    op.drop_table("story_source")
    op.drop_table("story_theme")
    op.drop_table("story")
