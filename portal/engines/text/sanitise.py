"""HTML from people, made harmless. The only door of bleach, which is no longer maintained: its input is capped and
thinned before it, and nh3 cleans again behind it."""

import html
import re
from html.parser import HTMLParser

from portal.engines.text import runs
from portal.engines.text.late import Late

TAGS = frozenset({"p", "br", "h2", "h3", "strong", "em", "blockquote", "ul", "ol", "li", "a"})
LIMIT = 60_000  # characters of HTML; a story of 2,000 words pasted from Word stays below
MOST_TAGS = 4_000  # bleach's cost grows with the square of unclosed tags
REL = "nofollow ugc noopener"
_TARGET = re.compile(r"https?://[^\s/@\\]+(?:[/?#]\S*)?", re.I)
_DROPPED = (
    "style",
    "script",
    "head",
    "title",
    "xml",
    "svg",
    "math",
    "template",
    "noscript",
    "iframe",
    "object",
    "textarea",
    "select",
)
_RENAME = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
_FORBIDDEN = Late(lambda: r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SECTION = re.compile(r"<!\[[^<>]*>")  # Word's conditional sections
_LOOSE = re.compile(r"<(?!/?[a-zA-Z][^<>]{0,2000}>)")  # no whole tag begins here; half tags cost the parser dearly
_BULLET = re.compile(r"(<(?:p|li)>)(?:[·•▪◦§]|[-–](?=\s|&nbsp;))(?:\s|&nbsp;|\xa0)*")  # as Word writes its lists
_NOWHERE = re.compile(r'<a rel="[^"]*">(.*?)</a>', re.S)  # its address was none that can be read
_EMPTY = re.compile(r"<(p|li|h2|h3|blockquote|strong|em|a|ul|ol)(?: [^>]*)?>(?:\s|&nbsp;|\xa0|<br>)*</\1>")


class TooLong(ValueError):
    """The text is longer than what is cleaned at once."""


def plain_to_html(text: str) -> str:
    """Plain text as paragraphs of escaped HTML."""
    parts = (html.escape(p.strip(), quote=False).replace("\n", "<br>") for p in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def story_html(dirty: str, limit: int = LIMIT) -> str:
    """The safe part of a story's HTML, in NFC and balanced. Raises TooLong beyond `limit` characters."""
    if len(dirty) > limit:
        raise TooLong(len(dirty))
    import bleach  # with nh3 only where HTML is cleaned: readers are shown what was cleaned before
    import nh3

    thin = _Thinner()
    plain = _FORBIDDEN.sub("", runs.nfc(dirty))
    thin.feed(_LOOSE.sub("&lt;", _SECTION.sub("", _uncommented(plain))))
    thin.close()
    once = bleach.clean(thin.made(), tags=TAGS, attributes={"a": ["href"]}, protocols=["http", "https"], strip=True)
    twice = nh3.clean(once, tags=set(TAGS), attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=REL)
    return _pruned(_BULLET.sub(r"\1", _NOWHERE.sub(r"\1", twice)))


def _uncommented(text: str) -> str:
    """Without comments; one that never ends loses only its mark."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:].replace("<!--", "")


def _pruned(clean: str) -> str:
    """Without elements that hold nothing, and what is empty once those are gone."""
    while (less := _EMPTY.sub("", clean)) != clean:
        clean = less
    return clean.strip()


def to_text(clean: str) -> str:
    """The words of cleaned HTML, paragraphs split by empty lines."""
    text = re.sub(r"</(p|h2|h3|blockquote|li)>", "\n\n", clean).replace("<br>", "\n")
    return re.sub(r"\n{3,}", "\n\n", html.unescape(re.sub(r"<[^>]*>", "", text))).strip()


class _Thinner(HTMLParser):
    """Writes the document anew with known tags only, well nested: what bleach is given is small and regular."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipping: list[str] = []
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.skipping.append(tag)
        tag = _RENAME.get(tag, tag)
        self.tags += 1
        if self.skipping or tag not in TAGS or self.tags > MOST_TAGS:
            return
        if tag == "br":
            self.out.append("<br>")
            return
        if tag in ("p", "h2", "h3", "li", "blockquote", "ul", "ol"):
            self._close_until({"p", "h2", "h3", *(("li",) if tag == "li" else ())})
        target = _target(dict(attrs).get("href") or "") if tag == "a" else ""
        if tag == "a" and (not target or "a" in self.open):
            return
        self.out.append(f'<a href="{html.escape(target)}">' if tag == "a" else f"<{tag}>")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not self.skipping:
            self.out.append("<br>")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipping:
            del self.skipping[self.skipping.index(tag) :]
            return
        tag = _RENAME.get(tag, tag)
        if not self.skipping and tag in self.open:
            while self.open:
                last = self.open.pop()
                self.out.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.out.append(html.escape(data, quote=False))

    def made(self) -> str:
        return "".join(self.out) + "".join(f"</{tag}>" for tag in reversed(self.open))

    def _close_until(self, closing: set[str]) -> None:
        while self.open and self.open[-1] in closing | {"a", "strong", "em"}:
            self.out.append(f"</{self.open.pop()}>")


def _target(href: str) -> str:
    """A link's address if it leads to a web page, else nothing. Entities are decoded first: schemes hide in them."""
    plain = re.sub(r"[\x00-\x20\u200b-\u200f\u202a-\u202e]", "", html.unescape(html.unescape(href)))
    scheme, colon, rest = plain.partition(":")
    return scheme.lower() + colon + rest if _TARGET.fullmatch(plain) else ""
