"""What the desk asked about an opinion and what its writer answered, as messages below each other."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from portal.consultations.opinions.models import Question
from portal.web.kit import heard


def messages(asked: Iterable[Question], *, to_writer: bool) -> list[dict[str, Any]]:
    """Questions and answers, oldest first, as their writer or the desk reads them."""
    writer = gettext("You") if to_writer else gettext("The writer")
    told: list[dict[str, Any]] = []
    for q in asked:
        board = {"who": gettext("The Board"), "name": q.asked_name, "at": q.asked_at, "text": q.text}
        told.append({"mine": not to_writer} | board)
        if q.answer:
            came = heard.came(q, to_staff=not to_writer)
            told.append(
                {"mine": to_writer, "who": writer, "name": "", "at": q.ended_at, "text": q.answer, "came": came}
            )
    return told
