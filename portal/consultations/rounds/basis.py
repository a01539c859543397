"""The law of a day for a round: read from the catalogue of honours, the instruments in force and the present calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.consultations.rounds.law import Law, Rule
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.honours import queries as honours
from portal.honours.states import PublicAsked, Subject


def law(honour_codes: Iterable[str], *, on: date) -> Law:
    """What holds on a day for a round about these honours. Raises Unfit for an honour that does not stand that day."""
    return Law([_rule(code, on) for code in sorted(set(honour_codes))], honours.calendar(), cited(on))


def cited(on: date) -> list[dict[str, Any]]:
    """The instruments in force on a day, as a round cites them."""
    in_force = honours.instruments_in_force(on, Subject.COMMENDATION)
    return [{"number": each.number, "title_vi": each.title_vi, "title_en": each.title_en} for each in in_force]


def _rule(code: str, on: date) -> Rule:
    row = honours.honour(code, on)
    if row is None:
        raise Unfit(
            N_("The honour %(code)s does not stand on %(day)s."), field="honour_code", code=code, day=f"{on:%d/%m/%Y}"
        )
    asked = row.public_asked is not PublicAsked.NO
    return Rule(row.name_vi, row.name_en, row.min_working_days if asked else 0, row.source)
