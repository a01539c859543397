"""The law of a day for a round: read from the catalogue of honours, the instruments in force and the present calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.law import Law, Rule
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.calendar.window import day_of
from portal.honours import queries as honours
from portal.honours.models import Honour
from portal.honours.states import PublicAsked, Subject


def law(honour_codes: Iterable[str], *, on: date) -> Law:
    """What holds on a day for a round about these honours. Raises Unfit for an honour that does not stand that day."""
    codes = sorted(set(honour_codes))
    return Law([_rule(code, on) for code in codes], honours.calendar(), cited(on, codes))


def kept(candidate: Candidate, *, on: date) -> Law:
    """What holds for a candidate whose window starts again on a day, for the honour the public was asked about already.

    The law of the day the round opened: the public was asked under it, and what was received under an old text goes on
    under it (Law 06/2026/QH16; domain.md 2.1). Where the row had ended by then, that of the day it was announced; where
    none holds any more, what it was announced by. What still stands on the day itself binds too: no window is shorter
    than either asks.
    """
    round, code = candidate.round, candidate.honour_code
    told = [day_of(moment) for moment in (round.opens_at, round.scheduled_at) if moment is not None]
    asked = next((row for day in told if (row := honours.honour(code, day)) is not None), None)
    rules = [_of(row) for row in (honours.honour(code, on), asked) if row is not None]
    announced = Rule(candidate.honour_vi, candidate.honour_en, round.min_working_days)
    return Law(rules or [announced], honours.calendar(), cited(on, [code]))


def cited(on: date, honour_codes: Iterable[str]) -> list[dict[str, Any]]:
    """The instruments in force on a day, as a round about these honours cites them.

    One that names honours (the City's rules of one of its titles) is about those alone, and no basis of others.
    """
    codes = set(honour_codes)
    return [
        {"number": each.number, "title_vi": each.title_vi, "title_en": each.title_en}
        for each in honours.instruments_in_force(on, Subject.COMMENDATION)
        if each.is_about(codes)
    ]


def _rule(code: str, on: date) -> Rule:
    row = honours.honour(code, on)
    if row is None:
        raise Unfit(
            N_("The honour %(code)s does not stand on %(day)s."), field="honour_code", code=code, day=f"{on:%d/%m/%Y}"
        )
    return _of(row)


def _of(row: Honour) -> Rule:
    asked = row.public_asked is not PublicAsked.NO
    return Rule(row.name_vi, row.name_en, row.min_working_days if asked else 0, row.source)
