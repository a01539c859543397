"""Simple marks for writing without knowing HTML: an empty line parts paragraphs, "## " heads, "- " lists, "> " quotes,
**strong**, *emphasis*, [words](address). From text to HTML and back; the HTML is cleaned elsewhere (sanitise.py)."""

import html
import re

_TAGS = re.compile(r"<(p|h2|h3|ul|ol|li|blockquote|strong|em|b|i|a|br|div|span|table)\b[^>]*>", re.I)
_INLINE = (
    (re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\*)\*(\S(?:[^*]*\S)?)\*(?!\*)"), r"<em>\1</em>"),
    (re.compile(r"\[([^\][]+)\]\((https?://[^\s()]+)\)"), r'<a href="\2">\1</a>'),
)
_BACK = (
    (re.compile(r"</?strong>"), "**"),
    (re.compile(r"</?em>"), "*"),
    (re.compile(r"<br>"), "\n"),
    (re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.S), r"[\2](\1)"),
)
_BLOCK = re.compile(r"<(p|h2|h3|blockquote|ul|ol)>(.*?)</\1>", re.S)
_ITEM = re.compile(r"<li>(.*?)</li>", re.S)


def is_html(text: str) -> bool:
    """Whether someone pasted HTML rather than wrote words."""
    return bool(_TAGS.search(text))


def to_html(text: str) -> str:
    """Written text as HTML; pasted HTML is handed on as it is."""
    if is_html(text):
        return text
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_block(part.strip("\n")) for part in parts if part.strip())


def _block(part: str) -> str:
    lines = part.split("\n")
    for mark, tag in (("### ", "h3"), ("## ", "h2")):
        if lines[0].startswith(mark):
            rest = "\n".join(lines[1:]).strip()
            return f"<{tag}>{_inline(lines[0][len(mark) :])}</{tag}>" + (_block(rest) if rest else "")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    if all(re.match(r"\d{1,3}\. ", line) for line in lines):
        return "<ol>" + "".join(f"<li>{_inline(line.split(' ', 1)[1])}</li>" for line in lines) + "</ol>"
    if all(line.startswith(">") for line in lines):
        return "<blockquote><p>" + "<br>".join(_inline(line[1:].strip()) for line in lines) + "</p></blockquote>"
    return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def _inline(text: str) -> str:
    made = html.escape(text.strip(), quote=False)
    for pattern, tag in _INLINE:
        made = pattern.sub(tag, made)
    return made


def from_html(clean: str) -> str:
    """Cleaned HTML as text with marks."""
    return "\n\n".join(_written(m[1], m[2]) for m in _BLOCK.finditer(clean)).strip()


def _written(tag: str, inner: str) -> str:
    if tag in ("ul", "ol"):
        items = [_words(item) for item in _ITEM.findall(inner)]
        return "\n".join(f"{'- ' if tag == 'ul' else f'{at}. '}{item}" for at, item in enumerate(items, 1))
    if tag == "blockquote":
        lines = "\n".join(_words(part) for part in re.split(r"</p>", inner) if _words(part))
        return "\n".join(f"> {line}" for line in lines.split("\n"))
    return {"h2": "## ", "h3": "### "}.get(tag, "") + _words(inner)


def _words(inner: str) -> str:
    for pattern, mark in _BACK:
        inner = pattern.sub(mark, inner)
    return html.unescape(re.sub(r"<[^>]*>", "", inner)).strip()
