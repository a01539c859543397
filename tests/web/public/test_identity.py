"""An opinion is verified by signing in with a provider: a real one, in a process of its own, that can misbehave."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from structlog.testing import capture_logs

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion, OpinionWriter
from portal.consultations.opinions.states import Verified
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.identity import openid
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of, working
from tests.core.identity.provider import CLIENT, OTHER, SECRET
from tests.served import free_port

Browse = Callable[[], Browser]
SIGN_IN = "Xác nhận bằng Định danh thử"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class There:
    """The provider, as a person's browser and a tester see it."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    def set(self, **how: str) -> None:
        """Make it misbehave, or behave again."""
        urllib.request.urlopen(f"{self.issuer}/set?{urlencode(how)}", timeout=5).close()

    def back(self, url: str) -> str:
        """The way back to the portal that the provider sends the person to."""
        try:
            urllib.request.build_opener(NoRedirect).open(url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            with answer:
                place = urlsplit(answer.headers["Location"])
            return f"{place.path}?{place.query}"
        raise AssertionError("the provider did not send anybody back")


@pytest.fixture(autouse=True)
def morning() -> None:
    """The real clock: the provider's process has no other."""


@pytest.fixture(scope="module")
def process() -> Iterator[There]:
    port = free_port()
    running = subprocess.Popen([sys.executable, "-m", "tests.core.identity.provider", str(port)])
    there = There(port)
    for _ in range(200):
        with suppress(OSError):
            there.set()
            break
        time.sleep(0.05)
    yield there
    running.terminate()
    running.wait()


@pytest.fixture
def there(app: Flask, process: There) -> Iterator[There]:
    process.set()
    openid.choose(openid.Provider(process.issuer, CLIENT, SECRET, "Định danh thử"))
    yield process
    openid.choose(None)


@pytest.fixture
def path(app: Flask) -> str:
    """The address of a candidate in a round that is open now."""
    with app.app_context():
        today = clock.today()
        candidate = candidate_of(
            announced(
                opens_at=clock.now() + timedelta(seconds=1), closes_on=working(today + timedelta(days=40)),
                council_on=today + timedelta(days=60),
            )
        )  # fmt: skip
        with unit_of_work() as session:
            for table in (Candidate, Round):
                session.execute(sa.update(table).values(opens_at=clock.now() - timedelta(days=1)))
        return f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"


def sent(browser: Browser, path: str, **values: str) -> Browser:
    """A browser whose opinion has just been received, without e-mail or telephone."""
    told = {"stance": "support", "text": TEXT, "how_known": "saw", **values}
    return browser.get(f"{path}/gop-y").submit(told)


def left(browser: Browser, start: str = "/lay-y-kien/da-gui/dang-nhap") -> str:
    """Where the portal sends the person to sign in."""
    answer = browser.client.get(start)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def verified(app: Flask) -> list[Verified]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Opinion.verified).order_by(Opinion.submitted_at)))


def test_an_opinion_without_an_address_is_verified_by_signing_in(
    app: Flask, browser: Browser, there: There, path: str
) -> None:
    assert SIGN_IN in sent(browser, path).text
    page = browser.get(there.back(left(browser)))
    assert "Cảm ơn bạn, ý kiến đã được xác nhận" in page.text and verified(app) == [Verified.OIDC]


def test_nothing_that_names_the_person_is_kept(app: Flask, browser: Browser, there: There, path: str) -> None:
    sent(browser, path)
    browser.get(there.back(left(browser)))
    with app.app_context():
        kept = [db.session.execute(sa.select(table.__table__)).all() for table in (Opinion, OpinionWriter, AuditEntry)]
    assert not [each for each in ("Nguyễn Văn Kín", "kin@example.vn", "Công dân 1") if each in repr(kept)]


def test_one_person_has_one_current_opinion_and_another_person_another(
    app: Flask, browse: Browse, there: There, path: str
) -> None:
    for sub in ("A", "A", "a"):
        there.set(sub=sub)
        browser = browse()
        sent(browser, path)
        browser.get(there.back(left(browser)))
    with app.app_context():
        found = db.session.execute(sa.select(Opinion.current, Opinion.edition).order_by(Opinion.submitted_at)).all()
    assert [tuple(each) for each in found] == [(False, 1), (True, 2), (True, 1)]


LONG_AGO, FAR_AHEAD = 1_000_000_000, 4_000_000_000


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"claims": {"nonce": "another"}}, "nonce"), ({"claims": {"aud": "another"}}, "audience"),
        ({"claims": {"exp": LONG_AGO}}, "expiry"), ({"claims": {"iss": "https://another.example"}}, "issuer"),
        ({"claims": {"iat": LONG_AGO}}, "age"), ({"claims": {"sub": ""}}, "subject"),
        ({"claims": {"aud": [CLIENT, "another"]}}, "party"), ({"claims": {"nbf": FAR_AHEAD}}, "begin"),
        ({"forged": "1"}, "signature"), ({"alg": "none"}, "signature"),
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_for_this_sign_in_verifies_nothing(
    app: Flask, browser: Browser, there: There, path: str, how: dict[str, Any], why: str
) -> None:
    sent(browser, path)
    there.set(**{name: value if isinstance(value, str) else json.dumps(value) for name, value in how.items()})
    with capture_logs() as logs:
        text = browser.get(there.back(left(browser)), 409).text
    assert [each["why"][0] for each in logs if each["event"] == "identity.not_shown"] == [why]
    assert "Không có gì bạn viết bị mất" in text and verified(app) == [Verified.NO]


