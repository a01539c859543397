"""CSV: nothing that a spreadsheet runs, every row there, readable in Excel."""

import csv
import io

import pytest

from portal.web.kit.sheets import BOM, cell, pieces


@pytest.mark.parametrize("bad", ["=1+1", "+84912", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_stands_behind_an_apostrophe(bad: str) -> None:
    assert str(cell(bad)).startswith("'")


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert (cell(-3), cell(None), cell("Bà Tơ")) == (-3, "", "Bà Tơ")


def test_characters_that_break_a_sheet_are_dropped() -> None:
    assert cell("a\ufffeb\x00c\x0bd") == "abcd"


def test_every_row_is_there_in_pieces_after_the_mark_of_utf8() -> None:
    made = list(pieces([[n, f"dòng, {n}"] for n in range(1000)]))
    assert len(made) > 3 and made[0].startswith(BOM)
    rows = list(csv.reader(io.StringIO("".join(made).removeprefix(BOM))))
    assert len(rows) == 1000 and rows[999] == ["999", "dòng, 999"]
