"""The forms of a round's window: announce, extend, an outage, and acts that need no more than a yes."""

from datetime import datetime, time

from flask_babel import lazy_gettext

from portal.consultations.rounds.limits import CAUSE, NOTE
from portal.core.clock import instant
from portal.web.kit.days import DayField, TimeField
from portal.web.kit.fields import Prose, number
from portal.web.kit.previewed import Previewed

EIGHT = time(8)


class ActForm(Previewed):
    """An act that is shown first and confirmed second, with no reason of its own for the trail."""

    why = None  # type: ignore[assignment]  # the public reason, where there is one, stands in the trail

    @property
    def version(self) -> int:
        """The version of the thing that was read; 0 for none."""
        return number(self.of_version.data or "")


class ScheduleForm(ActForm):
    """When a round opens and closes, and when the Council meets."""

    opens_at = DayField(lazy_gettext("Opens on"), needed=True)
    opens_time = TimeField(lazy_gettext("Hour of opening"), default=EIGHT)
    closes_on = DayField(lazy_gettext("Last day for opinions"), needed=True)
    council_on = DayField(lazy_gettext("Day the Council is to meet"), needed=True)

    @property
    def opening(self) -> datetime:
        """The instant of opening as typed; only of a form found valid."""
        return _instant(self.opens_at, self.opens_time)


class ExtendForm(ActForm):
    """A later last day, or only another day of the Council, and why."""

    closes_on = DayField(lazy_gettext("New last day for opinions"))
    council_on = DayField(lazy_gettext("New day of the Council"))
    reason_vi = Prose(lazy_gettext("Public reason in Vietnamese"), most=NOTE[1])
    reason_en = Prose(lazy_gettext("Public reason in English"), most=NOTE[1])


class OutageForm(ActForm):
    """From when to when the public could not reach the round."""

    began_at = DayField(lazy_gettext("Began on"), needed=True)
    began_time = TimeField(lazy_gettext("Hour it began"))
    ended_at = DayField(lazy_gettext("Ended on"), needed=True)
    ended_time = TimeField(lazy_gettext("Hour it ended"))
    council_on = DayField(lazy_gettext("New day of the Council"))
    reason_vi = Prose(lazy_gettext("What happened, in Vietnamese"), most=CAUSE)
    reason_en = Prose(lazy_gettext("What happened, in English"), most=CAUSE)

    @property
    def stretch(self) -> tuple[datetime, datetime]:
        """Both instants as typed; only of a form found valid."""
        return _instant(self.began_at, self.began_time), _instant(self.ended_at, self.ended_time)


def _instant(day: DayField, at: TimeField) -> datetime:
    assert day.data is not None and at.data is not None  # the fields need one
    return instant(day.data, at.data)
