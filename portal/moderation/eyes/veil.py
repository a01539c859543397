"""What the history of a thing must not tell while a second person is to judge it: who was first, and what they did."""

from collections.abc import Sequence

from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.moderation.eyes import proposals
from portal.moderation.things import Thing


def veiled(thing: Thing, entries: Sequence[AuditEntry], by: Actor) -> list[AuditEntry]:
    """The entries without those of whoever judged already, until it is decided. One's own stay."""
    proposal = proposals.open_on(thing)
    judged = {proposal.first_by, proposal.second_by} - {None, by.id} if proposal else set()
    return [entry for entry in entries if entry.actor_id not in judged]
