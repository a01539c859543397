"""A browser without JavaScript for tests: follows links, fills in forms, and checks every page it is given."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask, has_app_context
from lxml import etree
from werkzeug.test import TestResponse

SPRITE = Path(__file__).parents[1] / "static" / "icons" / "sprite.svg"
ICONS = frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf8")))
CONTROLS = ("input", "select", "textarea", "button")


@dataclass
class Form:
    """A form as the page gave it: its values may be changed, then it is submitted."""

    method: str
    action: str
    values: dict[str, Any] = field(default_factory=dict)
    buttons: dict[str, list[str]] = field(default_factory=dict)
    enctype: str = "application/x-www-form-urlencoded"


class Browser:
    """Keeps cookies, the present page and its address."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.response: TestResponse
        self.root: Element
        self.url = "/"

    def get(self, url: str, status: int = 200, **options: Any) -> "Browser":
        """Open an address, following redirects, and check the page."""
        return self._took("GET", url, status, options)

    def post(self, url: str, data: dict[str, Any] | None = None, status: int = 200, **options: Any) -> "Browser":
        """Send to an address as a form would, following redirects."""
        return self._took("POST", url, status, {"data": data or {}, **options})

    def follow(self, text: str, status: int = 200) -> "Browser":
        """Click the first link whose words contain `text`."""
        for link in self.all("a"):
            if text in words(link) and link.get("href"):
                return self.get(urljoin(self.url, link.get("href", "")), status)
        raise AssertionError(f"no link {text!r} on {self.url}: {[words(a) for a in self.all('a')]}")

    def submit(
        self, values: dict[str, Any] | None = None, *, button: str = "", form: int | str = 0, status: int = 200
    ) -> "Browser":
        """Send a form of the page (by number, or by part of its action) with some values changed.

        A value may be a string, a list, None (leave it out), or (bytes, filename) for a file.
        `button` is the words on the button pressed.
        """
        chosen = self.form(form)
        data = {k: v for k, v in {**chosen.values, **(values or {})}.items() if v is not None}
        for name, (value, label) in ((n, v) for n, pairs in chosen.buttons.items() for v in [pairs]):
            if button and button in label and name:
                data[name] = value
        unknown = set(values or {}) - set(chosen.values) - self._names()
        assert not unknown, f"no such controls on {self.url}: {sorted(unknown)}"
        target = urljoin(self.url, chosen.action or self.url)
        if chosen.method == "get":
            return self._took("GET", target.split("?")[0], status, {"query_string": data})
        for name, value in data.items():
            if isinstance(value, tuple):
                data[name] = (io.BytesIO(value[0]), value[1])
            elif isinstance(value, list) and value and isinstance(value[0], tuple):
                data[name] = [(io.BytesIO(content), file) for content, file in value]
        return self._took("POST", target, status, {"data": data, "content_type": chosen.enctype})

    def send(self, values: dict[str, Any] | None = None, *, form: int | str = 0, status: int = 200) -> "Browser":
        """Submit a form that shows a letter first, and send it: the form of that page, with nothing changed."""
        self.submit(values, form=form)
        assert [e for e in self.all("blockquote") if "data-letter" in e.attrib], f"no letter on {self.url}"
        return self.submit({}, form=form, status=status)

    def form(self, which: int | str = 0) -> Form:
        """A form of the page's main part with its present values."""
        main = next(iter(self.all("main")), self.root)
        forms = [f for f in main.iter("form") if f.get("role") != "search" or which == "search"]
        found = (
            forms[which]
            if isinstance(which, int)
            else next(f for f in forms if which in (f.get("action") or "") or which == f.get("role"))
        )
        made = Form((found.get("method") or "get").lower(), found.get("action") or "")
        made.enctype = found.get("enctype") or made.enctype
        for control in found.iter():
            if control.tag in CONTROLS:
                _enter(made, control)
        return made

    def all(self, tag: str) -> list[Element]:
        """Every element of a kind on the page."""
        return list(self.root.iter(tag))

    @property
    def text(self) -> str:
        """The words of the page's main part."""
        return words(next(iter(self.all("main")), self.root))

    @property
    def title(self) -> str:
        return words(self.all("title")[0])

    @property
    def h1(self) -> str:
        return words(self.all("h1")[0])

    @property
    def landmarks(self) -> list[str]:
        """The names of the page's named sections and regions, as they are read out."""
        by_id = {e.get("id"): words(e) for e in self.root.iter() if e.get("id")}
        named = [e for e in self.root.iter() if e.tag == "section" or e.get("role") == "region"]
        names = [e.get("aria-label") or by_id.get(e.get("aria-labelledby"), "") for e in named]
        return [name for name in names if name]

    def _names(self) -> set[str]:
        return {c.get("name", "") for tag in CONTROLS for c in self.all(tag)}

    def _took(self, method: str, url: str, status: int, options: dict[str, Any]) -> "Browser":
        assert not has_app_context(), "leave the app context before browsing: the request must have its own"
        response = self.client.open(url, method=method, follow_redirects=True, **options)
        for each in (*response.history, response):  # the client spools large bodies to files and closes none
            each.request.environ["wsgi.input"].close()
        self.response, self.url = response, response.request.full_path.rstrip("?")
        assert response.status_code == status, (
            f"{method} {url}: {response.status_code} instead of {status}\n{response.text[:3000]}"
        )
        if response.mimetype == "text/html" and response.data:
            self.root = read(response.data)
            faults = list(check(response, self.root))
            assert not faults, f"{self.url}: " + "; ".join(faults)
        return self


