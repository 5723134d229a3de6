"""The report of a data sheet's product: her name, her values with their sources, and nothing of the archetype's identity."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.inventory.system.own.inputs import own_inputs
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.inventory.system.under_rules import under_rules
from lca_models.reporting.report.folder import write_report
from lca_models.reporting.report.own import archetype_table, blank_names, identity_rows, input_rows, own_inputs_table
from lca_models.reporting.text.terminal import footprint_text
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ORIGIN = Origin("product!E12", "64 kWh", "calculated", "Test report 7, page 3", "2025", label="rated energy")
PACK = Pack(
    "ex-a-64", "Example pack A, 64 kWh", "toy",
    parameters=(GivenParameter("toy_pack_energy", 64.0, "kWh", ORIGIN),),
    choices={"cell_plant_province": ("CN-SC", Origin("product!E10", "Sichuan", label="province of the cell plant"))},
    identity={"model": "EX-A-64", "company": "Example Battery Co.", "period_start": "2025-01"},
    blanks=("pack mass", "cycles to end of life"), warnings=("product!E12: of note",), is_example=True,
    file=Path("my pack.yaml"), sha256="ab" * 32,
)  # fmt: skip


@pytest.fixture(scope="module")
def own(toy_study) -> Footprint:
    before = toy_study.product_system("toy")
    system = under_rules(with_pack(before.before_rules or before, PACK), before.rule_set)
    return footprint_of(setup_on(system, CalculationSetup("my pack.yaml")))


@pytest.fixture(scope="module", params=["en", "zh"])
def folder(request, own, toy_study, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("own") / "report"
    with pytest.MonkeyPatch.context() as patch, speaking(request.param):
        patch.chdir(place.parent)
        (place.parent / "my pack.yaml").write_text("data_sheet: 1\n")
        write_report(toy_study, own, place, DATE, request.param)
    return place


def test_no_file_of_the_report_names_the_archetype_but_as_that_of_blank_fields(folder):
    words = re.compile(r"\btoy\b|worked example(?! *,)|算例")
    labelled = ("own", "archetype_values.csv", "against_archetype.csv", "lca_models_manifest.json")

    found = {}
    for path in folder.rglob("*"):
        if path.suffix not in (".html", ".json", ".csv", ".svg") or path.name in labelled:
            continue
        text = path.read_text(encoding="utf-8")
        if path.name == "report.html":
            text = re.sub(
                r'<div id="archetype-values">.*?</div>|<section id="neighbours">.*?</section>', "", text, flags=re.S
            )
        if path.name == "run.json":
            text = json.dumps(
                {name: one for name, one in json.loads(text).items() if name != "own"}, ensure_ascii=False
            )
        # 'worked example' is also the locator of every row of this project
        found[path.name] = words.findall(re.sub(r"(Example, )?worked example", "", text))

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_her_name_her_energy_and_her_inputs_stand_on_the_page(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")

    for words in ("<h1>Example pack A, 64 kWh</h1>", "EX-A-64", "Example Battery Co.", "64.0 kWh", "product!E12",
                  "Test report 7, page 3", "product!E12: of note", "abab"):  # fmt: skip
        assert words in page
    assert "lca-models footprint &#39;my pack.yaml&#39;" in page


def test_the_command_takes_everything_of_the_sheet_from_the_file(folder, own):
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))

    assert run["command"].split(" --", 1)[0] == "lca-models footprint 'my pack.yaml'"
    assert "--province" not in run["command"]
    assert "--set" not in run["command"]
    assert list(run["files"]) == ["my pack.yaml"]
    assert run["own"]["name"] == "Example pack A, 64 kWh"


def test_values_and_blanks_are_tables(own):
    table, blanks = own_inputs_table(PACK), archetype_table(PACK)

    assert table[["name", "value", "place"]].to_numpy().tolist() == [
        ["rated energy", "64 kWh", "product!E12"], ["province of the cell plant", "Sichuan", "product!E10"]]  # fmt: skip
    assert blanks.to_numpy().tolist() == [["pack mass", "toy"], ["cycles to end of life", "toy"]]
    assert input_rows(PACK, CHINESE)[0]["kind"] == "计算"
    assert [one["name"] for one in input_rows(PACK, CHINESE)] == ["额定能量", "电芯厂所在省份"]
    assert blank_names(PACK, CHINESE) == [
        "pack mass",
        "寿命终止循环次数",
    ]  # a field's name is "pack mass, with coolant"
    assert identity_rows(PACK)[0] == ("Model", "EX-A-64")


def test_the_terminal_says_how_much_is_hers_and_what_to_doubt(own):
    text = footprint_text(own)

    assert text.startswith("Example pack A, 64 kWh")
    assert "data sheet my pack.yaml: 2 values of its maker; 2 fields hold the archetype toy" in text
    assert "made-up example" in text
    assert "note: product!E12: of note" in text


@pytest.mark.parametrize("name", ["lfp_sichuan", "nmc811_guangdong"])
def test_nothing_in_the_system_of_an_example_is_called_by_its_archetype(name, shipped_study):
    """names of processes, products, rows and parameters in both languages"""
    system = shipped_study.product_system(str(SHEETS / f"{name}.yaml"))
    archetype = shipped_study.products[system.pack.archetype]
    texts = [str(text) for node in system.processes for text in node.data.values()]
    texts += [str(text) for row in system.exchanges if row.process[1].startswith("pack") for text in row.data.values()]

    assert [text for text in texts for word in (archetype.id, archetype.name, archetype.name_zh) if word in text] == []
    assert system.shipped_product.name.startswith("Example")


def test_an_example_is_marked_says_where_every_value_comes_from_and_adds_up(shipped_study):
    """parts of the cells are the mass of the cells, and with the parts of the pack that of the pack"""
    for name in ("lfp_sichuan", "nmc811_guangdong"):
        pack = shipped_study.pack(str(SHEETS / f"{name}.yaml"))
        said = [
            one for one in own_inputs(pack) if one.origin.place.startswith(("cell_materials", "pack_parts", "product"))
        ]

        assert pack.is_example
        assert [one.name for one in said if not one.origin.evidence and one.words not in ("CN-SC", "CN-GD")] == []
        assert [one for one in pack.warnings if "sum to" in one] == []
