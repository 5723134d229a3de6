"""Fields of forms: every breach of the table at once."""

from decimal import Decimal

import pytest

from lca_models.inventory.activity.suppliers.payloads.structure import at, figure_of, forms, structure_flaws, time_of


def checks(form, document):
    return {(one.path, one.check, one.is_schema) for one in structure_flaws(form, document)}


def test_missing_fields_types_and_unknown_names_are_told_with_their_place():
    found = checks("idta", {"ProductCarbonFootprints": [{"PcfCo2eq": "1", "Pcf": 2}], "extra": 1})

    assert ("ProductCarbonFootprints[0].PcfCo2eq", "type", True) in found
    assert ("ProductCarbonFootprints[0].Pcf", "unknown key", False) in found
    assert ("ProductCarbonFootprints[0].LifeCyclePhases", "missing", True) in found
    assert ("extra", "unknown key", False) in found


def test_an_unknown_name_is_told_with_the_nearest():
    (found,) = [one for one in structure_flaws("idta", {"ProductCarbonFootprint": []}) if one.check == "unknown key"]

    assert found.text == "is no field of this form; did you mean 'ProductCarbonFootprints'?"


def test_every_form_has_fields_and_an_empty_document_lacks_them():
    for form, tree in forms().items():
        assert {one.path for one in structure_flaws(form, {})} == {
            name for name, node in tree.fields.items() if node.required
        }


@pytest.mark.parametrize(
    ("value", "figure"),
    [("12.50", Decimal("12.50")), ("1e3", None), ("+1", None), ("01", None), ("1,5", None), (True, None), (0.1, Decimal("0.1")),
     (10**16, None), (float("inf"), None), (None, None)],
)  # fmt: skip
def test_a_figure_is_plain(value, figure):
    assert figure_of(value) == figure


@pytest.mark.parametrize(
    ("value", "is_time"),
    [("2025-12-31T00:00:00Z", True), ("2025-12-31T00:00:00.5+08:00", True), ("2025-02-30T00:00:00Z", False),
     ("2025-12-31", False), ("2025-12-31T00:00:00", False), (7, False)],
)  # fmt: skip
def test_a_time_is_a_day_that_there_is_with_its_zone(value, is_time):
    assert (time_of(value) is not None) == is_time


def test_what_stands_nowhere_is_nothing():
    assert at({"a": [{"b": 1}]}, "a[0].b") == 1
    assert at({"a": [{"b": 1}]}, "a[1].b") is at(7, "a") is at({"a": "x"}, "a.b") is None
