"""The `portal` command as an operator uses it: on a folder of its own."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main

PASSWORD = "một câu dài dễ nhớ\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_DEMO", "1")
    return tmp_path / "data"


def run(folder: Path, *words: str, text: str = "", status: int = 0) -> Result:
    done = CliRunner().invoke(main, [*words, "--data", str(folder)], input=text)
    assert done.exit_code == status, done.output
    return done


@pytest.fixture
def ready(folder: Path) -> Path:
    run(folder, "db", "upgrade")
    return folder


def test_every_command_explains_itself() -> None:
    for words in ((), ("serve",), ("worker",), ("demo",), ("demo",), ("db",), ("db", "upgrade"), ("audit", "verify"), ("staff",), ("staff", "add"),
                  ("staff", "roles"), ("reference", "load"), ("backup",), ("restore",), ("confidential", "rotate"),
                  ("confidential", "verify"), ("jobs",), ("jobs", "check"), ("jobs", "revive"), ("recount",), ("ledger", "verify")):  # fmt: skip
        done = CliRunner().invoke(main, [*words, "--help"])
        assert done.exit_code == 0 and "Usage:" in done.output, words


def test_upgrading_twice_is_upgrading_once(ready: Path) -> None:
    run(ready, "db", "upgrade")


def test_commands_ask_for_the_upgrade_first(folder: Path) -> None:
    assert "run `portal db upgrade` first" in run(folder, "staff", "list", status=1).output


def test_an_account_is_opened_and_given_offices(ready: Path) -> None:
    run(
        ready,
        "staff",
        "add",
        "chau",
        "--name",
        "Đỗ Minh Châu",
        "--role",
        "moderator",
        "--password-stdin",
        text=PASSWORD,
    )
    assert "editor, moderator" in run(ready, "staff", "roles", "chau", "--give", "editor").output
    run(ready, "staff", "disable", "chau")
    assert "(closed)" in run(ready, "staff", "list").output


def test_a_weak_password_is_refused_in_one_line(ready: Path) -> None:
    done = run(ready, "staff", "add", "chau", "--name", "Châu", "--password-stdin", text="ngắn\n", status=1)
    assert done.output.strip().splitlines()[-1].startswith("Error: Use at least 12 characters")


@pytest.mark.parametrize("given", ["", "một câu dài dễ nhớ\n" * 2])
def test_where_nobody_can_be_asked_for_a_password_it_is_told_in_one_line(ready: Path, given: str) -> None:
    words = [sys.executable, "-m", "portal", "staff", "add", "chau", "--name", "Châu", "--data", str(ready)]
    done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=60, start_new_session=True)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("Error: no password was given")
    assert "--password-stdin" in done.stderr and "Aborted" not in done.stderr and "Warning" not in done.stderr


def test_reference_data_is_loaded_once(ready: Path) -> None:
    run(ready, "reference", "load")
    assert " 0 added, 0 changed" in run(ready, "reference", "load").output


def test_a_tampered_trail_is_named(ready: Path) -> None:
    run(ready, "staff", "add", "chau", "--name", "Đỗ Minh Châu", "--password-stdin", text=PASSWORD)
    with sqlite3.connect(ready / "portal.sqlite3") as inside:
        inside.execute("DROP TRIGGER audit_entry_no_update")
        inside.execute("UPDATE audit_entry SET act = 'account:none' WHERE seq = 1")
    inside.close()
    assert "entry 1 was changed" in run(ready, "audit", "verify", status=1).output


def test_a_noted_link_must_still_be_there(ready: Path) -> None:
    noted = "1:" + "0" * 64
    assert "is not the one noted" in run(ready, "audit", "verify", "--anchor", noted, status=1).output
    assert "SEQ:HASH" in run(ready, "audit", "verify", "--anchor", "abc", status=2).output


def test_a_backup_comes_back_whole_in_an_empty_place_only(ready: Path, tmp_path: Path) -> None:
    run(ready, "staff", "add", "chau", "--name", "Đỗ Minh Châu", "--password-stdin", text=PASSWORD)
    run(ready, "backup", str(tmp_path / "b.tar.gz"))
    run(tmp_path / "other", "restore", str(tmp_path / "b.tar.gz"))
    assert "Đỗ Minh Châu" in run(tmp_path / "other", "staff", "list").output
    assert "trail is whole" in run(tmp_path / "other", "audit", "verify").output
    assert "not empty" in run(ready, "restore", str(tmp_path / "b.tar.gz"), status=1).output


def test_a_wrong_setting_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SMTP_PORT", "x")
    assert run(folder, "serve", status=1).output == "Error: PORTAL_SMTP_PORT: 'x' is not a port from 1 to 65535\n"


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "Error: " in run(tmp_path / "file" / "data", "db", "upgrade", status=1).output


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "portal", "--version"], capture_output=True, text=True, check=True)
    assert "version" in done.stdout


@pytest.mark.parametrize(
    "words", [("không",), ("staff", "add", "x"), ("serve", "--port", "abc"), ("restore", "/không/có"), ("--không",)]
)
def test_a_command_given_wrongly_is_told_in_one_line(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2 and done.output.startswith("Error: ") and done.output.count("\n") == 1


def test_a_file_that_is_no_database_is_told_in_one_line(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "portal.sqlite3").write_bytes(b"no database " * 500)
    for words in (("db", "upgrade"), ("audit", "verify"), ("serve",)):
        said = run(folder, *words, status=1).output
        assert said.startswith("Error: the database cannot be read") and said.count("\n") == 1


def test_an_address_that_is_none_is_told_in_one_line(ready: Path) -> None:
    said = run(ready, "serve", "--host", "999.1.1.1", status=1).output
    assert said.startswith("Error: port 5000 of 999.1.1.1 cannot be used") and said.count("\n") == 1


def test_a_port_in_use_is_told_before_anything_is_made(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert f"port {port} of 127.0.0.1 cannot be used" in run(folder, "demo", "--port", port, status=1).output
    assert not (folder / "portal.sqlite3").exists()
