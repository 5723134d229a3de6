"""Inventories calculated without a Brightway project: the same rows and numbers as with one."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.study import load_study
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.checks.amounts import with_evaluated_amounts
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.system.soundness import check_project
from lca_models.inventory.tables.reading import read_tables
from lca_models.scope.scenario import ScenarioError

TINY = Path(__file__).parents[2] / "tiny_inventory"


@pytest.fixture(scope="module")
def tiny():
    return load_inventories(TINY).inventories


def test_the_toy_has_the_result_a_reader_can_work_out(tiny):
    """10 kg of nickel sulfate at 0.6, 4 kg CO2 and 2 kWh at 0.5, 1 kg CO2 less 9 kg of nickel sulfate"""
    result = assess(product_system(tiny, "toy"))

    assert result.stages() == pytest.approx(
        {"raw material acquisition": 6.0, "manufacturing": 4 + 2 * 0.5, "distribution": 0.0, "recycling": 1 - 9 * 0.6}
    )


def test_settings_work_as_on_a_project(tiny):
    result = assess(product_system(tiny, "toy"), {"recovery_rate_nickel": 0.5}, province="CN-SC")

    assert result.score == pytest.approx(6 + 4 + 2 * 0.1 + 1 - 5 * 0.6)


def test_rows_in_memory_are_those_of_the_project(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "brightway"))
    study = load_study(TINY)
    rows = project_rows(tiny)
    check_project(rows)

    def exchanges(found):
        return [(one.process, one.input, one.type, one.amount, one.formula) for one in found.exchanges]

    def parameters(found):
        return {
            one.qualified_name: (one.amount, one.formula, one.data)
            for one in found.parameters
            if one.name != "dummy_parameter"
        }

    assert exchanges(rows) == exchanges(study.rows)
    assert parameters(rows) == parameters(study.rows)
    assert {name: group.members for name, group in rows.groups.items()} == {
        name: group.members for name, group in study.rows.groups.items() if name != "project"
    }
    assert assess(product_system(tiny, "toy")).score == assess(study.product_system("toy")).score


def test_amounts_follow_a_changed_parameter(tiny):
    parameters = tuple(
        replace(one, amount=3.0) if one.name == "toy_plant_electricity" else one for one in tiny.parameters
    )
    changed = with_evaluated_amounts(replace(tiny, parameters=parameters))

    assert assess(product_system(changed, "toy")).stages()["manufacturing"] == pytest.approx(4 + 3 * 0.5)


def test_an_unknown_product_is_answered_with_the_nearest(tiny):
    with pytest.raises(ScenarioError, match="did you mean 'toy'"):
        product_system(tiny, "toys")


@pytest.mark.parametrize("kind", ["processes", "exchanges", "parameters", "elementary_flows"])
def test_a_new_column_reaches_the_rows_of_a_project_by_its_line_in_columns_csv(kind, tmp_path):
    """A column `reviewed_by` in every table of a kind, and its line in columns.csv; no code knows it."""
    root = shutil.copytree(TINY, tmp_path / "tables")
    path = root / "columns.csv"
    path.write_text(f"{path.read_text(encoding='utf-8')}{kind},reviewed_by,text,no,,,Who read it\n", encoding="utf-8")
    for table in (one for one in read_tables(root) if one.kind == kind):
        header, *lines = (root / table.path).read_text(encoding="utf-8").splitlines()
        text = "\n".join([f"{header},reviewed_by", *(f"{line},Li Ming" for line in lines), ""])
        (root / table.path).write_text(text, encoding="utf-8")

    rows = project_rows(load_inventories(root).inventories)
    read = {
        "processes": [node.data for node in rows.nodes if "reference product" in node.data],
        "elementary_flows": [node.data for node in rows.nodes if "categories" in node.data],
        "exchanges": [one.data for one in rows.exchanges if one.data.get("source")],
        "parameters": [one.data for one in rows.parameters if not one.name.endswith("_guard")],  # those are made
    }

    assert read[kind]
    assert {data.get("reviewed_by") for data in read[kind]} == {"Li Ming"}
    assert all("reviewed_by" not in data for other in set(read) - {kind} for data in read[other])
