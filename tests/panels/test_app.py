"""The page and the notebook in a real browser, moved as a person would: numbers of the command line, nothing from outside.

Screenshots and the times of a redraw are kept in results/screenshots.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from queue import Queue
from statistics import median
from threading import Thread
from typing import IO, Any

import pytest

from lca_models.panels import app
from lca_models.panels.app import TOKEN_VARIABLE
from lca_models.scope.declared_unit import CODES
from lca_models.scope.wording.catalogue import catalogue
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE
from tests.chromium import Recorded, open_page

playwright = pytest.importorskip("playwright.sync_api", reason="the test extra brings playwright")

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "00_start_here.ipynb"
KEPT = ROOT / "results" / "screenshots"
TOKEN = "that-of-these-tests"
STARTING = 120  # s, until a server says where it listens
DESK = (1440, 1000)
DEFAULT_COMMAND = "lca-models footprint lfp-60kwh"
CHOICES = ("nmc811-80kwh", "--rules", "cn-551", "--province", "CN-SC", "--set", "green_power_share=0.1")
TOTALS = tuple(f"total {code}" for code in CODES if code != "kg")  # three at a time


@pytest.fixture(scope="session")
def environment(shipped_study, tmp_path_factory) -> dict[str, str]:
    """Of the servers: the shipped project, and settings that no person's Jupyter shares."""
    own = tmp_path_factory.mktemp("jupyter")
    news = own / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    folders = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
               "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}  # fmt: skip
    found = {
        **os.environ,
        "LCA_MODELS_DIR": str(shipped_study.base),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
        TOKEN_VARIABLE: TOKEN,
    }
    return found | {name: str(own / folder) for name, folder in folders.items()}


