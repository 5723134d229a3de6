"""What differs from the build is listed row by row, and provenance follows it."""

import gzip
import json
from importlib import import_module

import pytest

from lca_models.impact.study import load_study
from lca_models.interpretation.contribution.rows import trace
from lca_models.inventory.brightway.edits import RECORD, Edits, build_record, edits_of
from lca_models.scope.calculation_setup import CalculationSetup

PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")
ROW = "manufacturing/pack_toy <- raw_materials/nickel_sulfate, technosphere"


@pytest.fixture
def found(toy_copy, toy_study):
    """The edits of the copy, as they are when it is called."""
    return lambda: edits_of(toy_copy.folder, toy_copy.rows(), toy_study.current.rows_hash)


def edit(copy, **fields):
    exchange = copy.exchange(PACK, NICKEL)
    for name, value in fields.items():
        exchange[name] = value
    exchange.save()


def set_parameter(copy, name, value):
    """As a researcher sets it, with Brightway's own recalculation."""
    tables = import_module("bw2data.parameters")
    tables.ProjectParameter.update(amount=value).where(tables.ProjectParameter.name == name).execute()
    tables.Group.get(name="project").expire()
    tables.ProjectParameter.recalculate()
    copy.brightway.parameters.recalculate()


def test_a_project_as_it_was_built_has_no_edits(found, toy_copy, toy_study):
    assert found() == Edits()
    about = build_record(toy_copy.folder, toy_study.current.rows_hash)
    assert sorted(about) == ["built_utc", "lca_models", "tables"]


def test_an_amount_is_listed_with_what_it_was(found, toy_copy):
    edit(toy_copy, amount=40.0)
    (one,) = found().rows

    assert (one.words, one.change, one.fields) == (ROW, "changed", (("amount", 10.0, 40.0),))
    assert one.place.startswith("manufacturing/exchanges.csv:")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"scale": 0.5}, ["scale"]),
        ({"comment": "mine"}, ["comment"]),
        ({"amount": 11.0, "source": "Mine2026"}, ["amount", "source"]),
    ],
)
def test_every_field_of_a_row_is_seen(found, toy_copy, fields, names):
    edit(toy_copy, **fields)
    (one,) = found().rows

    assert [name for name, _, _ in one.fields] == names


def test_rows_added_and_deleted_are_seen(found, toy_copy):
    toy_copy.exchange(PACK, NICKEL).delete()
    toy_copy.brightway.get_activity(PACK).new_exchange(input=NICKEL, amount=3.0, type="substitution").save()

    assert [(one.change, one.row[1:4]) for one in found().rows] == [
        ("added", ("/".join(PACK), "/".join(NICKEL), "substitution")),
        ("deleted", ("/".join(PACK), "/".join(NICKEL), "technosphere")),
    ]


def test_a_factor_is_seen(found, toy_copy):
    name = ("climate change", "GWP100", "IPCC AR6")
    method = toy_copy.brightway.Method(name)
    rows = method.load()
    method.write([(flow, 2 * factor if not place else factor) for place, (flow, factor) in enumerate(rows)])
    (one,) = found().rows

    assert one.row[:2] == ("factor", "|".join(name))
    assert one.fields[0][2] == 2 * one.fields[0][1]


def test_the_spread_of_a_factor_its_doubles_and_its_locations_are_seen(found, toy_copy):
    name = ("climate change", "GWP100", "IPCC AR6")
    method = toy_copy.brightway.Method(name)
    (flow, factor), *others = method.load()
    toy_copy.brightway.geomapping.add({"CN"})
    drawn = {"amount": factor, "uncertainty type": 3, "loc": factor, "scale": 0.1}
    method.write([(flow, drawn), (flow, 0.5), (flow, 9.0, "CN"), *others])
    spread, double, local = found().rows

    assert (spread.change, [field for field, _, _ in spread.fields]) == (
        "changed",
        ["loc", "scale", "uncertainty type"],
    )
    assert (double.row[3:], double.fields) == (("1",), (("amount", None, 0.5),))
    assert (local.row[3:], local.fields) == (("single locations",), (("count", None, 1),))


def test_amounts_that_follow_a_parameter_are_told_from_it(found, toy_copy):
    set_parameter(toy_copy, "toy_plant_electricity", 5.0)
    edits = found()

    assert [one.words for one in edits.rows] == ["parameter toy_plant_electricity"]
    assert edits.count == 1
    assert [one.is_calculated for one in edits.following] == [True] * len(edits.following) != []


@pytest.mark.parametrize("damage", ["gone", "cut", "flipped"])
def test_without_a_record_nobody_knows_how_many(found, toy_copy, damage):
    edit(toy_copy, amount=40.0)
    path = toy_copy.folder / RECORD
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    else:
        document = json.loads(gzip.decompress(path.read_bytes()))
        document["rows"] = document["rows"].replace("10.0", "40.0")
        path.write_bytes(gzip.compress(json.dumps(document).encode()))

    assert found() == Edits(is_known=False)
    assert found().count is None


def notes(study):
    return load_study(study.root).footprint(CalculationSetup("toy")).notes()


def test_every_result_says_that_the_project_was_edited(toy_copy, toy_study):
    assert not any("differs from its build" in note for note in notes(toy_study))
    edit(toy_copy, amount=40.0)

    assert "the project differs from its build in 1 row (lca-models status)" in notes(toy_study)


def test_an_edited_amount_no_longer_cites_its_source(toy_copy, toy_study):
    edit(toy_copy, amount=40.0)
    result = load_study(toy_study.root).footprint(CalculationSetup("toy"))
    row = next(row for row in trace(result.assessment, 20).rows if row["input"] == NICKEL[1])

    assert (row["source"], row["locator"], row["evidence"]) == ("your edit (was 10, Example)", "", "user")


def test_an_editor_who_names_a_source_is_cited_with_it(toy_copy, toy_study):
    edit(toy_copy, amount=40.0, source="Mine2026")
    result = load_study(toy_study.root).footprint(CalculationSetup("toy"))
    row = next(row for row in trace(result.assessment, 20).rows if row["input"] == NICKEL[1])

    assert (row["source"], row["evidence"]) == ("Mine2026", "user")


def test_a_setting_above_an_edit_was_the_edit(toy_copy, toy_study):
    set_parameter(toy_copy, "toy_plant_electricity", 5.0)
    setup = CalculationSetup("toy", settings={"toy_plant_electricity": 6})
    said = load_study(toy_study.root).footprint(setup).notes()

    assert any("toy_plant_electricity=6 (was 5, your edit (was " in note for note in said)
