"""Open the pages a first visitor opens, at the address given, and fail on the first that is not there."""

import sys
import urllib.request

PAGES = {
    "/": "Kể một việc tốt",
    "/cau-chuyen": "Câu chuyện",
    "/en/cau-chuyen": "Stories",
    "/ke-viec-tot/": "kể",
    "/theo-doi/": "Tra cứu",
    "/tai-khoan/dang-nhap": "Đăng nhập",
    "/thu-dung-thu": "Thư",
}

for path, word in PAGES.items():
    with urllib.request.urlopen(sys.argv[1] + path, timeout=20) as answer:  # noqa: S310  # our own address
        body = answer.read().decode()
    assert answer.status == 200 and word in body, f"{path}: no {word!r}"
    print(f"{path} {len(body)} bytes")
