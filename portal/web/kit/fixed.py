"""Parts of pages that say the same to everybody: rendered once for each language, not with every page.

Nothing that people wrote, and nothing that depends on who reads, may stand in one.
"""

from flask import Flask, current_app, render_template, request
from jinja2.environment import Template, TemplateModule
from markupsafe import Markup

from portal.web.kit.locale import language


class Once(Template):
    """A template whose macros are made once: every page imports some ten of them, and each time Jinja compares all that
    the two know, to find what the page alone was given. Ours are given nothing by themselves."""

    def _get_default_module(self, ctx: object = None) -> TemplateModule:
        return super()._get_default_module()


def fixed(template: str, **values: str) -> Markup:
    """A part of the page in the language being read; `values` are few, such as which door of the menu is open."""
    known: dict[object, Markup] = current_app.extensions["fixed"]
    key = (template, language(), request.root_path, *values.items())
    if key not in known or current_app.jinja_env.auto_reload:
        known[key] = Markup(render_template(template, **values))  # noqa: S704  # escaped as every template is
    return known[key]


def install(app: Flask) -> None:
    """Give templates `fixed`, and make their macros once. Before any template is loaded."""
    app.jinja_env.template_class = Once
    app.extensions["fixed"] = {}
    app.jinja_env.globals["fixed"] = fixed
