"""Patterns that are compiled when they are first asked."""

from portal.engines.text.late import Late


def test_a_pattern_is_spelt_out_once_and_not_before_it_is_asked() -> None:
    spelt: list[str] = []
    pattern = Late(lambda: spelt.append("once") or "b+")
    assert not spelt
    assert pattern.search("abba") and pattern.match("abba", 1) and pattern.fullmatch("abba", 1, 3)
    assert [each.span() for each in pattern.finditer("abbab")] == [(1, 3), (4, 5)]
    assert pattern.sub("-", "abba") == "a-a"
    assert spelt == ["once"]
