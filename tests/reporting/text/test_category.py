"""A total in another category than the default says which, wherever a person reads it."""

import pandas as pd
import pytest

from lca_models.impact.methods import DEFAULT_METHOD, category_mark, marked_unit
from lca_models.interpretation.comparison.grid import compare_setups
from lca_models.reporting.text.category import mark_of, marked, marked_table, marked_text, shown_unit
from lca_models.reporting.text.terminal import comparison_text, footprint_text
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.quantity import Quantity, unit_label
from lca_models.scope.wording.catalogue import CHINESE, LANGUAGES
from lca_models.scope.wording.messages import speaking
from tests.shipped_tables import shipped_system

GWP20 = ("climate change", "GWP20", "IPCC AR6")


def test_every_category_but_the_default_has_a_mark_of_its_own():
    metadata = shipped_system("lfp-60kwh").method_metadata
    for language in LANGUAGES:
        marks = [category_mark(name, metadata, language) for name in metadata if name != DEFAULT_METHOD]
        assert all(marks)
        assert len(set(marks)) == len(marks)
    assert category_mark(DEFAULT_METHOD, metadata) == ""
    assert category_mark(GWP20, metadata) == "GWP20"
    assert category_mark(("sulfur dioxide", "inventory", "mass"), metadata, CHINESE) == "二氧化硫"
    assert category_mark(("EF v3.1", "climate change", "GWP100"), {}) == "GWP100"


def test_the_mark_stands_in_the_unit_before_what_it_is_counted_per():
    assert marked_unit("kg CO2-eq", "GWP20") == "kg CO2-eq (GWP20)"
    assert marked_text("kg CO2-eq per kWh of capacity", "GWP20") == "kg CO2-eq (GWP20) per kWh of capacity"
    assert marked_text("MJ per 1 kilogram", "energy") == "MJ (energy) per 1 kilogram"
    assert marked_text("kg CO2-eq per pack", "") == "kg CO2-eq per pack"
    assert unit_label(marked_text("kg CO2-eq per pack", "GWP20"), CHINESE) == "kg CO2-eq (GWP20)/电池包"
    assert marked(Quantity(2.0, "kg CO2-eq", KWH_DELIVERED), "GWP20").readable().unit == "g CO2-eq (GWP20)"


def test_units_of_inputs_stay_in_a_table_that_is_marked():
    table = pd.DataFrame({"unit": ["kWh/kg"], "result_unit": ["kg CO2-eq per pack"]})
    shown = marked_table(table, "GWP20", "kg CO2-eq")

    assert shown.iloc[0].tolist() == ["kWh/kg", "kg CO2-eq (GWP20) per pack"]
    assert marked_table(table, "", "kg CO2-eq") is table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_footprint_with_its_unit_says_the_category(shipped_study, language):
    result = shipped_study.footprint(CalculationSetup("lfp-60kwh", method="gwp20-ar6"))
    with speaking(language):
        lines = footprint_text(result).splitlines()[2:]
    bare = [line for line in lines if "kg CO2-eq" in line and "GWP20" not in line]

    assert bare == []
    assert mark_of(result) == "GWP20"
    assert shown_unit(result) == "kg CO2-eq (GWP20)"


def test_a_comparison_says_the_category(shipped_study):
    found = compare_setups(shipped_study, [CalculationSetup("lfp-60kwh", method=one) for one in ("", "gwp20-ar6")])
    text = comparison_text(found.rows(), ["", "GWP20"])

    assert text.count("kg CO2-eq (GWP20)") == 6  # a column per unit but the small one, and three views
    assert "kg CO2-eq   " in text.splitlines()[0] or "kg CO2-eq " in text.splitlines()[0]
