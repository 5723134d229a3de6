"""A folder of sheets as a table: aligned columns, what is refused and what is covered below it."""

from pathlib import Path

import pytest

from lca_models.impact.packs.of_folder import FolderResults
from lca_models.impact.packs.together import PackResult
from lca_models.inventory.activity.findings import ERROR, Finding
from lca_models.inventory.activity.folder import FolderSheet, SheetFolder
from lca_models.inventory.system.pack import Pack
from lca_models.reporting.text.columns import width_of
from lca_models.reporting.text.packs import folder_text
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.wording.messages import speaking

LIFE = FunctionalUnit(60.0, 54.0, 440.0, 2000.0, 0.8, 8.0)
METHOD = ("climate",)


def result(name, factor):
    pack = Pack(name, f"Pack {name}", "lfp-60kwh")
    return PackResult(pack, METHOD, "kg CO2-eq", {"manufacturing": 1000.0 * factor, "recycling": -10.0}, LIFE)


@pytest.fixture
def found():
    sheets = [FolderSheet(Path(f"{name}.yaml"), (), None, Pack(name, name, "lfp-60kwh")) for name in "ab"]
    bad = FolderSheet(Path("bad.yaml"), (Finding(ERROR, "product", "is wrong"),))
    return FolderResults(SheetFolder(Path("."), (*sheets, bad)), {"a.yaml": result("a", 1), "b.yaml": result("b", 20)})


def test_each_sheet_has_a_line_with_its_stages_and_totals(found):
    """1 000 - 10 = 990 of 60 kWh are 16.5 a kWh"""
    lines = folder_text(found).splitlines()
    first = next(line for line in lines if line.startswith("a.yaml"))

    assert [
        word for word in ("Pack a", "60.000", "440.00", "1,000.0", "-10.000", "990.0", "16.50") if word not in first
    ] == []
    assert len({width_of(line) for line in lines[:4]}) == 1
    assert "sheets that are refused: 1, see below" in lines


def test_a_folder_of_which_every_sheet_is_refused_has_no_table(found):
    refused = FolderResults(SheetFolder(Path("."), found.folder.sheets[2:]), {})

    assert folder_text(refused).splitlines()[0] == "sheets that are refused: 1, see below"


def test_the_table_speaks_chinese(found):
    with speaking("zh"):
        lines = folder_text(found).splitlines()

    assert lines[1].startswith("文件")
    assert len({width_of(line) for line in lines[:4]}) == 1
