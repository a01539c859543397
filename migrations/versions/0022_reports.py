"""Reports of readers on anything public, an item for each thing; those on stories move there."""

import uuid
from datetime import date, timedelta
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = depends_on = None

LANES = ("readers", "about_me")
OUTCOMES = ("nothing_wrong", "corrected", "taken_down", "answered", "moved_on", "gone")
OF_STORY = ("wrong_fact", "privacy", "photo", "other")
KINDS = ("wrong_fact", "privacy", "photo", "insult", "other", "my_correction", "my_consent", "my_photo", "my_data")
RELATIONS = ("self", "parent", "other")
OPEN = sa.text("lane = 'readers' AND settled_at IS NULL")
READ_DAYS = 2


def upgrade() -> None:
    """`portal desk lay` puts what is open on the list."""
    _make_tables()
    _take_over()
    op.drop_table("story_report")


def _make_tables() -> None:
    op.create_table(
        "report_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("thing_kind", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("ward_code", sa.String(length=60), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("lane", _choice("lane", LANES), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("opening", sa.String(length=240), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", _choice("outcome", OUTCOMES), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked", sa.String(length=500), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_report_case_settled_has_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_case")),
    )
    op.create_index("ix_report_case_thing", "report_case", ["thing_kind", "thing_id"])
    op.create_index(
        "uq_report_case_open", "report_case", ["thing_kind", "thing_id"], unique=True, sqlite_where=OPEN,
        postgresql_where=OPEN,
    )  # fmt: skip
    op.create_table(
        "reader_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("relation", _choice("relation", RELATIONS), nullable=True),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("contact_mark", sa.String(length=64), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name=op.f("fk_reader_report_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_report")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_reader_report_case_id_number")),
    )
    op.create_index("ix_reader_report_mark", "reader_report", ["contact_mark"])


def _take_over() -> None:
    """What was reported of a story is one item while it is open, and one for each report that was looked into.

    Nobody noted what came of those: they are told nothing, and count neither for nor against who reported.
    """
    bind = op.get_bind()
    old, story = _old(), sa.table("story", sa.column("id", sa.Uuid()), *map(sa.column, ("title", "ward_code")), sa.column("nominee_id", sa.Uuid()))  # fmt: skip
    pick = sa.select(old, story.c.title, story.c.ward_code, story.c.nominee_id).join(
        story, story.c.id == old.c.story_id
    )
    rows = bind.execute(pick.order_by(old.c.story_id, old.c.settled_at, old.c.made_at)).mappings().all()
    for _, some in groupby(rows, key=lambda r: (r["story_id"], r["settled_at"] and r["id"])):
        _case(bind, list(some))


def _case(bind: sa.Connection, some: list[sa.RowMapping]) -> None:
    first, id = some[0], uuid.uuid4()
    done = first["settled_at"] is not None
    case = {
        "id": id, "version": 1, "thing_kind": "story", "thing_id": first["story_id"], "title": first["title"][:200],
        "number": "", "ward_code": first["ward_code"], "round_id": None, "candidate_id": None,
        "nominee_id": first["nominee_id"], "organisation_id": None, "lane": "readers", "count": len(some),
        "weight": 100 * len(some), "opening": first["text"][:240], "language": "vi", "first_at": first["made_at"],
        "due_on": _due(first["made_at"].date()), "outcome": "moved_on" if done else None, "words": "", "note": "",
        "checked": "", "settled_by": first["settled_by"], "settled_at": first["settled_at"],
    }  # fmt: skip
    bind.execute(sa.insert(_new("report_case", case)).values(**case))
    for number, row in enumerate(some, 1):
        report = {
            "id": row["id"], "case_id": id, "number": number, "kind": row["kind"], "text": row["text"], "name": "",
            "relation": None, "contact": row["contact"], "contact_mark": None, "weight": 100, "language": "vi",
            "made_at": row["made_at"], "told_at": row["settled_at"],
        }  # fmt: skip
        bind.execute(sa.insert(_new("reader_report", report)).values(**report))


def _due(day: date) -> date:
    """Two week days later: no calendar is read here."""
    for _ in range(READ_DAYS):
        day += timedelta(days=1 + (2 if day.weekday() == 4 else 1 if day.weekday() == 5 else 0))
    return day


def _new(name: str, values: dict[str, object]) -> sa.TableClause:
    """A table of these columns, each typed by what it takes."""
    return sa.table(name, *(sa.column(column, _type(column, value)) for column, value in values.items()))


def _type(column: str, value: object) -> sa.types.TypeEngine[object]:
    if column == "id" or column.endswith(("_id", "_by")):
        return sa.Uuid()  # type: ignore[return-value]  # a type of other values
    if column.endswith("_at"):
        return sa.DateTime(timezone=True)  # type: ignore[return-value]  # a type of other values
    kinds = {date: sa.Date(), int: sa.Integer()}
    return kinds.get(type(value), sa.String())  # type: ignore[return-value, call-overload, no-any-return]  # a type of other values


def _old() -> sa.TableClause:
    return sa.table(
        "story_report", sa.column("id", sa.Uuid()), sa.column("story_id", sa.Uuid()), sa.column("kind", sa.String()),
        sa.column("text", sa.Text()), sa.column("contact", sa.String()),
        sa.column("made_at", sa.DateTime(timezone=True)), sa.column("settled_at", sa.DateTime(timezone=True)),
        sa.column("settled_by", sa.Uuid()),
    )  # fmt: skip


def downgrade() -> None:
    """Reports on stories go back; those on other things, and what people asked about themselves, had no place before."""
    op.create_table(
        "story_report",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _choice("kind", OF_STORY), nullable=False),
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
    op.create_index(op.f("ix_story_report_story_id"), "story_report", ["story_id"])
    op.execute(
        "INSERT INTO story_report (id, version, story_id, kind, text, contact, made_at, settled_at, settled_by) "
        "SELECT r.id, 1, c.thing_id, r.kind, r.text, r.contact, r.made_at, c.settled_at, c.settled_by "
        "FROM reader_report r JOIN report_case c ON c.id = r.case_id "
        "WHERE c.thing_kind = 'story' AND c.lane = 'readers' AND r.kind IN ('wrong_fact', 'privacy', 'photo', 'other')"
    )
    op.drop_table("reader_report")
    op.drop_table("report_case")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
