"""The language is in the address: `/` is Vietnamese, `/en/` English. Nothing else decides it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import cast
from urllib.parse import quote

import flask_babel
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, Request, current_app, g, has_app_context, request, url_for
from flask_babel import Babel, Domain, get_locale, gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.local import LocalProxy

from portal.core import clock
from portal.core.errors import Refusal
from portal.core.i18n import CATALOGUES, DEFAULT, catalogue
from portal.engines.text.tongue import tongue as heard_as

ENGLISH = "_en"
PUBLIC = {"slug", "name", "y"}  # addresses with nothing else in them are remembered: no keys, no words looked for
ADDRESSES = 2_000  # that one process remembers
_request = cast("LocalProxy[Request]", request)  # what it is, though typed as what it stands for
IN_PATHS = "/!$&'()*+,;=:@~"  # what stands for itself there (RFC 3986)
COUNTS = ("most", "least", "written")  # values of refusals that are counts; others may be years
WEEKDAY = {"vi": "EEEE, dd/MM/yyyy", "en": "EEEE, dd/MM/yyyy"}


def language() -> str:
    """The language of this request's address."""
    try:
        path = _request._get_current_object().path  # the proxy takes ten times as long, and every word asks
    except RuntimeError:  # no request: a letter, a command
        return DEFAULT
    return "en" if path == "/en" or path.startswith("/en/") else DEFAULT


def to(endpoint: str, /, **values: object) -> str:
    """The address of a page in the language being read, with what this request has its addresses carry."""
    carried: dict[str, dict[str, object]] = g.get("carried", {})
    return address(endpoint, language(), **(carried.get(endpoint, {}) | values))


def address(endpoint: str, language: str, /, **values: object) -> str:
    """The address of a page in a language; `endpoint` reads "stories.gallery"."""
    if not values.keys() <= PUBLIC:
        return _address(endpoint, language, "", **values)
    known: Callable[..., str] = current_app.extensions["addresses"]  # a page asks for some forty, mostly the same
    return known(endpoint, language, request.root_path if request else "", **values)


def _address(endpoint: str, language: str, root: str, /, **values: object) -> str:
    """Put together by what is given alone; `root`, where the portal is mounted, is known to url_for."""
    pages, dot, view = endpoint.partition(".")
    name = f"{pages}{ENGLISH}{dot}{view}" if language == "en" else endpoint
    return url_for(name if name in current_app.view_functions else endpoint, **values)  # type: ignore[arg-type]  # any value, as url_for


def built(endpoint: str) -> bool:
    """Whether there is such a page: menus show no door to a room that is not there."""
    return endpoint in current_app.view_functions


def other_language() -> dict[str, str]:
    """The other language: code, own name, and this very page's address in it."""
    code, label = ("vi", "Tiếng Việt") if language() == "en" else ("en", "English")
    return {"code": code, "label": label, "url": _same_page(code)}


def _same_page(code: str) -> str:
    """Also where there is no such page: an address that only looks like one of ours must not lead to another site."""
    path = request.path.removeprefix("/en") if language() == "en" else request.path
    bare = quote(path.lstrip("/"), safe=IN_PATHS)
    asked = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    return (f"/en/{bare}" if code == "en" else f"/{bare}") + asked


def show_date(value: date | datetime) -> str:
    """dd/mm/yyyy on a Vietnamese calendar."""
    return _day(value).strftime("%d/%m/%Y")


def show_paper_day(value: date | datetime) -> str:
    """The day as the head of an official paper has it, in Vietnamese always: ngày 05 tháng 10 năm 2026."""
    return _day(value).strftime("ngày %d tháng %m năm %Y")


def show_time(value: datetime) -> str:
    """HH:MM on a Vietnamese clock."""
    return clock.local(value).strftime("%H:%M")


def show_datetime(value: datetime) -> str:
    """HH:MM dd/mm/yyyy on a Vietnamese clock."""
    return f"{show_time(value)} {show_date(value)}"


