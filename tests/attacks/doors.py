"""The table of doors (doors.txt): who gets in where. Read it there; this only reads and writes its lines."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.web.kit.locale import ENGLISH
from tests.attacks.visitors import VISITORS, Thing

TABLE = Path(__file__).with_name("doors.txt")
TO_SIGN_IN, TO_CODE = "/tai-khoan/dang-nhap", ("/theo-doi/?", "/theo-doi/", "/kenh-bao-mat/theo-doi")
SIGNS = {403: "-", 404: "0", 405: "0", 410: "g"}


@dataclass(frozen=True)
class Row:
    """One door on one thing; a sign for each visitor."""

    method: str
    endpoint: str
    thing: str
    signs: tuple[str, ...] = ()

    def line(self) -> str:
        """As it stands in the table."""
        cells = [f"{sign:<{len(_short(name))}}" for sign, name in zip(self.signs, VISITORS, strict=True)]
        return f"{self.method:<4} {self.endpoint:<24} {self.thing:<24} {' '.join(cells)}".rstrip()


def _short(visitor: str) -> str:
    return visitor[:4]


def heading() -> str:
    """The line that names the columns."""
    return f"#    door                     thing                    {' '.join(map(_short, VISITORS))}"


def rows() -> list[Row]:
    """The table, in order."""
    lines = [line for line in TABLE.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]
    return [Row(method, endpoint, thing, tuple(signs)) for method, endpoint, thing, *signs in map(str.split, lines)]


def families() -> list[str]:
    """The page families of the table."""
    return sorted({row.endpoint.partition(".")[0] for row in rows()})


def doors(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method and endpoint that the portal answers; English twins are the same views."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and f"{ENGLISH}." not in rule.endpoint:
            yield from ((method, rule.endpoint) for method in sorted((rule.methods or set()) & {"GET", "POST"}))


def address(app: Flask, endpoint: str, thing: Thing) -> str:
    """Where a door stands for a thing. What the thing does not name is something that is not there."""
    rule = next(app.url_map.iter_rules(endpoint))
    values = {name: thing.address.get(name, _fitting(rule, name)) for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(endpoint, values))


def _fitting(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    kind = type(converter).__name__
    if kind == "AnyConverter":
        return sorted(converter.items)[0]  # type: ignore[attr-defined]  # only this kind of converter has items
    return {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1}.get(kind, "khong-co")


def sign(method: str, answer: TestResponse) -> str:
    """What an answer means: + in, - refused, i to the sign-in, c to the field for a code, > elsewhere, 0 none, g gone."""
    target = answer.headers.get("Location", "")
    if target.startswith(TO_SIGN_IN):
        return "i"
    if target.partition("?")[0] in TO_CODE:
        return "c"
    if answer.status_code >= 500:
        return "!"
    if answer.status_code in (302, 303) and method == "GET":
        return ">"
    return SIGNS.get(answer.status_code, "+")
