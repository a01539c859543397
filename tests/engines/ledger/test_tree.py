"""One hash stands for all lines in their order; a path proves one of them."""

import doctest
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
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


@given(st.integers(1, 6 * tree.BLOCK), st.data())
@settings(max_examples=8, deadline=None)
def test_a_path_by_blocks_is_the_same_path(size: int, data: st.DataObject) -> None:
    leaves = [tree.leaf(str(at)) for at in range(size)]
    place = data.draw(st.integers(0, size - 1))
    blocks = [leaves[at : at + tree.BLOCK] for at in range(0, size, tree.BLOCK)]
    roots = [tree.root(block) for block in blocks]
    assert tree.root(roots) != tree.EMPTY
    assert tree.path_by_blocks(blocks[place // tree.BLOCK], roots, place) == tree.path(leaves, place)


def outsider(proof: dict[str, Any], folder: Path) -> str:
    """What the program in the README says of a proof."""
    told = (Path(tree.__file__).parent / "README.md").read_text(encoding="utf8")
    program = re.findall(r"```python\n(.*?)```", told, re.S)[0]
    assert program.count("\n") <= 20
    (folder / "check.py").write_text(program, encoding="utf8")
    (folder / "proof.json").write_text(json.dumps(proof), encoding="utf8")
    command = [sys.executable, "-X", "utf8", str(folder / "check.py"), str(folder / "proof.json")]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf8", check=True).stdout


def test_anyone_can_check_a_proof_with_twenty_lines_of_their_own(tmp_path: Path) -> None:
    lines = [tree.line({"opinion": at, "stance": "đồng tình"}) for at in range(13)]
    steps = tree.path([tree.leaf(each) for each in lines], 11)
    proof = json.loads(tree.certificate(lines[11], steps, root(lines)))
    assert outsider(proof, tmp_path) == f"{lines[11]}\nis in the ledger {root(lines).hex()}\n"
    assert "IS NOT IN THE LEDGER" in outsider(proof | {"line": lines[10]}, tmp_path)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = tree.leaf("a"), tree.leaf("b")
    assert tree.root([left, right]) != hashlib.sha256(b"\x00" + left + right).digest()
