"""The shape of the house: floors, doors and habits, held by tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PORTAL = ROOT / "portal"
FLOORS = (
    ("web",), ("appraisal",), ("consultations",), ("stories", "proposals"), ("nominations",), ("nominees", "accounts"),
    ("moderation", "confidential", "organisations", "honours"), ("engines", "core"),
)  # fmt: skip
LEVEL = {room: len(FLOORS) - i for i, rooms in enumerate(FLOORS) for room in rooms}
ROOF = {
    "app.py",
    "audiences.py",
    "cli.py",
    "tables.py",
    "serving.py",
    "__main__.py",
    "demo",
    "commands",
}  # may know everything
TEXTS = {".py", ".html", ".txt", ".md", ".toml", ".lock", ".css", ".js", ".sh", ".csv", ""}
MODULES = sorted(PORTAL.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PORTAL).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PORTAL)))
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    if here in ROOF or here not in LEVEL:
        return
    for name in imports(path):
        parts = name.split(".")
        there = parts[1] if parts[0] == "portal" and len(parts) > 1 else here
        if there != here and there not in ("config",):
            assert LEVEL.get(there, 99) < LEVEL[here], f"{here} must not import {name}"


def test_engines_import_nothing_else_of_ours() -> None:
    for path in (PORTAL / "engines").rglob("*.py"):
        assert not [n for n in imports(path) if n.startswith("portal") and not n.startswith("portal.engines")], path


def test_audiences_do_not_see_each_other() -> None:
    for path in (PORTAL / "web").rglob("*.py"):
        here = path.relative_to(PORTAL / "web").parts[0]
        for name in (n for n in imports(path) if n.startswith("portal.web.")):
            assert name.split(".")[2] in (here, "kit"), f"{path} imports {name}"


def test_the_confidential_room_has_one_door() -> None:
    for path in MODULES:
        own = room(path) == "confidential" or path.is_relative_to(PORTAL / "web" / "confidential")
        if not own and room(path) not in ROOF:
            for name in (n for n in imports(path) if n.startswith("portal.confidential.")):
                assert name.split(".")[2] == "intake", f"{path} imports {name}"


def test_http_stays_in_the_web() -> None:
    for path in MODULES:
        if room(path) not in ROOF | {"web"}:
            assert not [n for n in imports(path) if n.split(".")[0] in ("flask", "werkzeug", "flask_wtf", "wtforms")], (
                path
            )


@pytest.mark.parametrize(
    ("pattern", "home"),
    [
        (r"^\s*(import|from) bleach", "portal/engines/text/sanitise.py"),
        (r"\.commit\(", "portal/core/db.py"),
        (r"gettext\(\w+(\(\))?\.msgid", "portal/web/kit/locale.py"),  # what a refusal says, and how it writes numbers
        (r"datetime\.(now|utcnow|today)\(|date\.today\(", "portal/core/clock.py"),
    ],
)
def test_dangerous_words_have_one_home(pattern: str, home: str) -> None:
    for path in MODULES:
        if str(path.relative_to(ROOT)) != home and path.name != "schema.py":
            assert not re.search(pattern, path.read_text(encoding="utf8"), re.M), path


def test_files_and_functions_stay_short() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf8")
        assert text.count("\n") <= 300, f"{path} is too long"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path}: {node.name} is too long"


def test_no_drawer_for_odds_and_ends() -> None:
    odd = {"utils", "util", "helpers", "common", "misc"}
    assert not [p for p in MODULES if p.stem in odd or odd & set(p.parts)]


def test_what_a_tool_is_told_to_overlook_says_why() -> None:
    bare = re.compile(r"# (?:type: ignore(?:\[[^\]]*\])?|noqa(?:: [A-Z0-9, ]+)?) *$")
    for path in (*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "migrations").rglob("*.py"), ROOT / "wsgi.py"):
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
            assert not bare.search(line), f"{path.relative_to(ROOT)}:{number}"


def test_packages_re_export_nothing() -> None:
    for path in PORTAL.rglob("__init__.py"):
        assert not list(imports(path)), path


def test_templates_hold_no_inline_code_and_no_unescaped_text() -> None:
    for path in (ROOT / "templates").rglob("*.*"):
        text = path.read_text(encoding="utf8")
        assert not re.search(r"\|\s*safe\b", text), path
        if "mail" not in path.parts:
            assert not re.search(r"style=\"|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", text), path


def test_only_the_owners_things_stand_at_the_top() -> None:
    allowed = {"portal", "templates", "static", "migrations", "tests", "wsgi.py", "pyproject.toml", "README.md"}
    present = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and not p.name.endswith(".egg-info")}
    assert present - allowed <= {"portal-data", "var", "__pycache__"}  # left behind by running it


def test_nothing_names_a_machine_or_a_registry() -> None:
    secret = re.compile(r"/(work|root|farm)/|pypi\.org|registry\.npmjs|deb\.debian")
    for top in ("portal", "templates", "migrations", "tests", ".ci"):
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and path.suffix in TEXTS and path != Path(__file__):
                assert not secret.search(path.read_text(encoding="utf8", errors="ignore")), path


def test_no_test_looks_for_what_chance_may_write() -> None:
    """Pages and rows carry keys and numbers drawn by chance: a few such letters turn up in them by themselves."""
    for path in (ROOT / "tests").rglob("*.py"):
        for line in path.read_text(encoding="utf8").splitlines():
            drawn = re.search(
                r"\"([\w-]{1,5})\" not in .*(response\.text|\.content\(\)|\.sealed|\.get\([^)]*\)\.text)", line
            )
            assert not (drawn and re.fullmatch(r"[0-9a-f-]+|[\w-]{1,3}", drawn[1], re.ASCII)), f"{path}: {line}"
