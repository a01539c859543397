"""CSV: nothing that a spreadsheet runs, every row there, readable in Excel."""

import csv
import io

import pytest

from portal.web.kit.sheets import BOM, cell, pieces


@pytest.mark.parametrize(
    "bad",
    [
        "=1+1", "+84912", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("x")', " =1+1", "  \u00a0=1+1", "\u200b=1+1", "\ufeff=1+1",
        "\u202e@x", "\u3000+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", " ＝1", "﹦1", "\x00=1",
    ],
)  # fmt: skip
def test_what_looks_like_a_formula_stands_behind_an_apostrophe(bad: str) -> None:
    assert str(cell(bad)).startswith("'")


def test_words_that_only_hold_such_signs_stand_as_they_are() -> None:
    for said in ("3 = 3", "a@b.vn", "  thụt vào", "– ngang", "1-2"):
        assert cell(said) == said


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert (cell(-3), cell(None), cell("Bà Tơ")) == (-3, "", "Bà Tơ")


def test_characters_that_break_a_sheet_are_dropped() -> None:
    assert cell("a\ufffeb\x00c\x0bd") == "abcd"


def test_every_row_is_there_in_pieces_after_the_mark_of_utf8() -> None:
    made = list(pieces([[n, f"dòng, {n}"] for n in range(1000)]))
    assert len(made) > 3 and made[0].startswith(BOM)
    rows = list(csv.reader(io.StringIO("".join(made).removeprefix(BOM))))
    assert len(rows) == 1000 and rows[999] == ["999", "dòng, 999"]
