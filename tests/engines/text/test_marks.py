"""Words with simple marks become HTML, and come back as they were written."""

import pytest

from portal.engines.text import marks

PAIRS = [
    ("Một câu.", "<p>Một câu.</p>"),
    ("Một.\n\nHai.", "<p>Một.</p><p>Hai.</p>"),
    ("Một\nhai", "<p>Một<br>hai</p>"),
    ("## Đầu đề\n\nChữ", "<h2>Đầu đề</h2><p>Chữ</p>"),
    ("### Nhỏ", "<h3>Nhỏ</h3>"),
    ("- một\n- hai", "<ul><li>một</li><li>hai</li></ul>"),
    ("1. một\n2. hai", "<ol><li>một</li><li>hai</li></ol>"),
    ("> Lời bà", "<blockquote><p>Lời bà</p></blockquote>"),
    ("**đậm** và *nghiêng*", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
    ("[báo](https://vi.example/a)", '<p><a href="https://vi.example/a">báo</a></p>'),
    ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
]


@pytest.mark.parametrize(("text", "html"), PAIRS)
def test_marks_become_html_and_come_back(text: str, html: str) -> None:
    assert (marks.to_html(text), marks.from_html(html)) == (html, text)


def test_a_heading_may_be_followed_at_once() -> None:
    assert marks.to_html("## Đầu đề\nChữ") == "<h2>Đầu đề</h2><p>Chữ</p>"


def test_pasted_html_is_handed_on() -> None:
    assert marks.to_html("<p class=MsoNormal>Chữ</p>") == "<p class=MsoNormal>Chữ</p>"


def test_signs_that_only_look_like_tags_stay_words() -> None:
    assert marks.to_html("<script>x</script>") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"
