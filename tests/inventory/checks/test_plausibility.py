"""Rows beside what plausible_ranges.csv says of them."""

import pytest

from lca_models.inventory.checks.plausibility import check_plausibility, unprotected_rows
from lca_models.inventory.tables.reading import Place, Row, Table

KEYS = (("exchanges", "process"), ("exchanges", "input"), ("parameters", "name"))
COLUMNS = Table("columns.csv", "columns", ("table", "column", "key"), tuple(
    Row(Place("columns.csv", line), {"table": table, "column": column, "key": "yes"})
    for line, (table, column) in enumerate(KEYS, 2)
))  # fmt: skip
COAL = {"process": "power", "input": "coal", "type": "technosphere", "amount": "0.4", "unit": "kg", "distribution": "pedigree",
        "source": "IPCC2006"}  # fmt: skip
ENERGY = {"name": "plant_energy", "kind": "number", "amount": "40", "unit": "kWh/kWh", "distribution": "determined",
          "source": "Dai2019"}  # fmt: skip
STATED = {"table": "exchanges", "row": "power > coal", "unit": "kg", "type": "technosphere", "distribution": "pedigree",
          "source": "IPCC2006", "minimum": "0.2", "maximum": "0.8", "basis": "physical", "reason": "efficiency"}  # fmt: skip


def tables(coal=COAL, energy=ENERGY, stated=STATED):
    def table(path, kind, *rows):
        held = tuple(Row(Place(path, line), row) for line, row in enumerate(rows, 2) if row)
        return Table(path, kind, tuple(rows[0] or ()), held)

    return (COLUMNS, table("energy.csv", "exchanges", coal), table("parameters/plant.csv", "parameters", energy),
            table("plausible_ranges.csv", "plausible_ranges", stated))  # fmt: skip


def problems(**given):
    return [str(problem) for problem in check_plausibility(tables(**given))]


def test_a_row_within_its_range_is_no_problem():
    assert problems() == []
    assert problems(stated=None) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": "4"}, "its amount is 4, outside 0.2 to 0.8"),
        ({"amount": "0"}, "its amount is 0, outside 0.2 to 0.8"),
        ({"amount": "-0.4"}, "its amount is -0.4, outside"),
        ({"type": "substitution"}, "its type is 'substitution', not 'technosphere'"),
        ({"unit": "g"}, "its unit is 'g', not 'kg'"),
        ({"source": "Dai2019"}, "its source is 'Dai2019', not 'IPCC2006'"),
        ({"distribution": "determined"}, "its distribution is 'determined', not 'pedigree'"),
    ],
)
def test_a_slip_is_named_at_the_row_with_the_line_that_says_otherwise(change, words):
    (found,) = problems(coal={**COAL, **change})

    assert found.startswith("energy.csv:2  'power > coal' is not what plausible_ranges.csv:2 says: ")
    assert words in found


@pytest.mark.parametrize(
    ("kind", "fields", "reach"),
    [("lognormal", {"scale": "0.3"}, None), ("lognormal", {"scale": "3"}, "357.8"), ("normal", {"scale": "0.0001"}, "1"),
     ("triangular", {"minimum": "0.3", "maximum": "0.6"}, None), ("uniform", {"minimum": "0.3", "maximum": "6"}, "15"),
     ("triangular", {"minimum": "0.3", "maximum": "0.4"}, None)],
)  # fmt: skip
def test_a_spread_ten_times_too_wide_or_next_to_nothing_is_named(kind, fields, reach):
    found = problems(
        coal={**COAL, "distribution": kind, **fields}, stated={**STATED, "distribution": kind, "widest": "3"}
    )

    assert [f"its spread reaches {reach} times of the amount, outside 1.002 to 3" in one for one in found] == [
        True
    ] * bool(reach)


@pytest.mark.parametrize("coal", [None, {**COAL, "input": "cola"}])
def test_a_row_that_is_gone_or_buys_another_input_is_missed(coal):
    (found,) = problems(coal=coal or {**COAL, "process": "heat"})

    assert "exchanges has no row 'power > coal'; restore it, or delete this line with it" in found


def test_the_kind_of_a_parameter_is_its_type_and_an_unknown_table_is_named():
    stated = {**STATED, "table": "parameters", "row": "plant_energy", "unit": "kWh/kWh", "type": "derived",
              "distribution": "determined", "source": "Dai2019", "minimum": "20", "maximum": "80"}  # fmt: skip

    assert "its type is 'number', not 'derived'" in problems(stated=stated)[0]
    assert "'parameter' is no table with amounts; did you mean 'parameters'?" in problems(
        stated={**stated, "table": "parameter"}
    )[0]  # fmt: skip


def test_rows_without_a_range_are_unprotected():
    assert unprotected_rows(tables()) == (("parameters", "plant_energy"),)
