"""What somebody asks about themselves, as values."""

from dataclasses import dataclass

from portal.moderation.reports.states import Relation, ReportKind


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A wish of whoever a story or a proposal is about; `relation` is who asks for them."""

    kind: ReportKind
    text: str
    name: str
    relation: Relation
    contact: str
    language: str = "vi"
