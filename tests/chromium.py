"""One Chromium for all tests of a worker: pages of a size, and what went wrong on them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30_000  # ms, on a busy computer too: what is missing is missed in seconds
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "file:", "data:", "blob:", "about:")


@dataclass
class Recorded:
    """A page, and what went wrong on it."""

    page: Any
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def launched() -> Iterator[Any]:
    """A browser, closed in the end; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the test extra brings playwright")
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here; make test installs it, or says how")
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--disable-dev-shm-usage"], timeout=PATIENCE)
        yield opened
        opened.close()


def open_page(browser: Any, address: str, width: int, height: int, **options: Any) -> Recorded:
    """A page of a size; errors and requests that leave this computer are recorded."""
    page = browser.new_page(viewport={"width": width, "height": height}, **options)
    page.set_default_timeout(PATIENCE)
    recorded = Recorded(page)
    page.on("console", lambda said: recorded.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: recorded.errors.append(str(error)))
    page.on("request", lambda asked: recorded.outside.append(asked.url) if not is_local(asked.url) else None)
    page.on("websocket", lambda asked: recorded.outside.append(asked.url) if not is_local(asked.url) else None)
    page.on(
        "response", lambda said: recorded.headers.update(said.headers) if said.request.is_navigation_request() else None
    )
    page.goto(address)
    return recorded


def is_local(address: str) -> bool:
    """Whether an address is on this computer."""
    return address.startswith(LOCAL)
