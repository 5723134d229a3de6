import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.next_data import (
    ESTIMATED,
    FROM_ARCHETYPE,
    FROM_BACKGROUND,
    POORLY_KNOWN,
    next_data,
    next_data_table,
)
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.scope.replacement import Replacement

NONE = (None,) * 5
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


def points(study, *parameters: GivenParameter, count: int = 99):
    pack = Pack("own", "Own pack", "lfp-60kwh", parameters)
    return {(one.sheet, one.key, one.label): one for one in next_data(assess(study.product_system(pack)), count)}


def cathode(kind: str, scores: tuple[int | None, ...] = NONE) -> GivenParameter:
    return GivenParameter(
        "lfp_cathode_mass", 2.0, "kg/kWh", Origin("cell_materials!E7", source_kind=kind, scores=scores)
    )


MASS = ("cell_materials", "cathode", "cathode active material")
FOOTPRINT = ("suppliers", "cathode", "footprint of cathode active material")


@pytest.mark.parametrize("product", ["lfp-60kwh", "nmc811-80kwh"])
def test_an_untouched_sheet_begins_among_graphite_energy_aluminium_cathode_foils_and_acceptance(shipped_study, product):
    found = next_data(assess(shipped_study.product_system(product), province="CN-SC"))
    expected = {"cathode", "graphite", "synthetic_share", "plant_heat", "plant_electricity", "aluminium", "acceptance",
                "copper_foil", "aluminium_foil"}  # fmt: skip

    assert len(found) == 10
    assert {one.key for one in found[:5]} <= expected
    assert {one.status for one in found} == {FROM_ARCHETYPE}
    assert list(found) == sorted(found, key=lambda one: (-one.score, -one.spread, one.sheet, one.key))


def test_the_share_of_a_material_is_what_is_bought_of_it(shipped_study):
    result = assess(shipped_study.product_system("lfp-60kwh"))
    found = {one.key: one for one in next_data(result, 99) if one.sheet == "pack_parts"}
    steel = sum(
        float(result.contributions[place]) for place, row in enumerate(result.system.exchanges)
        if (row.process[1], row.input[1]) == ("pack_lfp", "steel")
    )  # fmt: skip

    assert found["steel"].share == pytest.approx(steel / result.score)


def test_what_is_measured_is_not_asked_for_again_but_its_footprint_is(shipped_study):
    found = points(shipped_study, cathode("invoice"))

    assert MASS not in found
    assert found[FOOTPRINT].status == FROM_BACKGROUND
    assert found[FOOTPRINT].who == "its supplier"


@pytest.mark.parametrize(
    ("kind", "scores", "status"),
    [("estimate", NONE, ESTIMATED), ("invoice", (1, 1, 4, 2, None), POORLY_KNOWN)],
)
def test_estimates_and_poor_values_are_asked_for_at_their_cell(shipped_study, kind, scores, status):
    found = points(shipped_study, cathode(kind, scores))[MASS]

    assert (found.status, found.place) == (status, "cell_materials!E7")


def test_a_supplier_that_answered_is_not_asked_again(shipped_study):
    pack = Pack("own", "Own pack", "lfp-60kwh", (cathode("invoice"),))
    system = with_replacements(shipped_study.product_system(pack), [CATHODE])

    assert all(one.key != "cathode" or one.label.startswith("Cell plant") for one in next_data(assess(system), 99))


def test_a_spread_of_the_maker_counts_for_its_value(shipped_study):
    """± 30 % of the electricity: it moves the result between about 0.7 and 1.3 of what it makes"""

    def spread(half_width: float | None) -> float:
        origin = Origin("plant!D5", source_kind="estimate", spread=half_width)
        one = GivenParameter("cell_plant_electricity", 25.0, "kWh/kWh", origin)
        return points(shipped_study, one)["plant", "plant_electricity", "electricity of the plant"]

    found = spread(0.3)
    assert spread(None).spread == 0
    assert found.spread == pytest.approx(found.share * (1.3 - 1 / 1.3), rel=0.02)


def test_a_value_that_stands_behind_several_counts_once(shipped_study):
    """energy of the cell plant stands behind electricity and heat: one of them has its spread"""
    found = points(shipped_study)
    energies = [one for (sheet, key, _), one in found.items() if key in ("plant_electricity", "plant_heat")]

    assert sorted(bool(one.spread) for one in energies) == [False, True]


def test_a_table_has_a_row_for_each(shipped_study):
    found = next_data(assess(shipped_study.product_system("lfp-60kwh")), 3)
    table = next_data_table(found)

    assert list(table["value"]) == [one.label for one in found]
    assert list(table["score"]) == [one.document()["score"] for one in found]
