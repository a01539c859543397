"""Another language is named only where it is plain."""

import pytest

from portal.engines.text.languages import foreign


@pytest.mark.parametrize(
    "text",
    ["Это очень хороший человек", "这个人很好", "Il est très gentil et il aide toujours les voisins du quartier"],
)
def test_other_languages_are_noticed(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    ["Bác ấy tốt lắm, ai cũng quý mến", "bac ay tot lam ai cung quy men", "He is a very good man who helps people", "ok", "", "Bài hát Hello my love hay quá", "ng nào cx bit bác ko lấy tiền"],
)  # fmt: skip
def test_vietnamese_and_english_are_read(text: str) -> None:
    assert foreign(text) is None
