"""What is typed on a page comes back as it was typed, and tells the same each time."""

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.web.kit.telling import assembly

TEXT = st.text(max_size=60)
PAGES = {
    "whom": ["s0-name", "s0-occupation", "s0-where", "s0-contact"],
    "deed": ["title", "story", "for_whom", "result"],
    "details": ["since", "place", "commended_text", "day-day", "day-month", "day-year"],
    "photos": ["taken_by", "witness_1_name", "witness_1_contact"],
    "you": ["name", "phone", "email", "relation"],
}
ANSWERS = st.sampled_from(sorted(PAGES)).flatmap(
    lambda page: st.tuples(st.just(page), st.fixed_dictionaries(dict.fromkeys(PAGES[page], TEXT)))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_what_was_typed_is_shown_again_as_typed(app: Flask, told: tuple[str, dict[str, str]]) -> None:
    page, said = told
    with app.test_request_context("/"):
        form = assembly.sheet(page, {name: [text] for name, text in said.items()})
        form.validate()
        shown = {f.name: f._value() for f in assembly._fields(form) if f.name in said}
    assert shown == said
