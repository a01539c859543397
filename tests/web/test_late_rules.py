"""Addresses are built by functions that are written when the first address is."""

import pytest
from werkzeug.routing import Map, Rule

from portal.web.kit.late_rules import LateRule


def test_how_an_address_is_built_is_worked_out_with_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Rule._compile_builder

    def counted(self: Rule, append_unknown: bool = True) -> object:
        written.append(self.rule)
        return write(self, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", counted)
    asked = Map([LateRule("/<int:n>/<name>", endpoint="one"), LateRule("/", endpoint="other")]).bind("here")
    assert not written
    assert [asked.build("one", {"n": n, "name": "bà"}) for n in (1, 2)] == ["/1/b%C3%A0", "/2/b%C3%A0"]
    assert asked.build("one", {"n": 1, "name": "a", "q": "b"}) == "/1/a?q=b"
    assert set(written) == {"/<int:n>/<name>"}
