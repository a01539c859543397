"""Attributes of controls are what WTForms itself would write."""

from typing import Any

import pytest
from flask_babel import LazyString
from markupsafe import Markup
from wtforms.widgets import Input, html_params

from portal.web.kit import controls

GIVEN: list[dict[str, Any]] = [
    {},
    {"id": "s0-name", "type": "text", "value": 'Bà "Tơ" <b>&\'', "name": "s0-name", "class": "input input--w10"},
    {"checked": True, "required": False, "aria_describedby": "a-h a-e", "aria_invalid": False, "data_words": "x"},
    {"class_": "input", "for_": "name", "maxlength": 12, "min": 0, "step": 0.5, "value": None},
    {"value": Markup('<i title="said">&amp;</i>'), "placeholder": LazyString(lambda: 'Write "it" & <go>')},
    {"_": "odd", "data_": "", "title": ""},
]


@pytest.mark.parametrize("given", GIVEN)
def test_attributes_are_byte_for_byte_those_of_wtforms(given: dict[str, Any]) -> None:
    assert controls.attributes(**given) == html_params(**given)
    assert isinstance(controls.attributes(**given), Markup)


def test_inputs_are_drawn_with_them(app: Any) -> None:
    assert Input.html_params is controls.attributes
