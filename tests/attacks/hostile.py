"""A portal in which every word that people typed is hostile."""

import random
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import Base, db, unit_of_work
from portal.engines.text import sanitise, tidy

FILE = Path(__file__).with_name("payloads.txt")
PAYLOADS = tuple(
    line.encode("ascii").decode("unicode_escape")
    for line in FILE.read_text(encoding="ascii").splitlines()
    if line and not line.startswith("# ")
)
OWN = (
    "audit_",
    "confidential_",
    "job",
    "letter",
    "spent_",
    "counter",
    "daily_",
    "story_text",
    "story_tally",
    "outcome_ledger",
)
MADE = re.compile(
    r".*(_hash|_fold|_code|_kind|_key|_hash|sha256|_url)|hash|slug|code|kind|field|language|state_before|illustration|axis|key|grp"
    r"|contact_mark|media_type|calendar_version|themes_text|folded|exact|tags|network|device|mark|unused_why|of_text|salt|digest|role|sender"
    r"|phone|email|theme|ward_code|eyes|stance|outcome|found"
)  # what the portal writes itself, or reads in a strict form; the rest people type
OURS = {  # the like, where people type into a column of that name elsewhere
    "desk_item.channel", "desk_item.flags", "desk_item.number", "desk_item.stage", "desk_item.stance", "flag.check_name",
    "learnt.numbers",
}  # fmt: skip
LISTS = ("achievements", "past_honours", "standards", "legal_basis")
BLANKS = ("canned_wording.text_vi", "canned_wording.text_en")  # a bracket that is no blank is refused there
SURE = "\"'><img src=x onerror=alert(1) data-xss=1>{{2*127729}}"


def columns(table: sa.Table) -> Iterator[sa.Column[Any]]:
    """The columns of a table in which people's words are kept."""
    alone = {
        next(iter(c.columns)) for c in table.constraints if isinstance(c, sa.UniqueConstraint) and len(c.columns) == 1
    }
    for column in table.columns:
        plain = isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
        if (plain or column.name in LISTS) and not (
            MADE.fullmatch(column.name)
            or f"{table.name}.{column.name}" in OURS
            or column.primary_key
            or column.foreign_keys
            or column.unique
            or column in alone
        ):
            yield column


class Poison:
    """Writes payloads over every word in the database. Each value bears a mark, by which it is found on pages again."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self.chance = random.Random(turn)
        self.at = 0
        self.marks: dict[str, tuple[str, str]] = {}  # mark -> column, value as kept

    def pour(self) -> None:
        """Over every row of every table that is not the portal's own."""
        with unit_of_work() as session:
            for table in Base.metadata.sorted_tables:
                wanted = [] if table.name.startswith(OWN) else list(columns(table))
                if wanted:
                    for row in session.execute(sa.select(table).limit(40)).mappings().all():
                        values = {c.name: self._value(table, c, row[c.name]) for c in wanted if row[c.name] is not None}
                        if values:
                            session.execute(
                                sa.update(table).where(*(k == row[k.name] for k in table.primary_key)).values(values)
                            )
        db.session.remove()

    def _value(self, table: sa.Table, column: sa.Column[Any], present: Any) -> Any:
        name = f"{table.name}.{column.name}"
        if column.name in LISTS:
            return [
                {k: self._text(f"{name}[]", 200) if isinstance(v, str) else v for k, v in each.items()}
                for each in present
            ]
        if name == "story.body_html":
            return self.body()
        return self._text(name, getattr(column.type, "length", None))

    def body(self) -> str:
        """A story's text in which everything stands, through the only door there is."""
        mark = self._mark()
        kept = sanitise.story_html(f"<p>{mark} hết</p>" + "\n".join(f"<p>{each}</p>" for each in self._shuffled()))
        self.marks[mark] = ("story.body_html", f"{mark} hết")
        return kept

    def _text(self, name: str, most: int | None) -> str:
        mark = self._mark()
        if most is None:
            value = tidy.prose(f"{mark} {SURE}\n\n" + "\n\n".join(self._shuffled()))
        elif self.turn == 0:
            value = self._packed(f"{mark} {SURE} ", most)
        else:
            value = tidy.line(self._next())[:most] or mark  # alone: some payloads only work from the first character on
        if name in BLANKS:
            value = re.sub(r"[{}]", "", value)
        self.marks[mark] = (name, value)
        return value

    def _packed(self, value: str, most: int) -> str:
        while len(value) < most:
            value += self._next() + " "
        return tidy.line(value[:most]) or "x"

    def _shuffled(self) -> list[str]:
        return self.chance.sample(PAYLOADS, len(PAYLOADS))

    def _next(self) -> str:
        self.at += 1
        return PAYLOADS[(self.at * 7 + self.turn * 131) % len(PAYLOADS)]

    def _mark(self) -> str:
        return f"zq{self.turn}x{len(self.marks)}qz"


def filled(model: Any, **given: Any) -> Any:
    """A row of a model with something in every column that must have something."""
    for column in model.__table__.columns:
        if column.name not in given and not column.nullable and column.default is None:
            given[column.name] = _something(column)
    return model(**given)


def _something(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.Uuid):
        return uuid.uuid4()
    if isinstance(column.type, sa.Enum):
        return next(iter(column.type.enum_class)) if column.type.enum_class else column.type.enums[0]
    if isinstance(column.type, sa.String):
        return uuid.uuid4().hex[: column.type.length or 32]
    if isinstance(column.type, sa.Integer):
        return 1
    if isinstance(column.type, sa.Date):
        return clock.today()
    return clock.now()
