"""Page `meters`: every meter by month, what of it is the product's, and what that is in the kit per kWh of good cells."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.by_products import MEGAJOULES_PER_KWH
from lca_models.inventory.activity.plant.from_sheet import meter_of
from lca_models.inventory.activity.plant.items import STOCK, Item, items
from lca_models.inventory.activity.plant.kit_inputs import (
    FUEL,
    NMP_RETURNED,
    Details,
    KitInput,
    kit_inputs,
)
from lca_models.inventory.activity.plant.lines import ECONOMIC, MASS, OUTSIDE, PHYSICAL, Allocation, exact
from lca_models.inventory.activity.plant.splitting import MeterSplit
from lca_models.inventory.activity.sheet.fields import find_entry
from lca_models.inventory.activity.sheet.models import MeterLine, Value
from lca_models.inventory.activity.values.allocation_keys import parameter_of
from lca_models.reporting.declaration.calculation.book.pages import Page, follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, plain, quoted
from lca_models.reporting.declaration.calculation.inputs.months import fill_amounts
from lca_models.reporting.declaration.calculation.inputs.output import KEYS_PAGE, PlantCells
from lca_models.reporting.declaration.calculation.inputs.product import rated_energy

PAGE = "meters"
MONTHS = 12
COLUMNS = (
    "meter", "item_en", "item_zh", "unit", *(f"m{one}" for one in range(1, MONTHS + 1)), "every_month", "year_total", "year",
    "to_base", "base_unit", "base", "main_meter", "sub_metered", "by_product", "shared", "allocation", "our_share", "ours",
    "target", "ours_kwh", "ours_pack", "place",
)  # fmt: skip
(FIRST_MONTH, YEAR, TO_BASE, BASE_UNIT, BASE, MAIN, SUB, BY_PRODUCT, SHARED, ALLOCATION, OUR_SHARE, OURS, TARGET, OURS_KWH,
 OURS_PACK, PLACE) = (4, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)  # fmt: skip


def fill_meters(into: Filling, plant: PlantCells, units: Mapping[str, str]) -> None:
    """The meters that the kit shares among products, and the parameters that they say. `units`: of all processes by code."""
    page = into.page(
        PAGE,
        COLUMNS,
        (9, 22, 16, 7, *[12.0] * MONTHS, 12, 14, 16, 12, 8, 18, 9, 16, 16, 18, 10, 10, 18, 22, 16, 16, 34),
    )
    lines = {line.id: (place, line) for place, line in enumerate(into.sheet.meters)}
    inputs = _inputs(into, plant, units)
    rows: dict[str, int] = {}
    for id, split in plant.split.meters.items():
        place, line = lines[id]
        rows[id] = _fill_row(into, page, plant, split, place, line, inputs)
    for id, split in plant.split.meters.items():
        _share_row(into, page, plant, split, rows, lines[id][0])
    if not rows:
        page.add([text("–")])
        return
    for one in inputs:
        whole = f"SUMIFS({page.span(OURS_KWH, 2, page.rows)},{page.span(TARGET, 2, page.rows)},{quoted(one.target)})"
        into.follow(parameter_of(one.target), whole if one.meters else "0")


def rows_by_item(plant: PlantCells) -> dict[str, int]:
    """Rows of the page by id of the meter."""
    return {id: 2 + place for place, id in enumerate(plant.split.meters)}


def _inputs(into: Filling, plant: PlantCells, units: Mapping[str, str]) -> tuple[KitInput, ...]:
    details = {line.id: Details(line.material or "", line.gas or "", line.destination or "", line.places, line.place)
               for line in into.sheet.meters}  # fmt: skip
    found = kit_inputs(plant.split, plant.product, details, units, Findings())
    return tuple(one for one in found if not (one.target == FUEL and not one.per_good_kwh and not _counts(one)))


def _counts(one: KitInput) -> bool:
    return any(items()[part.meter.item].role == "gas" for part in one.meters)


def _fill_row(
    into: Filling,
    page: Page,
    plant: PlantCells,
    split: MeterSplit,
    place: int,
    line: MeterLine,
    inputs: tuple[KitInput, ...],
) -> int:
    item = items()[line.item]
    entry = _item_names(line.item)
    values = [value for value in (*line.months.values(), line.every_month, line.year_total) if value is not None]
    unit = values[0].unit if values else item.unit
    row = page.add([text(line.id), text(entry[0]), text(entry[1]), text(unit)])
    chosen = split.allocation.products or tuple(plant.split.products)
    by_month = [plant.months.get(one, {}) for one in chosen]
    activity = {month: "(" + "+".join(one[month] for one in by_month) + ")" for month in plant.split.period} \
        if by_month and all(by_month) else {}  # fmt: skip
    pointer = f"meters[{place}]"
    found = fill_amounts(
        into, page, row, FIRST_MONTH, line, plant.split.period, pointer, f"{line.id} {entry[0]}", activity
    )
    page.put(row, YEAR, follows(found.year))
    _to_base(into, page, row, place, line, item, unit)
    page.put(row, BASE_UNIT, text(item.unit))
    page.put(row, BASE, follows(f"{page.place(row, YEAR)}*{page.place(row, TO_BASE)}"))
    page.put(row, MAIN, text(plant.split.parents.get(line.id, "")))
    page.put(row, ALLOCATION, text(split.allocation.id or "–"))
    target = next((one.target for one in inputs if any(part.meter.id == line.id for part in one.meters)), "")
    page.put(row, TARGET, text(target or "–"))
    page.put(row, PLACE, text(line.place))
    return row


def _item_names(item: str) -> tuple[str, str]:
    entry = find_entry("meter_items", item)
    return (entry.english, entry.chinese) if entry is not None else (item, item)


def _to_base(into: Filling, page: Page, row: int, place: int, line: MeterLine, item: Item, unit: str) -> None:
    """What an amount is multiplied by to be in the unit of its item: a constant, or the heating value of its row."""
    lines = {one.id: one for one in into.sheet.meters}
    value, owner = _heating_value(line, lines)
    if value is not None and unit != item.unit and value.unit == f"MJ/{unit}" and item.unit not in ("kg",):
        pointer = f"meters[{list(lines).index(owner)}].heating_value"
        if pointer in into.cells:
            page.put(row, TO_BASE, follows(into.cells[pointer]))
        else:
            into.fill(page, row, TO_BASE, value, pointer, f"{line.id}, heating value")
        return
    meter = meter_of(line, lines, Findings())
    factor = 1.0
    if meter is not None:
        kept = [*meter.readings.months.values(), meter.readings.every_month, meter.readings.year_total]
        given = [*line.months.values(), line.every_month, line.year_total]
        pairs = [
            (new, exact(old.number))
            for new, old in zip(kept, given, strict=True)
            if new is not None and old is not None
        ]
        factor = next((float(new / old) for new, old in pairs if old), 1.0)
    page.put(row, TO_BASE, number(factor))


def _heating_value(line: MeterLine, lines: Mapping[str, MeterLine]) -> tuple[Value | None, str]:
    """The heating value of a row, or of the main meter that it stands behind, and whose it is."""
    seen: set[str] = set()
    at: MeterLine | None = line
    while at is not None and at.id not in seen:
        if at.heating_value is not None:
            return at.heating_value, at.id
        seen.add(at.id)
        at = lines.get(at.parent or "")
    return None, ""


def _share_row(
    into: Filling, page: Page, plant: PlantCells, split: MeterSplit, rows: Mapping[str, int], place: int
) -> None:
    """Sub-meters first, then the by-product, the rest by the key."""
    row, id = rows[split.meter.id], split.meter.id
    behind = [
        page.place(rows[one], BASE) for one, parent in plant.split.parents.items() if parent == id and one in rows
    ]
    page.put(row, SUB, follows("+".join(behind)) if behind else number(0))
    rest = f"({page.place(row, BASE)}-{page.place(row, SUB)})"
    page.put(row, BY_PRODUCT, follows(_by_product(into, plant, split.allocation, rest)))
    page.put(row, SHARED, follows(f"{rest}-{page.place(row, BY_PRODUCT)}"))
    page.put(row, OUR_SHARE, follows(plant.shares[split.allocation.id]))
    page.put(row, OURS, follows(f"{page.place(row, SHARED)}*{page.place(row, OUR_SHARE)}"))
    item = items()[split.meter.item]
    sign = "-" if split.meter.item == NMP_RETURNED or item.role == STOCK else ""
    page.put(row, OURS_KWH, follows(f"{sign}{page.place(row, OURS)}/{into.cells['good_kwh']}"))
    page.put(row, OURS_PACK, follows(f"{page.place(row, OURS_KWH)}*{rated_energy(into)}"))


def _by_product(into: Filling, plant: PlantCells, allocation: Allocation, rest: str) -> str:
    """What a by-product takes of a meter, in the unit of the meter; the cells of its terms stand beside the allocation."""
    rule = allocation.by_product_rule
    if not allocation.by_product or allocation.key == OUTSIDE or rule not in (PHYSICAL, MASS, ECONOMIC):
        return "0"
    place = next(at for at, one in enumerate(into.sheet.allocation) if one.allocation_id == allocation.id)
    line = into.sheet.allocation[place]
    row = int(plant.shares[allocation.id].rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    keys, found = into.book.pages[KEYS_PAGE], dict[str, str]()
    for column, name in enumerate(("by_product_amount", "efficiency", "price_ratio"), start=5 + len(line.shares)):
        value: Value | None = getattr(line, name)
        pointer = f"allocation[{place}].{name}"
        if value is not None:
            found[name] = into.cells.get(pointer) or into.fill(keys, row, column, value, pointer,
                                                               f"{allocation.id}, {name}")  # fmt: skip
    amount = found.get("by_product_amount", "0")
    if rule == PHYSICAL:
        unit = next(one.meter.unit for one in plant.split.meters.values() if one.allocation.id == allocation.id)
        turned = {
            ("kWh", "MJ"): f"*{plain(float(MEGAJOULES_PER_KWH))}",
            ("MJ", "kWh"): f"/{plain(float(MEGAJOULES_PER_KWH))}",
        }
        return f"{amount}{turned.get((allocation.by_product_unit, unit), '')}/{found['efficiency']}"
    worth = f"{amount}*{found['price_ratio']}" if rule == ECONOMIC else amount
    column = 3  # of the mass of the cells among the keys
    chosen = allocation.products or tuple(plant.split.products)
    masses = "+".join(keys.place(plant.key_rows[one], column) for one in chosen if one in plant.key_rows)
    return f"IF({worth}+{masses}>0,{rest}*{worth}/({worth}+{masses}),0)"
