"""Pages and names on networks are somebody's, as telephones are; what all are shown there, and calls to all, are not."""

import unicodedata

import pytest

from portal.engines.text.private import Private, find

FOUND = [
    ("nhắn qua m.me/hoangyen.tran88 nhé", "m.me/hoangyen.tran88"),
    ("kênh t.me/tuthienpholang, mời xem", "t.me/tuthienpholang"),
    ("T.ME/tuthien", "T.ME/tuthien"),
    ("vào https://zalo.me/g/abcxyz123.", "https://zalo.me/g/abcxyz123"),
    ("gọi zalo.me/0987654123", "zalo.me/0987654123"),
    ("fb.com/ngoc.anh.2k3 nè", "fb.com/ngoc.anh.2k3"),
    ("(https://www.facebook.com/profile.php?id=100012)", "https://www.facebook.com/profile.php?id=100012"),
    ("tiktok.com/@lan.anh/video/1", "tiktok.com/@lan.anh/video/1"),
    ("youtube.com/@bepcom", "youtube.com/@bepcom"),
    ("ib tiktok @chichi để xem", "@chichi"),
    ("inbox @me.bong.2016 trên insta", "@me.bong.2016"),
    ("tìm @hoanguyen trên facebook", "@hoanguyen"),
    ("là @lan_anh đó", "@lan_anh"),
    ("Nhắn @hoanguyen.", "@hoanguyen"),
    ("fb: ten.toi nhé", "ten.toi"),
    ("Insta của em là: lan.anh", "lan.anh"),
    ("facebook: hoanguyenthi", "hoanguyenthi"),
    ("zalo hoa_1990", "hoa_1990"),
    ("nick tele là quanghuy88, mời vào", "quanghuy88"),
]
IN_PEACE = [
    "xin chào\n@moi.nguoi", "@mọi người đọc nhé", "inbox @all", "Hoan hô cô @@ xúc động", "cảm ơn @anh ơi", "hanoi.gov.vn",
    "https://www.facebook.com/watch?v=12", "facebook.com/groups/toxanh", "https://youtu.be/abc", "youtube.com/watch?v=a1",
    "Facebook của phường đăng ảnh, zalo tổ dân phố ai cũng khen", "fb: đăng bài rồi", "zalo: ai cũng vào", "ảnh trên fb roi.moi nguoi xem",
    "facebook, 12 bài", "quên mật khẩu facebook", "gói 4g viber 3g", "x.com", "rau 20k@kg", "fb.com", "tele: hay lắm", "kẹo hình ig",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), FOUND)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_found_where_it_stands(text: str, value: str, form: str) -> None:
    text = unicodedata.normalize("NFC", unicodedata.normalize(form, text))  # type: ignore[arg-type]  # the names of forms
    (span,) = find(text)
    assert (span.kind, span.value, span.suggestion) == (Private.CONTACT, value, "[liên hệ]")


@pytest.mark.parametrize("text", IN_PEACE)
def test_left_in_peace(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Zalo 0912 345 678", Private.PHONE, "0912 345 678"),
        ("zalo o9l2345678", Private.PHONE, "o9l2345678"),
        ("thư lan.pham @ gmail . com", Private.EMAIL, "lan.pham @ gmail . com"),
        ("liên hệ lan @hanoi.edu.vn", Private.EMAIL, "lan @hanoi.edu.vn"),
        ("zalo: hoa.nguyen.abc12@gmail.com", Private.EMAIL, "hoa.nguyen.abc12@gmail.com"),
    ],
)
def test_numbers_and_mailboxes_stay_what_they_are(text: str, kind: Private, value: str) -> None:
    assert [(span.kind, span.value) for span in find(text)] == [(kind, value)]
