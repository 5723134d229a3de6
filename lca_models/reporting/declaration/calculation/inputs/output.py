"""Pages `output` and `keys`: what the plant made by month, and by which keys its meters are shared among its products."""

from __future__ import annotations

from dataclasses import dataclass, field

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.from_sheet import own_product, plant_of
from lca_models.inventory.activity.plant.lines import (
    CELL_MASS,
    CELLS,
    ELECTRODE_AREA,
    KEYS,
    KILOWATT_HOURS,
    KWH,
    KWH_GOOD,
    KWH_STARTED,
    OUTSIDE,
    PACKS,
    SHARE,
    Allocation,
    Plant,
)
from lca_models.inventory.activity.plant.splitting import PlantSplit, split_plant
from lca_models.inventory.activity.sheet.models import Amounts, OutputLine, Value
from lca_models.reporting.declaration.calculation.book.pages import HEADING, Cell, Page, follows, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.months import fill_amounts
from lca_models.reporting.declaration.calculation.texts import both

OUTPUT, KEYS_PAGE = "output", "keys"
MONTHS = 12
COLUMNS = ("product", "counted", "unit", *(f"m{one}" for one in range(1, MONTHS + 1)), "every_month", "year_total", "year",
           "pieces_per_unit", "kwh_piece", "year_kwh", "place")  # fmt: skip
FIRST_MONTH, EVERY, TOTAL, YEAR, PIECES, KWH_PIECE, YEAR_KWH = 3, 15, 16, 17, 18, 19, 20
KEY_COLUMNS = ("product", *(f"key_{one}" for one in KEYS), "kwh_piece", "mass_piece", "area_piece", "cells_piece")
ALLOCATION_COLUMNS = ("allocation", "key", "products", "our_share", "reason")
KEY_SHARE = 3  # column of the share of the product of the sheet


@dataclass
class PlantCells:
    """The plant of a sheet, and the cells that say it."""

    plant: Plant
    split: PlantSplit
    product: str  # of the sheet, among those of the plant
    good: dict[str, str] = field(default_factory=dict)  # kWh of a year, by product
    started: dict[str, str] = field(default_factory=dict)
    months: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # kWh started by product and month; empty without months
    key_rows: dict[str, int] = field(default_factory=dict)  # rows of `keys` by product
    shares: dict[str, str] = field(default_factory=dict)  # of the product of the sheet, by id of the allocation


def read_plant(into: Filling) -> PlantCells | None:
    """The plant of a sheet as the kit shares it; None where it has no meters that the product takes part in."""
    plant = plant_of(into.sheet, Findings())
    split = split_plant(plant, Findings()) if plant is not None else None
    product = own_product(into.sheet, Findings())
    if plant is None or split is None or product is None or product not in split.products:
        return None
    return PlantCells(plant, split, product)


def fill_output(into: Filling, plant: PlantCells) -> None:
    """What was started and made of every product of the plant."""
    page = into.page(OUTPUT, COLUMNS, (18, 12, 8, *[12.0] * MONTHS, 12, 14, 16, 14, 12, 18, 34))
    for place, line in enumerate(into.sheet.output):
        if line.product_id not in plant.split.products:
            continue
        for counted in ("good", "started"):
            amounts: Amounts = getattr(line, counted)
            if amounts.is_given:
                _fill_row(into, page, plant, line, place, counted, amounts)
    own = plant.product
    if own in plant.good:
        row = plant.good[own].rpartition("!")[2]
        into.cells["good_kwh"] = into.book.name("good_kwh", f"{OUTPUT}!{row}")
    if own in plant.started and plant.split.products[own].started_kwh:
        into.follow("cell_acceptance_rate", f"{into.cells['good_kwh']}/{plant.started[own]}")


def _fill_row(
    into: Filling, page: Page, plant: PlantCells, line: OutputLine, place: int, counted: str, amounts: Amounts
) -> None:
    row = page.add([text(line.product_id), text(counted), text(amounts.unit or line.unit or PACKS)])
    pointer = f"output[{place}].{counted}"
    found = fill_amounts(
        into, page, row, FIRST_MONTH, amounts, plant.split.period, pointer, f"{line.product_id}, {counted}"
    )
    page.put(row, YEAR, follows(found.year))
    factor = _pieces(into, page, row, line, place, amounts)
    page.put(row, YEAR_KWH, follows("*".join([page.place(row, YEAR), *factor])))
    page.put(row, YEAR_KWH + 1, text(amounts.place or line.place))
    (plant.good if counted == "good" else plant.started)[line.product_id] = page.place(row, YEAR_KWH)
    if counted == "started" or not line.started.is_given or not _has_months(line.started):
        plant.months[line.product_id] = {month: "*".join([cell, *factor]) for month, cell in found.months.items()}


def _has_months(amounts: Amounts) -> bool:
    return bool(amounts.months) or amounts.every_month is not None


def _pieces(into: Filling, page: Page, row: int, line: OutputLine, place: int, amounts: Amounts) -> list[str]:
    """What a counted amount is multiplied by to be kWh: its pieces, and the energy of a piece."""
    units = {value.unit for value in (*amounts.months.values(), amounts.every_month, amounts.year_total) if value}
    unit = line.unit or PACKS
    if KILOWATT_HOURS in {amounts.unit, *units} or (amounts.unit or unit) == KWH:
        return []
    factors = []
    own = line.product_id in (into.sheet.product.model, into.sheet.product.name)
    cells = line.cells_per_piece or (into.sheet.product.cells_per_pack if own else None)
    if cells is not None and {amounts.unit, unit} == {CELLS, PACKS}:
        cell = _once(into, page, row, PIECES, cells, f"output[{place}].cells_per_piece", line)
        factors.append(cell if unit == CELLS else f"1/{cell}")
    if line.energy_per_piece is not None:
        factors.append(
            _once(into, page, row, KWH_PIECE, line.energy_per_piece, f"output[{place}].energy_per_piece", line)
        )
    return factors


