"""What may stand on a page of ours, whatever was typed: looked for with no help from the content security policy."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

OURS = Path(__file__).parents[2] / "templates"
SCRIPTS = re.compile(r"/static/js/[\w/.-]+\.js\?v=\w+")
LOADS = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "cite",
    "manifest",
    "codebase",
)
LEADS = {"", "http", "https", "tel", "mailto"}
NEVER = {
    "iframe", "object", "embed", "applet", "frame", "frameset", "base", "style", "math", "template", "noscript", "portal",
    "marquee", "plaintext", "xmp", "listing", "foreignObject", "animate", "set", "audio", "video", "param", "noembed",
}  # fmt: skip
OF_SVG = {
    "svg", "use", "path", "rect", "circle", "line", "g", "text", "title", "desc", "symbol", "polyline", "polygon", "ellipse", "tspan",
}  # fmt: skip


def faults(root: Element) -> Iterator[str]:
    """What on a page could only have come from what was typed."""
    inside_svg = {id(e) for svg in root.iter("svg") for e in svg.iter()}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        if tag in NEVER or (id(element) in inside_svg and tag not in OF_SVG):
            yield f"<{tag}>"
        if tag == "script" and not SCRIPTS.fullmatch(element.get("src") or ""):
            yield f"a script: {element.get('src')}"
        if tag == "link" and not (element.get("href") or "").startswith(("/", "http://127.0.0.1:5000/")):
            yield f"a link elsewhere: {element.get('href')}"
        if tag == "meta" and (element.get("http-equiv") or "").lower() not in ("", "x-ua-compatible"):
            yield "meta http-equiv"
        for name, value in element.attrib.items():
            yield from _attribute(tag, name, value or "")


def _attribute(tag: str, name: str, value: str) -> Iterator[str]:
    name = name.rpartition("}")[2].rpartition(":")[2].lower()
    if name.startswith("on") or name in ("style", "srcdoc", "data-xss", "nonce", "http-equiv", "xlink"):
        yield f"<{tag} {name}>"
    if name in LOADS or (name == "href" and tag in ("use", "image", "link")):
        for each in value.split(",") if name == "srcset" else [value]:
            if not _home(each.strip()):
                yield f"<{tag} {name}={value[:60]!r}> loads from elsewhere"
    elif name == "href":
        yield from _target(value)


def _home(address: str) -> bool:
    plain = re.sub(r"[\x00-\x20]", "", address)
    return not plain.startswith(("//", "/\\", "\\")) and (
        not urlsplit(plain).scheme or plain.startswith("http://127.0.0.1:5000/")
    )


def _target(href: str) -> Iterator[str]:
    plain = re.sub(r"[\x00-\x20\u200b-\u200f\u202a-\u202e]", "", href)
    scheme = re.match(r"[^/?#:]*:", plain)
    if (scheme[0][:-1].lower() if scheme else "") not in LEADS or plain.startswith(("//", "/\\", "\\")):
        yield f"a link to {href[:60]!r}"


def words_of(root: Element) -> str:
    """All that is written on the page, in its attributes too, with white space folded."""
    parts = ["".join(root.itertext())]
    parts += [value for e in root.iter() for value in e.attrib.values() if value]
    return " ".join(" \n ".join(parts).split())
