"""What a writer is kindly told before a text goes off."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.web.public import gentle

TOLD = ("m.me/hoangyen.tran88", "Có vẻ là trang cá nhân hoặc tài khoản mạng xã hội.")


@pytest.mark.parametrize("read", [lambda text: gentle.findings(text, []), lambda text: gentle.in_story([text])])
def test_a_page_on_a_network_is_told_of(app: Flask, read: Callable[[str], object]) -> None:
    with app.test_request_context("/"):
        assert read("Ai cần thì nhắn qua m.me/hoangyen.tran88 nhé") == [TOLD]
