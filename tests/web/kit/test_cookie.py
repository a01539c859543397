"""The session's cookie: the same as Flask's own, whoever signed it."""

from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

from portal.web.kit.cookie import Cookies

TOLD: dict[str, Any] = {"csrf_token": "a" * 40, "opinion_sent": ["b" * 32, 1796000000], "slips": {"x": "đường"}, "n": 3}
OURS, THEIRS = Cookies(), SecureCookieSessionInterface()


def _signer(interface: SecureCookieSessionInterface, key: str, *old: str) -> Any:
    app = Flask("x")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(old) or None)
    return interface.get_signing_serializer(app)


def test_the_portal_signs_its_sessions_with_it(app: Flask) -> None:
    assert isinstance(app.session_interface, Cookies)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(TOLD)
    with client.session_transaction() as session:
        assert dict(session) == TOLD


@pytest.mark.parametrize(("writer", "reader"), [(OURS, THEIRS), (THEIRS, OURS), (OURS, OURS)])
def test_what_one_signs_the_other_reads(writer: Any, reader: Any) -> None:
    assert _signer(reader, "k" * 32).loads(_signer(writer, "k" * 32).dumps(TOLD)) == TOLD


def test_the_key_before_is_known_and_signs_no_more() -> None:
    before, now = _signer(OURS, "old" * 12), _signer(OURS, "new" * 12, "old" * 12)
    assert now.loads(before.dumps(TOLD)) == TOLD
    with pytest.raises(BadSignature):
        before.loads(now.dumps(TOLD))


@pytest.mark.parametrize("at", [0, 5, -40, -1])
def test_a_changed_cookie_is_refused(at: int) -> None:
    signer = _signer(OURS, "k" * 32)
    made = signer.dumps(TOLD)
    for _ in range(2):  # a second time by the signer that is remembered
        with pytest.raises(BadSignature):
            signer.loads(made[: at % len(made)] + ("A" if made[at] != "A" else "Q") + made[at % len(made) + 1 :])
    assert signer.loads(made) == TOLD
