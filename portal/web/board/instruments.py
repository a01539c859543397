"""Legal instruments: in force, to come and past; entered and amended with a look first."""

from collections.abc import Callable, Sequence

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.rounds import citing
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.policy import may
from portal.engines.text.fold import fold
from portal.honours import legal, queries
from portal.honours.models import Honour, LegalInstrument
from portal.honours.policy import Honours
from portal.honours.said import changes
from portal.web.board import previews
from portal.web.board.forms.instrument import InstrumentForm, NewInstrumentForm
from portal.web.board.previews import Preview
from portal.web.kit import honour_words
from portal.web.kit.fields import number
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.rehearsal import rehearsed
from portal.web.kit.session import actor

bp = Blueprint("honours_law", __name__)


@bp.get("/danh-muc/van-ban")
@allow(Honours.READ)
def table() -> str:
    """All instruments, those in force today first."""
    words, today, names = request.args.get("q", ""), clock.today(), queries.by_code()
    rows = [row for row in queries.every_instrument() if fold(words) in fold(_read(row, names))]
    standing = {row.id for row in queries.instruments_in_force(today)}
    rows.sort(key=lambda row: row.id not in standing)
    return render_template(
        "board/instruments/table.html", rows=rows, q=words, standing=standing, words=honour_words, today=today,
        names=names, may_edit=may(actor(), Honours.ADD_INSTRUMENT),
    )  # fmt: skip


@bp.route("/danh-muc/van-ban/them", methods=["GET", "POST"])
@allow(Honours.ADD_INSTRUMENT)
def add() -> ResponseReturnValue:
    """A new instrument."""
    form = NewInstrumentForm()

    def keep() -> Sequence[Round]:
        legal.add(form.printed(), number=form.number.data or "", by=actor(), reason=form.why.data or "")
        return citing.anew(by=actor())

    def look() -> Preview:
        return Preview(cite=_citing(keep))

    preview, kept = form.step(look=look, keep=keep)
    return redirect(to("honours_law.table"), 303) if kept else _page(form, preview)


@bp.route("/danh-muc/van-ban/<uuid:instrument_id>", methods=["GET", "POST"])
@allow(Honours.AMEND_INSTRUMENT, of=queries.one_instrument)
def amend(instrument: LegalInstrument) -> ResponseReturnValue:
    """Change what is known of an instrument; rounds that have opened keep the basis they were opened with."""
    form = InstrumentForm.of(instrument)

    def keep() -> Sequence[Round]:
        version, reason = form.of_version.data or "", form.why.data or ""
        seen = number(version)
        legal.amend(instrument, form.printed(), by=actor(), of_version=seen, reason=reason)
        return citing.anew(by=actor())

    def look() -> Preview:
        lines = previews.lines(form, changes(instrument, legal.checked(form.printed())))
        return Preview(lines, cite=_citing(keep))

    preview, kept = form.step(look=look, keep=keep)
    return redirect(to("honours_law.table"), 303) if kept else _page(form, preview, instrument)


def _read(row: LegalInstrument, names: dict[str, Honour]) -> str:
    """What is searched of an instrument: its number, what it is called, and the honours it is about."""
    about = (names[code] for code in row.honour_codes if code in names)
    return " ".join([row.number, row.title_vi, row.title_en, *(f"{each.name_vi} {each.name_en}" for each in about)])


def _citing(keep: Callable[[], Sequence[Round]]) -> list[str]:
    """The rounds still to open that would cite another basis."""
    changed: list[Round] = []
    return rehearsed(lambda: changed.extend(keep()), lambda: [previews.name(each) for each in changed])


def _page(form: InstrumentForm, preview: Preview | None, row: LegalInstrument | None = None) -> tuple[str, int]:
    page = render_template(
        "board/instruments/edit.html", form=form, preview=preview, row=row, home=to("honours_law.table"),
        back_to=gettext("All legal instruments"),
    )  # fmt: skip
    return page, form.status
