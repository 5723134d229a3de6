"""What stands out, or is too much alike, beside the sheets of others."""

from math import exp

import pytest

from lca_models.programme.evaluation.screening.peers import SCREENS
from lca_models.programme.evaluation.screening.screened import Screened

ROWS = (
    "cathode",
    "graphite",
    "carbon_black",
    "pvdf",
    "cmc",
    "sbr",
    "copper_foil",
    "aluminium_foil",
    "lithium_salt",
    "can",
)
MASSES = (128.67, 65.21, 6.57, 5.60, 1.626, 1.084, 45.08, 25.04, 10.55, 11.45)


def maker(cases, name, company, factors=None, **more):
    edits = {"product.company": company, "product.model": name, **more}
    for key, mass, factor in zip(ROWS, MASSES, factors or [1.0] * len(ROWS), strict=True):
        edits[f"cell_materials.{key}.yours"] = repr(mass * factor)
    return Screened(name, cases.of(edits))


def wobbling(seed):
    """Factors around 1 by a few percent that follow no other seed's."""
    return [1 + 0.04 * ((at * seed) % 5 - 2) / 2 for at in range(1, len(ROWS) + 1)]


def test_of_two_bills_of_materials_that_are_alike_the_one_unlike_its_sisters_is_the_copy(cases):
    own, theirs = [1.01 * one for one in wobbling(2)], wobbling(3)
    entries = [maker(cases, "A1", "A", theirs), maker(cases, "A2", "A", theirs), maker(cases, "B1", "B", own),
               maker(cases, "B2", "B", theirs)]  # fmt: skip
    found = list(SCREENS["SCR-01"](entries))

    assert [name for name, _ in found] == ["B2"]
    assert found[0][1].values["b"] == "A1"


def test_where_nobody_can_say_which_is_the_copy_both_are_named(cases):
    entries = [maker(cases, "A1", "A"), maker(cases, "B1", "B")]

    assert {name for name, _ in SCREENS["SCR-01"](entries)} == {"A1", "B1"}


def test_makers_with_recipes_of_their_own_and_packs_of_one_maker_are_no_copies(cases):
    entries = [
        maker(cases, "A1", "A", wobbling(2)),
        maker(cases, "B1", "B", wobbling(3)),
        maker(cases, "A2", "A", wobbling(2)),
    ]

    assert list(SCREENS["SCR-01"](entries)) == []


def test_a_row_unlike_that_of_three_sisters_is_asked_about_with_what_it_moves(cases):
    odd = [0.9, *[1.0] * (len(ROWS) - 1)]
    entries = [maker(cases, f"A{at}", "A") for at in range(3)]
    ((name, one),) = SCREENS["SCR-10"]([*entries, maker(cases, "A9", "A", odd)])

    assert (name, one.values["row"], one.pointer) == ("A9", "cathode", "/cell_materials/0")
    assert one.effect_kg > 0
    assert list(SCREENS["SCR-10"]([*entries[:2], maker(cases, "A9", "A", odd)])) == []  # two sisters say nothing


@pytest.mark.parametrize(("value", "count"), [(10.0, 0), (12.0, 0), (3.0, 1), (30.0, 1)])
def test_a_figure_of_a_supplier_is_asked_about_far_from_those_of_five_other_makers(cases, value, count):
    def supplied(name, figure):
        row = {"supplier_id": "S1", "name": f"S of {name}", "replaces": "cathode", "declared_unit": "kg", "value": repr(figure),
               "valid_until": "2027-12-31", "gwp_set": "AR6"}  # fmt: skip
        return maker(cases, name, name, suppliers=[row], **{"cell_materials.cathode.supplier_id": "S1"})

    peers = [supplied(f"P{at}", 10 * exp(0.02 * (at - 2))) for at in range(5)]
    found = list(SCREENS["SCR-04"]([*peers, supplied("X", value)]))

    assert [name for name, _ in found] == ["X"] * count
    assert all((one.effect_kg > 0) == (value < 10) for _, one in found)
