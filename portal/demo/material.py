"""What the demo tells: stories with their testimonies, and tips that are on their way, from the data files beside it."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from portal.core import clock
from portal.engines.text.fold import fold
from portal.nominations.states import ConsentSaid, HowKnown, ShowName
from portal.nominations.told import Told, ToldSubject, ToldWitness, ToldWriter
from portal.nominees.states import Honorific, NomineeKind, PositionGroup
from portal.stories.states import Theme

HERE = Path(__file__).parent
LABEL = "Dữ liệu minh họa"
HONORIFICS = ("ông", "bà", "anh", "chị", "cô", "thầy", "bác", "em")


@dataclass(frozen=True)
class Tale:
    """One row of a data file."""

    raw: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.raw[name]

    @property
    def happened(self) -> date:
        """When the deed was, or began."""
        return date.fromisoformat(self.raw["day"])

    @property
    def kinds(self) -> tuple[Theme, ...]:
        """The themes."""
        return tuple(Theme(value) for value in self.raw["themes"])

    @property
    def body_html(self) -> str:
        """The paragraphs as HTML, with the label that it is invented."""
        return "".join(f"<p>{escape(part, quote=False)}</p>" for part in [*self.raw["body"], f"({LABEL}.)"])

    @property
    def minor(self) -> bool:
        """Whether a child is told of."""
        return any(person["minor"] for person in self.raw["people"])

    @property
    def collective(self) -> bool:
        """Whether it is about more than persons."""
        return any(person["kind"] != "person" for person in self.raw["people"])

    def told(self, number: int, *, how: HowKnown = HowKnown.SAW, said: ConsentSaid = ConsentSaid.NOT_ASKED) -> Told:
        """The testimony a resident would have sent."""
        return Told(
            subjects=tuple(self._subject(person) for person in self.raw["people"]),
            title=self.raw["title"],
            story="\n\n".join(self.raw["body"]),
            how_known=how,
            consent_said=said,
            parent_said=said if self.minor else None,
            writer=self._writer(number),
            happened_from=self.happened,
            happened_text=self.raw["when"],
            place=self.raw["place"],
            ward_code=self.raw["ward"],
            witnesses=(ToldWitness("Bà hàng xóm", f"09000{number:05d}"),) if number % 3 == 0 else (),
        )

    def _subject(self, person: dict[str, Any]) -> ToldSubject:
        return ToldSubject(
            NomineeKind(person["kind"]), person["name"], Honorific(person["honorific"]), PositionGroup(person["group"]),
            person["occupation"], self.raw["place"], self.raw["ward"], person["minor"],
        )  # fmt: skip

    def _writer(self, number: int) -> ToldWriter:
        name = self.raw["told_by"]
        first, _, rest = name.partition(" ")
        name = rest if first.lower() in HONORIFICS and rest else name
        name = name[:1].upper() + name[1:]
        email = f"{'.'.join(fold(name).split())}@example.vn"[:60] if number % 5 == 0 else ""
        shown = ShowName.FULL if number % 4 else ShowName.INITIALS
        return ToldWriter(name, f"+849000{number:05d}", email, "hàng xóm", shown, clock.now())


@cache
def read(file: str) -> tuple[Tale, ...]:
    """The tales of a data file."""
    lines = (HERE / file).read_text(encoding="utf8").splitlines()
    return tuple(Tale(json.loads(line)) for line in lines if line.strip())
