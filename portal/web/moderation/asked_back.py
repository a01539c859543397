"""A question to the writer of an opinion in two steps: seen as they will read it, then sent."""

from flask import render_template, request

from portal.consultations.opinions import letters as opinion_letters
from portal.consultations.opinions import questioning
from portal.consultations.opinions.models import Opinion
from portal.moderation import queries, services
from portal.moderation.eyes import second
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.states import Outcome
from portal.web.kit.session import actor
from portal.web.moderation import judging, listing
from portal.web.moderation.letters import Preview

SEEN = "letter_seen"  # said by the page that shows the letter


def to_be_seen() -> bool:
    """Whether the form asks the writer something, and nobody has seen the letter yet."""
    return request.form.get("outcome") == Outcome.ASK.value and SEEN not in request.form


def preview(opinion: Opinion, verdict: Verdict) -> str:
    """The letter before it is sent. Raises Unfit and NotNow as the decision itself would."""
    questioning.not_asked(opinion)
    services.check_reason(Outcome.ASK, verdict.reason_code, verdict.words)
    services.check_lengths(verdict.words, verdict.note)
    told = opinion_letters.preview_of_question(opinion, reason_code=verdict.reason_code, words=verdict.words)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "moderation/opinions/preview.html", opinion=opinion, letter=Preview(*told, opinion.language, _by_mail(opinion)),
        kept=[*kept, (SEEN, "1")], verdict=verdict, here=listing.kept(), two=second.needed(opinion, verdict),
        reason=queries.reason(verdict.reason_code) if verdict.reason_code else None,
    )  # fmt: skip


def sent_already(opinion: Opinion) -> bool:
    """Whether this very question stands already: the button was pressed twice."""
    made = queries.standing(opinion)
    sent = (actor().id, judging.of_version(), Outcome.ASK)
    asked = request.form.get("outcome") == Outcome.ASK.value
    return asked and made is not None and (made.made_by, made.of_version, made.outcome) == sent


def _by_mail(opinion: Opinion) -> bool:
    return bool(opinion.writer and opinion.writer.email)
