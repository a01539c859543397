"""Where very many opinions come from: nothing is refused, what is over a limit is read with more care."""

from flask import request

from portal.consultations.opinions.said import Said
from portal.core.errors import TooMany
from portal.web.kit.limits import meter

PER_NETWORK, PER_CONTACT = "60/hour", "10/day"  # beyond: taken, and looked at with more care
TRAP = "website"  # a field that people do not see; programs fill it in


def wanted(said: Said) -> bool:
    """Whether what is being sent goes the slow way."""
    if request.form.get(TRAP):
        return True
    contact = said.email or said.phone
    return _over("opinion.network", PER_NETWORK) or (bool(contact) and _over("opinion.contact", PER_CONTACT, contact))


def _over(act: str, rate: str, key: str = "") -> bool:
    try:
        meter.spend(act, rate, key)
    except TooMany:
        return True
    return False
