"""Staff for tests: make an account with some roles, and a browser that is signed in with it."""

from functools import cache

from flask import Flask

from portal.accounts import passwords, queries, services
from portal.accounts.models import Staff
from portal.core.actor import SYSTEM, Actor, Role
from portal.core.db import db, unit_of_work
from portal.web.kit import session
from tests.browser import Browser

PASSWORD = "mot hai ba bon nam"
NAMES = {
    Role.MODERATOR: "Đỗ Minh Châu",
    Role.EDITOR: "Nguyễn Khánh Linh",
    Role.BOARD_LEAD: "Trần Hữu Nghĩa",
    Role.CLERK: "Phạm Hà",
}


@cache
def _hash() -> str:
    return passwords.hashed(PASSWORD)


def staff(*roles: Role, sign_in_name: str = "") -> Actor:
    """An account with these roles, as the one who acts. Call it inside an app context."""
    sign_in_name = sign_in_name or "-".join(r.value.replace("_", "-") for r in roles) or "nobody"
    with unit_of_work():
        made = queries.by_sign_in_name(sign_in_name)
        if made is None:
            name = NAMES.get(roles[0], sign_in_name) if roles else sign_in_name
            made = services.add(sign_in_name, name=name, password_hash=_hash(), by=SYSTEM)
            for role in roles:
                services.grant(made, role, by=SYSTEM)
        actor = queries.as_actor(made)
    db.session.rollback()
    return actor


def sign_in(app: Flask, browser: Browser, *roles: Role, sign_in_name: str = "") -> Actor:
    """Make such an account and give this browser a session of it, without the way through the page (`walk_in` takes it)."""
    with app.app_context():
        actor = staff(*roles, sign_in_name=sign_in_name)
        with unit_of_work() as rows:
            token = services.begin_session(rows.get_one(Staff, actor.id))
        db.session.remove()
    with browser.client.session_transaction() as cookie:
        cookie.clear()
        cookie[session.TOKEN] = token
    return actor


def walk_in(app: Flask, browser: Browser, *roles: Role, sign_in_name: str = "") -> Actor:
    """Make such an account and sign this browser in with it through the same door as people."""
    with app.app_context():
        actor = staff(*roles, sign_in_name=sign_in_name)
        name = db.session.get_one(Staff, actor.id).sign_in_name
    browser.get("/tai-khoan/dang-nhap")
    browser.submit({"name": name, "password": PASSWORD})
    return actor
