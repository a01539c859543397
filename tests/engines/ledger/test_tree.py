"""One hash stands for all lines in their order; a path proves one of them."""

import doctest
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from portal.engines.ledger import tree

LINES = st.lists(st.text(max_size=8), min_size=1, max_size=40)


def root(lines: list[str]) -> bytes:
    return tree.root(tree.leaf(line) for line in lines)


def test_the_rules_in_the_module_can_be_followed_by_hand() -> None:
    assert doctest.testmod(tree).failed == 0


def test_an_empty_list_and_a_single_line_are_as_in_rfc_6962() -> None:
    assert root([]) == hashlib.sha256(b"").digest()
    assert root(["x"]) == hashlib.sha256(b"\x00x").digest()


@given(LINES, st.data())
def test_any_other_line_gives_another_root(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    assert root([*lines[:place], lines[place] + "x", *lines[place + 1 :]]) != root(lines)
    assert root([*lines[:place], *lines[place + 1 :]]) != root(lines)


@given(LINES, st.data())
def test_lines_in_another_order_give_another_root(lines: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(lines))
    assert (root(other) == root(lines)) == (other == lines)


@given(LINES, st.data())
def test_a_path_proves_its_own_line_and_no_other(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    steps = tree.path([tree.leaf(line) for line in lines], place)
    assert tree.leads_to(tree.leaf(lines[place]), steps) == root(lines)
    assert tree.leads_to(tree.leaf(lines[place] + "x"), steps) != root(lines)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = tree.leaf("a"), tree.leaf("b")
    assert tree.root([left, right]) != hashlib.sha256(b"\x00" + left + right).digest()
