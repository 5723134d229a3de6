"""`make figures`: the pictures of documents, in docs/images. The notebooks with their outputs are pages of `make docs`."""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lca_models.panels.app import TOKEN_VARIABLE

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LARGEST = 200_000  # bytes of a picture
COLOURS = 256  # of a picture: text, bars and a map have no more that anybody sees, and the file is a third
PAPER_DPI = 220  # of the pictures of figures for a paper: 82 mm are 710 pixels
PATIENCE = 300_000  # ms
TALLEST = 1600  # pixels of a picture of a page for people
TABS = ("mine", "explore", "where", "matters", "compare", "rules")  # of the page
OPENED = "raw material acquisition|manufacturing/cells:cell_lfp:anode_graphite"  # row whose source is shown
SETTLED = """() => { const page = document.querySelector('.lca-page'), now = page ? page.dataset : {};
  return now.settled !== undefined && now.settled === now.rev && now.answered === now.asked && now.shown === now.tab
    && !page.querySelector('[aria-busy=true]') && document.fonts.status === 'loaded'; }"""

HEIGHT = """() => { const page = document.querySelector('.lca-page'), all = [page, ...page.querySelectorAll('*')];
  let scrolled = 0;
  for (let one = page.parentElement; one; one = one.parentElement) scrolled += one.scrollTop;
  const ends = all.filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().bottom);
  return Math.ceil(scrolled + Math.max(...ends)); }"""


def main() -> int:
    """Draw every picture; one that is too large for the repository fails."""
    from playwright.sync_api import sync_playwright

    program = next((found for one in BROWSERS if (found := shutil.which(one))), None)
    if program is None:
        print("install chromium and run make figures again", file=sys.stderr)
        return 1
    draw_charts()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--disable-dev-shm-usage"], timeout=PATIENCE)
        picture_page(browser)
        picture_people(browser)
        browser.close()
    too_large = [path.name for path in IMAGES.glob("*.png") if path.stat().st_size > LARGEST]
    if too_large:
        print(f"{', '.join(too_large)}: larger than {LARGEST} bytes", file=sys.stderr)
    return 1 if too_large else 0


def draw_charts() -> None:
    """Charts of a first pack: its stages on a screen, and the two figures for a paper, in both languages."""
    import lca_models as lm
    from lca_models.reporting.figures.canvas import encode, png_file
    from lca_models.reporting.figures.look import new_figure
    from lca_models.reporting.papers.writing import footprint_charts

    result = lm.load_study().footprint(lm.CalculationSetup("lfp-60kwh"))
    table = lm.stages_table(result)
    table = table[table["basis"] == "kWh of capacity"]
    IMAGES.mkdir(parents=True, exist_ok=True)
    for language, ending in (("en", ""), ("zh", "_zh")):
        pictures = {f"stages{ending}": png_file(lm.plot_stages(table, new_figure(), language=language))}
        for chart in footprint_charts(result):
            ax = chart.draw(chart.table(language), new_figure(), language=language, width=chart.width)
            pictures[f"paper_{chart.kind}{ending}"] = encode(ax.figure, "png", dpi=PAPER_DPI)
        for name, picture in pictures.items():
            path = IMAGES / f"{name}.png"
            path.write_bytes(smaller(picture))
            print(path.relative_to(ROOT))


def picture_page(browser: Any) -> None:
    """Every tab in both languages: the plant moved to Sichuan, half of its power green, beside a second battery, a row open."""
    setup = "set.cell_plant_province=CN-SC&set.green_power_share=0.5&second.product=nmc811-80kwh"
    with served_explorer() as address:
        size = {"width": 1280, "height": 900}
        page = browser.new_page(viewport=size, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_url(lambda url: "token" not in url)  # it is taken once, and leads on
        page.goto(f"{address.partition('?')[0]}?v=1&{setup}")
        page.wait_for_function(SETTLED)
        page.get_by_test_id("tab where").click()
        page.wait_for_function(SETTLED)
        page.get_by_test_id(f"row {OPENED}").click()
        for button, ending in (("English", ""), ("中文", "_zh")):
            page.get_by_role("button", name=button, exact=True).click()
            for tab in TABS:
                page.get_by_test_id(f"tab {tab}").click()
                page.locator(f".lca-page[data-shown={tab}]").wait_for()
                page.wait_for_function(SETTLED)
                size["height"] = page.evaluate(
                    HEIGHT
                )  # Voilà scrolls within the window, so that the window has to grow
                page.set_viewport_size(size)
                path = IMAGES / f"page_{tab}{ending}.png"
                path.write_bytes(smaller(page.screenshot()))
                print(path.relative_to(ROOT), flush=True)


def picture_people(browser: Any) -> None:
    """Pages of a programme in both languages: the queue, a submission with its findings, a release under review."""
    from synthetic_programme import begun  # beside this program

    with tempfile.TemporaryDirectory() as folder:
        programme = begun(Path(folder))
        with served_registry(programme.registry) as address:
            for name, role, path in programme.pages:
                page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
                page.set_default_timeout(PATIENCE)
                page.goto(f"{address}/pages/sign-in?lang=en")
                for field, value in zip(("client", "secret"), programme.clients[role], strict=True):
                    page.fill(f"#sign_in-{field}", value)
                page.get_by_role("button", name="Sign in", exact=True).click()
                page.wait_for_url("**/queue")
                for language, ending in (("en", ""), ("zh", "_zh")):
                    page.goto(f"{address}{path}?lang={language}")
                    whole = page.evaluate("document.documentElement.scrollHeight")
                    size = {"x": 0, "y": 0, "width": 1280, "height": min(whole, TALLEST)}
                    picture = IMAGES / f"people_{name}{ending}.png"
                    picture.write_bytes(smaller(page.screenshot(full_page=True, clip=size)))
                    print(picture.relative_to(ROOT), flush=True)
                page.close()


@contextmanager
def served_registry(registry: Path) -> Iterator[str]:
    """The address of the pages of a registry, served while the context lasts."""
    tool = Path(sys.executable).with_name("lca-models")
    words = [str(tool), "programme", "serve", "--registry", str(registry), "--port", "0", "--workers", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield next(word for line in server.stderr or () for word in re.findall(r"http://[\d.:]+", line))
        finally:
            server.terminate()


def smaller(picture: bytes) -> bytes:
    """A picture in the colours that it needs."""
    from PIL import Image

    small = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        few = opened.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(small, "png", optimize=True)
    return small.getvalue()


@contextmanager
def served_explorer() -> Iterator[str]:
    """The address of the explorer, served by Voilà while the context lasts."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    words = [sys.executable, "-m", "lca_models.panels.app", "--no-browser", "--port", str(port)]
    environment = {**os.environ, TOKEN_VARIABLE: secrets.token_urlsafe()}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        until = time.monotonic() + PATIENCE / 1000
        try:
            while server.poll() is None and time.monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/?token={environment[TOKEN_VARIABLE]}"
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