def _once(into: Filling, page: Page, row: int, column: int, value: Value, pointer: str, line: OutputLine) -> str:
    """A number that several rows need: a cell of the maker in the first of them, which the others read."""
    if value is into.sheet.product.cells_per_pack:
        pointer = "product.cells_per_pack"
    if pointer in into.cells:
        page.put(row, column, follows(into.cells[pointer]))
        return into.cells[pointer]
    return into.fill(page, row, column, value, pointer, f"{line.product_id}, {pointer.rpartition('.')[2]}")


def fill_keys(into: Filling, plant: PlantCells) -> None:
    """What every product has of each key, and the share of the product of the sheet by each allocation."""
    page = into.page(KEYS_PAGE, KEY_COLUMNS, (22, *[16.0] * (len(KEY_COLUMNS) - 1)))
    page.add([text("key_name"), *(text(one) for one in KEYS)])
    into.book.name("key_name", page.across(2, 1, len(KEYS)))
    lines = {line.product_id: (place, line) for place, line in enumerate(into.sheet.output)}
    for product, year in plant.split.products.items():
        place, line = lines[product]
        row = page.add([text(product)])
        plant.key_rows[product] = row
        for column, name, value in (
            (7, "energy_per_piece", line.energy_per_piece), (8, "cell_mass_per_piece", line.cell_mass_per_piece),
            (9, "area_per_piece", line.area_per_piece), (10, "cells_per_piece", _cells(into, line)),
        ):  # fmt: skip
            if value is not None:
                _once(into, page, row, column, value, f"output[{place}].{name}", line)
        for column, (key, formula) in enumerate(_key_formulas(into, plant, product, place, line).items(), start=1):
            known = key in year.key_amounts and formula
            page.put(row, column, follows(formula) if known else text("n/a"))
    page.add([])
    page.add([text(both(one), HEADING) for one in ALLOCATION_COLUMNS])
    for place, allocation in enumerate(plant.plant.allocations):
        _fill_allocation(into, page, plant, place, allocation)
    if any(one.allocation.id not in plant.shares for one in plant.split.meters.values()):
        _fill_allocation(into, page, plant, -1, Allocation(""))


def _cells(into: Filling, line: OutputLine) -> Value | None:
    own = line.product_id in (into.sheet.product.model, into.sheet.product.name)
    return line.cells_per_piece or (into.sheet.product.cells_per_pack if own else None)


def _key_formulas(into: Filling, plant: PlantCells, product: str, place: int, line: OutputLine) -> dict[str, str]:
    """Formulas of the amounts of keys; empty where nobody says what one needs."""
    good, cells = plant.good.get(product, ""), into.cells
    energy = cells.get(f"output[{place}].energy_per_piece", "")
    pieces = f"{good}/{energy}" if good and energy else ""
    mass, area = (cells.get(f"output[{place}].{name}", "") for name in ("cell_mass_per_piece", "area_per_piece"))
    count = cells.get(f"output[{place}].cells_per_piece", "")
    if not count and _cells(into, line) is not None:
        count = cells.get("product.cells_per_pack", "")
    in_cells = (line.unit or PACKS) == CELLS
    other = f"{pieces}{'/' if in_cells else '*'}{count}" if pieces and count else ""
    return {
        KWH_GOOD: good, KWH_STARTED: plant.started.get(product, ""),
        CELL_MASS: f"{pieces}*{mass}" if pieces and mass else "",
        ELECTRODE_AREA: f"{pieces}*{area}" if pieces and area else "",
        CELLS: pieces if in_cells else other, PACKS: other if in_cells else pieces,
    }  # fmt: skip


def _fill_allocation(into: Filling, page: Page, plant: PlantCells, place: int, allocation: Allocation) -> None:
    """A row of allocation: its key may be changed, and its share moves with it."""
    chosen = allocation.products or tuple(plant.split.products)
    row = page.add([text(allocation.id or "–"), None, text(", ".join(chosen)), None, text(allocation.reason)])
    line = into.sheet.allocation[place] if place >= 0 else None
    pointer = f"allocation[{place}].key" if place >= 0 else ""
    key = page.place(row, 1)
    if pointer:
        into.book.fill(page, row, 1, allocation.key, (pointer, f"{allocation.id}, key", line.place if line else ""))
        into.cells[pointer] = key
    else:
        page.put(row, 1, Cell(allocation.key))
    amounts = {one: f"INDEX({page.across(plant.key_rows[one], 1, len(KEYS))},MATCH({key},key_name,0))"
               for one in chosen if one in plant.key_rows}  # fmt: skip
    shared = f"{amounts[plant.product]}/({'+'.join(amounts.values())})" if plant.product in amounts else "0"
    if allocation.key == SHARE and line is not None and plant.product in chosen:
        for column, (product, share) in enumerate(zip(chosen, line.shares, strict=False), start=5):
            into.fill(
                page, row, column, share, f"allocation[{place}].shares[{column - 5}]", f"{allocation.id}, {product}"
            )
        ours = page.place(row, 5 + chosen.index(plant.product))
        shared = f'IF({key}="{SHARE}",{ours}/SUM({page.across(row, 5, 4 + len(chosen))}),{shared})'
    page.put(row, KEY_SHARE, follows(f'IF({key}="{OUTSIDE}",0,{shared})'))
    plant.shares[allocation.id] = page.place(row, KEY_SHARE)
