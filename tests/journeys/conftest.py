"""A real browser on a real server with its jobs running: for a few whole stories only."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import serving
from portal.core.jobs import trigger
from tests.served import served

# Debian's Chromium without windows comes first: it does a third less for the same pages
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("PORTAL_TEST_CHROMIUM", next(filter(None, map(shutil.which, NAMES)), None))
QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SHOTS = os.environ.get("PORTAL_TEST_SHOTS", "")  # a folder for pictures of every page reached


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(
                        reason="no Chromium here, or PORTAL_TEST_CHROMIUM is empty: install Debian's package chromium-headless-shell or chromium"
                    )
                )


@pytest.fixture(autouse=True)
def morning() -> None:
    """The real clock: Chromium has no other, and keeps cookies by it."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The address of a portal that serves this test's database and does its jobs."""
    with served(app) as port, ExitStack() as closing:
        serving.start_jobs(app, closing)
        yield f"http://127.0.0.1:{port}"
    trigger.hang(None)


@dataclass
class Visitor:
    """A person at a browser: opens pages, and every page is looked at by axe-core on the way."""

    page: Any
    address: str
    name: str
    script: bool = True
    seen: int = 0

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def press(self, words: str) -> None:
        """Press the button with these words; what comes next is looked at."""
        button = self.page.locator("main").get_by_role("button", name=words).first
        if self.script:
            button.click()
            self.page.wait_for_load_state("load")
        else:  # every button leads to another page: wait for it, the present one is loaded already
            with self.page.expect_navigation():
                button.click()
        self.look()

    def look(self) -> None:
        """No fault of accessibility, nothing scrolls sideways, nothing was blocked or broke on the console."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("load")  # a link was followed: its page may be there in part only
        self.seen += 1
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{self.name}-{self.seen:02}.png", full_page=True)
        faults = Axe().run(self.page).response["violations"] if self.script else []  # axe itself needs JavaScript
        told = [f"{f['id']}: {[n['html'][:120] for n in f['nodes'][:3]]}" for f in faults]
        assert not told, f"{self.page.url}: {told}"
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"


@pytest.fixture
def visit(chromium: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: visit("resident", size=PHONE, script=False, dark=False)."""
    contexts = []
    troubles: list[str] = []

    def make(
        name: str, size: dict[str, int] | None = None, script: bool = True, dark: bool = False, touch: bool = False
    ) -> Visitor:
        context = chromium.new_context(
            viewport=size or DESK, java_script_enabled=script, color_scheme="dark" if dark else "light",
            locale="vi-VN", has_touch=touch,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                troubles.append(m.text) if m.type == "error" and "Failed to load resource" not in m.text else None
            ),
        )
        page.on("pageerror", lambda e: troubles.append(str(e)))
        return Visitor(page, address, f"{request.node.name}-{name}".replace("[", "-").replace("]", ""), script)

    yield make
    for context in contexts:
        context.close()
    assert not troubles, troubles
