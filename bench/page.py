"""What a person waits for on the page: served by Voila and moved in Chromium, from the event to the frame that shows it.

Times are those of the browser's own clock. Painted means two frames after the answer was drawn, when the frame that shows it
has been handed over. Without Playwright and Chromium there are no rows.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.measure import Row, span
from lca_models.panels.app import TOKEN_VARIABLE

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300_000  # ms
CHANGES = 30
RESTING = 3.0  # s, after which a page has loaded what it loads after its first picture
TABS = ("rules", "matters", "where", "mine", "compare")
# The time of an act of the page, in ms: `changed` until the first numbers are painted, `whole` until the open tab is.
WATCH = """() => {
  const root = document.querySelector('.lca-page');
  const later = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
  window.act = (what) => new Promise((told) => {
    const start = performance.now(), rev = root.dataset.rev, asked = +root.dataset.asked;
    let changed = null;
    const look = () => {
      const d = root.dataset;
      if (changed === null && d.rev !== rev) { changed = 0; later(() => { changed = performance.now() - start; }); }
      if (+d.asked <= asked || d.answered !== d.asked || d.settled !== d.rev || d.shown !== d.tab) return;
      watcher.disconnect();
      later(() => told({ changed: changed, whole: performance.now() - start }));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(root, { attributes: true, childList: true, subtree: true });
    what(root);
  });
  window.press = (name) => act((root) => root.querySelector(`[data-testid="${name}"]`).click());
  window.move = (name, step) => act((root) => {
    const slider = root.querySelector(`[data-testid="${name}"]`);
    slider.focus();
    slider.value = Number(slider.value) + step * Number(slider.step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  window.type = (name, text) => act((root) => {
    const field = root.querySelector(`[data-testid="${name}"]`);
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}"""
# Changes so close to one another that the body of the tab is worked out while the next one comes.
HURRY = """async ([name, count, pause]) => {
  const root = document.querySelector('.lca-page'), found = [];
  for (let one = 0; one < count; one += 1) {
    const start = performance.now(), rev = root.dataset.rev, slider = root.querySelector(`[data-testid="${name}"]`);
    slider.value = Number(slider.value) + (one % 2 ? -1 : 1) * Number(slider.step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    found.push(await new Promise((told) => {
      const watcher = new MutationObserver(() => {
        if (root.dataset.rev === rev) return;
        watcher.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => told(performance.now() - start)));
      });
      watcher.observe(root, { attributes: true });
    }));
    await new Promise((go) => setTimeout(go, pause));
  }
  return found;
}"""


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Times of the page as Voila serves it, everything built before."""
    program = next((found for one in BROWSERS if (found := shutil.which(one))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print("page: needs Chromium and Playwright", file=sys.stderr)
        return []
    with served(folder) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--disable-dev-shm-usage"])
        found = [*_opened(browser, address), *_moved(browser, address, 10 if quick else CHANGES)]
        browser.close()
    return found


def _opened(browser: Any, address: str) -> Iterator[Row]:
    """The frame of the page, and the page whole: the second one, which a kernel waits for."""
    for warm in (False, True):
        page = _page(browser, address)
        if warm:
            frame = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            yield Row("the page: its frame", _ms(frame), (), "", "0.3 s")
            yield Row("... whole", _ms(page.evaluate("performance.now()")), (), "", "2 s")
        time.sleep(2 * RESTING)  # until the next kernel waits
        page.close()


def _moved(browser: Any, address: str, count: int) -> Iterator[Row]:
    page = _page(browser, address)
    time.sleep(RESTING)
    page.evaluate(WATCH)
    slow = [page.evaluate("() => move('range green_percent', 1)") for _ in range(count)]
    yield _several("a changed value painted", [one["changed"] for one in slow], "60 ms")
    yield _several("... intervals, map and purchases too", [one["whole"] for one in slow], "")
    for pause in (150, 300):  # ms: while the body is worked out
        hurried = page.evaluate(HURRY, ["range green_percent", count, pause])
        yield _several(f"... {pause} ms after the one before", hurried, "60 ms")
    for again in (False, True):
        for tab in TABS:
            opened = page.evaluate("t => press(`tab ${t}`)", tab)["whole"]
            yield Row(f"tab {tab} {'again' if again else 'first'}", _ms(opened), (), "", "300 ms")
            time.sleep(1)
    page.evaluate("() => press('tab matters')")
    yield Row("share of spread", _ms(page.evaluate(_SPREAD)["whole"]), (), "", "300 ms")
    page.evaluate("() => press('tab mine')")
    typed = [page.evaluate("text => type('cell product.pack_mass', text)", f"{400 + one}") for one in range(8)]
    yield _several("a field of My battery, the tab whole", [one["whole"] for one in typed[1:]], "300 ms")
    page.close()


_SPREAD = "() => act((root) => root.querySelector('.seg [data-key=spread]').click())"


def _page(browser: Any, address: str) -> Any:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_function("document.querySelector('.lca-page')?.dataset.settled !== undefined")
    return page


def _several(name: str, times: list[float], aim: str) -> Row:
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    beside = f"95 % within {_ms(late)}, all within {_ms(ordered[-1])}"
    return Row(name, _ms(statistics.median(ordered)), (beside,), "", aim)


def _ms(found: float) -> str:
    return span(found / 1000)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the page, served while the context lasts."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = str(found.getsockname()[1])
    environment = {**os.environ, TOKEN_VARIABLE: secrets.token_urlsafe()}
    environment.setdefault("LCA_MODELS_DIR", str(folder / "projects"))
    words = [sys.executable, "-P", "-m", "lca_models.panels.app", "--no-browser", "--port", port]
    log = folder / "page.log"
    with log.open("w") as said, subprocess.Popen(words, env=environment, stdout=said, stderr=said) as server:
        try:
            while not (listening := re.search(r"http://\S*token=\S+", log.read_text())):
                if server.poll() is not None:
                    raise RuntimeError(log.read_text()[-2000:])
                time.sleep(0.2)
            yield listening[0]
        finally:
            server.terminate()