def serve(words: list[str], environment: dict[str, str], log: Path) -> Iterator[str]:
    """A server of this test's own, until the test is done; its address is the one that it says it listens at."""
    said: Queue[str] = Queue()

    def listen(lines: IO[str]) -> None:
        with log.open("w", encoding="utf-8") as written:
            for line in lines:
                written.write(line)
                written.flush()
                if address := re.search(r"http://(?:localhost|127\.0\.0\.1):(\d+)", line):
                    said.put(f"http://127.0.0.1:{address[1]}")
        said.put("")  # it has ended

    with subprocess.Popen([sys.executable, "-m", *words], env=environment, cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8") as server:  # fmt: skip
        listener = Thread(target=listen, args=[server.stdout])
        listener.start()
        try:
            address = said.get(timeout=STARTING)
            assert address, log.read_text(encoding="utf-8")[-2000:]
            yield address
        finally:
            server.terminate()
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                server.kill()
            listener.join()


def free_port() -> int:
    """A port that nobody listens at; if somebody does by then, the servers take the next and say so."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def voila_url(environment, tmp_path_factory) -> Iterator[str]:
    words = ["lca_models.panels.app", "--no-browser", "--port", str(free_port())]
    yield from serve(words, environment, tmp_path_factory.mktemp("voila") / "log.txt")


@pytest.fixture(scope="session")
def lab_url(environment, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(NOTEBOOK, folder)
    words = ["jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={free_port()}",
             "--IdentityProvider.token=", "--expose-app-in-browser", f"--ServerApp.root_dir={folder}",
             "--ServerApp.shutdown_no_activity_timeout=900"]  # fmt: skip
    yield from serve(words, environment, folder / "log.txt")


def with_token(address: str) -> str:
    """An address of the page as the terminal prints it; the browser is led on to the one without."""
    return f"{address}{'&' if '?' in address else '?'}token={TOKEN}"


@pytest.fixture
def notebook(lab_url, browser, request) -> Iterator[Recorded]:
    """The notebook in JupyterLab."""
    recorded = open_page(browser, f"{lab_url}/doc/tree/{NOTEBOOK.name}?reset", 1440, 1500)
    with kept_if_failed(recorded.page, request):
        yield recorded
    recorded.page.close()


@pytest.fixture(scope="session")
def kept_open() -> Iterator[list[Recorded]]:
    """The page, which each test that passes hands to the next: opening it runs a notebook."""
    pages: list[Recorded] = []
    yield pages
    for recorded in pages:
        recorded.page.close()


@pytest.fixture
def explorer(voila_url, browser, kept_open, request) -> Iterator[Recorded]:
    """The page at its defaults and in English."""
    recorded = kept_open.pop() if kept_open else open_page(browser, with_token(voila_url), *DESK)
    page, failed = recorded.page, request.session.testsfailed
    settled(page)
    battery = page.get_by_test_id("field product")
    if battery.input_value() != "lfp-60kwh":
        after(page, lambda: battery.select_option("lfp-60kwh"))
    if page.locator("[data-testid=command]").inner_text() != DEFAULT_COMMAND:
        after(page, lambda: page.get_by_test_id("reset").click())
    with kept_if_failed(page, request):
        yield recorded
    if request.session.testsfailed > failed:
        page.close()
    else:
        kept_open.append(recorded)


@contextmanager
def kept_if_failed(page: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """A picture of the page where the test failed."""
    try:
        yield
    except Exception:
        keep_screenshot(page, f"failed_{request.node.name}")
        raise


@pytest.fixture(scope="session")
def document(environment) -> Any:
    """What `lca-models footprint … --json` says; the page and JupyterLab are asked for the same."""

    @cache
    def run(*words: str) -> Any:
        command = [sys.executable, "-m", "lca_models.commands.main", "footprint", *words, "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return run


def settled(page: Any, asked: int = -1) -> None:
    """Wait until more than so many messages are answered and the open tab shows the last answer whole."""
    page.wait_for_function(
        """asked => { const found = document.querySelector('.lca-page'); if (!found) return false; const d = found.dataset;
        return +d.asked > asked && d.answered === d.asked && d.settled === d.rev && d.shown === d.tab; }""",
        arg=asked,
    )


def after(page: Any, change: Callable[[], object]) -> None:
    """Do something that a person does, and wait until the whole page shows what it led to."""
    asked = int(page.locator(".lca-page").get_attribute("data-asked"))
    change()
    settled(page, asked)


def move_choices(page: Any) -> None:
    """The battery, then the plant on the map, then the slider of green power, with mouse and keyboard."""
    after(page, lambda: page.get_by_test_id("field product").select_option(label="NMC811 pack, 80 kWh"))
    after(page, lambda: page.locator("[data-code=CN-SC]").click())
    slider = page.get_by_test_id("range green_percent")
    slider.focus()
    for _ in range(10):
        after(page, lambda: slider.press("ArrowRight"))
    playwright.expect(slider).to_have_value("10")


def run_all_cells(page: Any) -> None:
    """As the menu of JupyterLab does, once the kernel listens, and to the end of the notebook."""
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext")
    page.evaluate(
        """async () => {
          await jupyterapp.restored;
          const notebook = jupyterapp.shell.currentWidget;
          await Promise.all([notebook.context.ready, notebook.sessionContext.ready, notebook.revealed]);
          await jupyterapp.commands.execute('notebook:run-all-cells'); }"""
    )


def shown(page: Any, test_id: str) -> float:
    return float(page.locator(f"[data-testid='{test_id}']").get_attribute("data-value"))


def check_numbers(page: Any, expected: Any) -> None:
    totals = {one: amount for one, amount in
              ((f"total {total['per']}", total["amount"]) for total in expected["totals"]) if one in TOTALS}  # fmt: skip
    assert {name: shown(page, name) for name in TOTALS} == pytest.approx(totals, rel=1e-9)
    stages = expected["stages"]
    assert {stage: shown(page, f"stage {stage}") for stage in stages} == pytest.approx(stages, rel=1e-9)


def keep_screenshot(page: Any, name: str) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=KEPT / f"{name}.png")


def redraw_times(page: Any, count: int = 10) -> dict[str, list[float]]:
    """Milliseconds from a key on the slider to changed numbers, and to two frames later, when they are painted."""
    page.evaluate(
        """() => { window.times = {changed: [], painted: []}; let pressed = null;
        document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
        new MutationObserver(() => { if (pressed === null) return; const start = pressed; pressed = null;
          times.changed.push(performance.now() - start);
          requestAnimationFrame(() => requestAnimationFrame(() => times.painted.push(performance.now() - start)));
        }).observe(document.querySelector('.lca-page'), {attributes: true, attributeFilter: ['data-rev']}); }"""
    )
    slider = page.get_by_test_id("range green_percent")
    for pressed in range(1, count + 1):
        slider.press("ArrowRight")
        page.wait_for_function("count => times.painted.length >= count", arg=pressed)
    return dict(page.evaluate("() => times"))


def keep_times(times: dict[str, list[float]], name: str, record_property: Any) -> None:
    """Reported, not asserted: a busy computer is no fault of the page."""
    KEPT.mkdir(parents=True, exist_ok=True)
    medians = {what: round(median(found), 1) for what, found in times.items()}
    (KEPT / f"{name}.json").write_text(json.dumps({"median_ms": medians, "all_ms": times}), encoding="utf-8")
    record_property(name, medians)


def test_the_page_shows_the_numbers_of_the_command_line(explorer, document, record_property):
    """battery, province and green power are moved; the totals and the four stages equal `footprint --json`"""
    page = explorer.page

    move_choices(page)
    check_numbers(page, document(*CHOICES))
    keep_times(redraw_times(page), "redraw_voila", record_property)
    keep_screenshot(page, "voila_1440")

    assert explorer.errors == []
    assert explorer.outside == []


def test_the_notebook_shows_the_same_numbers_in_jupyterlab(notebook, document, record_property):
    page = notebook.page
    run_all_cells(page)
    page.locator(".lca-page").evaluate("panel => panel.scrollIntoView()")
    settled(page)

    move_choices(page)
    check_numbers(page, document(*CHOICES))
    keep_times(redraw_times(page), "redraw_jupyterlab", record_property)
    keep_screenshot(page, "jupyterlab_1440")

    assert notebook.errors == []
    assert notebook.outside == []


def test_the_scenario_taken_away_gives_the_same_on_the_command_line(explorer, document, tmp_path):
    page = explorer.page
    after(page, lambda: page.get_by_test_id("field cathode_province").select_option("CN-SC"))
    expected = document("lfp-60kwh", "--set", "cathode_province=CN-SC")
    with page.expect_download() as waited:
        page.get_by_test_id("save scenario").click()
    taken = tmp_path / waited.value.suggested_filename
    waited.value.save_as(taken)

    again = document("lfp-60kwh", "--scenario", str(taken))

    assert taken.name == "lfp-60kwh_cn-551.yaml"
    assert again["total"] == expected["total"]
    assert again["scenario"] == ["page"]


def test_an_address_opens_the_page_at_its_calculation(voila_url, browser, document, request):
    """what a link asks for is what the command line gives"""
    words = ("nmc811-80kwh", "--rules", "eu-cfb-ev", "--province", "CN-SC", "--set", "cathode_province=CN-NM")
    address = "/?v=1&product=nmc811-80kwh&rules=eu-cfb-ev&set.cell_plant_province=CN-SC&set.cathode_province=CN-NM"
    recorded = open_page(browser, with_token(voila_url + address), *DESK)
    with kept_if_failed(recorded.page, request):
        settled(recorded.page)
        check_numbers(recorded.page, document(*words))

        assert recorded.errors == []
        assert "token" not in recorded.page.url
    recorded.page.close()


def test_the_policy_of_the_page_refuses_other_computers(explorer):
    """the header stops what no test clicks on: the browser blocks the request before it leaves, and says so"""
    page = explorer.page
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        refused = page.evaluate("() => fetch('http://192.0.2.1/').then(() => 'sent', error => error.message)")
    explorer.errors.clear()

    assert refused == "Failed to fetch"
    assert explorer.outside == []
    assert "connect-src 'self'" in explorer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in explorer.headers["content-security-policy"]


def test_what_stands_there_before_the_page_says_what_the_catalogue_says():
    """in both languages, since nobody has said yet which"""
    template = (Path(app.__file__).parent / "jupyter/voila/templates/lca/index.html.j2").read_text(encoding="utf-8")

    assert " · ".join(catalogue()["page.title"].values()) in template
    assert " · ".join(catalogue()["page.preparing"].values()) in template


@pytest.mark.parametrize("words", [["--places", "0"], ["--public"], ["none.ipynb", "--sheet", "none.yaml"], ["--help"]])
@pytest.mark.parametrize(("language", "is_chinese"), [("en", False), ("zh", True), ("no language", False)])
def test_the_program_of_the_page_speaks_as_the_command_that_starts_it(monkeypatch, capsys, words, language, is_chinese):
    monkeypatch.setenv(LANGUAGE_VARIABLE, language)
    try:
        status = app.main(words)
    except SystemExit as end:
        status = end.code
    said = "".join(capsys.readouterr())

    assert status == (0 if words == ["--help"] else 2 if words[0].startswith("--") else 1)
    assert bool(re.search("[一-鿿]", said)) == is_chinese
    if words[0] == "none.ipynb":
        assert "none.ipynb" in said
        assert "none.yaml" in said
