"""Who acts: a member of staff, a resident holding a receipt, or the system itself."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Offices of the portal (domain.md 7.5). A role is held within dates, by a person, for a unit or for all."""

    CLERK = "clerk"  # takes in what residents bring to the desk, by phone or by letter
    MODERATOR = "moderator"
    EDITOR = "editor"
    APPRAISER = "appraiser"
    BOARD_LEAD = "board_lead"
    AGENCY = "agency"
    CONFIDENTIAL_READER = "confidential_reader"  # cán bộ tiếp nhận tố cáo: reads what was written
    IDENTITY_KEEPER = "identity_keeper"  # may open who wrote it, for a stated purpose
    OBSERVER = "observer"  # the Fatherland Front's supervision: reads and samples
    ADMINISTRATOR = "administrator"  # accounts and settings, no right over content


class Kind(StrEnum):
    STAFF = "staff"
    RESIDENT = "resident"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one answerable for an act; `holds` lists the things whose receipt a resident has shown, or
    read out to a member of staff.

    What a member of staff may not judge follows from their unit, their home ward and their `ties`: people and units
    they said they are related to.
    """

    kind: Kind
    id: UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_id: UUID | None = None
    holds: frozenset[UUID] = frozenset()
    ward_code: str | None = None
    ties: frozenset[UUID] = frozenset()

    def is_any(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor(Kind.SYSTEM, name="system")
RESIDENT = Actor(Kind.RESIDENT)


def holder_of(thing_id: UUID) -> Actor:
    """A resident who has shown the receipt of this thing."""
    return Actor(Kind.RESIDENT, holds=frozenset({thing_id}))
