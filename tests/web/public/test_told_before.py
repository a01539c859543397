"""Somebody has told of this person already: shown to the writer only where it is public."""

from flask import Flask

from tests.browser import Browser
from tests.stories import telling as stories
from tests.web.public.telling import tell


def test_a_public_story_of_the_same_name_is_shown(app: Flask, browser: Browser) -> None:
    with app.app_context():
        story = stories.told()
        title = story.title
    tell(browser, upto="deed", whom={"s0-name": "dang thi to"})
    assert "Đã có người kể về" in browser.text and title in browser.text


def test_one_that_is_not_public_is_not(app: Flask, browser: Browser) -> None:
    with app.app_context():
        stories.written(stories.accepted())
    tell(browser, upto="deed", whom={"s0-name": "Đặng Thị Tơ"})
    assert "Đã có người kể về" not in browser.text


def test_of_a_child_nothing_is_looked_up(app: Flask, browser: Browser) -> None:
    with app.app_context():
        stories.told()
    tell(browser, about="child", upto="deed", whom={"s0-name": "Đặng Thị Tơ", "parent_said": "agreed"})
    assert "Đã có người kể về" not in browser.text
