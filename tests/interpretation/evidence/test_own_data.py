from dataclasses import replace

import pytest

from lca_models.impact.assessment import Assessment, assess
from lca_models.impact.study import Study
from lca_models.interpretation.evidence.own_data import (
    ARCHETYPE,
    BACKGROUND,
    CREDIT,
    MEASURED,
    OWN_EMISSION,
    STATED,
    SUPPLIER,
    WHOSE,
    own_data,
)
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.scope.replacement import Replacement

CATHODE = Replacement(
    "cell_lfp",
    "cathode_lfp",
    "Cathode maker",
    20.0,
    "kg",
    "GWP100 AR6",
    "cradle to gate",
    "statement",
    unit="kg CO2e/kg",
)


def given(name: str, value: float, kind: str = "meter", evidence: str = "E1", place: str = "") -> GivenParameter:
    return GivenParameter(name, value, "1", Origin(place or f"sheet!{name}", source_kind=kind, evidence=evidence))


def pack_with(*parameters: GivenParameter, blanks: tuple[str, ...] = ("graphite",)) -> Pack:
    return Pack("own", "Own pack", "lfp-60kwh", parameters, blanks=blanks)


def assessed(study: Study, *parameters: GivenParameter) -> Assessment:
    return assess(study.product_system(pack_with(*parameters)))


def bought(result: Assessment, *names: str) -> float:
    """What exchanges with some inputs add, credits left out."""
    return sum(
        float(result.contributions[place])
        for place, row in enumerate(result.system.exchanges)
        if row.input[1] in names and row.type != "substitution" and result.system.processes[
            int(result.system.matrix_columns[place])].stage
    )  # fmt: skip


def test_an_archetype_is_nobodys_own_data(shipped_study):
    result = assess(shipped_study.product_system("lfp-60kwh"))
    found = own_data(result)

    assert {one.whose for one in found.parts} <= {ARCHETYPE, CREDIT}
    assert sum(one.amount for one in found.parts) == pytest.approx(result.score)
    assert (found.primary_share, found.primary_share_to_gate, found.given) == (0, 0, 0)
    assert (found.activity_share, found.activity_share_to_gate) == (0, 0)
    assert found.share(ARCHETYPE) == pytest.approx(1)


def test_electricity_of_a_bill_counts_whole(shipped_study):
    result = assessed(shipped_study, given("cell_plant_electricity", 30.0, "invoice"))
    found = own_data(result)
    electricity = bought(result, "electricity_cell_plant") - sum(
        float(result.contributions[place]) for place, row in enumerate(result.system.exchanges)
        if row.process[1] == "pack_lfp" and row.input[1] == "electricity_cell_plant"
    )  # fmt: skip
    everything = sum(one.amount for one in found.parts if one.whose != CREDIT)

    assert sum(one.amount for one in found.parts if one.whose == MEASURED) == pytest.approx(electricity)
    assert found.activity_share == pytest.approx(electricity / everything)
    assert found.primary_share == 0  # its factor is the kit's
    assert sum(one.amount for one in found.parts) == pytest.approx(result.score)
    assert sum(found.share(whose) for whose in WHOSE) == pytest.approx(1)
    assert found.note() == (
        f"1 of 2 values are yours: {found.share(MEASURED):.0%} of the result; archetype {found.share(ARCHETYPE):.0%}"
    )


def test_what_the_maker_of_the_cathode_needs_is_behind_what_the_maker_buys_of_it(shipped_study):
    """the mass of cathode is the maker's: all of the cathode counts, with the factor of the background"""
    result = assessed(shipped_study, given("lfp_cathode_mass", 2.1, "calculated"))
    parts = [one for one in own_data(result).parts if one.whose == MEASURED]

    assert sum(one.amount for one in parts) == pytest.approx(bought(result, "cathode_lfp"))
    assert {one.factor for one in parts} == {BACKGROUND}


