"""Every route is guarded, or stands in the list of open pages; templates compile; catalogues are complete."""

import subprocess
import sys
from pathlib import Path

from flask import Flask

from portal.core.policy import known

ROOT = Path(__file__).resolve().parents[2]
OPEN = Path(__file__).with_name("open_pages.txt")


def test_every_route_names_its_permission_or_is_listed_open(app: Flask) -> None:
    open_pages = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        view = app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", None)
        assert permission is None or permission in known(), f"{permission} has no rule"
        if getattr(view, "open_page", False):
            open_pages.add(rule.endpoint.replace("_en.", "."))
        else:
            assert permission is not None, f"{rule.endpoint} is neither guarded nor open"
    assert sorted(open_pages) == [line for line in OPEN.read_text().split("\n") if line and not line.startswith("#")]


def test_every_page_is_there_in_both_languages(app: Flask) -> None:
    names = {r.endpoint for r in app.url_map.iter_rules() if r.endpoint != "static"}
    assert {n for n in names if "_en." in n} == {n.replace(".", "_en.", 1) for n in names if "_en." not in n}


def test_every_template_compiles(app: Flask) -> None:
    for name in app.jinja_env.list_templates(extensions=["html", "txt"]):
        if not name.startswith("mail/"):
            app.jinja_env.get_template(name)


def test_catalogues_are_complete_and_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "catalogues.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
