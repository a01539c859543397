"""Stored text never runs: thousands of payloads, and what remains is looked at as a browser would."""

import itertools
import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.text.sanitise import LIMIT, REL, TAGS, TooLong, plain_to_html, story_html, to_text
from tests import html5

CODES = ("alert(1)", "top[`al`+`ert`](1)")
FRAMES = (
    "<script>{c}</script>", "<ScRiPt src=//x.example></sCrIpT>", "<img src=x onerror={c}>", "<svg onload={c}>", "<svg><script>{c}</script></svg>",
    "<math><mtext></p><style><img src=x onerror={c}>", "<iframe src='javascript:{c}'></iframe>", "<body onload={c}>", "<details open ontoggle={c}>",
    "<a href='javascript:{c}'>x</a>", "<a href='jAvAsCrIpT&colon;{c}'>x</a>", "<a href='java\tscript:{c}'>x</a>", "<a href='&#106;avascript:{c}'>x</a>",
    "<a href='data:text/html,<script>{c}</script>'>x</a>", "<a href='vbscript:{c}'>x</a>", "<a href='javascript:123'>x</a>", "<a href=' javascript:{c}'>x</a>",
    "<a href='http://ok.example' onclick='{c}'>x</a>", "<p style='background:url(javascript:{c})'>x</p>", "<p onmouseover={c}>x", "<form action=javascript:{c}><button>x",
    "<input autofocus onfocus={c}>", "<object data='javascript:{c}'>", "<embed src='javascript:{c}'>", "<base href='javascript:{c}//'>", "<meta http-equiv=refresh content='0;url=javascript:{c}'>",
    "<link rel=stylesheet href=//x.example>", "<style>@import '//x.example';</style>", "<noscript><p title='</noscript><img src=x onerror={c}>'>", "<template><img src=x onerror={c}></template>",
    "<textarea><img src=x onerror={c}></textarea>", "<xmp><img src=x onerror={c}></xmp>", "<!--><img src=x onerror={c}>-->", "<![CDATA[<img src=x onerror={c}>]]>", "<?xml <img src=x onerror={c}> ?>",
    "<p><strong><em><a href='//x.example' onclick={c}>x", "<img src=`x`onerror={c}>", "<svg/onload={c}>", "<svg><a xlink:href='javascript:{c}'><text>x", "<a href='https:javascript:{c}'>x</a>",
    "<a href='http://a@x.example\\@b'>x</a>", "<video><source onerror={c}>", "<marquee onstart={c}>", "<select><style></select><img src=x onerror={c}></style>",
)  # fmt: skip
WRAPS = (
    "{}",
    "<p>{}</p>",
    "<ul><li>{}",
    "<blockquote><p>{}</blockquote>",
    "<h2>{}</h2>x",
    "{}<!--",
    "<a href='https://ok.example'>{}</a>",
    "&lt;{}&gt;",
    "<svg><style>{}</style></svg>",
)
VARIANTS = (
    str,
    str.upper,
    lambda s: s.replace("<", "<\x00"),
    lambda s: s.replace(" ", "/"),
    lambda s: s.replace("'", "&#39;"),
)


def faults(clean: str) -> list[str]:
    root = html5.fragment(clean)
    return [fault for element in root.iter() for fault in _of(element)]


def _of(element: Element) -> list[str]:
    tag = element.tag
    if tag == html5.FRAGMENT:
        return []
    found = [] if tag in TAGS else [f"tag {tag}"]
    for name, value in element.attrib.items():
        if tag != "a" or name not in ("href", "rel"):
            found.append(f"attribute {tag}.{name}")
        elif name == "href" and not re.match(r"https?://[^@\\]+$", value):
            found.append(f"target {value}")
        elif name == "rel" and value != REL:
            found.append(f"rel {value}")
    return found


@pytest.mark.parametrize("frame", FRAMES)
def test_no_payload_survives(frame: str) -> None:
    for code, wrap, variant in itertools.product(CODES, WRAPS, VARIANTS):
        dirty = variant(wrap.format(frame.replace("{c}", code)))
        assert faults(story_html(dirty)) == [], dirty


@given(st.text(alphabet="<>/=\"'& abpsvgimathonerjcitld:;#x0\n\t-![]`", max_size=120))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_no_random_markup_survives(dirty: str) -> None:
    clean = story_html(dirty)
    assert faults(clean) == []
    assert story_html(clean) == clean


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<b>",
        "<p>",
        "<",
        "<!--",
        "&#",
        "<a href='",
        "<strong><em>",
        "<ul><li>",
        "<svg><style>",
        "]]>",
        "<blockquote>",
    ],
)
def test_hostile_bulk_comes_to_an_end(piece: str) -> None:
    assert faults(story_html((piece * LIMIT)[:LIMIT])) == []


def test_what_is_longer_than_the_cap_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLong):
        story_html("x" * (LIMIT + 1))


def test_text_pasted_from_word_keeps_its_sense() -> None:
    pasted = (
        "<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "<p class=MsoNormal style='mso-list:l0'><b><span style='font-family:\".VnTime\"'>Bà Hoà</span></b><o:p></o:p></p>"
        "<p class=MsoListParagraph>·<span>&nbsp;&nbsp; </span>Nấu chè</p><div>Mỗi sáng<br>bốn giờ</div></body></html>"
    )
    assert story_html(pasted) == "<p><strong>Bà Hoà</strong></p><p>Nấu chè</p><p>Mỗi sáng<br>bốn giờ</p>"


def test_good_html_stays_as_it_is() -> None:
    good = "<h2>Mở đầu</h2><p>Bà <em>Tơ</em> kể.</p><ul><li>một</li><li>hai</li></ul><blockquote><p>Thương thì làm.</p></blockquote>"
    assert story_html(good) == good


def test_links_lead_to_the_web_only_and_vouch_for_nothing() -> None:
    assert story_html('<p><a href="https://hanoi.gov.vn/a?b=1#c">x</a></p>') == (
        f'<p><a href="https://hanoi.gov.vn/a?b=1#c" rel="{REL}">x</a></p>'
    )


def test_plain_text_becomes_paragraphs() -> None:
    assert plain_to_html("a < b\nc\n\n\nd & e") == "<p>a &lt; b<br>c</p><p>d &amp; e</p>"
    assert to_text("<p>a &lt; b<br>c</p><p>d</p>") == "a < b\nc\n\nd"
