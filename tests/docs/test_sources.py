"""Where a document of the repository stands on the site, and where its links lead there."""

import os
import re

import pytest

from docs.building import sources
from docs.building.contents import GROUPS, is_orphan, listed, place_in, write_toctrees
from docs.building.inventory.pages import inventory_pages, read
from docs.building.reference import reference_pages
from docs.building.sources import ROOT, as_page, place_of, with_links, write_pages


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("docs/README.md", "index.md"),
        ("docs/how_to/README.md", "how_to/index.md"),
        ("docs/how_to/add_a_figure.md", "how_to/add_a_figure.md"),
        ("README.md", "about/readme.md"),
        ("notebooks/01_one_pack.ipynb", "notebooks/01_one_pack.ipynb"),
        ("inventories/sources.csv", "inventories/sources.md"),
        ("inventories/parameters/lfp.csv", "inventories/parameters/lfp.md"),
        ("inventories/raw_materials", "inventories/raw_materials.md"),
        ("LICENSE", None),
        ("lca_models/__init__.py", None),
    ],
)
def test_the_place_of_a_file(file, place):
    assert place_of(file) == place


def test_links_lead_from_place_to_place():
    text = (
        "[a](../../CONTRIBUTING.md#the-map) ![b](../images/x.png) [c](add_a_figure.md) [d](https://a.example) [e](#f)"
    )

    assert with_links(text, "docs/how_to/README.md") == (
        "[a](../about/contributing.md#the-map) ![b](../images/x.png) [c](add_a_figure.md) [d](https://a.example) [e](#f)"
    )


def test_a_link_to_what_is_no_page_is_its_words_or_leads_to_the_repository(monkeypatch):
    assert with_links("see [the licence](LICENSE)", "README.md") == "see the licence"
    monkeypatch.setattr(sources, "repository_address", lambda: "https://forge.example/kit")
    assert (
        with_links("see [the licence](LICENSE)", "README.md")
        == "see [the licence](https://forge.example/kit/blob/main/LICENSE)"
    )


def test_code_is_left_alone():
    text = "`[a](LICENSE)`\n\n```python\nx = y[0](LICENSE)\n```\n"

    assert with_links(text, "README.md") == text
    assert as_page("```csv\na,b\n```\n", "README.md") == "```text\na,b\n```\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Everything that the site is built from, but notebooks."""
    target = tmp_path_factory.mktemp("site")
    write_pages(target)
    for folder, pages in (
        ("inventories", inventory_pages(read(ROOT / "inventories"))),
        ("reference", reference_pages(ROOT / "inventories")),
    ):
        for place, text in pages:
            path = target / folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for notebook in (ROOT / "notebooks").rglob("*.ipynb"):
        place = target / notebook.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    write_toctrees(target)
    return target


def test_every_link_between_pages_leads_to_one(written):
    dead = []
    for page in written.rglob("*.md"):
        for picture, _, target in sources.LINK.findall(sources.FENCE.sub("", page.read_text(encoding="utf-8"))):
            place = target.partition("#")[0]
            if place and not re.match(r"[a-z]+:", target) and not (page.parent / place).is_file() and not picture:
                dead.append(f"{page.relative_to(written)}: {target}")

    assert dead == []


def test_the_side_bar_leads_to_every_page_but_those_of_which_there_are_too_many(written):
    shown, pages = {"index"}, [path for end in ("*.md", "*.ipynb") for path in written.rglob(end)]
    for page in pages:
        for tree in re.findall(r"```\{toctree\}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S):
            entries = [line for line in tree.splitlines() if line and not line.startswith(":")]
            place = page.parent.relative_to(written)
            shown |= {os.path.normpath(place / place_in(entry)) for entry in entries}
    names = [page.relative_to(written).with_suffix("").as_posix() for page in pages if not is_orphan(page)]

    assert sorted({*names} - shown) == []


def test_every_page_of_a_group_is_written(written):
    names = [place_in(name) for group in GROUPS.values() for name in group]

    assert [name for name in names if not any((written / f"{name}{end}").is_file() for end in (".md", ".ipynb"))] == []


def test_an_index_shows_the_pages_below_it_in_its_order(tmp_path):
    index = tmp_path / "index.md"
    index.write_text("[b](b.md) [a](a.md#x) [b](b.md) [up](../c.md) [out](https://a.example/d.md)", encoding="utf-8")

    assert listed(index) == ["b", "a"]
