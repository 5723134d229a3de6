"""`make figures`: the pictures of README.md, and every notebook, executed, as a page that opens offline.

Pictures go to docs/images, pages to results/notebooks_html. Every page is opened in Chromium, and a request fails it.
"""

from __future__ import annotations

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
IMAGES, PAGES = ROOT / "docs" / "images", ROOT / "results" / "notebooks_html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDGET = "application/vnd.jupyter.widget-view+json"
LARGEST = 500_000  # bytes of a picture
PATIENCE = 120_000  # ms


def main(names: list[str]) -> int:
    """Pictures and pages; with names, the pages of those notebooks alone."""
    from playwright.sync_api import sync_playwright

    program = next((found for one in BROWSERS if (found := shutil.which(one))), None)
    if program is None:
        print("install chromium and run make figures again", file=sys.stderr)
        return 1
    pages = [
        write_page(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if not names or path.stem in names
    ]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--disable-dev-shm-usage"])
        asked = {page: requests_of(browser, page) for page in pages}
        if not names:
            draw_stages()
            picture_explorer(browser)
        browser.close()
    for page, addresses in asked.items():
        print(page.relative_to(ROOT), *(f"asks for {one}" for one in addresses))
    too_large = [path.name for path in IMAGES.glob("*.png") if path.stat().st_size > LARGEST]
    if too_large:
        print(f"{', '.join(too_large)}: larger than {LARGEST} bytes", file=sys.stderr)
    return 1 if too_large or any(asked.values()) else 0


def write_page(path: Path) -> Path:
    """A notebook, executed, as one file without scripts."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources=resources, store_widget_state=False
        ).execute()
    for output in (one for cell in notebook.cells if cell.cell_type == "code" for one in cell.outputs):
        if WIDGET in output.get("data", {}):
            output.data = {"text/plain": "(a widget: it lives in JupyterLab and on the page of make app)"}
    text, _ = HTMLExporter(mathjax_url="", require_js_url="", jquery_url="", embed_images=True).from_notebook_node(
        notebook, {"metadata": {"path": str(path.parent)}}
    )
    # Formulas stay in TeX, for what would set them is a script from elsewhere.
    text = re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)
    PAGES.mkdir(parents=True, exist_ok=True)
    page = PAGES / f"{path.stem}.html"
    page.write_text(text, encoding="utf-8")
    return page


def requests_of(browser: Any, page: Path) -> list[str]:
    """What a page asks for when it is opened, beside itself."""
    opened, asked = browser.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(page.as_uri())
    opened.close()
    return [one for one in asked if one != page.as_uri() and not one.startswith(("data:", "blob:"))]


def draw_stages() -> None:
    """The stage chart of the first pack of README.md."""
    import lca_models as lm
    from lca_models.reporting.figures.canvas import save_figure
    from lca_models.reporting.figures.look import new_figure

    table = lm.stages_table(lm.footprint(lm.load_study().product_system("lfp-60kwh")))
    drawn = lm.plot_stages(table[table["basis"] == "kWh of capacity"], new_figure())
    IMAGES.mkdir(parents=True, exist_ok=True)
    png, svg = save_figure(drawn, IMAGES / "stages")
    svg.unlink()
    print(png.relative_to(ROOT))


def picture_explorer(browser: Any) -> None:
    """The explorer after a plant was moved and green power bought, as a person would."""
    with served_explorer() as address:
        page = browser.new_page(viewport={"width": 1440, "height": 1010})
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.locator('.lca-tiles button[data-code="CN-SC"]').click()
        slider = page.locator(".f-green_percent [role=slider]")
        slider.focus()
        for _ in range(5):
            slider.press("PageUp")
        page.wait_for_function("() => document.querySelector('[data-testid=command]').textContent.includes('0.25')")
        page.mouse.click(2, 2)
        page.locator('.lca-tiles button[aria-pressed=true][data-code="CN-SC"]').wait_for()
        page.screenshot(path=IMAGES / "explorer.png")
        page.close()
    print((IMAGES / "explorer.png").relative_to(ROOT))


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
    sys.exit(main(sys.argv[1:]))
