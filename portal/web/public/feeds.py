"""For machines that read along: Atom, the sitemap, robots."""

from flask import Blueprint, Response, current_app, render_template, request

from portal.consultations.rounds import queries as rounds
from portal.core import clock
from portal.core.errors import Missing
from portal.stories import reading
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import address, language

bp = Blueprint("feeds", __name__)
NEWEST = 30
ROUNDS = 1_000  # the newest; each leads to its candidates
SITEMAP = 10_000  # addresses in one file; the standard allows 50,000
PAGES = (
    "home.front",
    "stories.gallery",
    "rounds.listing",
    "pages.decide",
    "second_looks.looks",
    "pages.personal_data",
    "pages.comments",
    "pages.accessibility",
)
CLOSED = ("/tai-khoan/", "/nghiep-vu/", "/en/tai-khoan/", "/en/nghiep-vu/", "/*/cam-on", "/*/bao-sai", "/*/gop-y")


def _site() -> str:
    site = str(current_app.jinja_env.globals["site_url"])
    return site


@bp.get("/moi.atom")
@open_page
@cacheable(60)
def atom() -> Response:
    """The newest stories as an Atom feed."""
    rows = reading.newest(NEWEST)
    updated = max(
        (row.published_at for row in rows),
        default=clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0),
    )
    body = render_template("public/feeds/atom.xml", rows=rows, updated=updated, site=_site(), address=address)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@bp.get("/sitemap.xml")
@open_page
@cacheable(600)
def sitemap() -> Response:
    """An index of the sitemap's parts, each going on where the one before ended."""
    starts: list[str] = [""]
    while last := reading.address_after(starts[-1] or None, SITEMAP):
        starts.append(last)
    body = render_template("public/feeds/sitemaps.xml", starts=starts, site=_site(), address=address)
    return Response(body, content_type="application/xml; charset=utf-8")


@bp.get("/sitemap-chuyen.xml")
@open_page
@cacheable(600)
def sitemap_part() -> Response:
    """A part of the sitemap: stories in order of their address, after the one given; the first holds pages and rounds too."""
    after = request.args.get("after", "")
    if after and not reading.SLUG.fullmatch(after):
        raise Missing()
    body = render_template(
        "public/feeds/sitemap.xml",
        rows=reading.addresses(after or None, SITEMAP),
        pages=() if after else PAGES,
        rounds=() if after else rounds.newest(ROUNDS),
        site=_site(),
        address=address,
    )
    return Response(body, content_type="application/xml; charset=utf-8")


@bp.get("/robots.txt")
@open_page
@cacheable(600)
def robots() -> Response:
    """What search engines may fetch."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    if language() == "vi":
        lines.append(f"Sitemap: {_site()}{address('feeds.sitemap', 'vi')}")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