def test_clocks_may_differ_a_little(app: Flask, browser: Browser, there: There, path: str) -> None:
    sent(browser, path)
    there.set(claims=json.dumps({"iat": int(time.time()) + 60}))
    browser.get(there.back(left(browser)))
    assert verified(app) == [Verified.OIDC]


def test_a_code_is_good_once(app: Flask, browse: Browse, there: There, path: str) -> None:
    first, second = browse(), browse()
    sent(first, path)
    way = there.back(left(first))
    first.get(way)
    first.get(way, 409)  # the state is spent
    sent(second, path)
    fresh = left(second).partition("state=")[2].partition("&")[0]
    stolen = way.partition("code=")[2].partition("&")[0]
    second.get(f"{way.partition('?')[0]}?state={fresh}&code={stolen}", 409)  # and so is the code
    assert verified(app) == [Verified.OIDC, Verified.NO]


def test_a_code_of_somebody_elses_sign_in_is_worth_nothing_here(
    app: Flask, browse: Browse, there: There, path: str
) -> None:
    mine, theirs = browse(), browse()
    for each in (mine, theirs):
        sent(each, path)
    way, own = there.back(left(theirs)), left(mine)
    mine.get(way, 409)  # another state
    left(mine)
    state = left(mine).partition("state=")[2].partition("&")[0]
    code = way.partition("code=")[2].partition("&")[0]
    mine.get(f"{way.partition('?')[0]}?state={state}&code={code}", 409)  # the right state, another's verifier
    assert verified(app) == [Verified.NO, Verified.NO] and own


def test_nobody_comes_back_who_did_not_leave(browser: Browser, there: There) -> None:
    browser.get("/theo-doi/y-kien/danh-tinh?code=x&state=", 409)
    browser.get("/theo-doi/y-kien/danh-tinh?code=x&state=y&iss=z", 409)


def test_an_answer_that_names_another_provider_is_not_taken(
    app: Flask, browser: Browser, there: There, path: str
) -> None:
    sent(browser, path)
    way = there.back(left(browser)).partition("&iss=")[0]
    browser.get(f"{way}&iss=https://another.example", 409)
    assert verified(app) == [Verified.NO]


def test_who_changes_their_mind_is_told_what_else_there_is(
    app: Flask, browser: Browser, there: There, path: str
) -> None:
    sent(browser, path)
    there.set(denied="1")
    page = browser.get(there.back(left(browser)), 409)
    assert "Bạn chưa đăng nhập xong" in page.text and "024 0000 3959" in page.text
    assert TEXT in page.follow("Về ý kiến của tôi").text
    there.set()
    browser.get(there.back(left(browser, "/theo-doi/y-kien/dang-nhap")))
    assert verified(app) == [Verified.OIDC]


def test_a_provider_that_is_down_loses_nothing(app: Flask, browser: Browser, there: There, path: str) -> None:
    sent(browser, path)
    way = there.back(left(browser))
    openid.choose(openid.Provider(f"http://127.0.0.1:{free_port()}", CLIENT, SECRET, "Định danh thử"))
    assert "không trả lời" in browser.get("/lay-y-kien/da-gui/dang-nhap", 503).text
    assert "không trả lời" in browser.get(way.partition("&iss=")[0], 503).text
    assert TEXT in browser.follow("Về ý kiến của tôi").text and verified(app) == [Verified.NO]


def test_nobody_waits_for_a_provider_that_was_silent_a_moment_ago(
    there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    gone = openid.Provider("http://127.0.0.1:1", CLIENT, SECRET, "")
    fetch = openid._fetched
    monkeypatch.setattr(openid, "_fetched", lambda url: (asked.append(url), fetch(url))[1])
    for _ in range(3):
        with pytest.raises(openid.Silent):
            gone.begin("http://localhost/")
    assert len(asked) == 1


def test_keys_that_the_provider_has_changed_are_asked_for_again(
    app: Flask, browser: Browser, there: There, path: str
) -> None:
    sent(browser, path)
    way = there.back(left(browser))
    provider = openid.service()
    assert isinstance(provider, openid.Provider)
    provider._known[f"{there.issuer}/keys"] = time.monotonic() - 120, {"keys": [OTHER.as_dict(private=False)]}
    browser.get(way)
    assert verified(app) == [Verified.OIDC]


def test_a_provider_that_calls_itself_otherwise_is_not_used(browser: Browser, there: There, path: str) -> None:
    sent(browser, path)
    there.set(issuer="https://another.example")
    browser.get("/lay-y-kien/da-gui/dang-nhap", 503)


def test_without_a_provider_nothing_offers_it_and_a_contact_is_needed(browser: Browser, path: str) -> None:
    openid.choose(None)
    page = browser.get(f"{path}/gop-y").submit({"stance": "support", "text": TEXT, "how_known": "saw"})
    assert "Ghi số điện thoại hoặc địa chỉ email" in page.text
    page = sent(browser, path, email="lua@example.vn")
    assert "Xác nhận bằng" not in page.text
    for door in ("lay-y-kien/da-gui/dang-nhap", "theo-doi/y-kien/dang-nhap", "theo-doi/y-kien/danh-tinh"):
        browser.get(f"/{door}", 404)


def test_reading_a_candidate_sets_no_cookie_with_a_provider(app: Flask, there: There, path: str) -> None:
    assert "Set-Cookie" not in app.test_client().get(path).headers
