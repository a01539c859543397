"""The README says what is so."""

import re
import subprocess
from pathlib import Path

from portal.app import MAX_BODY
from portal.config import PREFIX, SETTINGS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf8")


def test_every_setting_stands_with_its_default_and_meaning() -> None:
    for s in SETTINGS:
        assert f"| `{PREFIX}{s.name}` | {f'`{s.default}`' if s.default else '–'} | {s.meaning} |" in README


def test_the_map_names_only_what_is_there() -> None:
    for name in re.findall(r"^(portal/[\w/.]+|wsgi\.py)", README, re.M):
        assert (ROOT / name).exists(), name


def test_the_pictures_are_there() -> None:
    for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (ROOT / name).exists(), name


def test_both_commands_can_be_taken_out() -> None:
    for name in ("demo", "tests"):
        command = subprocess.run(
            ["bash", ROOT / ".ci" / "readme_command", name], capture_output=True, text=True, check=True
        ).stdout
        assert command.count("\n") == 1 and ".venv" in command


def test_what_nginx_answers_by_itself_is_in_the_readers_languages() -> None:
    lines = re.findall(r"```nginx\n(.*?)```", README, re.S)[0]
    for place in re.findall(r"error_page [\d ]+ (@\w+);", lines):
        page = re.findall(rf"location {place} .*", lines)[0]
        assert 'lang="vi"' in page and '<p lang="en">' in page and '"' not in re.sub(r'"[\w=,-]+"', "", page)
    most = int(re.findall(r"client_max_body_size (\d+)m;", lines)[0]) * 1024 * 1024
    assert most == MAX_BODY and {"413", "502", "504"} <= set(
        re.findall(r"\d+", " ".join(re.findall(r"error_page (.*?) @", lines)))
    )
