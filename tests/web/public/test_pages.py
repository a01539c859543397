"""The pages that explain."""

import pytest

from tests.browser import Browser

PAGES = ("/cach-xem-xet", "/du-lieu-ca-nhan", "/quy-tac-binh-luan", "/kha-nang-tiep-can")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_says_something_in_its_language(browser: Browser, path: str, prefix: str) -> None:
    browser.get(prefix + path)
    assert browser.root.get("lang") == ("en" if prefix else "vi")
    assert len(browser.text.split()) > 200


@pytest.mark.parametrize("path", PAGES)
def test_the_two_languages_are_two_texts(browser: Browser, path: str) -> None:
    vietnamese = browser.get(path).h1
    assert browser.follow("English").h1 != vietnamese
    assert browser.follow("Tiếng Việt").h1 == vietnamese


@pytest.mark.parametrize("path", PAGES)
def test_a_second_reading_costs_a_304_and_no_cookie(browser: Browser, path: str) -> None:
    first = browser.get(path).response
    assert "Set-Cookie" not in first.headers
    again = browser.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "public" in again.headers["Cache-Control"]


@pytest.mark.usefixtures("honours")
def test_the_laws_in_force_are_named_with_their_numbers_and_no_others(browser: Browser) -> None:
    text = browser.get("/cach-xem-xet").text
    assert "152/2025/NĐ-CP" in text and "06/2026/QH16" in text
    assert "98/2023/NĐ-CP" not in text


@pytest.mark.usefixtures("honours")
def test_a_law_that_is_not_certain_is_not_shown_as_certain(browser: Browser) -> None:
    assert "Cần kiểm tra" in browser.get("/cach-xem-xet").text


def test_the_hotline_is_on_every_page(browser: Browser) -> None:
    assert [a for a in browser.get("/kha-nang-tiep-can").all("a") if (a.get("href") or "").startswith("tel:+84")]


@pytest.mark.parametrize(
    ("path", "words"), [("/cach-xem-xet", "được tính ba lần"), ("/en/cach-xem-xet", "counted three times")]
)
def test_what_cannot_be_known_of_who_speaks_is_said(browser: Browser, path: str, words: str) -> None:
    assert words in browser.get(path).text
