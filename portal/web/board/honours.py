"""The catalogue of honours: read, searched, and changed with a look at the consequences first."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core import clock
from portal.core.policy import may
from portal.engines.text.fold import vi_key
from portal.honours import queries, services
from portal.honours.models import Honour
from portal.honours.policy import Honours
from portal.honours.said import changes, why
from portal.honours.states import Level, PublicAsked
from portal.web.board import previews
from portal.web.board.forms.honour import EndHonourForm, HonourForm, NewHonourForm
from portal.web.board.previews import Preview
from portal.web.kit import honour_words
from portal.web.kit.fields import number
from portal.web.kit.guard import allow
from portal.web.kit.locale import language, to
from portal.web.kit.session import actor

bp = Blueprint("honours", __name__)
ORDERS = {
    "": lambda row: 0,
    "name": lambda row: vi_key(_named(row)),
    "days": lambda row: -row.min_working_days,
}


@bp.get("/danh-muc/khen-thuong")
@allow(Honours.READ)
def table() -> str:
    """The honours of today, or of all times, searched and sorted."""
    asked = {name: request.args.get(name, "") for name in ("q", "level", "asked", "order")}
    past = "past" in request.args
    level = Level(asked["level"]) if asked["level"] in list(Level) else None
    public = PublicAsked(asked["asked"]) if asked["asked"] in list(PublicAsked) else None
    rows = sorted(queries.found(asked["q"], level, public, past), key=ORDERS.get(asked["order"], ORDERS[""]))
    return render_template(
        "board/honours/table.html", rows=rows, asked=asked, past=past, words=honour_words,
        may_edit=may(actor(), Honours.ADD_HONOUR),
    )  # fmt: skip


@bp.get("/danh-muc/khen-thuong/<uuid:honour_id>")
@allow(Honours.READ, of=queries.one_honour)
def one(honour: Honour) -> str:
    """One row, and the rows of the same honour before and after it."""
    return render_template(
        "board/honours/one.html", row=honour, history=queries.history(honour.code), words=honour_words,
        laws=queries.instruments_about(honour.code), shown=previews.shown,
        may_edit=may(actor(), Honours.AMEND_HONOUR, honour),
    )  # fmt: skip


@bp.route("/danh-muc/khen-thuong/them", methods=["GET", "POST"])
@allow(Honours.ADD_HONOUR)
def add() -> ResponseReturnValue:
    """A new honour, or a new row of the one named by `code`."""
    known = queries.honour(request.args.get("code", ""))
    form = NewHonourForm.of(known) if known else NewHonourForm()
    assert isinstance(form, NewHonourForm)
    if known and request.method == "GET":
        form.valid_from.data = None

    def keep() -> None:
        services.add(form.terms(), code=form.code.data or "", by=actor(), reason=form.why.data or "")

    preview, kept = form.step(look=lambda: _new(form), keep=keep)
    return redirect(to("honours.table"), 303) if kept else _page(form, preview, known)


@bp.route("/danh-muc/khen-thuong/<uuid:honour_id>/sua", methods=["GET", "POST"])
@allow(Honours.AMEND_HONOUR, of=queries.one_honour)
def amend(honour: Honour) -> ResponseReturnValue:
    """Put a row right that was wrong from its beginning."""
    form = HonourForm.of(honour)

    def keep() -> None:
        services.amend(honour, form.terms(), by=actor(), of_version=_number(form), reason=form.why.data or "")

    preview, kept = form.step(look=lambda: _amended(honour, form), keep=keep)
    return redirect(to("honours.one", honour_id=honour.id), 303) if kept else _page(form, preview, honour)


@bp.route("/danh-muc/khen-thuong/<uuid:honour_id>/ket-thuc", methods=["GET", "POST"])
@allow(Honours.END_HONOUR, of=queries.one_honour)
def end(honour: Honour) -> ResponseReturnValue:
    """Let a row hold up to a day and no longer."""
    form = EndHonourForm(of_version=str(honour.version))

    def keep() -> None:
        assert form.last_day.data is not None  # the field needs one
        last, version, reason = form.last_day.data, _number(form), form.why.data or ""
        services.end(honour, last_day=last, by=actor(), of_version=version, reason=reason)

    def look() -> Preview:
        why(form.why.data or "")
        return Preview(closing=form.last_day.data, rounds=previews.about(honour.code))

    preview, kept = form.step(look=look, keep=keep)
    return redirect(to("honours.one", honour_id=honour.id), 303) if kept else _page(form, preview, honour, "end")


def _new(form: NewHonourForm) -> Preview:
    terms, code = form.terms(), (form.code.data or "").strip().lower()
    services.checked(terms)
    why(form.why.data or "")
    history = queries.history(code)
    ended = services.follows(history, terms.valid_from)
    before = history[0].min_working_days if history else 0
    return Preview(
        ends=ended, rounds=previews.about(code), **_windows(terms.valid_from, before, terms.min_working_days)
    )


def _amended(honour: Honour, form: HonourForm) -> Preview:
    why(form.why.data or "")
    values = services.checked(form.terms())
    return Preview(
        previews.lines(form, changes(honour, values)), rounds=previews.about(honour.code),
        **_windows(values["valid_from"], honour.min_working_days, values["min_working_days"], until=honour.valid_to),
    )  # fmt: skip


def _windows(since: date | None, before: int, after: int, *, until: date | None = None) -> dict[str, Any]:
    """What a row that holds from a day does to the first window posted under it; nothing where it has ended."""
    today = clock.today()
    posted = max(today, since or today)
    if until is not None and until < posted:
        return {}
    return {"windows": previews.of_days(posted, before, after), "posted": posted if posted > today else None}


def _number(form: HonourForm | EndHonourForm) -> int:
    return number(form.of_version.data or "")


def _page(
    form: HonourForm | EndHonourForm, preview: Preview | None, row: Honour | None, name: str = "edit"
) -> tuple[str, int]:
    home = to("honours.one", honour_id=row.id) if row else to("honours.table")
    back_to = _named(row) if row else gettext("All honours")
    told = {"form": form, "preview": preview, "row": row, "home": home, "back_to": back_to}
    return render_template(f"board/honours/{name}.html", **told), form.status


def _named(row: Honour) -> str:
    return row.name_en if language() == "en" and row.name_en else row.name_vi
