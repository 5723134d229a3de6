"""A small site of the real pages, built as `make docs` builds and opened in Chromium: search, rows, phones, axe."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from counts import LONG

from docs.building.__main__ import HERE, sphinx
from docs.building.inventory.pages import inventory_pages, read
from docs.building.links import dead_links
from docs.building.names import name_pages
from docs.building.requests import outside_requests
from docs.building.sources import ROOT, as_page
from tests.accessibility import WIDTHS, findings
from tests.chromium import open_page

pytestmark = pytest.mark.browser
PAGES = ("cell_lfp", "end_of_life", "scope", "zh/rules_551")


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, and nothing said of each."""

    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Four pages of each kind with what they are drawn by; MathJax, which npm fetches, is an empty file here."""
    source, target = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("site")
    texts = {
        "cell_lfp": dict(inventory_pages(read(ROOT / "inventories")))["processes/cell_lfp.md"],
        "end_of_life": as_page(
            (ROOT / "docs/method/end_of_life.md").read_text(encoding="utf-8"), "docs/method/end_of_life.md"
        ),
        "scope": dict(name_pages())["scope.md"],
        "zh/rules_551": as_page((ROOT / "docs/zh/rules_551.md").read_text(encoding="utf-8"), "docs/zh/rules_551.md"),
        "index": "# Start\n\n```{toctree}\n:caption: Learn\nend_of_life\nscope\n```\n"
        "\n```{toctree}\n:caption: 中文\nzh/rules_551\n```\n",
    }
    (source / "zh").mkdir()
    for name, text in texts.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text((HERE / "conf.py").read_text(encoding="utf-8"), encoding="utf-8")
    (source / "static").mkdir()
    for file in HERE.joinpath("static").iterdir():
        (source / "static" / file.name).write_bytes(file.read_bytes())
    (source / "static" / "mathjax.js").touch()
    # Links to pages that are not among the four are no fault here; any other warning is.
    assert sphinx(source, target, tmp_path_factory.mktemp("doctrees"), "-D", "suppress_warnings=myst.xref_missing") == 0
    return target


@pytest.fixture(scope="module")
def address(site):
    """The site, served on this computer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*PAGES, "search"] if LONG else ["cell_lfp", "zh/rules_551"])
def test_a_page_is_whole_at_each_width(browser, address, name, width):
    """nothing from elsewhere, no error, nothing serious for axe, nothing wider than the window"""
    shown = open_page(browser, f"{address}/{name}.html", width, 900)

    assert findings(shown.page) == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (shown.errors, shown.outside) == ([], [])
    shown.page.close()


@pytest.mark.parametrize(
    ("query", "page"),
    [("足迹", "zh/rules_551"), ("平均容量保持率", "zh/rules_551"), ("负极石墨", "cell_lfp"), ("from_address", "scope")],
)
def test_search_finds_chinese_and_names(browser, address, query, page):
    shown = open_page(browser, f"{address}/search.html?q={query}", 1440, 900)
    shown.page.wait_for_selector("#search-results ul.search li a")

    found = [link.get_attribute("href") for link in shown.page.query_selector_all("#search-results ul.search li a")]
    assert any(target.split("?")[0].split("#")[0] == f"{page}.html" for target in found)
    heading = "Search Results" if query.isascii() else "搜索结果"  # once all are listed
    shown.page.wait_for_selector(f"#search-results h2:text-is('{heading}')")
    shown.page.close()


def test_search_finds_no_page_that_lacks_the_words(browser, address):
    shown = open_page(browser, f"{address}/search.html?q=氢燃料电池堆", 1440, 900)
    shown.page.wait_for_selector("#search-results .search-summary:has-text('没有匹配到')")

    assert shown.page.query_selector_all("#search-results ul.search li a") == []
    shown.page.close()


def test_a_page_in_chinese_says_so_and_its_frame_speaks_it(browser, address):
    """its own group of the side bar stands first; what surrounds the text is Chinese, captions of other groups name both"""
    shown = open_page(browser, f"{address}/zh/rules_551.html", 1440, 900)

    assert shown.page.locator("html").get_attribute("lang") == "zh-Hans"
    assert shown.page.locator(".toc-title").inner_text() == "本页内容"
    assert shown.page.locator("input.sidebar-search").get_attribute("placeholder") == "搜索"
    captions = [one.inner_text().lower() for one in shown.page.locator(".sidebar-tree .caption").all()]
    assert captions == ["中文", "学习 learn"]
    assert "贡献者" in shown.page.locator(".copyright").inner_text()
    shown.page.close()
    english = open_page(browser, f"{address}/scope.html", 1440, 900)
    assert english.page.locator("html").get_attribute("lang") == "en"
    english.page.close()


def test_an_address_of_a_row_leads_to_it(browser, address):
    shown = open_page(browser, f"{address}/cell_lfp.html#cell-lfp--anode-graphite", 1440, 900)

    row = shown.page.locator("tr:target")
    assert "0.199349412951" in row.inner_text()
    assert row.bounding_box()["y"] < 900
    shown.page.close()


def test_the_site_asks_for_nothing_and_its_own_links_hold(site):
    assert outside_requests(site) == []
    kept = {f"{name}.html" for name in (*PAGES, "index")}
    assert [(page, target) for page, target in dead_links(site) if target.partition("#")[0] in kept] == []
