"""What an appeal or a report is about: known by table and id, with what the desk's list shows of it."""

import uuid
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something the public or its writer knows: a testimony, a story, an opinion, a candidate. The rooms above bring it."""

    thing_kind: str
    thing_id: uuid.UUID
    title: str
    number: str = ""
    ward_code: str | None = None
    round_id: uuid.UUID | None = None
    candidate_id: uuid.UUID | None = None
    nominee_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None

    @property
    def values(self) -> dict[str, Any]:
        """As columns."""
        return asdict(self) | {"title": self.title[:200]}


class OfMatter:
    """Mixin: what it is about, as it was called when it came."""

    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    title: Mapped[str] = mapped_column(sa.String(200))
    number: Mapped[str] = mapped_column(sa.String(16), default="")
    ward_code: Mapped[str | None] = mapped_column(sa.String(60))
    round_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    nominee_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)

    @property
    def listed(self) -> dict[str, Any]:
        """What the desk's list shows of it."""
        names = ("title", "number", "ward_code", "round_id", "candidate_id", "nominee_id", "organisation_id")
        return {name: getattr(self, name) for name in names}
