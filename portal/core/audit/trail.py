"""The general audit trail, which every room writes."""

from typing import Any

from portal.core.actor import Actor
from portal.core.audit.chain import Chain
from portal.core.audit.models import AuditEntry, AuditHead
from portal.core.policy import Permission

TRAIL = Chain("trail", AuditEntry, AuditHead)


def record(by: Actor, act: Permission, thing: Any, **detail: object) -> None:
    """Note who did what to which thing. Kept with the act itself or not at all.

    `detail` holds states, versions, reasons: never a resident's name, contact or text.
    """
    TRAIL.record(by, act, thing, detail)
