"""A cell changed in the workbook moves the result as the same value changed in the data sheet."""

import random

import pytest

from lca_models.reporting.declaration.calculation.book.reading import evaluated
from tests.changed_sheets import changed, key_of

SEED, DRAWN = 14, 20
PAGES = ("meters", "output", "materials", "product", "transport", "certificates")


def stages_of(found, count):
    return [found[f"stages!C{row}"] for row in range(2, 2 + count)]


def drawn(workbook):
    """Twenty cells of the maker, at least one of each page; shares of legs sum to 1, so that none changes alone."""
    rng = random.Random(SEED)
    numbers = [
        one
        for one in workbook.book.given
        if isinstance(one.content, float) and not one.pointer.endswith(("counts", ".share"))
    ]
    first = [rng.choice([one for one in numbers if one.place.startswith(f"{page}!")]) for page in PAGES]
    rest = [one for one in numbers if one not in first]
    return [*first, *rng.sample(rest, DRAWN - len(first))]


def test_twenty_cells_drawn_by_seed_move_workbook_and_kit_alike(lfp_workbook, lfp_formulas, lfp_declared, kit_stages):
    for one in drawn(lfp_workbook):
        content = one.content * 0.99
        kit = kit_stages(changed(lfp_declared.sheet, one.pointer, content))
        found = evaluated(lfp_formulas, {key_of(one.place): content}).numbers()

        assert stages_of(found, len(kit)) == pytest.approx(list(kit.values()), rel=1e-9), one.pointer


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