@pytest.mark.parametrize(
    ("kind", "evidence", "whose"),
    [
        ("meter", "", MEASURED),
        ("calculated", "E1", MEASURED),
        ("calculated", "", STATED),
        ("estimate", "E1", STATED),
        ("", "", STATED),
    ],
)
def test_activity_data_are_measured_billed_or_calculated_from_documents(shipped_study, kind, evidence, whose):
    found = own_data(assessed(shipped_study, given("lfp_copper_mass", 0.8, kind, evidence)))

    assert {one.whose for one in found.parts} - {CREDIT} == {whose, ARCHETYPE}
    assert (found.activity_share > 0) is (whose == MEASURED)
    assert found.primary_share == 0


def test_a_value_equal_to_the_archetypes_is_the_makers_all_the_same(shipped_study):
    equal = shipped_study.product_system("lfp-60kwh").parameter_values()["lfp_copper_mass"]

    assert own_data(assessed(shipped_study, given("lfp_copper_mass", equal))).share(MEASURED) > 0.02


def test_what_only_scales_a_row_does_not_make_it_the_makers(shipped_study):
    """the energy and the yield of a pack: every mass and energy per kWh stays the archetype's"""
    found = own_data(assessed(shipped_study, given("lfp_pack_energy", 64.0), given("cell_acceptance_rate", 0.93)))

    assert found.share(MEASURED) < 0.01


def test_a_supplier_counts_by_its_own_share(shipped_study):
    system = with_replacements(shipped_study.product_system(pack_with(given("lfp_cathode_mass", 2.0))), [CATHODE])
    result = assess(system)
    found, stated = own_data(result), own_data(result, {"Cathode maker": 0.6})
    supplied = [one for one in found.parts if one.whose == SUPPLIER]

    assert [one.factor for one in supplied] == [SUPPLIER]
    assert found.share(SUPPLIER) == pytest.approx(found.factor_share(SUPPLIER))
    assert found.share(SUPPLIER) > 0.3
    assert stated.activity_share - found.activity_share == pytest.approx(0.6 * found.share(SUPPLIER))
    assert stated.primary_share - found.primary_share == pytest.approx(0.6 * found.share(SUPPLIER))
    assert sum(one.amount for one in found.parts) == pytest.approx(result.score)


def test_a_supplier_of_an_amount_that_nobody_measured_is_no_primary_data(shipped_study):
    """half of primary data: the factor is the supplier's, the amount the archetype's"""
    result = assess(with_replacements(shipped_study.product_system(pack_with()), [CATHODE]))
    found = own_data(result, {"Cathode maker": 0.6})

    assert found.activity_share == pytest.approx(0.6 * found.share(SUPPLIER))
    assert found.primary_share == 0


def test_emissions_of_the_plant_itself_are_told_from_the_background(shipped_study):
    """solvent that is burned"""
    result = assess(shipped_study.product_system("lfp-60kwh"))
    found = own_data(result)

    assert 0 < found.factor_share(OWN_EMISSION) < 0.05
    assert found.factor_share(OWN_EMISSION) + found.factor_share(BACKGROUND) == pytest.approx(1)


def test_a_table_and_a_document_hold_the_same_parts(shipped_study):
    found = own_data(assessed(shipped_study, given("lfp_copper_mass", 0.8)))

    assert found.table()["amount"].sum() == pytest.approx(sum(one["amount"] for one in found.document()["parts"]))
    assert list(found.table().columns) == ["stage", "whose", "factor", "amount", "unit"]


def test_of_several_values_behind_an_amount_the_weakest_counts(shipped_study):
    measured = given("cell_plant_electricity", 30.0, "meter")
    guessed = replace(given("dry_room_electricity_share", 0.1), origin=Origin("sheet!B2", source_kind="estimate"))
    alone, both = (own_data(assessed(shipped_study, *values)) for values in ((measured,), (measured, guessed)))

    assert both.share(STATED) > 0
    assert both.share(MEASURED) < alone.share(MEASURED)
