"""Beginnings of words up to the longest syllable have an index of their own on SQLite: one of five letters read every hit."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = depends_on = None

_TABLE = (
    "CREATE VIRTUAL TABLE story_text_fts USING fts5(folded, exact, tags, content='story_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='{lengths}')"
)


def upgrade() -> None:
    """No Vietnamese syllable is longer than seven letters (nghiêng)."""
    _index_anew("2 3 4 5 6 7")


def downgrade() -> None:
    _index_anew("2 3")


def _index_anew(lengths: str) -> None:
    """The triggers that keep the index stand on the table of texts, and stay."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("DROP TABLE story_text_fts")
    op.execute(_TABLE.format(lengths=lengths))
    op.execute("INSERT INTO story_text_fts(story_text_fts) VALUES ('rebuild')")
