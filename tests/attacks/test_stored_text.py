"""Text that wants to run, typed into every field a person has: every page that shows it stays as we made it.

The test browser refuses any inline script, handler or style and any javascript: link on every page it is given;
here it is also looked for marks that only the typed text carries.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.staff import sign_in
from tests.web.public.telling import tell

PAYLOADS = (
    "\"'><img src=x onerror=alert(1) data-xss=1>",
    "</title></textarea></script><script data-xss=1>alert(1)</script>",
    "<svg/onload=alert(1) data-xss=1>{{99991*99989}}{% raw %}",
    '<a href="javascript:alert(1)" data-xss=1>x</a><!--',
    "' autofocus onfocus=alert(1) data-xss=1 x='",
)


def looked_at(browser: Browser, url: str) -> Browser:
    """A page, with nothing on it that only the typed text could have brought."""
    browser.get(url)
    assert not [e for e in browser.root.iter() if e.get("data-xss") is not None], url
    assert "9998000099" not in browser.response.text, f"{url}: a template ran what was typed"
    return browser


def told(browser: Browser, bad: str) -> str:
    """A story whose every word is hostile; the address of its receipt page."""
    tell(
        browser,
        whom={"s0-name": f"Đặng {bad}"[:150], "s0-occupation": bad, "s0-where": bad},
        deed={
            "title": f"Việc {bad}"[:150],
            "for_whom": bad,
            "result": bad,
            "story": f"{bad} " + "Bà Tơ giúp cả ngõ mỗi ngày. " * 14,
        },
        details={"when": "unsure", "since": None, "place": bad, "commended": "yes", "commended_text": bad},
        you={"name": f"Ngọ {bad}"[:110], "relation": bad[:120], "phone": None, "email": "ngo@example.vn"},
    )
    assert "/xem-lai" in browser.url, f"{browser.url}: {browser.text[:600]}"
    assert not [e for e in browser.root.iter() if e.get("data-xss") is not None]
    browser.submit()
    return browser.url


@pytest.mark.parametrize("bad", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_field_runs_anywhere(app: Flask, browse: Callable[[], Browser], bad: str) -> None:
    with app.app_context(), unit_of_work():
        load_reasons()
    resident, moderator, editor = browse(), browse(), browse()
    looked_at(resident, told(resident, bad))
    sign_in(app, moderator, Role.MODERATOR)
    looked_at(moderator, "/nghiep-vu/hang-doi")
    links = [a.get("href", "") for a in moderator.all("a") if "/nghiep-vu/loi-ke/" in a.get("href", "")]
    item = looked_at(moderator, links[0])
    item.submit(form="nhan")
    item.get(links[0]).submit({"outcome": "ask", "words": bad, "note": bad}, form="xem-thu")
    assert not [e for e in item.root.iter() if e.get("data-xss") is not None]
    item.submit()
    looked_at(moderator, links[0])
    with app.app_context():
        with time_machine.travel(clock.now() + timedelta(minutes=2)):
            runner.run_due()
        letters = db.session.scalars(sa.select(Letter.html)).all()
        db.session.remove()
    assert letters and not [html for html in letters if "data-xss=1>" in html and "&gt;" not in html]
    assert not [html for html in letters if "<img" in html or "<script" in html or "<svg" in html]
    sign_in(app, editor, Role.EDITOR, Role.MODERATOR, sign_in_name="hai.vai")
    looked_at(editor, "/nghiep-vu/chuyen")
    assert SYSTEM.name == "system"
