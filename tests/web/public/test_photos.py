"""Photos of public stories, and no others."""

import io
import re
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.storage import services
from portal.core.storage.intake import receive
from portal.core.storage.models import StoredFile
from portal.core.storage.pictures import Rectangle
from portal.stories.models import Story, StoryPhoto
from portal.stories.states import RemovalReason, StoryState
from portal.web.kit.drawings import DRAWINGS
from tests.browser import Browser
from tests.core.storage import shots
from tests.web.public.shelves import put


def hung(app: Flask, slug: str) -> uuid.UUID:
    """A real photo hung in a story; gives its key."""
    with app.app_context():
        data = shots.saved(shots.picture(1800, 1200), "jpeg", quality=90)
        received = receive(io.BytesIO(data), name="ảnh.jpg", store=services.chosen())
        with unit_of_work() as session:
            file = services.keep(received)
            story = session.scalars(sa.select(Story).where(Story.slug == slug)).one()
            story.photo_file_id = file.id
            shot = StoryPhoto(story_id=story.id, file_id=file.id, position=0, alt="Ông Thạo chèo thuyền",
                              caption="Trên sông.", credit="Vũ Thị Ngọ", focus_x=20, focus_y=10)  # fmt: skip
            session.add(shot)
        runner.run_due()
        db.session.remove()
        return file.id


@pytest.fixture
def slug(app: Flask) -> str:
    return put(app, "Một")


def test_a_story_shows_its_photo_in_several_widths(app: Flask, browser: Browser, slug: str) -> None:
    hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    source, image = browser.all("source")[0], browser.all("img")[0]
    assert [w.split()[1] for w in (source.get("srcset") or "").split(", ")] == ["480w", "960w", "1600w"]
    assert (image.get("alt"), image.get("data-fx"), image.get("data-fy")) == ("Ông Thạo chèo thuyền", "25", "top")
    assert "Ảnh: Vũ Thị Ngọ." in browser.text


def test_every_width_can_be_fetched_and_kept_for_good(app: Flask, browser: Browser, slug: str) -> None:
    hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    addresses = re.findall(r"/anh/\S+", browser.all("source")[0].get("srcset") or "")
    for address in (*addresses, browser.all("img")[0].get("src") or ""):
        with browser.client.get(address) as answer:
            assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
            with Image.open(io.BytesIO(answer.data)) as image:
                assert image.width <= 1600


@pytest.mark.parametrize("state", [StoryState.DRAFT, StoryState.REMOVED])
def test_a_photo_is_gone_with_its_story(app: Flask, browser: Browser, slug: str, state: StoryState) -> None:
    file_id = hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    address = browser.all("img")[0].get("src") or ""
    tag = address.rsplit("-", 1)[1]
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        story.state, story.removed_at, story.removal_reason = state, clock.now(), RemovalReason.PRIVACY
    assert browser.client.get(address).status_code == 404
    assert browser.client.get(f"/anh/{file_id}/chia-se-50-50-{tag}.jpg").status_code == 404


def test_the_picture_for_other_sites_is_cut_around_the_storys_own_point_and_no_other(
    app: Flask, browser: Browser, slug: str
) -> None:
    hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    whole = next(m.get("content") or "" for m in browser.all("meta") if m.get("property") == "og:image")
    own = "/" + whole.split("/", 3)[3]
    assert browser.client.get(own).status_code == 200
    for other in ("24-10", "0-0", f"{10**30}-10"):
        assert browser.client.get(re.sub(r"chia-se-\d+-\d+", f"chia-se-{other}", own)).status_code == 404


def test_the_master_cannot_be_fetched(app: Flask, browser: Browser, slug: str) -> None:
    file_id = hung(app, slug)
    with app.app_context():
        sha256 = db.session.scalars(sa.select(StoredFile.sha256)).one()
    assert browser.client.get(f"/anh/{file_id}/whole-{sha256[:12]}").status_code == 404


def test_an_address_of_yesterdays_picture_ends(app: Flask, browser: Browser, slug: str) -> None:
    file_id = hung(app, slug)
    assert browser.client.get(f"/anh/{file_id}/480-{'0' * 12}").status_code == 404


def test_other_sites_get_a_picture_of_their_size(app: Flask, browser: Browser, slug: str) -> None:
    hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    whole = next(m.get("content") or "" for m in browser.all("meta") if m.get("property") == "og:image")
    with browser.client.get(whole.split("5000")[1]) as answer, Image.open(io.BytesIO(answer.data)) as image:
        assert image.size == (1200, 630)


def test_a_covered_face_is_gone_from_every_old_address(app: Flask, browser: Browser, slug: str) -> None:
    file_id = hung(app, slug)
    browser.get(f"/cau-chuyen/{slug}")
    old = [browser.all("img")[0].get("src") or "",
           *(m.get("content", "").split("5000")[1] for m in browser.all("meta") if m.get("property") == "og:image")]  # fmt: skip
    with app.app_context():
        with unit_of_work() as session:
            services.cover(session.get_one(StoredFile, file_id), parts=[Rectangle(0.1, 0.1, 0.3, 0.3)])
        runner.run_due()
        db.session.remove()
    assert [browser.client.get(address).status_code for address in old] == [404, 404]


def test_covering_a_face_ends_what_caches_hold_and_so_do_the_new_copies(
    app: Flask, browser: Browser, slug: str
) -> None:
    file_id = hung(app, slug)
    paths = ("/", "/cau-chuyen", f"/cau-chuyen/{slug}")

    def tags() -> dict[str, str]:
        return {path: browser.client.get(path).headers["ETag"] for path in paths}

    def fresh(held: dict[str, str]) -> list[int]:
        return [browser.client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in held.items()]

    held = tags()
    with app.app_context(), unit_of_work() as session:
        services.cover(session.get_one(StoredFile, file_id), parts=[Rectangle(0.1, 0.1, 0.3, 0.3)])
    assert fresh(held) == [200, 200, 200]
    held = tags()
    with app.app_context():
        runner.run_due()
        db.session.remove()
    assert fresh(held) == [200, 200, 200]
    assert str(file_id) in browser.get(paths[-1]).response.text


def test_a_photo_of_no_public_story_changes_no_page(app: Flask, browser: Browser, slug: str) -> None:
    file_id = hung(app, slug)
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        story.photo_file_id = None
        session.execute(sa.delete(StoryPhoto))
    tag = browser.client.get("/cau-chuyen").headers["ETag"]
    with app.app_context(), unit_of_work() as session:
        services.cover(session.get_one(StoredFile, file_id), parts=[])
    assert browser.client.get("/cau-chuyen", headers={"If-None-Match": tag}).status_code == 304


def test_every_drawing_has_a_picture_for_sharing(app: Flask) -> None:
    folder = Path(app.static_folder or "") / "img"
    drawings = {p.stem for p in folder.glob("story-*.svg")}
    assert drawings == set(DRAWINGS) <= {p.stem for p in (folder / "share").glob("*.jpg")}
