"""Sentences and macros in templates: as Jinja gives them, at less cost."""

import pytest
from flask import Flask, render_template_string


@pytest.fixture
def here(app: Flask) -> Flask:
    with app.test_request_context("/en/"):
        yield app  # type: ignore[misc]  # a fixture


def test_values_are_escaped_and_signs_of_per_cent_are_signs(here: Flask) -> None:
    assert render_template_string("{{ _('From %(a)s on', a='<b>') }}") == "From &lt;b&gt; on"
    assert (
        render_template_string("{{ _('100%% of all') }} {{ gettext('100%% of %(n)s', n=3) }}")
        == "100% of all 100% of 3"
    )
    assert render_template_string("{{ _('a <br> b') }}") == "a <br> b"


def test_a_sentence_follows_the_language_of_the_address(app: Flask) -> None:
    told = []
    for path in ("/", "/en/", "/"):
        with app.test_request_context(path):
            told.append(render_template_string("{{ _('Good people, good deeds') }}"))
    assert told == ["Người tốt, việc tốt", "Good people, good deeds", "Người tốt, việc tốt"]


def test_a_text_that_is_no_page_is_not_escaped(here: Flask) -> None:
    made = here.jinja_env.from_string("{% autoescape false %}{{ _('From %(a)s on', a='<b>') }}{% endautoescape %}")
    assert made.render() == "From <b> on"


def test_a_whole_block_is_put_into_words(here: Flask) -> None:
    assert render_template_string("{% trans who='<i>' %}By {{ who }}{% endtrans %}") == "By &lt;i&gt;"


def test_templates_share_the_globals_and_can_have_some_of_their_own(here: Flask) -> None:
    env = here.jinja_env
    assert env.get_template("ui/icon.html").globals is env.globals
    own = env.from_string("{{ own }}", globals={"own": 7})
    assert own.render() == "7" and "own" not in env.globals
