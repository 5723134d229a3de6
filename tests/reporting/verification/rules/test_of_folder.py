"""What shows between bundles: each breach with the control that looks alike and passes."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.sheet.models import (
    AllocationLine,
    CertificateLine,
    DataSheet,
    MaterialLine,
    MeterLine,
    ProductFields,
    Value,
)
from lca_models.reporting.verification.rules.of_folder import Member, current, look_at_folder, plants_of


def value(number, unit="kWh"):
    return Value(number=number, unit=unit, place="x", written=str(number))


def member(name, model, *, plant="P", serial="", key="", recipe=1.0, issued=""):
    certificates = (
        (
            CertificateLine(
                number_first=serial, number_last=serial, kind="gec", kwh=value(1000.0), generation_month="2025-01",
                technology="wind",
            ),
        )
        if serial
        else ()
    )  # fmt: skip
    allocation = (AllocationLine(allocation_id="K", key=key),) if key else ()
    meters = (
        (MeterLine(id="M1", item="electricity_grid", allocation_id="K", months={"2025-01": value(5.0)}),) if key else ()
    )
    product = ProductFields(model=model, plant=plant, period_start="2025-01")
    recipes = (MaterialLine(key="graphite", value=value(recipe, "kg")),)
    sheet = DataSheet(
        file=Path(name), product=product, cell_materials=recipes, certificates=certificates, allocation=allocation,
        meters=meters,
    )  # fmt: skip
    return Member(name, sheet, issued)


def found(*members):
    return [(name, rule, seen.values) for name, rule, seen, _ in look_at_folder(members) if rule != "PRT-01"]


def test_different_bundles_have_nothing_between_them():
    assert (
        found(member("a", "A", serial="S1", key="cells"), member("b", "B", serial="S2", key="cells", recipe=2.0)) == []
    )


def test_a_certificate_in_two_bundles_is_found_at_both():
    rows = found(member("a", "A", serial="S1", recipe=1.0), member("b", "B", plant="Q", serial="S1", recipe=2.0))

    assert [(name, rule) for name, rule, _ in rows] == [("a", "CER-01"), ("b", "CER-01")]


def test_two_keys_of_one_meter_of_a_plant_are_found_and_those_of_two_plants_are_not():
    rows = found(member("a", "A", key="cells"), member("b", "B", key="cell_mass", recipe=2.0))
    apart = found(member("a", "A", key="cells"), member("b", "B", plant="Q", key="cell_mass", recipe=2.0))

    assert [(name, rule) for name, rule, _ in rows] == [("b", "ALL-02")]
    assert {rule for _, rule, _ in apart} <= {"DUP-01"}


def test_one_recipe_under_two_names_is_a_copy_and_shared_meters_of_a_plant_are_not():
    assert [(name, rule) for name, rule, _ in found(member("a", "A"), member("b", "B"))] == [("b", "DUP-01")]


def test_one_model_in_two_bundles_is_declared_twice():
    assert [(name, rule) for name, rule, _ in found(member("a", "A"), member("b", "A"))] == [("b", "DUP-02")]


@pytest.mark.parametrize(("count", "expected"), [(4, ["PRT-01"]), (5, [])])
def test_fewer_than_five_packs_are_said(count, expected):
    members = [member(str(number), f"M{number}", recipe=float(number)) for number in range(count)]

    assert [rule for _, rule, _, _ in look_at_folder(members)] == expected


def test_bundles_of_one_plant_and_period_stand_together():
    plants = plants_of([member("a", "A"), member("b", "B"), member("c", "C", plant="Q")])

    assert [[one.name for one in plant] for plant in plants] == [["a", "b"]]


def test_a_correction_stands_for_what_it_corrects():
    """its certificate is counted once, its key is not another key; a third bundle that holds the same is told of it alone"""
    first = member("b", "A", serial="S1", key="cells", issued="2026-01-01")
    corrected = member("a", "A", serial="S1", key="cell_mass", issued="2026-02-01")
    other = member("c", "C", plant="Q", serial="S1", recipe=2.0)

    assert {rule for _, rule, _ in found(first, corrected)} == {"DUP-02"}
    assert [(name, rule) for name, rule, _ in found(first, corrected, other) if rule == "CER-01"] == [
        ("a", "CER-01"), ("c", "CER-01")]  # fmt: skip
    assert current([first, corrected, other]) == (corrected, other)
    assert plants_of([first, corrected]) == ()
    assert len(current([member("a", ""), member("b", "")])) == 2
