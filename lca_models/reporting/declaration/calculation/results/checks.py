"""Pages `checks`, `changes` and the hidden `original`: what must hold, and which cells are no longer as they were issued."""

from __future__ import annotations

from lca_models.reporting.declaration.calculation.book.pages import FOLLOWS, VERDICT, Cell, follows, number, text
from lca_models.reporting.declaration.calculation.inputs import meters
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.materials import PAGE as MATERIALS
from lca_models.reporting.declaration.calculation.inputs.materials import PER_PACK_COLUMN
from lca_models.reporting.declaration.calculation.inputs.output import PlantCells
from lca_models.reporting.declaration.calculation.results.outcome import DIFFERENCE, KIT, STAGES, verdict
from lca_models.reporting.declaration.calculation.texts import texts

CHECKS, CHANGES, ORIGINAL = "checks", "changes", "original"
COLUMNS = ("name_en", "name_zh", "value", "limit", "verdict")
CHANGE_COLUMNS = ("cell", "label", "now", "issued", "verdict", "changed_count", "place")
COUNTED = 5
MASS_LIMIT = 0.05  # of the pack mass: from here on the kit refuses a bill of materials


def fill_changes(into: Filling) -> None:
    """Every cell of the maker beside what was issued."""
    page = into.page(CHANGES, CHANGE_COLUMNS, (24, 44, 18, 18, 14, 10, 44))
    hidden = into.page(ORIGINAL, ("cell", "pointer", "issued"), (24, 50, 20))
    hidden.is_hidden = True
    for one in into.book.given:
        row = hidden.add([text(one.place), text(one.pointer), Cell(one.content)])
        issued = hidden.place(row, 2)
        page.add([text(one.place), text(one.label), follows(one.place), follows(issued),
                  follows(f'IF({one.place}={issued},"","changed")', VERDICT), follows(f"IF({one.place}={issued},0,1)"),
                  text(one.said)])  # fmt: skip
    if not into.book.given:
        page.add([text("–")])


def fill_checks(into: Filling, plant: PlantCells | None, stuck: int) -> None:
    """Checks with their verdicts; `stuck`: amounts that cannot follow the maker's cells in a workbook."""
    page = into.page(CHECKS, COLUMNS, (60, 44, 20, 20, 14))
    stages = into.book.pages[STAGES]
    last = stages.rows
    worst = f"MAX({stages.span(DIFFERENCE, 2, last)})"
    row = _add(into, "check_kit", worst, f"1E-9*ABS({stages.place(last, KIT)})+1E-9")
    page.put(row, 4, follows(verdict(page.place(row, 2), stages.place(last, KIT)), VERDICT))
    _at_most(into, "check_changes", _changed(into), 0)
    _at_most(into, "check_stuck", str(stuck), 0)
    materials = into.book.pages[MATERIALS]
    if any(at == PER_PACK_COLUMN for (row, at) in materials.cells if row):
        bought = f'SUMIFS({materials.span(PER_PACK_COLUMN, 2, materials.rows)},{materials.span(7, 2, materials.rows)},"bought")'
        inside = f"SUM({materials.span(PER_PACK_COLUMN, 2, materials.rows)})-{bought}"
        _at_most(into, "check_mass", f"ABS(({inside})/pack_mass_kg-1)", MASS_LIMIT)
    if plant is None:
        return
    _check_months(into, plant)
    for id, cell in plant.shares.items():
        row = _add(into, "check_key", cell, "1", id)
        page.put(row, 4, follows(f'IF({cell}<0,"look",IF({cell}>1,"look","ok"))', VERDICT))
    for product, good in plant.good.items():
        if product in plant.started:
            _at_most(into, "check_good", good, plant.started[product], product)
    if "el_green_kwh" in into.book.names:
        _at_most(into, "check_certificates", "el_green_kwh", "el_total_kwh")


def _changed(into: Filling) -> str:
    """How many cells are no longer as issued."""
    page = into.book.pages[CHANGES]
    return f"SUM({page.span(COUNTED, 2, page.rows)})"


def _check_months(into: Filling, plant: PlantCells) -> None:
    page = into.book.pages[meters.PAGE]
    for id, row in meters.rows_by_item(plant).items():
        line = next(one for one in into.sheet.meters if one.id == id)
        if line.months:
            checks = into.book.pages[CHECKS]
            months = f"COUNT({page.across(row, meters.FIRST_MONTH, meters.FIRST_MONTH + 11)})"
            at = _add(into, "check_months", months, "12", id)
            checks.put(at, 4, follows(f'IF({checks.place(at, 2)}={checks.place(at, 3)},"ok","look")', VERDICT))


def _at_most(into: Filling, key: str, formula: str, limit: float | str, of: str = "") -> None:
    page = into.book.pages[CHECKS]
    row = _add(into, key, formula, limit if isinstance(limit, str) else repr(float(limit)), of)
    page.put(row, 4, follows(f'IF({page.place(row, 2)}<={page.place(row, 3)},"ok","look")', VERDICT))


def _add(into: Filling, key: str, formula: str, limit: str, of: str = "") -> int:
    english, chinese = texts()[key]
    page = into.book.pages[CHECKS]
    cells = [number(float(one)) if one.replace(".", "", 1).isdigit() else follows(one, FOLLOWS) for one in (formula, limit)]
    return page.add([text(f"{english} {of}".strip()), text(f"{chinese} {of}".strip()), *cells])

