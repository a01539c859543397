"""The desk's list with very much waiting: what each view, filter and page costs, and the plans behind them."""

import http.client
import random
import uuid
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from portal.app import MIGRATIONS, create_app
from portal.config import read
from portal.consultations.opinions.states import Stance
from portal.core import schema
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.engines.text.fold import fold
from portal.moderation.desk import entering, rank
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.organisations import reference
from portal.organisations.services import load_reference
from tests.bench import limit
from tests.bench.measure import Row, Server, run, serving
from tests.bench.paper import say, table
from tests.bench.public import environment
from tests.bench.speakers import TOKEN
from tests.staff import PASSWORD, staff

WAITING, SMALL, BATCH = 50_000, 1_000, 2_000
NOW = datetime.now(UTC)
WORDS = ("chè", "cổng viện", "lớp học", "bánh mì", "hiến máu", "sông Hồng", "giữ chợ", "trông trẻ")
NAMES = ("Nguyễn Thị Tơ", "Trần Văn Bách", "Lê Hoài An", "Phạm Thị Nhài", "Đặng Đình Đức", "Hoàng Thị Ước")
FLAGS = (["phone"], ["phone", "address"], ["rude"], ["accusation"], ["child"], [], [], [], [], [])


def measure(folder: Path, stories: int) -> dict[str, Any]:
    """Print the table; give the figures. `stories` is how many things wait (50,000 unless said otherwise)."""
    waiting = WAITING if stories == 100_000 else stories
    (folder / "limit").mkdir(parents=True, exist_ok=True)
    limit.create(str(folder / "limit"))
    few, many = folder / f"desk-{SMALL}", folder / f"desk-{waiting}"
    _laid(many, waiting), _laid(few, SMALL)
    with (
        serving("wsgi:app", environment(many)) as ours,
        serving("wsgi:app", environment(few)) as small,
        serving("tests.bench.limit:app", {"BENCH_LIMIT": str(folder / "limit")}) as base,
    ):
        rows = [Row("LIMIT: Flask + Jinja, one query", base, "/read"), *_rows(ours, waiting), *_rows(small, SMALL)[:1]]
        say("measuring")
        run(rows, rounds=5, requests=40)
    table(
        f"The desk with {waiting:,} things waiting (CPU of the server for each request)",
        ("page", "CPU ms", "p50 ms", "p99 ms", "KB", "errors"),
        ((r.name, r.ms, r.at(0.5), r.at(0.99), round(r.size / 1024), r.errors) for r in rows),
    )
    return {"waiting": waiting, "pages": [{"name": r.name, "cpu_ms": r.ms, "p99_ms": r.at(0.99)} for r in rows]}


def _rows(server: Server, waiting: int) -> list[Row]:
    signed = {"Cookie": _signed_in(server)}
    ward = _wards()[0]
    asked = {
        "the whole list": "", "opinions": "?kind=opinion", "late": "?view=late", "due soon": "?view=soon",
        "mine": "?view=mine", "one ward": f"?ward={ward}", "with a phone number": "?flag=phone",
        "accusation-like": "?view=suspect", "in English": "?language=en", "a word": "?q=cho",
        "a word that nothing has": "?q=khongcogi", "settled": "?view=settled",
    }  # fmt: skip
    rows = [Row(f"{name}, {waiting:,}", server, f"/nghiep-vu/hang-doi{query}", signed) for name, query in asked.items()]
    return [*rows, Row("has the list changed?", server, "/nghiep-vu/hang-doi/moi", signed)]


def _signed_in(server: Server) -> str:
    """The cookie of a moderator who has just signed in."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/tai-khoan/dang-nhap")
    answer = connection.getresponse()
    found = TOKEN.search(answer.read().decode())
    cookie = _cookie(answer)
    body = urlencode({"csrf_token": found.group(1) if found else "", "name": "moderator", "password": PASSWORD})
    form = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/tai-khoan/dang-nhap", body, form)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise RuntimeError(f"not signed in: {answer.status}")
    return _cookie(answer)


def _cookie(answer: http.client.HTTPResponse) -> str:
    return "; ".join(c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or [])


def _laid(folder: Path, waiting: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    say(f"laying {waiting} things on the desk")
    app = create_app(read({}, demo=True, data=str(folder), jobs_here=False))
    with app.app_context():
        schema.upgrade(db.engine, MIGRATIONS)
        if not db.session.scalar(sa.select(sa.func.count()).select_from(DeskItem)):
            db.session.rollback()
            with unit_of_work():
                load_reference(by=SYSTEM)
            staff(Role.MODERATOR)
            _fill(waiting)
        db.session.remove()
        db.engine.dispose()


def _wards() -> list[str]:
    return sorted({place.code for place in reference.places() if not place.successors})


def _fill(waiting: int) -> None:
    chance = random.Random(waiting)
    wards = _wards()
    rows = (_thing(n, chance, wards) for n in range(waiting + waiting // 2))
    while batch := list(islice(rows, BATCH)):
        with unit_of_work() as session:
            session.execute(sa.insert(DeskItem), batch)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _thing(n: int, chance: random.Random, wards: list[str]) -> dict[str, Any]:
    """Two thirds wait; the rest is settled."""
    opinion = chance.random() < 0.6
    entered = NOW - timedelta(minutes=chance.randrange(40 * 24 * 60))
    flags, done = chance.choice(FLAGS), n % 3 == 2
    parts = rank.parts(at=NOW, flags=flags)
    name, word = chance.choice(NAMES), chance.choice(WORDS)
    title = name if opinion else f"{name} và {word}"
    return {
        "thing_id": uuid.UUID(int=chance.getrandbits(128)), "thing_kind": "opinion" if opinion else "nomination",
        "kind": ItemKind.OPINION if opinion else ItemKind.NOMINATION, "turn": Turn.DONE if done else Turn.DESK,
        "stage": ("published" if done else "waiting") if opinion else ("published" if done else "verifying"),
        "number": f"NT26-{n:06}", "title": title, "who": "" if opinion else name, "place": f"phố {word}",
        "opening": "Tôi ở cùng ngõ với chị, sáng nào cũng thấy chị quét sạch cả đoạn phố. " * 2,
        "folded": fold(f"NT26-{n:06} {title} {name} phố {word}"), "ward_code": chance.choice(wards),
        "language": "en" if chance.random() < 0.02 else "vi", "channel": "web",
        "stance": chance.choice(list(Stance)).value if opinion else "", "flags": entering.spelled(flags),
        "suspect": "accusation" in flags, "entered_at": entered, "due_on": None if done else (entered + timedelta(days=chance.randrange(1, 12))).date(),
        "rank_at": rank.rank_at(entered, parts), "parts": [[p.value, h] for p, h in parts],
        "settled_at": entered + timedelta(days=2) if done else None,
    }  # fmt: skip
