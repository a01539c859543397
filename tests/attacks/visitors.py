"""Who tries the doors: the columns of doors.txt, each with the cookies such a person's browser would hold."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from portal.accounts import queries, services
from portal.accounts.models import RoleGrant, Staff
from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.web.kit import session, signed
from portal.web.public import mailbox
from tests.staff import staff

NOBODY, DRAFT, RECEIPT, DISABLED, ENDED = "nobody", "draft", "receipt", "disabled", "ended"
VISITORS = (NOBODY, DRAFT, RECEIPT, *(role.value for role in Role), DISABLED, ENDED)


@dataclass(frozen=True)
class Visitor:
    """One column: a name, and the account where there is one."""

    name: str
    staff_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Thing:
    """What a door is tried on: the values of its address, and what opens it for its own resident."""

    address: dict[str, object] = field(default_factory=dict)
    mailbox: uuid.UUID | None = None  # whose receipt the resident has shown
    draft: uuid.UUID | None = None  # which draft the resident's browser holds


def came(app: Flask, name: str) -> Visitor:
    """Make the account of a column."""
    if name in (NOBODY, DRAFT, RECEIPT):
        return Visitor(name)
    with app.app_context():
        roles = tuple(Role) if name in (DISABLED, ENDED) else (Role(name),)
        id = staff(*roles, sign_in_name=name.replace("_", "-")).id
        with unit_of_work():
            _over(db.session.get_one(Staff, id), name)
        db.session.remove()
    return Visitor(name, id)


def _over(account: Staff, name: str) -> None:
    if name == DISABLED:
        services.disable(account, by=SYSTEM)
    if name == ENDED:
        today = clock.today()
        account.grants[:] = [
            RoleGrant(role=role, valid_from=today - timedelta(days=30), valid_to=today - timedelta(days=1))
            for role in Role
        ]


Sessions = dict[uuid.UUID, object]  # what a session of an account is known by, where it has just begun


def browser_of(app: Flask, visitor: Visitor, thing: Thing, begun: Sessions | None = None) -> tuple[FlaskClient, str]:
    """A browser with the cookies this visitor holds before this thing, in a session that has just begun, or one of those
    that had `begun`; and the token of its forms."""
    begun = {} if begun is None else begun
    client = app.test_client()
    if visitor.name == DRAFT and thing.draft:
        with app.app_context():
            held = str(signed.signer("nominate.draft").dumps([thing.draft.hex, "bi-mat", ""]))
        client.set_cookie("draft", held)
    with client.session_transaction() as kept:
        kept["csrf_token"] = "muoi"
        if visitor.name == RECEIPT and thing.mailbox:
            kept[mailbox.NAME] = [thing.mailbox.hex, int((clock.now() + timedelta(hours=1)).timestamp())]
        if visitor.staff_id:
            if visitor.staff_id not in begun:
                with app.app_context(), unit_of_work():
                    account = queries.one(visitor.staff_id)
                    assert account is not None
                    begun[visitor.staff_id] = services.begin_session(account)
            kept[session.TOKEN] = begun[visitor.staff_id]
    return client, URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("muoi")