def read(page: bytes) -> Any:
    """A page as a tree; thirty times as fast as browsers' own way of reading."""
    return etree.fromstring(page, etree.HTMLParser(encoding="utf-8", remove_comments=True))


def words(element: Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _enter(form: Form, control: Element) -> None:
    name, kind = control.get("name") or "", (control.get("type") or "").lower()
    if control.tag == "button":
        form.buttons[name or words(control)] = [control.get("value") or "", words(control)]
    elif control.tag == "select":
        chosen = [o for o in control.iter("option") if o.get("selected") is not None] or list(control.iter("option"))[
            :1
        ]
        form.values[name] = chosen[0].get("value", words(chosen[0])) if chosen else ""
    elif control.tag == "textarea":
        form.values[name] = (control.text or "").removeprefix("\n")
    elif kind in ("radio", "checkbox"):
        if control.get("checked") is not None:
            form.values[name] = control.get("value", "on")
    elif kind not in ("file", "submit", "button") and name:
        form.values[name] = control.get("value") or ""


def check(response: TestResponse, root: Element) -> Iterator[str]:
    """What every page must have: the faults found."""
    if "script-src 'self'" not in response.headers.get("Content-Security-Policy", ""):
        yield "no strict CSP"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    yield from (f"id {i!r} stands twice" for i in sorted({i for i in ids if i and ids.count(i) > 1}))
    if not any(words(t) for t in root.iter("title")):
        yield "no title"
    if len(list(root.iter("h1"))) != 1:
        yield f"{len(list(root.iter('h1')))} h1"
    if (root.get("lang") or "") not in ("vi", "en"):
        yield "no language"
    labelled = {label.get("for") for label in root.iter("label")}
    for control in (c for tag in ("input", "select", "textarea") for c in root.iter(tag)):
        if (
            control.get("type") not in ("hidden", "submit", "button")
            and control.get("id") not in labelled
            and not control.get("aria-label")
        ):
            yield f"control {control.get('name')!r} has no label"
    yield from _unheard(root, ids)
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _inert(element, ids)


def _unheard(root: Element, ids: list[str | None]) -> Iterator[str]:
    """What is wrong at a field is told by the title too, and by what takes the focus: a list that leads there, or itself."""
    told = [e for e in root.iter("p") if "err" in (e.get("class") or "").split() and words(e)]
    boxes = [e for e in root.iter("div") if "errors" in (e.get("class") or "").split()]
    if (told or boxes) and not words(next(root.iter("title"))).startswith(("Lỗi:", "Error:")):
        yield "something is wrong, and the title does not say so"
    aloud = [p for e in root.iter() if e.get("role") == "alert" for p in e.iter("p")]
    if any(p not in aloud for p in told) and not boxes and not any("autofocus" in e.attrib for e in root.iter()):
        yield f"{words(told[0])!r} stands at its field only"
    for link in (a for box in boxes for a in box.iter("a")):
        target = (link.get("href") or "").partition("#")
        if not target[0] and target[2] not in ids:
            yield f"the list of faults leads to {target[2]!r}, which is not there"


def _inert(element: Element, ids: list[str | None]) -> Iterator[str]:
    if (
        element.get("style") is not None
        or element.tag == "style"
        or (element.tag == "script" and not element.get("src"))
    ):
        yield f"inline style or script in <{element.tag}>"
    yield from (f"inline handler {name}" for name in element.attrib if name.startswith("on"))
    for name in ("aria-describedby", "aria-labelledby", "for"):
        for target in (element.get(name) or "").split():
            if target not in ids:
                yield f"{name} points to {target!r}, which is not there"
    if element.tag == "use" and (element.get("href") or "").partition("#")[2] not in ICONS:
        yield f"no such icon: {element.get('href')}"
    if element.tag == "a" and urlsplit(element.get("href") or "").scheme == "javascript":
        yield "a javascript: link"
