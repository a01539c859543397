"""What the law of a day asks of a round: values read from the catalogue of honours, never written in code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.calendar import window
from portal.engines.calendar.workdays import Calendar


@dataclass(frozen=True)
class Rule:
    """How long the public must be asked about one honour, in working days; 0 where nothing is prescribed."""

    honour_vi: str
    honour_en: str
    working_days: int
    source: str = ""


@dataclass(frozen=True)
class Law:
    """The rules of a round's honours, the instruments in force, and the calendar that days are counted by."""

    rules: Sequence[Rule]
    calendar: Calendar
    basis: Sequence[dict[str, Any]] = ()

    @property
    def strictest(self) -> Rule:
        """The rule that asks for the longest window. Raises Unfit for a round without candidates."""
        if not self.rules:
            raise Unfit(N_("Add at least one candidate first."), field="candidates")
        return max(self.rules, key=lambda rule: rule.working_days)

    def first_close(self, posted: date) -> date:
        """The first day on which a window posted that day may end."""
        return window.last_day(self.calendar, posted, max(1, self.strictest.working_days))

    def first_council(self, close: date) -> date:
        """The first working day on which the Council may meet after a window that ends on this day."""
        return window.first_council(self.calendar, close)


FROM_THE_NEXT = N_(
    "This window is too short. %(honour)s asks for at least %(days)s working days (%(source)s), counted from the"
    " day after posting. It can close on %(close)s at the earliest, and the Council can meet from %(council)s."
)
FROM_THAT_DAY = N_(
    "This window is too short. %(honour)s asks for at least %(days)s working days (%(source)s), counted with the"
    " day of posting. It can close on %(close)s at the earliest, and the Council can meet from %(council)s."
)


DAY_OFF = N_(
    "A window ends with a working day (Civil Code 2015, Art 148), and %(day)s is none. Choose %(close)s; then the Council"
    " can meet from %(council)s."
)


class Unlawful(Unfit):
    """A window the law does not allow: names the rule, the first lawful closing day and the first lawful Council day."""

    def __init__(self, msgid: str, *, law: Law, posted: date, close: date | None = None, field: str) -> None:
        self.first_close = law.first_close(posted)
        self.first_council = law.first_council(max(close or self.first_close, self.first_close))
        rule = law.strictest
        super().__init__(
            msgid, field=field, honour=rule.honour_vi, days=rule.working_days, source=rule.source,
            close=f"{self.first_close:%d/%m/%Y}", council=f"{self.first_council:%d/%m/%Y}",
        )  # fmt: skip


def check(law: Law, *, posted: date, close: date, council: date) -> None:
    """Raise Unlawful unless the window is long enough for the strictest honour and over before the Council meets.

    Decree 152/2025, Art 44(2): the public is asked for so many working days before the Council's meeting. Whether the
    day of posting counts (Civil Code 2015, Art 147: no) is the calendar's.
    """
    if window.counted(law.calendar, posted, close) < law.strictest.working_days or close <= posted:
        raise Unlawful(
            FROM_THAT_DAY if law.calendar.posting_day_counts else FROM_THE_NEXT,
            law=law, posted=posted, field="closes_on",
        )  # fmt: skip
    ends_with_a_working_day(law, close)
    if council <= close:
        raise Unlawful(
            N_(
                "The Council would meet before the public has finished. %(honour)s asks for %(days)s working days (%(source)s)"
                " that end before the meeting. It can close on %(close)s at the earliest; after the chosen closing day"
                " the Council can meet from %(council)s."
            ),
            law=law, posted=posted, close=close, field="council_on",
        )  # fmt: skip


def ends_with_a_working_day(law: Law, close: date) -> None:
    """Raise Unfit for a last day that is none of work, with the next one that is."""
    if not law.calendar.is_working(close):
        after = law.calendar.add(close, 1)
        told = {"day": close, "close": after, "council": law.first_council(after)}
        raise Unfit(DAY_OFF, field="closes_on", **{name: f"{day:%d/%m/%Y}" for name, day in told.items()})


def too_soon(law: Law, close: date) -> Unfit:
    """The refusal for a Council that would meet before a window which has to grow is over."""
    return Unfit(
        N_("The window would end on %(close)s, after the Council meets. Name a new day for the Council, from %(council)s."),
        field="council_on", close=f"{close:%d/%m/%Y}", council=f"{law.first_council(close):%d/%m/%Y}",
    )  # fmt: skip
