"""The pages that explain: how stories are weighed, what happens to data, the rules, what the site cannot do yet."""

from flask import Blueprint, render_template

from portal.honours import queries
from portal.honours.states import Subject
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import language

bp = Blueprint("pages", __name__)
MINUTE = 60


def _page(name: str, subject: Subject) -> str:
    """A page of prose: each language has a text of its own, written and not translated line by line."""
    laws = queries.instruments_in_force(subject=subject)
    return render_template(f"public/pages/{name}.{language()}.html", laws=laws)


@bp.get("/cach-xem-xet")
@open_page
@cacheable(MINUTE)
def decide() -> str:
    """How a story is checked and how an award is weighed."""
    return _page("decide", Subject.COMMENDATION)


@bp.get("/du-lieu-ca-nhan")
@open_page
@cacheable(MINUTE)
def personal_data() -> str:
    """What is kept about whom, why, for how long, and how to have it put right."""
    return _page("personal_data", Subject.PERSONAL_DATA)


@bp.get("/quy-tac-binh-luan")
@open_page
@cacheable(MINUTE)
def comments() -> str:
    """What is published, what is covered, what is not published and why; where an accusation belongs."""
    return _page("comments", Subject.DENUNCIATION)


@bp.get("/kha-nang-tiep-can")
@open_page
@cacheable(MINUTE)
def accessibility() -> str:
    """What was tested with what, what falls short, whom to tell."""
    return _page("accessibility", Subject.ACCESS)
