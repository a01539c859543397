"""A thing to judge and colleagues to judge it, without any room above."""

import uuid
from dataclasses import dataclass, field

from portal.core.actor import Actor, Kind, Role


@dataclass
class Leaf:
    """Something with a version and a state, as the desk sees it."""

    __tablename__ = "leaf"
    version: int = 3
    state: str = "received"
    clerk_id: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def colleague(name: str = "Đỗ Minh Châu", *roles: Role) -> Actor:
    """A member of staff; a moderator unless said otherwise."""
    return Actor(Kind.STAFF, uuid.uuid4(), name, frozenset(roles or (Role.MODERATOR,)))
