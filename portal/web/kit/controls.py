"""The attributes of controls, put together in one go: WTForms formats each of them by itself, a tenth of a form's page."""

from functools import lru_cache

from markupsafe import Markup, escape
from wtforms import widgets
from wtforms.widgets.core import clean_key

_name = lru_cache(256)(clean_key)  # written in templates and forms, never by readers: a few dozen


def attributes(**given: object) -> Markup:
    """HTML attributes in the order of their names, byte for byte as `wtforms.widgets.html_params` writes them."""
    told = [
        _name(name) if value is True else f'{_name(name)}="{_quoted(value)}"'
        for name, value in sorted(given.items())
        if value is not False
    ]
    return Markup(" ".join(told))  # noqa: S704  # every value was escaped; the names are our own


def install() -> None:
    """Have inputs drawn so, by the attribute that WTForms leaves for it."""
    widgets.Input.html_params = staticmethod(attributes)


def _quoted(value: object) -> str:
    """A value between quotes; of what calls itself HTML already only quotes are left to be escaped."""
    text = str(escape(value))
    return text if type(value) is str else text.replace('"', "&quot;")
