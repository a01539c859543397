"""An audience of the web: its pages, where they live, and what holds for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response

from portal.web.kit.locale import ENGLISH


@dataclass(frozen=True)
class Audience:
    """Pages for one kind of reader. Every page is there twice: at its address, and below /en in English."""

    name: str
    prefix: str
    pages: tuple[Blueprint, ...]
    before: tuple[Callable[[], object | None], ...] = field(default=())
    after: tuple[Callable[[Response], Response], ...] = field(default=())

    def join(self, app: Flask) -> None:
        """Register the pages in both languages."""
        for page in self.pages:
            if not page._got_registered_once:
                for hook in self.before:
                    page.before_request(hook)  # type: ignore[type-var]  # a hook may give any answer
                for tail in self.after:
                    page.after_request(tail)
            app.register_blueprint(page, url_prefix=self.prefix or None)
            app.register_blueprint(page, url_prefix=f"/en{self.prefix}", name=page.name + ENGLISH)
