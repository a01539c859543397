"""Write an appeal down for someone who calls, comes or writes. The clerk needs the number only, and reads nothing."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import at_desk as opinion_desk
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions import reviewing
from portal.core.db import unit_of_work
from portal.core.errors import Missing, NotNow, Unfit
from portal.honours.queries import calendar
from portal.moderation.appeals import services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.states import Channel
from portal.moderation.limits import APPEAL, APPEAL_DAYS
from portal.moderation.matters import Matter
from portal.moderation.things import Thing
from portal.nominations import appealing, at_desk
from portal.nominations import queries as nominations
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words
from portal.web.kit.session import actor
from portal.web.moderation.forms.appeal import AppealIntakeForm

bp = Blueprint("appeal_intake", __name__)


@bp.route("/ghi-ho-xem-lai", methods=["GET", "POST"])
@allow(Appeals.WRITE_DOWN)
def write() -> ResponseReturnValue:
    """One form; sent twice, it is one appeal."""
    form = AppealIntakeForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        with unit_of_work():
            made = _asked(form)
    except Unfit as refusal:
        form.blame(refusal)
        return _page(form), 422
    except (NotNow, Missing) as refusal:
        form.number.errors = [in_words(refusal)]
        return _page(form), 409
    return render_template("moderation/appeals/written.html", appeal=made)


def _page(form: AppealIntakeForm) -> str:
    return render_template("moderation/appeals/intake.html", form=form, APPEAL=APPEAL, DAYS=APPEAL_DAYS)


def _asked(form: AppealIntakeForm) -> Appeal:
    """Raises NotNow where the number belongs to nothing that was decided against its writer: no more is said."""
    number = form.said_number()
    if (told := nominations.by_number(number)) is not None and appealing.appealable(told):
        return _written(told, at_desk.matter(told), told.language, form)
    said = opinions.by_number(number)
    if said is None or not reviewing.appealable(said):
        raise NotNow(services.NOTHING)
    return _written(said, opinion_desk.matter(said), said.language, form)


def _written(thing: Thing, matter: Matter, language: str, form: AppealIntakeForm) -> Appeal:
    return services.ask(
        thing, matter, text=form.text.data or "", by=actor(), language=language, channel=Channel(form.channel.data),
        checked=form.checked.data or "", calendar=calendar(),
    )  # fmt: skip
