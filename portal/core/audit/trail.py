"""The general audit trail, which every room writes."""

import contextvars
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from portal.core.actor import Actor
from portal.core.audit.chain import Chain
from portal.core.audit.models import AuditEntry, AuditHead
from portal.core.policy import Permission

TRAIL = Chain("trail", AuditEntry, AuditHead)
_whole: contextvars.ContextVar[uuid.UUID | None] = contextvars.ContextVar("whole", default=None)


def record(by: Actor, act: Permission, thing: Any, **detail: object) -> None:
    """Note who did what to which thing. Kept with the act itself or not at all.

    `detail` holds states, versions, reasons: never a resident's name, contact or text.
    """
    whole = _whole.get()
    TRAIL.record(by, act, thing, detail if whole is None else detail | {"part_of": whole})


@contextmanager
def part_of(whole: uuid.UUID) -> Iterator[None]:
    """Let every act noted inside say of which larger act it is a part."""
    token = _whole.set(whole)
    try:
        yield
    finally:
        _whole.reset(token)
