"""A replacement as it is written: every fault of every entry at once."""

import math
from dataclasses import replace

import pytest

from lca_models.scope.replacement import Replacement, read_replacements
from lca_models.scope.scenario import ScenarioError

ENTRY = {
    "buyer": "pack",
    "input": "graphite",
    "supplier": "supplier X",
    "value": 3.9,
    "unit": "kg CO2e/kg",
    "gwp": "GWP100 AR6",
    "boundary": "cradle to gate",
    "source": "declaration",
}


def read(**changed):
    entry = {name: value for name, value in (ENTRY | changed).items() if value is not None}
    return read_replacements([entry])[0]


def test_gases_are_shares_of_the_value():
    """3.8 + 0.1 is 3.9: 38/39 fossil"""
    found = read(gases={"fossil": 3.8, "biogenic": 0.1})

    assert found.value == 3.9
    assert dict(found.gases) == pytest.approx({"fossil": 38 / 39, "biogenic": 1 / 39})
    assert read(value=None, gases={"fossil": 2, "biogenic": 1}).value == 3


def test_a_figure_serves_the_categories_of_its_potentials():
    assert read().served == {"gwp100-ar6", "gwp100-ar6-fossil"}
    assert read(gases={"biogenic": 3.9}).served >= {"gwp100-ar6-biogenic", "gwp100-ar6-land-use"}
    assert read(gwp="GWP20 AR6").served == {"gwp20-ar6"}


@pytest.mark.parametrize("unit", ["kg CO2e/kg", "kg CO2-eq/kg", "kg CO2 eq per kg", "kg CO2eq / kg"])
def test_the_unit_of_a_figure_is_written_in_several_ways(unit):
    assert read(unit=unit).per == "kg"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"value": math.inf}, "not a finite number"),
        ({"value": math.nan}, "not a finite number"),
        ({"value": "3,9"}, "value: "),
        ({"value": -1}, "no figure is below 0"),
        ({"value": None}, "neither a value nor gases"),
        ({"gases": {"fossil": 3, "biogenic": 0.1}}, "its gases sum to 3.1, and its value is 3.9"),
        ({"gases": {"fosil": 3.9}}, "did you mean 'fossil'"),
        ({"gases": 3.9}, "give a figure for each of fossil, biogenic, land use change"),
        ({"stages": {"manufacturing": 0.5}}, "its stages sum to 0.5"),
        ({"stages": {"manufacture": 1}}, "did you mean 'manufacturing'"),
        ({"unit": "g/kg"}, "unit is 'g/kg'"),
        ({"gwp": "GWP100 AR7"}, "did you mean 'GWP100 AR6'"),
        ({"boundary": None, "source": None}, "lacks boundary, source"),
        ({"supliers": "a"}, "did you mean 'supplier'"),
        ({"electricity": "market based"}, "did you mean 'market-based'"),
        ({"recycled_content": "insid"}, "did you mean 'inside'"),
        ({"pedigree": "2-2"}, "give five scores"),
        ({"valid_from": "2027"}, "give a day as 2026-12-31"),
        ({"valid_from": "2027-01-01", "valid_until": "2026-01-01"}, "before it begins"),
        ({"supplier": ["x"]}, "one line of text"),
    ],
)
def test_what_is_no_replacement_is_refused_by_name(changed, fault):
    with pytest.raises(ScenarioError) as refused:
        read(**changed)

    assert fault in str(refused.value)
    assert "(pack > graphite)" in str(refused.value)


def test_a_replacement_written_again_is_the_same():
    full = read(gases={"fossil": 3.8, "biogenic": 0.1}, stages={"manufacturing": 1}, electricity="market-based",
                recycled_content="inside", valid_until="2027-06-30", pedigree="2-2-1-1-1", locator="page 2")  # fmt: skip

    assert read_replacements([full.entry()]) == (full,)
    assert read_replacements([read().entry()]) == (read(),)


def test_every_fault_of_every_entry_is_said_at_once():
    with pytest.raises(ScenarioError) as refused:
        read_replacements([ENTRY | {"value": math.inf, "gwp": "AR6"}, ENTRY, ENTRY | {"unit": "kg"}])

    assert [line.split(" ")[1] for line in str(refused.value).splitlines()] == ["1", "1", "3"]


def test_figures_that_differ_in_value_and_words_shape_one_system():
    one = Replacement("cell_lfp", "copper_foil", "S1", 4.0, "kg", "GWP100 AR6", "cradle to gate", "letter")

    assert replace(one, value=5.0, supplier="S2", source="page", pedigree="1-1-1-1-1").structure == one.structure
    assert replace(one, input="can").structure != one.structure
    assert replace(one, recycled_gain=1.0).structure != one.structure
