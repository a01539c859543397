"""Who has to wait: nothing is refused or lost, but what looks like a machine's work takes the slow lane.

When very many stories come at once the check page carries a proof of work, made by the reader's own browser without
anybody's service. Whoever has no JavaScript sends without it and waits behind the others.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import current_app

from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import TooMany
from portal.nominations import limits, proofs
from portal.nominations.looks import Look
from portal.nominations.told import Told
from portal.web.kit.limits import meter

TRAP = "website"  # a field that people do not see; programs fill it in
PROOF = "altcha"  # the field in which the browser puts its proof
PER_NETWORK, PER_CONTACT, OF_ALL = "30/hour", "6/day", "120/10 minutes"
EVERYBODY = "everybody"
ALGORITHM, COST, PREFIX = "PBKDF2/SHA-256", 5_000, "00"  # about a second on a computer, a few on an old phone


def slow_lane(draft: Look, told: Told, posted: Mapping[str, str]) -> bool:
    """Whether this story waits behind the others until a moderator has looked at it."""
    contact = told.writer.phone or told.writer.email
    machine = bool(posted.get(TRAP)) or clock.now() - draft.created_at < limits.QUICKEST
    often = bool(contact) and _over("send.contact", PER_CONTACT, contact)
    pressed = [_over("send.network", PER_NETWORK), _over("send.all", OF_ALL, EVERYBODY)]
    return machine or often or (any(pressed) and not proven(posted.get(PROOF, "")))


def wanted() -> bool:
    """Whether so many stories come in at once that a proof of work is asked for."""
    return meter.left("send.network", PER_NETWORK) == 0 or meter.left("send.all", OF_ALL, EVERYBODY) == 0


def challenge() -> dict[str, Any]:
    """Something for a browser to work on, signed so that nothing of it is stored."""
    import altcha  # asked for only when very many send at once

    until = int((clock.now() + proofs.LASTS).timestamp())
    made = altcha.create_challenge(ALGORITHM, COST, key_prefix=PREFIX, hmac_secret=_secret(), expires_at=until)
    told: dict[str, Any] = made.to_dict()
    return told


def proven(payload: str) -> bool:
    """Whether the work was done, for a challenge of ours, in time, and not used before."""
    if not payload or len(payload) > 4000:
        return False
    import altcha  # as above

    if not altcha.verify_solution(payload, _secret()).verified:
        return False
    with unit_of_work():
        return proofs.spend(str(altcha.Payload.from_base64(payload).challenge.signature))


def _secret() -> str:
    return hashlib.sha256(f"proof of work:{current_app.config['SECRET_KEY']}".encode()).hexdigest()


def _over(act: str, rate: str, key: str = "") -> bool:
    try:
        meter.spend(act, rate, key)
    except TooMany:
        return True
    return False
