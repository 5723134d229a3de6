"""Processes of openLCA are read with their units, formulas, spreads, wastes and avoided products."""

import math

import pytest
from imported_rows import system_of
from olca_archive import (
    CELL,
    CO2,
    COPPER,
    GIVEN,
    MINE,
    POWER,
    WHOLE,
    archive,
    exchange,
    flow,
    made,
    members,
    parameter,
    process,
)  # fmt: skip

from lca_models.impact.assessment import solve
from lca_models.inventory.formats.reading.open_lca import read
from lca_models.inventory.system.rows import ProjectError


def read_of(tmp_path, *entities):
    (file,) = read(archive(tmp_path / "some.zip", members(*entities)))
    return file


def faults(tmp_path, *entities):
    with pytest.raises(ProjectError) as error:
        read_of(tmp_path, *entities)
    lines = str(error.value).splitlines()
    assert all(line.startswith("some.zip: '") for line in lines)
    return lines


def test_the_score_of_an_archive_is_that_of_its_arithmetic(toy_study, tmp_path):
    """2 kg of cell take 0.3 kg of copper, 1 kWh and the treatment of 0.1 kg, and avoid 0.2 kg of copper.

    A kWh emits 0.5 kg; a ton of copper takes 2,000 kWh, a kilogram 2 and emits 1 kg; a kilogram of scrap emits 0.5 kg:
    (0.3 * 1 + 1 * 0.5 + 0.1 * 0.5 - 0.2 * 1) / 2 = 0.325.
    """
    copper = process("m", "copper, at mine", made("f-cu", 1.0, "t"), exchange("f-el", 7200.0, "MJ"))
    path = archive(tmp_path / "some.zip", members(*(one for one in WHOLE if one not in (MINE,)), copper))
    system = system_of(path, toy_study.rows, "cell production")
    method = next(iter(system.factors))
    values = system.parameter_values()
    assert solve(system, values, system.stored_amounts, method).score == pytest.approx(0.325)
    twice = {**values, "some::e_value": 0.2}
    twice["some/c::mass_cu"] = 0.6
    assert solve(system, twice, system.amounts(twice), method).score == pytest.approx(0.325 + 0.15)


def test_amounts_are_in_the_unit_of_the_maker_or_in_one_that_brightway_has(tmp_path):
    file = read_of(tmp_path, *WHOLE)
    cell = next(one for one in file.datasets if one["code"] == "c")
    assert (cell["unit"], cell["location"], cell["reference product"], cell["type"]) == (
        "kilogram",
        "CN",
        "cell",
        "process",
    )
    product, copper, power, scrap, avoided = cell["exchanges"]
    assert (product["type"], product["amount"], product["input"]) == ("production", 2.0, ("some", "c"))
    assert (copper["amount"], copper["unit"]) == (pytest.approx(0.3), "kilogram")
    assert copper["formula"] == "((mass_cu * 1000)) * 0.001"
    assert (power["amount"], power["unit"]) == (pytest.approx(1.0), "kilowatt hour")
    assert (scrap["type"], scrap["amount"], scrap["input"]) == ("technosphere", -0.1, ("some", "w"))
    assert (avoided["type"], avoided["amount"]) == ("substitution", 0.2)
    mine = next(one for one in file.datasets if one["code"] == "m")
    assert mine["exchanges"][0]["amount"] == 1000.0
    assert mine["exchanges"][1]["categories"] == ("natural resource", "in ground")
    waste = next(one for one in file.datasets if one["code"] == "w")
    assert waste["exchanges"][0]["amount"] == -1.0


def test_parameters_are_of_the_database_or_of_their_process(tmp_path):
    file = read_of(tmp_path, *WHOLE)
    given, share = file.database_parameters
    assert (given["name"], given["original_name"], given["amount"]) == ("e_value", "E", 0.1)
    assert (given["uncertainty type"], given["scale"]) == (2, pytest.approx(math.log(1.2)))
    assert share["loc"] == 0.05
    cell = next(one for one in file.datasets if one["code"] == "c")
    assert cell["parameters"][0]["formula"] == "(e_value * 3)"
    assert file.notes == ("parameters have other names, which Brightway's formulas can read (1)",)


