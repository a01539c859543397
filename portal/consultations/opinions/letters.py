"""Letters to the writer of an opinion: courteous, in both languages, with nothing personal in subject or address."""

from typing import Any

from portal.consultations.opinions.models import Opinion
from portal.core import clock
from portal.core.mail import post
from portal.moderation.limits import APPEAL_ANSWERED
from portal.nominations import deadlines, links
from portal.nominations.letters import weekday
from portal.nominations.wording import reason_texts


def send(opinion: Opinion, kind: str, *, once: str, **values: object) -> bool:
    """Write to the writer, once for each `once`; those who left no e-mail address read the tracking page: False."""
    if opinion.writer is None or not opinion.writer.email:
        return False
    told: dict[str, Any] = {
        "number": opinion.number,
        "day": clock.local(opinion.submitted_at).strftime("%d/%m/%Y"),
        "token": links.token(opinion.id),
        "days": links.LASTS.days,
        "reason": reason_texts(opinion.reason_code),
        "masked": opinion.masked,
        "own": opinion.text,
        "appeal_by": weekday(deadlines.appeal_by()),
        "appeal_days": APPEAL_ANSWERED,
        "words": "",
        "key": "",
        "code": "",
    }
    post.write(kind, opinion.writer.email, opinion.language, once=f"{kind}:{once}", sensitive=True, **told | values)
    return True
