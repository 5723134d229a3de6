"""A product goes out in every form and comes in again with the same footprint."""

import csv
import json

import numpy as np
import pytest
from counts import LONG
from imported_rows import system_of

from lca_models.commands.declaring import exporting
from lca_models.impact.assessment import assess, solve
from lca_models.impact.imports.preparation import unprepared
from lca_models.impact.methods import method_ids
from lca_models.impact.study import load_study
from lca_models.inventory.formats.importing import import_files
from lca_models.inventory.formats.writing.by_form import TOOL_FORMS, contents_of, export_product
from lca_models.inventory.projects.places import find_project
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import INVENTORIES, TINY_INVENTORY

READ_AGAIN = ("bw2package", "workbook", "openlca")
SHEETS = INVENTORIES.parent / "notebooks" / "data_sheets"
OWN = (SHEETS / "lfp_sichuan.yaml", SHEETS / "nmc811_guangdong.yaml")  # the second with a supplier's footprint


def contents(result):
    return contents_of(result.system, result.assessment.parameters, result.assessment.amounts)


def out(result, form, folder):
    found = contents(result)
    return export_product(found, form, folder / f"out{TOOL_FORMS[form].ending}"), found


def score_in(path, found, rows, method):
    """The score of a file beside the rows of a project, from its stored amounts and from its formulas."""
    system = system_of(path, rows, found.titles[found.system.demanded.key])
    category = method if method in system.factors and path.suffix != ".bw2package" else (*method, found.name)
    values = system.parameter_values()
    return [
        solve(system, values, amounts, category).score for amounts in (system.stored_amounts, system.amounts(values))
    ]


def test_the_forms_of_the_command_are_those_that_are_written():
    assert tuple(TOOL_FORMS) == exporting.TOOL_FORMS


@pytest.mark.parametrize("form", READ_AGAIN)
@pytest.mark.parametrize("settings", [{}, {"toy_plant_electricity": 1.5, "cell_plant_province": "CN-SC"}])
def test_the_toy_comes_in_again_with_its_score_and_whatever_was_set(toy_study, tmp_path, form, settings):
    result = toy_study.footprint(CalculationSetup("toy", settings=settings))
    report, found = out(result, form, tmp_path)
    assert score_in(report.files[0], found, toy_study.rows, result.assessment.method) == pytest.approx(
        [result.assessment.score] * 2, rel=1e-9
    )
    assert (report.processes, report.exchanges) == (7, 19)


@pytest.mark.parametrize("form", READ_AGAIN)
def test_the_toy_is_imported_into_a_project_and_calculated_there(toy_study, copy_base, tmp_path, form):
    """beside the categories of the project; a BW2Package brings its own too"""
    study = load_study(TINY_INVENTORY)
    result = study.footprint(CalculationSetup("toy"))
    report, found = out(result, form, tmp_path)
    imported = import_files(report.files[:1], study.base, study.current.project, "again", look=unprepared)
    assert (imported.unlinked, imported.problems, imported.unprepared) == ((), (), ())
    rows = read_project_rows(find_project("again", [study.base]).folder)
    database = "out" if form == "openlca" else found.name
    (key,) = (node.key for node in rows.nodes if node.key[0] == database and node.name == result.system.demanded.name)
    system = build_product_system(rows, key)
    methods = [name for name in system.factors if name[:3] == result.assessment.method]
    assert len(methods) == (2 if form == "bw2package" else 1)
    for method in methods:
        assert assess(system, method=method).score == pytest.approx(6.6, rel=1e-9)
    assert method_ids(system.method_metadata)["gwp100-ar6"] == result.assessment.method  # the project's own
    moved = assess(system, {f"{database}::toy_plant_electricity": 1.5}).score
    assert moved == pytest.approx(
        study.footprint(CalculationSetup("toy", settings={"toy_plant_electricity": 1.5})).assessment.score
    )


EVERY = [(product, rules, form) for product, rules in (("nmc811-80kwh", "eu-cfb-ev"), *((str(one), "") for one in OWN))
         for form in READ_AGAIN]  # fmt: skip
SOME = [("lfp-60kwh", "", "bw2package"), ("nmc811-80kwh", "eu-cfb-ev", "openlca"), (str(OWN[1]), "", "workbook")]


@pytest.mark.parametrize(("product", "rules", "form"), EVERY if LONG else SOME)
def test_shipped_and_own_products_come_in_again_with_their_footprint(shipped_study, tmp_path, product, rules, form):
    result = shipped_study.footprint(CalculationSetup(product, rules=rules))
    report, found = out(result, form, tmp_path)
    assert score_in(report.files[0], found, shipped_study.rows, result.assessment.method) == pytest.approx(
        [result.assessment.score] * 2, rel=1e-6
    )


@pytest.mark.long
@pytest.mark.parametrize("form", READ_AGAIN)
def test_every_product_comes_in_again_with_its_footprint(shipped_study, tmp_path, form):
    for product in shipped_study.products:
        result = shipped_study.footprint(CalculationSetup(product))
        report, found = out(result, form, tmp_path)
        assert score_in(report.files[0], found, shipped_study.rows, result.assessment.method) == pytest.approx(
            [result.assessment.score] * 2, rel=1e-6
        )


def test_the_table_of_exchanges_alone_gives_the_score(toy_study, tmp_path):
    """a matrix of its amounts, with the factors of the category"""
    result = toy_study.footprint(CalculationSetup("toy"))
    report, found = out(result, "csv", tmp_path)
    assert [path.name for path in report.files] == ["out.csv", "out.parameters.csv"]
    rows = list(csv.DictReader(report.files[0].read_text(encoding="utf-8").splitlines()))
    codes = sorted({row["process_code"] for row in rows})
    factors = {found.codes[flow.key]: factor for flow, factor in found.factors(result.assessment.method)}
    matrix, emitted = np.zeros((len(codes), len(codes))), np.zeros(len(codes))
    for row in rows:
        column, amount = codes.index(row["process_code"]), float(row["amount"])
        if row["type"] == "biosphere":
            emitted[column] += amount * factors.get(row["input_code"], 0.0)
        else:
            matrix[codes.index(row["input_code"]), column] += amount if row["type"] != "technosphere" else -amount
    demand = np.eye(len(codes))[codes.index("life_cycle_toy")]
    assert emitted @ np.linalg.solve(matrix, demand) == pytest.approx(result.assessment.score)
    assert {"stage", "formula", "distribution", "source", "locator", "evidence", "plant_country"} <= {*rows[0]}


@pytest.mark.parametrize("form", TOOL_FORMS)
def test_an_export_is_the_same_bytes_again_and_says_what_it_cannot_hold(toy_study, tmp_path, form):
    result = toy_study.footprint(CalculationSetup("toy"))
    report, _ = out(result, form, tmp_path)
    before = [path.read_bytes() for path in report.files]
    again, _ = out(result, form, tmp_path)
    if form != "workbook":  # the library writes the time of day into a workbook
        assert [path.read_bytes() for path in again.files] == before
    assert report.notes
    assert json.loads(json.dumps(report.document()))["demand"] == ["toy", "life_cycle_toy"]
    assert "ask for 'toy/life_cycle_toy'" in report.text()


def test_a_file_of_another_ending_is_refused(toy_study, tmp_path):
    found = contents(toy_study.footprint(CalculationSetup("toy")))
    with pytest.raises(ProjectError, match=r"ends with \.zip"):
        export_product(found, "openlca", tmp_path / "a.xlsx")
