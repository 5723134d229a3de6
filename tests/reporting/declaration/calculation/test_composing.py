"""A cell changed in the workbook moves the result as the same value changed in the data sheet."""

import random

import pytest

from lca_models.inventory.activity.sheet.models import PlantFields
from lca_models.reporting.declaration.calculation.book.reading import evaluated
from lca_models.reporting.declaration.calculation.book.writing import valued, workbook_bytes
from tests.changed_sheets import changed, key_of
from tests.libreoffice_values import calculated, missing
from tests.mini_workbook import EXPECTED, METERS, mini_workbook
from tests.rich_sheets import proven, rich_sheet

SEED, DRAWN = 14, 20
PAGES = ("meters", "output", "materials", "product", "transport")
STAGES = tuple(f"stages!C{row}" for row in range(2, 6))


def drawn(workbook):
    """Twenty cells of the maker, at least one of each page, with what stands in them instead.

    Shares of legs sum to 1 and certificates are of 1000 kWh each, so that the kit refuses a change of one alone.
    """
    rng = random.Random(SEED)
    numbers = [one for one in workbook.book.given if isinstance(one.content, float)
               and not one.pointer.startswith("certificates") and not one.pointer.endswith(".share")]  # fmt: skip
    first = [rng.choice([one for one in numbers if one.place.startswith(f"{page}!")]) for page in PAGES]
    rest = [one for one in numbers if one not in first]
    return [(one, one.content * 0.99) for one in [*first, *rng.sample(rest, DRAWN - len(first))]]


@pytest.fixture(scope="module")
def by_kit(lfp_workbook, lfp_declared, kit_results):
    """Stages by the kit for each cell drawn."""
    return [kit_results(changed(lfp_declared.sheet, one.pointer, content))[:-1] for one, content in drawn(lfp_workbook)]


def test_twenty_cells_drawn_by_seed_move_workbook_and_kit_alike(lfp_workbook, lfp_formulas, by_kit):
    for (one, content), kit in zip(drawn(lfp_workbook), by_kit, strict=True):
        found = evaluated(lfp_formulas, {key_of(one.place): content}).numbers()

        assert [found[place] for place in STAGES] == pytest.approx(kit, rel=1e-9), one.pointer


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_libreoffice_agrees_with_the_kit_on_every_cell_drawn(lfp_workbook, lfp_declared, by_kit, tmp_path):
    """And on the small workbook: as it is, and with the gas of January twice as much."""
    book, places = mini_workbook()
    (tmp_path / "small.xlsx").write_bytes(workbook_bytes(valued(book), "small"))
    (tmp_path / "lfp.xlsx").write_bytes(lfp_workbook.content())
    small = {"file": str(tmp_path / "small.xlsx"), "read": [places[name] for name in EXPECTED],
             "changes": [{}, {places["M3 january"]: 2 * METERS["M3"][0][0]}]}  # fmt: skip
    real = {"file": str(tmp_path / "lfp.xlsx"), "read": STAGES,
            "changes": [{}, *({one.place: content} for one, content in drawn(lfp_workbook))]}  # fmt: skip

    (as_it_is, doubled), (issued, *moved) = calculated([small, real], tmp_path)

    assert as_it_is == pytest.approx(list(EXPECTED.values()), rel=1e-13)
    assert doubled[list(EXPECTED).index("total_kg")] == pytest.approx(5862.283283860164, rel=1e-13)
    assert issued == pytest.approx(list(lfp_declared.result.stages.values()), rel=1e-9)
    for kit, found in zip(by_kit, moved, strict=True):
        assert found == pytest.approx(kit, rel=1e-9)


def test_every_page_of_the_order_is_there_and_the_original_is_hidden(lfp_workbook):
    pages = lfp_workbook.book.pages

    assert next(iter(pages)) == "read_me"
    assert [name for name, page in pages.items() if page.is_hidden] == ["original"]
    assert {
        "E_rated_kwh",
        "cycles_n",
        "r_eol",
        "r_mean",
        "E_total_kwh",
        "pack_mass_kg",
        "total_kg",
        "el_factor",
    } <= set(lfp_workbook.book.names)


def results_of(formulas, changes):
    """Stages and the energy delivered, by the workbook."""
    found = evaluated(formulas, changes)
    life = formulas.named["e_total_kwh"]
    return [*(found.numbers()[place] for place in STAGES), found.values[("product", life.row, life.column)]]


@pytest.mark.parametrize("rules", [pytest.param("cn-551", marks=pytest.mark.long), "eu-cfb-ev"])
def test_a_sheet_that_says_much_moves_workbook_and_kit_alike(rules, lfp_declared, composed, kit_results):
    """Every key of a meter that a verifier may choose, and cells drawn by seed."""
    sheet = rich_sheet(lfp_declared.sheet)
    formulas, given = composed(sheet, rules)
    numbers = [one for one in given if isinstance(one.content, float) and one.content
               and not one.pointer.startswith("certificates") and not one.pointer.endswith(".share")]  # fmt: skip
    keys = [
        (one, key) for one in given if one.pointer == "allocation[1].key" for key in ("kwh_good", "cells", "cell_mass")
    ]

    assert results_of(formulas, {}) == pytest.approx(kit_results(sheet, rules), rel=1e-9)
    assert not [one for one in given if one.pointer.startswith("parameters.")]
    for one, content in [*keys, *((one, one.content * 0.99) for one in random.Random(SEED).sample(numbers, 6))]:
        kit = kit_results(changed(sheet, one.pointer, content), rules)
        assert results_of(formulas, {key_of(one.place): content}) == pytest.approx(kit, rel=1e-9), one.pointer


def test_a_sheet_of_the_short_form_moves_workbook_and_kit_alike(lfp_declared, composed, kit_results):
    """The year of a plant in two numbers: 20 GWh and 1 GWh of good cells."""
    plant = PlantFields(plant_electricity=proven(2e7, "kWh"), plant_heat=proven(50.0, "MJ/kWh"),
                        good_output=proven(1e6, "kWh"), acceptance=proven(0.93, "share"))  # fmt: skip
    short = lfp_declared.sheet.model_copy(
        update={"meters": (), "output": (), "allocation": (), "certificates": (), "plant": plant}
    )
    formulas, given = composed(short)

    assert results_of(formulas, {}) == pytest.approx(kit_results(short), rel=1e-9)
    for one in [one for one in given if one.pointer.startswith("plant.")]:
        kit = kit_results(changed(short, one.pointer, one.content * 0.99))
        assert results_of(formulas, {key_of(one.place): one.content * 0.99}) == pytest.approx(kit, rel=1e-9), (
            one.pointer
        )
