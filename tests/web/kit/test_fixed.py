"""Parts of pages that are rendered once, and addresses that are remembered: the same to everybody, and no more than that."""

import pytest
from flask import Flask

from portal.web.kit import fixed
from portal.web.kit.fixed import fixed as part
from portal.web.kit.locale import to

DOORS = "layouts/public/masthead.html"


def test_a_part_is_rendered_once_for_each_language_and_menu(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = fixed.render_template

    def counted(template: str, **values: str) -> str:
        rendered.append(template)
        return render(template, **values)

    app.extensions["fixed"].clear()
    monkeypatch.setattr(fixed, "render_template", counted)
    told = set()
    for path in ("/", "/cau-chuyen", "/en/", "/"):
        with app.test_request_context(path):
            told |= {part(DOORS, nav=nav) for nav in ("stories", "rounds", "")}
    assert len(told) == len(rendered) == 6


def test_the_open_door_and_the_language_are_the_pages_own(app: Flask) -> None:
    for path, nav, marked in (
        ("/", "stories", '<a href="/cau-chuyen" aria-current="page">'),
        ("/", "rounds", '<a href="/lay-y-kien" aria-current="page">'),
        ("/en/", "rounds", '<a href="/en/lay-y-kien" aria-current="page">'),
    ):
        with app.test_request_context(path):
            assert part(DOORS, nav=nav).count("aria-current") == part(DOORS, nav=nav).count(marked) == 2


def test_only_addresses_of_public_things_are_remembered(app: Flask) -> None:
    with app.test_request_context("/"):
        app.extensions["addresses"].cache_clear()
        assert [to("stories.story", slug="chuyen-1") for _ in range(2)] == ["/cau-chuyen/chuyen-1"] * 2
        assert to("stories.gallery", q="tim") == "/cau-chuyen?q=tim"
        assert app.extensions["addresses"].cache_info().currsize == 1
    with app.test_request_context("/", base_url="http://here/mounted"):
        assert to("stories.story", slug="chuyen-1") == "/mounted/cau-chuyen/chuyen-1"
