"""Pages `certificates` and `electricity`: what of a plant's electricity certificates, own generation and lines cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lca_models.inventory.activity.certificates import (
    GREEN_TRADE,
    KINDS,
    NOT_TRADABLE,
    TRADABLE,
    Batch,
    batches_of,
    check_batch,
)
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.green_supply import PlantPower, count_certificates
from lca_models.inventory.activity.plant.items import ELECTRICITY, items
from lca_models.inventory.activity.plant.months import twelve_months
from lca_models.inventory.activity.values.metered import DIRECT, ONSITE
from lca_models.reporting.declaration.calculation.book.pages import Page, follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.meters import BASE, OURS, rows_by_item
from lca_models.reporting.declaration.calculation.inputs.meters import PAGE as METERS
from lca_models.reporting.declaration.calculation.inputs.output import PlantCells
from lca_models.reporting.declaration.calculation.inputs.product import good_kwh
from lca_models.reporting.declaration.calculation.kit.live import RESERVED
from lca_models.reporting.declaration.calculation.texts import texts

PAGE, ELECTRICITY_PAGE = "certificates", "electricity"
COLUMNS = ("serial", "kind", "kwh", "month", "technology", "retired_for", "counts", "counted_kwh", "place")
KWH, FOR, COUNTS, COUNTED = 2, 5, 6, 7
OURS_WORD, PLANT_WORD, OTHER_WORD, SOLD_WORD = "product", "plant", "other", "sold"


def fill_supply(into: Filling, plant: PlantCells | None) -> None:
    """Certificates, and the shares of green electricity that follow from them and from the meters."""
    batches = _fill_certificates(into, plant)
    page = into.page(ELECTRICITY_PAGE, ("name_en", "name_zh", "value", "unit"), (44, 36, 22, 14))
    load, own, onsite, direct = _power(into, plant)
    if not load:
        page.add([text(texts()["no_meters"][0]), text(texts()["no_meters"][1])])
        return
    load = _term(into, page, "el_total_kwh", load, "kWh")
    own = _term(into, page, "our_part", own or "1", "1")
    _term(into, page, "el_green_kwh", f"SUM({_span(into, COUNTED)})" if batches else "0", "kWh")
    green = _term(into, page, "green_trade_share", _share(into, (GREEN_TRADE,), own, load, batches), "1")
    other = _term(into, page, "certificate_share", _share(into, (TRADABLE, NOT_TRADABLE), own, load, batches), "1")
    into.follow("green_power_share", green)
    into.follow("cell_plant_certificate_share", other)
    left = "1"
    if onsite and any(one.is_sold for one in batches):
        sold = f"MIN({_sum(into, COUNTED, (FOR, SOLD_WORD))},{onsite})"
        left = f"(1-{sold}/({onsite}))"
    for parameter, kwh, key, part in (("cell_plant_onsite_share", onsite, "onsite_share", left),
                                      ("cell_plant_direct_line_share", direct, "direct_share", "1")):  # fmt: skip
        if kwh:
            into.follow(parameter, _term(into, page, key, f"({kwh})*{part}/{load}", "1"))


def _fill_certificates(into: Filling, plant: PlantCells | None) -> tuple[Batch, ...]:
    """The ledger, with what counts of it here."""
    page = into.page(PAGE, COLUMNS, (34, 22, 16, 10, 14, 12, 8, 16, 40))
    batches = batches_of(into.sheet)
    start = into.sheet.product.period_start
    months = plant.split.period if plant is not None else twelve_months(start) if start else ()
    power = PlantPower(into.sheet.product.plant or "", months, 0.0)
    sound = [one for one in batches if check_batch(one, Findings())]
    counted = {id(one) for one in count_certificates(sound, power, Findings()).batches}
    product = plant.product if plant is not None else into.sheet.product.model or ""
    lines = {line.where("number_first"): place for place, line in enumerate(into.sheet.certificates)}
    for one in batches:
        place = lines.get(one.place, 0)
        value = into.sheet.certificates[place].kwh
        whose = (
            SOLD_WORD
            if one.is_sold
            else PLANT_WORD
            if not one.product
            else OURS_WORD
            if one.is_for(product)
            else OTHER_WORD
        )
        counts = one.month in months if one.is_sold else id(one) in counted
        row = page.add([text(one.words), text(one.kind), None, text(one.month), text(one.technology), text(whose)])
        if value is not None:
            into.fill(page, row, KWH, value, f"certificates[{place}].kwh", one.words)
        cell = into.book.fill(page, row, COUNTS, 1.0 if counts else 0.0,
                              (f"certificates[{place}].counts", f"{one.words}, counts", one.place))  # fmt: skip
        into.cells[f"certificates[{place}].counts"] = cell
        page.put(row, COUNTED, follows(f"{page.place(row, KWH)}*{cell}"))
        page.put(row, COUNTED + 1, text(one.place))
    if not batches:
        page.add([text("–")])
    return batches


def _span(into: Filling, column: int) -> str:
    page = into.book.pages[PAGE]
    return page.span(column, 2, page.rows)


def _sum(into: Filling, column: int, *wanted: tuple[int, str]) -> str:
    conditions = ",".join(f'{_span(into, at)},"{words}"' for at, words in wanted)
    return f"SUMIFS({_span(into, column)},{conditions})"


def _share(into: Filling, kinds: Iterable[str], own: str, load: str, batches: Sequence[Batch]) -> str:
    """Share of a product's electricity: what was retired for it over its part, and what was for the plant."""
    kinds = [kind for kind in KINDS if kind in kinds and any(one.kind == kind for one in batches)]
    if not kinds:
        return "0"
    ours = "+".join(_sum(into, COUNTED, (1, kind), (FOR, OURS_WORD)) for kind in kinds)
    all_of_it = "+".join(_sum(into, COUNTED, (1, kind), (FOR, PLANT_WORD)) for kind in kinds)
    return f"MIN(1,(({ours})/{own}+{all_of_it})/{load})"


def _power(into: Filling, plant: PlantCells | None) -> tuple[str, str, str, str]:
    """Formulas of what the plant uses in kWh, of the part of the product, of own generation and of direct lines."""
    page = into.book.pages.get(METERS)
    if plant is None or page is None:
        return _short_power(into), "", "", ""
    rows = rows_by_item(plant)
    meters = [one for one in plant.split.meters.values() if items()[one.meter.item].role == ELECTRICITY]
    mains = [one for one in meters if one.meter.id not in plant.split.parents]
    if not mains:
        return _short_power(into), "", "", ""

    def summed(item: str) -> str:
        return "+".join(page.place(rows[one.meter.id], BASE) for one in mains if one.meter.item == item)

    load = "+".join(page.place(rows[one.meter.id], BASE) for one in mains)
    ours = "+".join(page.place(rows[one.meter.id], OURS) for one in meters)
    return load, f"({ours})/({load})", summed(ONSITE), summed(DIRECT)


def _short_power(into: Filling) -> str:
    """What a plant without meters uses in a year; empty where nobody says it."""
    value, cell = into.sheet.plant.plant_electricity, into.cells.get("plant.plant_electricity", "")
    if value is None or not into.sheet.product.period_start:
        return ""
    if value.unit == "kWh":
        return cell
    return f"{cell}*{good_kwh(into)}" if good_kwh(into) else ""


def _term(into: Filling, page: Page, key: str, formula: str, unit: str) -> str:
    english, chinese = texts()[key]
    cell = number(float(formula)) if formula in ("0", "1") else follows(formula)
    row = page.add([text(english), text(chinese), cell, text(unit)])
    place = page.place(row, 2)
    return into.book.name(key, place) if key in RESERVED else place
