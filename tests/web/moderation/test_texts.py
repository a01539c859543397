from collections.abc import Callable

from flask import Flask

from portal.core.actor import Role
from portal.moderation import edited
from portal.nominations import queries, reading
from tests.browser import Browser
from tests.web.moderation.told import STORY, tell

Desk = Callable[..., Browser]
PHONE = "0912 345 275"


def going_on(app: Flask, id: object) -> str:
    with app.app_context():
        thing = queries.one(id)  # type: ignore[arg-type]  # a key
        assert thing is not None
        return edited.going_on(thing, reading.originals(thing))["story"]


def ticks(start: int) -> dict[str, str]:
    value = f"story:{start}:{start + len(PHONE)}:phone"
    return {"cover": value, f"with-{value}": "[số máy]"}


def test_what_is_ticked_is_covered_and_the_original_stays(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    values = browser.form("/xem-thu").values | ticks(STORY.index(PHONE))
    browser.post(f"/nghiep-vu/loi-ke/{thing}/xem-thu", values | {"act": "covers"})
    assert going_on(app, thing) == STORY.replace(PHONE, "[số máy]")
    assert PHONE in browser.text


def test_what_is_ticked_beside_the_decision_holds_for_it(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    values = browser.form("/xem-thu").values | ticks(STORY.index(PHONE)) | {"outcome": "accept"}
    browser.post(f"/nghiep-vu/loi-ke/{thing}/xem-thu", values).submit(form="/quyet-dinh")
    assert going_on(app, thing) == STORY.replace(PHONE, "[số máy]")


def test_words_typed_in_are_covered_wherever_they_stand(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    browser.submit({"more": "bà Tơ", "more_with": "bà T.", "cover": None}, form="/xem-thu", button="Lưu phần che")
    assert going_on(app, thing) == STORY.replace("bà Tơ", "bà T.")


def test_words_that_are_not_there_are_named_as_such(app: Flask, at_desk: Desk) -> None:
    browser = (
        at_desk()
        .get(f"/nghiep-vu/loi-ke/{tell(app)}")
        .submit({"more": "ông Sơn"}, form="/xem-thu", button="Lưu phần che", status=422)
    )
    assert "không có trong bài" in browser.text
    assert browser.form("/xem-thu").values["more"] == "ông Sơn"


def test_a_cover_out_of_the_text_is_refused(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    for value in ("story:9999:10005:phone", "story:x:y:phone", "story:5:2:phone"):
        browser.post(f"/nghiep-vu/loi-ke/{thing}/xem-thu", browser.form("/xem-thu").values | {"cover": value}, 422)
    assert going_on(app, thing) == STORY


def test_covers_made_on_an_older_wording_are_not_put_on_a_newer_one(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    stale = browser.form("/xem-thu").values | ticks(STORY.index(PHONE))
    browser.follow("Sửa bên cạnh bản gốc").submit({"story": "Mới. " + STORY})
    browser.post(f"/nghiep-vu/loi-ke/{thing}/xem-thu", stale, 409)
    assert going_on(app, thing) == "Mới. " + STORY


def test_the_edited_text_goes_on_and_can_be_dropped(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}/sua").submit({"story": "Bà Tơ nấu chè."})
    assert going_on(app, thing) == "Bà Tơ nấu chè."
    browser.follow("So với bản gốc")
    assert "Sáng nào bà Tơ" in browser.text
    browser.submit(form="/ban-goc/story")
    assert going_on(app, thing) == STORY


def test_a_colleagues_newer_text_is_shown_beside_what_was_typed(app: Flask, at_desk: Desk) -> None:
    page = f"/nghiep-vu/loi-ke/{tell(app)}"
    late = at_desk().get(f"{page}/sua")
    at_desk(Role.EDITOR).get(f"{page}/sua").submit({"story": "Bản của Linh."}).submit(form="/nha")
    late.submit({"story": "Bản của Châu."}, status=409)
    assert "Bản của Linh." in late.text
    assert late.form().values["story"] == "Bản của Châu."
    late.submit()
    assert "Bản của Châu." in late.text


def test_nobody_edits_what_a_colleague_holds_and_nothing_typed_is_lost(app: Flask, at_desk: Desk) -> None:
    page = f"/nghiep-vu/loi-ke/{tell(app)}"
    late = at_desk().get(f"{page}/sua")
    at_desk(Role.EDITOR).get(page).submit(form="/nhan")
    late.submit({"story": "Bản của Châu."}, status=409)
    assert "Nguyễn Khánh Linh đang giữ" in late.text
    assert late.form().values["story"] == "Bản của Châu."


def test_an_empty_text_is_refused_beside_what_was_typed(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}/sua").submit({"story": "  "}, status=422)
    assert "Bản sửa đang trống" in browser.text


def offered(browser: Browser) -> dict[str, bool]:
    """The suggestions on the page, each with whether it is ticked."""
    boxes = [box for box in browser.all("input") if box.get("name") == "cover"]
    return {box.get("value", ""): box.get("checked") is not None for box in boxes}


def test_a_suggestion_left_unticked_stays_so_and_the_others_are_ticked(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    phone, address = offered(browser)
    assert all(offered(browser).values())
    browser.submit({"cover": [address], "offered": [phone, address]}, form="/xem-thu", button="Lưu phần che")
    assert offered(browser) == {phone: False, address: True}
    browser.submit({"cover": None, "offered": [phone, address]}, form="/xem-thu", button="Lưu phần che")
    assert offered(browser) == {phone: False, address: False}


def test_what_is_found_anew_in_another_wording_is_suggested_again(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    browser.submit({"cover": None, "offered": list(offered(browser))}, form="/xem-thu", button="Lưu phần che")
    browser.follow("Sửa bên cạnh bản gốc").submit({"story": "Mới. " + STORY})
    assert all(offered(browser.get(f"/nghiep-vu/loi-ke/{thing}")).values())
