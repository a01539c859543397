"""Parts of pages that say the same to everybody: rendered once for each language, not with every page.

Nothing that people wrote, and nothing that depends on who reads, may stand in one.
"""

from flask import Flask, current_app, render_template, request
from markupsafe import Markup

from portal.web.kit.locale import language


def fixed(template: str, **values: str) -> Markup:
    """A part of the page in the language being read; `values` are few, such as which door of the menu is open."""
    known: dict[object, Markup] = current_app.extensions["fixed"]
    key = (template, language(), request.root_path, *values.items())
    if key not in known or current_app.jinja_env.auto_reload:
        known[key] = Markup(render_template(template, **values))  # noqa: S704  # escaped as every template is
    return known[key]


def install(app: Flask) -> None:
    """Give templates `fixed`."""
    app.extensions["fixed"] = {}
    app.jinja_env.globals["fixed"] = fixed
