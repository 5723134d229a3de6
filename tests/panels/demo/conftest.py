"""The demo written once, with two products of different rules; with all of them in the long run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from counts import LONG

from lca_models.panels.demo.site import demo_files
from lca_models.panels.model.answers import PanelModel
from tests.chromium import Recorded, open_page
from tests.demo_folder import OPEN, READY, is_pack, write

RECORDED = (("lfp-60kwh", "cn-551"), ("nmc811-80kwh", "eu-cfb-ev"))


@dataclass(frozen=True)
class Demo:
    """The folder of a demo, and the products and rule sets in it."""

    folder: Path
    pairs: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return (self.folder / "index.html").as_uri()


@pytest.fixture(scope="session")
def files(model: PanelModel) -> dict[str, str]:
    """What `make site` writes."""
    return dict(demo_files(model, None if LONG else RECORDED))


@pytest.fixture(scope="session")
def demo(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Read it, never edit it: whatever opens it later, in whichever order tests run, finds all that was written."""
    pairs = [tuple(name.removeprefix("data/").removesuffix(".js").split(".")) for name in files if is_pack(name)]
    folder = write(tmp_path_factory.mktemp("demo"), files)
    yield Demo(folder, tuple(pairs))  # type: ignore[arg-type]
    assert {name for name, text in files.items() if not holds(folder / name, text)} == set()


def holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


@pytest.fixture
def opened(demo: Demo, browser: Any) -> Iterator[Callable[..., Recorded]]:
    """Opens a demo from its folder, at a width, and waits until it shows numbers."""
    pages = []

    def open_demo(width: int = 1440, search: str = "", address: str = "") -> Recorded:
        recorded = open_page(browser, (address or demo.address) + search, width, 1000)
        pages.append(recorded.page)
        recorded.page.wait_for_function(READY)
        return recorded

    yield open_demo
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def engine(demo: Demo, browser: Any) -> Iterator[Any]:
    """A page of the demo with all its files open, to be asked by tests that change nothing on it."""
    recorded = open_page(browser, demo.address, 1440, 1000)
    recorded.page.wait_for_function(READY)
    for product, rules in demo.pairs:
        recorded.page.evaluate(OPEN, {"product": product, "rules": rules})
    yield recorded.page
    assert recorded.errors == recorded.outside == []
    recorded.page.close()
