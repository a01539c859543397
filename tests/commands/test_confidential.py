"""Keys and log of the confidential channel, as an operator looks after them."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.app import create_app
from portal.cli import main
from portal.config import DEMO_SECRETS, read
from portal.core.db import db
from portal.engines.sealing.ring import new_key, read_keys
from tests.commands.test_command import folder, ready, run  # noqa: F401  # fixtures
from tests.confidential.reporting import report

OLD_TEXT, OLD_NAME = DEMO_SECRETS["CONFIDENTIAL_KEYS"], DEMO_SECRETS["CONFIDENTIAL_IDENTITY_KEYS"]


@pytest.fixture
def held(ready: Path) -> Path:  # noqa: F811  # a fixture, by its name
    """A folder with one report."""
    app = create_app(read({}, demo=True, data=str(ready)))
    with app.app_context():
        report()
        db.session.remove()
        db.engine.dispose()
    return ready


def key() -> str:
    return CliRunner().invoke(main, ["confidential", "key"]).output.strip()


def said(done: Result) -> str:
    return done.output + done.stderr


def test_a_key_is_made_that_the_settings_take() -> None:
    assert read_keys(key()) != read_keys(key())


def test_the_log_is_proved_here_and_not_by_the_general_command(held: Path) -> None:
    assert "The log is whole: 1 entries" in run(held, "confidential", "verify").output
    assert "The audit trail is whole: 0 entries" in run(held, "audit", "verify").output


def test_after_a_rotation_the_old_keys_may_go(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, name = key(), key()
    monkeypatch.setenv("PORTAL_CONFIDENTIAL_KEYS", f"{text},{OLD_TEXT}")
    monkeypatch.setenv("PORTAL_CONFIDENTIAL_IDENTITY_KEYS", f"{name},{OLD_NAME}")
    assert "Shut anew: 2" in run(held, "confidential", "rotate").output
    monkeypatch.setenv("PORTAL_CONFIDENTIAL_KEYS", text)
    monkeypatch.setenv("PORTAL_CONFIDENTIAL_IDENTITY_KEYS", name)
    assert "The log is whole" in run(held, "confidential", "verify").output


def test_a_key_that_went_too_early_is_said(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_CONFIDENTIAL_KEYS", new_key())
    assert "put its key back" in said(run(held, "confidential", "rotate", status=1))
    assert "1 sealed piece(s) have no key" in said(run(held, "confidential", "verify", status=1))


def test_a_changed_log_is_named(held: Path) -> None:
    inside = sqlite3.connect(held / "portal.sqlite3")
    inside.execute("DROP TRIGGER confidential_entry_no_update")
    inside.execute("UPDATE confidential_entry SET act = 'confidential:x'")
    inside.commit()
    inside.close()
    assert "entry 1 was changed" in said(run(held, "confidential", "verify", status=1))
