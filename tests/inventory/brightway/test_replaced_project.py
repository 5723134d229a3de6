"""What this kit answers with replacements, bw2calc recalculates from a project of its own."""

import shutil
from importlib import import_module

import pytest
from counts import LONG

from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.adoption import project_names
from lca_models.inventory.brightway.replaced_project import write_replaced_project
from lca_models.inventory.projects.places import find_project
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.reporting.verification.witnesses import lca_of_project
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.licensed_databases import STAND_IN

ENTRY = {
    "supplier": "supplier X",
    "unit": "kg CO2e/kg",
    "gwp": "GWP100 AR6",
    "boundary": "cradle to gate",
    "source": "s",
}
NICKEL = ENTRY | {"buyer": "pack_toy", "input": "nickel_sulfate", "value": 0.4,
                  "stages": {"raw material acquisition": 0.75, "manufacturing": 0.25}}  # fmt: skip
POWER = ENTRY | {"buyer": "every", "input": "electricity_cn_gd", "value": 0.2, "unit": "kg CO2e/kWh"}


@pytest.fixture
def system(toy_study):
    return with_replacements(toy_study.product_system("toy"), [NICKEL, POWER])


def test_bw2calc_recalculates_a_product_with_replacements(toy_study, copy_base, system):
    """10 kg at 0.4, 4 of itself, 2 kWh at 0.2, 1 at the end and 5.4 avoided; then Brightway's own recalculation"""
    folder = copy_base / toy_study.current.folder
    write_replaced_project(copy_base, folder, "replaced", system)
    wanted = assess(system)

    assert wanted.score == pytest.approx(4 + 4 + 0.4 + 1 - 5.4)
    lca = lca_of_project(copy_base, "replaced", system.demand, 1.0, wanted.method)
    assert lca.score == pytest.approx(wanted.score, rel=1e-6)
    rows = read_project_rows(find_project("replaced", (copy_base,)).folder)
    assert assess(build_product_system(rows, system.demand)).score == pytest.approx(wanted.score, rel=1e-12)

    tables = import_module("bw2data.parameters")
    tables.ProjectParameter.update(amount=0.6).where(
        tables.ProjectParameter.name == "supplied_nickel_sulfate"
    ).execute()
    tables.Group.get(name="project").expire()
    tables.parameters.recalculate()
    lca = lca_of_project(copy_base, "replaced", system.demand, 1.0, wanted.method)
    assert lca.score == pytest.approx(wanted.score + 10 * 0.2, rel=1e-6)


@pytest.mark.parametrize("stage", ["raw material acquisition", "manufacturing", "recycling"])
def test_bw2calc_recalculates_a_product_whose_stage_is_one_figure(toy_study, copy_base, stage):
    """3 kg in place of all that the stage buys, emits and saves; Brightway's own recalculation leaves it so"""
    system = with_replacements(
        toy_study.product_system("toy"),
        [ENTRY | {"buyer": "stage", "input": stage, "value": 3.0, "unit": "kg CO2e/pack"}],
    )
    write_replaced_project(copy_base, copy_base / toy_study.current.folder, "one figure", system)
    wanted, before = assess(system), assess(toy_study.product_system("toy"))

    assert wanted.score == pytest.approx(before.score - before.stages()[stage] + 3.0)
    lca = lca_of_project(copy_base, "one figure", system.demand, 1.0, wanted.method)
    assert lca.score == pytest.approx(wanted.score, rel=1e-6)
    tables = import_module("bw2data.parameters")
    tables.Group.get(name="project").expire()
    tables.parameters.recalculate()
    assert lca_of_project(copy_base, "one figure", system.demand, 1.0, wanted.method).score == pytest.approx(
        wanted.score
    )


def test_a_name_that_is_taken_and_a_system_without_replacements_are_refused(toy_study, copy_base, system):
    folder = copy_base / toy_study.current.folder

    with pytest.raises(ProjectError, match="there is a project"):
        write_replaced_project(copy_base, folder, toy_study.current.project, system)
    with pytest.raises(ScenarioError, match="nothing is replaced here"):
        write_replaced_project(copy_base, folder, "replaced", toy_study.product_system("toy"))
    assert "replaced" not in project_names(copy_base)


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="two shipped projects are written, in the long run only")
@pytest.mark.parametrize(
    ("product", "purchases"),
    [
        (
            "lfp-60kwh",
            [("cell_lfp", "anode_graphite", "kg"), ("graphite_powder_crucible", "electricity_graphite_plant", "kWh")],
        ),
        ("nmc811-80kwh", [("every", "nickel_sulfate", "kg"), ("pack_nmc811", "cell_nmc811", "kg")]),
    ],
)
def test_bw2calc_agrees_on_shipped_products_with_replacements(shipped_study, tmp_path, product, purchases):
    """also where a credit stands on the same process, which is then there twice, and with formulas of recycled content"""
    base = tmp_path / "base"
    shutil.copytree(shipped_study.base, base)
    said = [
        ENTRY
        | {
            "buyer": buyer,
            "input": bought,
            "value": 2.0,
            "unit": f"kg CO2e/{unit}",
            "recycled_content": "not inside",
            "recycled_gain": 0.5,
        }
        for buyer, bought, unit in purchases
    ]
    system = with_replacements(shipped_study.product_system(product), said)
    write_replaced_project(base, base / shipped_study.current.folder, "replaced", system)

    wanted = assess(system.before_rules)
    lca = lca_of_project(base, "replaced", system.demand, 1.0, wanted.method)
    assert lca.score == pytest.approx(wanted.score, rel=1e-6)


def test_bw2calc_recalculates_a_product_on_another_background(licensed, tmp_path, monkeypatch):
    """with a replaced purchase beside what is bought there"""
    entry = ENTRY | {"buyer": "cell_lfp", "input": "copper_foil", "value": 1.0}
    setup = CalculationSetup("lfp-60kwh", background=STAND_IN, background_electricity="theirs", replacements=[entry])
    system = licensed.resolve(setup).system.before_rules
    base = tmp_path / "brightway"
    shutil.copytree(licensed.base, base)
    monkeypatch.setenv("LCA_MODELS_DIR", str(base))
    write_replaced_project(base, base / licensed.current.folder, "on another", system)
    wanted = assess(system)
    lca = lca_of_project(base, "on another", system.demand, 1.0, wanted.method)
    assert lca.score == pytest.approx(wanted.score, rel=1e-6)
