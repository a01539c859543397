"""The README says what is so."""

import re
import subprocess
from pathlib import Path

from flask import Flask

from portal.app import MAX_BODY
from portal.config import PREFIX, SETTINGS
from portal.web.kit import parcels

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf8")
ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
FORMS = {  # templates of forms with files, and where they are sent
    "board/candidates/photo.html": f"/nghiep-vu/ung-vien/{ID}/anh",
    "board/candidates/papers.html": f"/nghiep-vu/ung-vien/{ID}/tai-lieu",
    "public/channel/send.html": "/kenh-bao-mat/gui",
    "public/channel/box.html": "/kenh-bao-mat/theo-doi/hop-thu",
    "public/nominate/layout.html": "/ke-viec-tot/anh-va-nguoi-biet-chuyen",
    "public/track/talk.html": "/theo-doi/cau-chuyen",
    "public/opinions/form.html": "/lay-y-kien/dot-2-nam-2026/tran-thi-nhai/gop-y",
    "moderation/answers/write.html": f"/nghiep-vu/ghi-ho-tra-loi/y-kien/{ID}",
    "moderation/opinion_intake/write.html": f"/nghiep-vu/ghi-ho-y-kien/{ID}",
    "moderation/intake/start.html": "/nghiep-vu/ghi-ho",
}


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


def test_nginx_lets_forms_with_files_through_to_who_keeps_their_words(app: Flask) -> None:
    lines = re.findall(r"```nginx\n(.*?)```", README, re.S)[0]
    wide = re.findall(r"location ~ (\S+) \{\n *(?:access_log off; )?client_max_body_size (\d+)m;", lines)
    assert {int(most) * 1024 * 1024 for _, most in wide} == {parcels.LONGEST}
    pages = (ROOT / "templates").rglob("*.html")
    assert {str(p.relative_to(ROOT / "templates")) for p in pages if "multipart/" in p.read_text("utf8")} == {*FORMS}
    sites = app.url_map.bind("localhost")
    for address in (*FORMS.values(), *(f"/en{each}" for each in FORMS.values() if "/nghiep-vu/" not in each)):
        assert sites.match(address, method="POST")
        assert any(re.match(place, address) for place, _ in wide), address
