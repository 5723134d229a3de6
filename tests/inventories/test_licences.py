"""Licences of the sources: what they ask for stands in LICENSE-DATA.md."""

from lca_models.inventory.tables.reading import read_table
from tests.conftest import INVENTORIES

NOTICES = (INVENTORIES.parent / "LICENSE-DATA.md").read_text(encoding="utf-8")


def sources():
    return read_table(INVENTORIES, "sources.csv").rows


def test_every_source_that_asks_for_a_notice_has_one():
    asking = [row["key"] for row in sources() if row["redistribution"] in ("yes", "with notice")]

    assert [key for key in asking if f"`{key}`" not in NOTICES] == []


def test_every_open_licence_that_asks_for_attribution_is_marked_as_asking():
    """CC BY, OGL, MIT and BSD; figures read elsewhere under them may still be facts."""
    wanting = ("CC BY", "OGL v", "MIT", "BSD")
    marked = [row for row in sources() if row["licence"].startswith(wanting) and row["redistribution"] == "facts only"]

    assert [row["key"] for row in marked] == []