def show_weekday(value: date | datetime) -> str:
    """The day with its weekday, for deadlines: "thứ Sáu, 27/11/2026", "Chủ nhật, 29/11/2026"."""
    return _weekday(_day(value), language())


@lru_cache(maxsize=256)  # a page names the same deadlines as the one before
def _weekday(day: date, language: str) -> str:
    text = format_date(day, WEEKDAY[language], locale=language)
    if language != DEFAULT:
        return text
    return text.replace("Chủ Nhật", "Chủ nhật") if text.startswith("Chủ") else text[0].lower() + text[1:]


def show_number(value: float) -> str:
    """1.248 in Vietnamese, 1,248 in English."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", "." if language() == DEFAULT else ",")
    return format_decimal(value, locale=get_locale() or DEFAULT)


def in_words(refusal: Refusal) -> str:
    """What a refusal says, its counts written as the page around it writes them: at most 2.000 words."""
    shown = {name: show_number(n) for name, n in refusal.values.items() if name in COUNTS and isinstance(n, int)}
    return gettext(refusal.msgid, **refusal.values | shown)


def show_when(value: datetime) -> Markup:
    """A <time> element with the machine-readable instant."""
    local = clock.local(value)
    return Markup('<time datetime="{}">{}</time>').format(
        format_datetime(local, "yyyy-MM-dd'T'HH:mmZZZZZ"), show_datetime(value)
    )


def _day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


@pass_eval_context
def _gettext(context: EvalContext, msgid: str, /, **values: object) -> str:
    """The sentence in the language being read, as Jinja's own would give it: a page asks for some fifty."""
    if not values and context.autoescape:
        return _fixed(language(), msgid)
    text = catalogue(language()).gettext(msgid)
    return (Markup(text) if context.autoescape else text) % values  # noqa: S704  # our own words; values are escaped


@lru_cache(maxsize=4096)  # about as many as there are
def _fixed(language: str, msgid: str) -> Markup:
    return Markup(catalogue(language).gettext(msgid)) % {}  # noqa: S704  # our own words, as Jinja takes them


def _ngettext(one: str, many: str, n: int) -> str:
    return catalogue(language()).ngettext(one, many, n)


class _Catalogues(Domain):
    """Flask-Babel's sentences out of the same catalogues: it would look for them anew at every word."""

    def get_translations(self) -> NullTranslations:
        return catalogue(language())


class _Babel(Babel):
    domain_instance = _Catalogues()


def _domain() -> Domain:
    """What Flask-Babel finds by four proxies at every word; here all words have one domain."""
    return _Babel.domain_instance if has_app_context() else Domain()


def tongue(english: str) -> str:
    """The language in which words are shown that have an English version only if `english` is one."""
    return "en" if english and language() == "en" else "vi"


def spoken(text: str, english: str = "") -> str:
    """Words as `tongue` has them, marked where that is not the language of the page (WCAG 3.1.2)."""
    said = tongue(english)
    return text if not text or said == language() else Markup('<span lang="{}">{}</span>').format(said, text)


def install(app: Flask) -> None:
    """Put language, addresses and formats into the app and its templates."""
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    _Babel(app, locale_selector=language)
    flask_babel.get_domain = _domain
    app.extensions["addresses"] = lru_cache(ADDRESSES, typed=True)(_address)
    app.jinja_env.install_gettext_callables(str, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # i18n extension
    app.jinja_env.globals.update(gettext=_gettext, _=_gettext)
    app.jinja_env.filters.update(tongue=tongue, spoken=spoken, heard_as=heard_as)
    app.jinja_env.filters.update(
        date=show_date,
        paper_day=show_paper_day,
        time=show_time,
        datetime=show_datetime,
        weekday_date=show_weekday,
        number=show_number,
        when=show_when,
    )
    app.jinja_env.globals.update(to=to, built=built, address=address, other_language=other_language)
    app.context_processor(lambda: {"locale": language()})
