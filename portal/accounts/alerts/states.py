"""How often somebody wants to hear."""

from enum import StrEnum


class Pace(StrEnum):
    """At which pace letters come; nothing by default."""

    OFF = "off"
    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"