def test_what_no_process_of_the_file_makes_is_named_for_whoever_does(tmp_path):
    buys = process("b", "buys", made("f-cell"),
                   exchange("f-cu", 1.0, "t", defaultProvider={"@id": "x", "name": "copper, abroad", "location": "CL"}),
                   exchange("f-el", 1.0, "kWh"))  # fmt: skip
    _, copper, power = read_of(tmp_path, CELL, COPPER, POWER, buys).datasets[0]["exchanges"]
    assert (copper["name"], copper["reference product"], copper["location"]) == ("copper, abroad", "copper", "CL")
    assert (copper["amount"], copper["unit"]) == (1000.0, "kilogram")
    assert (power["name"], power["unit"], power["amount"], "input" in power) == (
        "electricity",
        "kilowatt hour",
        1.0,
        False,
    )


def test_an_emission_that_is_taken_in_is_negative(tmp_path):
    file = read_of(tmp_path, CO2, CELL, process("c", "c", made("f-cell"), exchange("f-co2", 2.0, "t")))
    assert file.datasets[0]["exchanges"][1]["amount"] == -2000.0


def test_a_spread_beside_a_formula_and_one_that_is_none_are_left_out_and_counted(tmp_path):
    spread = {"distributionType": "NORMAL_DISTRIBUTION", "mean": 1.0, "sd": 0.1}
    rows = [
        exchange("f-cu", 1.0, amountFormula="2 * E", uncertainty=spread),
        exchange("f-cu", 1.0, "g", uncertainty={**spread, "sd": 0}),
        exchange("f-cu", 1.0, "g", uncertainty=spread),
    ]
    one = process("c", "c", made("f-cell"), *rows)
    file = read_of(tmp_path, CELL, COPPER, GIVEN, one)
    assert [row["uncertainty type"] for row in file.datasets[0]["exchanges"]] == [0, 0, 0, 3]
    assert file.datasets[0]["exchanges"][3]["scale"] == pytest.approx(0.1 * 0.001)
    assert [note.rpartition(" (")[0] for note in file.notes][1:] == [
        "the spread of an amount with a formula is left out: its parameters have theirs", "spreads that are none are left out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("exchanges", "said"),
    [
        ([exchange("f-cu", 1.0)], "it has 0 quantitative references"),
        ([made("f-cell"), made("f-cu")], "it has 2 quantitative references"),
        ([made("f-cell"), exchange("nowhere", 1.0, internalId=9)], "exchange 9: flow: the file does not hold it"),
        ([made("f-cell"), exchange("f-cu", None)], "exchange 2: amount"),
        ([made("f-cell"), exchange("f-cu", "1")], "exchange 2: amount"),
        ([made("f-cell"), exchange("f-cu", 1.0, "lb")], "exchange 2: unit: 'lb'"),
        ([made("f-cell"), exchange("f-cu", 1.0, flowProperty={"@id": "p-x"})], ""),
        ([made("f-cell"), exchange("f-cu", 1.0, amountFormula="open('x')")], "exchange 2: amountFormula: "),
        ([made("f-cell"), exchange("f-cu", 1.0, amountFormula="massa")], "there is no parameter 'massa'"),
        ([made("f-cell"), exchange("f-cu", 1.0, is_input=False)], "it is a product beside the reference"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_process_exchange_and_field(tmp_path, exchanges, said):
    makes_copper = process("m", "m", made("f-cu"))
    one = process("c", "cell", *exchanges)
    if said:
        assert any(said in line for line in faults(tmp_path, CELL, COPPER, one))
    else:
        assert "flow property" in faults(tmp_path, CELL, COPPER, one, makes_copper)[0]


def test_parameters_of_one_name_and_without_a_value_are_refused(tmp_path):
    one = process(
        "c", "cell", made("f-cell"), parameters=[parameter("a_b", 1.0), parameter("A_B", 2.0), parameter("c_d")]
    )
    said = "\n".join(faults(tmp_path, CELL, one))
    assert "there are two of this name" in said
    assert "parameter 'c_d': value" in said


def test_a_flow_that_only_the_file_has_is_held_with_its_factors(tmp_path):
    own = flow(
        "f-own",
        "of a supplier",
        "ELEMENTARY_FLOW",
        category="Elementary flows/Emission to air",
        tags=["lca_models:held"],
    )
    gwp = {
        "@type": "ImpactCategory",
        "@id": "i",
        "name": "a | b",
        "impactFactors": [{"flow": {"@id": "f-own"}, "value": 2.0}],
    }
    one = process("c", "c", made("f-cell"), exchange("f-own", 3.0, is_input=False))
    file = read_of(tmp_path, CELL, own, gwp, one)
    held = file.datasets[-1]
    assert (held["type"], held["categories"], held["lca_models_factors"]) == ("emission", ("air",), '{"a | b": 2.0}')
    assert "1 impact categories are left out" in file.notes[-1]
