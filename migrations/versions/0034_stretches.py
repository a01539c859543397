"""On PostgreSQL words are indexed by stretches of texts, so that a search reads the newest first and no more than it shows:
words that are common alone and rare together were read in all texts. What was stored of each for that is gone."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = depends_on = None

# Each word, and each two that stand side by side, with the number of its stretch before it: the newest hits are found a
# stretch at a time, and a beginning of a word costs what one stretch holds.
_LEXEMES = (
    "CREATE FUNCTION story_lexemes(number integer, folded text, tags text) RETURNS tsvector "
    "LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$ "
    "SELECT array_to_tsvector(ARRAY("
    "SELECT stretch || '/' || word FROM unnest(words || string_to_array(tags, ' ')) AS word UNION ALL "
    "SELECT stretch || '_' || one || '_' || two FROM unnest(words, words[2:]) AS near(one, two) WHERE two <> '')) "
    "FROM (SELECT CAST(number / 8192 AS text) AS stretch, "
    "ARRAY(SELECT left(word, 100) FROM string_to_table(folded, ' ') AS word WHERE word <> '') AS words OFFSET 0) AS told $$"
)
_INDEX = (  # without a list of what is still to be indexed, which every stretch of every search would read through
    "CREATE INDEX ix_tsv_story_text ON story_text USING gin (story_lexemes(id, folded, tags)) WITH (fastupdate = off)"
)
_NO_STATISTICS = "ALTER INDEX ix_tsv_story_text ALTER COLUMN 1 SET STATISTICS 0"  # texts would be taken apart for them
_ONCE = "btrim(regexp_replace({}, ' +', ' ', 'g'))"  # phrases are looked for in the text itself; this also gives the room back


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE story_text DROP COLUMN tsv, DROP COLUMN tsv_exact, DROP COLUMN tsv_pairs")
    op.execute("DROP FUNCTION side_by_side(text)")
    texts = (f"ALTER COLUMN {name} TYPE text USING {_ONCE.format(name)}" for name in ("folded", "exact"))
    op.execute(f"ALTER TABLE story_text {', '.join(texts)}")
    op.execute(_LEXEMES)
    op.execute(_INDEX)
    op.execute(_NO_STATISTICS)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP INDEX ix_tsv_story_text")
    op.execute("DROP FUNCTION story_lexemes(integer, text, text)")
    for statement in _BEFORE:
        op.execute(statement)


_BEFORE = (  # as 0008 made them
    "ALTER TABLE story_text ADD COLUMN tsv tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, folded || ' ' || tags)) STORED",
    "ALTER TABLE story_text ADD COLUMN tsv_exact tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, exact || ' ' || tags)) STORED",
    "CREATE FUNCTION side_by_side(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
    "SELECT coalesce(array_to_tsvector(array_agg(DISTINCT left(w, 100) || '_' || left(n, 100))), ''::tsvector) "
    "FROM (SELECT w, lead(w) OVER (ORDER BY o) AS n FROM string_to_table(words, ' ') WITH ORDINALITY AS t(w, o)) AS p "
    "WHERE w <> '' AND n <> '' $$",
    "ALTER TABLE story_text ADD COLUMN tsv_pairs tsvector GENERATED ALWAYS AS (side_by_side(folded)) STORED",
    "CREATE INDEX ix_tsv_story_text ON story_text USING gin (tsv)",
    "CREATE INDEX ix_tsv_pairs_story_text ON story_text USING gin (tsv_pairs)",
)
