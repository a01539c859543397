"""Addresses are put together by functions that werkzeug writes for each rule; here each is written when first needed.

All eight hundred of them took half of the time that it takes to make the application, and most processes build the
addresses of a few dozen pages.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """A rule that compiles how its addresses are built when the first is built."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        known: list[Callable[..., tuple[str, str]]] = []

        def build(self: Rule, **values: Any) -> tuple[str, str]:
            if not known:
                known.append(compile_builder(append_unknown))
            return known[0](self, **values)

        compile_builder = super()._compile_builder
        return build
