"""Units of cells, of months, and of declared values."""

from dataclasses import replace

import pytest
from judged_cases import LFP, NMC, bundle_of, seen

from lca_models.inventory.activity.findings import ERROR, Finding

UNITS = "kind,term,value\nresult,kwh-capacity,{capacity}\nresult,kwh-delivered,{delivered}\nresult,kg,{kg}\n"


def with_units(case, capacity=100.4, delivered=0.0558, kg=14.06):
    table = UNITS.format(capacity=capacity, delivered=delivered, kg=kg)
    return replace(case, bundle=bundle_of(case.sheet, "a.zip", units=table))


def test_an_unknown_unit_refuses_a_sheet_and_is_told_where_one_passed(cases):
    case = cases.base()
    told = case.sheet.model_copy(
        update={"findings": (Finding(ERROR, "meters!C4", "'kWh/Stk' cannot be turned into MJ", "V06"),)}
    )
    altered = replace(case, again=replace(case.again))
    altered.again.__dict__["sheet"] = told

    assert "V06" in cases.refused({"meters.3.unit": "pieces"})
    assert [one.place for one in seen(altered, "UNI-01")] == ["meters!C4"]
    assert seen(case, "UNI-01") == []


def test_a_month_in_a_unit_of_its_own_is_told_and_one_that_converts_passes(cases):
    case = cases.base()
    line = case.sheet.meters[3]
    odd = line.months["2025-04"].model_copy(update={"unit": "kg"})
    row = line.model_copy(update={"months": {**line.months, "2025-04": odd}})
    altered = replace(case, again=replace(case.again))
    altered.again.__dict__["sheet"] = case.sheet.model_copy(update={"meters": (row,)})

    (one,) = seen(altered, "UNI-04")

    assert (one.values["month"], one.values["a"], one.values["b"]) == ("2025-04", "kg", line.months["2025-05"].unit)
    assert seen(case, "UNI-04") == []
    assert "V06" in cases.refused({"meters.0.months.2025-04": "9123.431 MWh"})


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_values_of_the_examples_are_in_the_bands_of_their_units(cases, name):
    assert seen(cases.base(name), "UNI-05") == []


def test_a_value_per_kwh_delivered_that_is_called_one_of_capacity_fits_another_unit(cases):
    """0.0558 kg per kWh of capacity is outside 30 to 250, and inside 0.01 to 0.5 per kWh delivered"""
    (one,) = seen(with_units(cases.base(), capacity=0.0558), "UNI-05")

    assert (one.pointer, one.values["low"], one.values["high"]) == ("kwh-capacity", 30, 250)
    assert "delivered" in one.values["unit2"].english
    assert one.values["unit2"].chinese != one.values["unit2"].english


def test_stated_values_in_their_bands_pass_and_one_that_fits_nothing_says_so(cases):
    assert seen(with_units(cases.base()), "UNI-05") == []
    (one,) = seen(with_units(cases.base(), kg=4000), "UNI-05")
    assert one.values["unit2"].english == "none of the others"
