"""Choose what one is told."""

from portal.accounts.alerts.models import AlertChoice
from portal.accounts.alerts.states import Pace
from portal.accounts.models import Staff
from portal.accounts.policy import Accounts
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.policy import require


def chosen(staff: Staff) -> AlertChoice:
    """What somebody chose; silence where they never did."""
    return db.session.get(AlertChoice, staff.id) or AlertChoice(
        staff_id=staff.id, pace=Pace.OFF, quiet_from=18, quiet_to=7
    )


def choose(staff: Staff, *, pace: Pace, quiet_from: int, quiet_to: int, by: Actor) -> None:
    """Be told at this pace from now on. Raises Unfit without an address to write to."""
    require(by, Accounts.OWN, staff)
    if pace is not Pace.OFF and not staff.email:
        raise Unfit(N_("Your account has no work e-mail address. Ask an administrator to add it."), field="pace")
    if not (0 <= quiet_from < 24 and 0 <= quiet_to < 24):
        raise Unfit(N_("Choose full hours from 0 to 23."), field="quiet_from")
    kept = db.session.get(AlertChoice, staff.id)
    if kept is None:
        kept = AlertChoice(staff_id=staff.id)
        db.session.add(kept)
    if kept.pace is not pace:
        kept.told_at = clock.now()  # what waits already is no news
    kept.pace, kept.quiet_from, kept.quiet_to = pace, quiet_from, quiet_to
    record(by, Accounts.OWN, staff, what="alerts", pace=pace.value)
