"""Sheets `meters`, `output` and `allocation`: what the cell plant of a product uses per kWh of its good cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

from lca_models.inventory.activity.certificates import plain_name
from lca_models.inventory.activity.findings import Findings, listed
from lca_models.inventory.activity.green_supply import PlantPower
from lca_models.inventory.activity.plant.from_sheet import meter_of, own_product, plant_of
from lca_models.inventory.activity.plant.items import ELECTRICITY, items
from lca_models.inventory.activity.plant.kit_inputs import FUEL, NMP, POWER, Details, KitInput, kit_inputs
from lca_models.inventory.activity.plant.lines import KWH_STARTED, exact_sum
from lca_models.inventory.activity.plant.months import twelve_months, year_amount
from lca_models.inventory.activity.plant.splitting import MeterSplit, PlantSplit, split_plant
from lca_models.inventory.activity.sheet.models import MeterLine
from lca_models.inventory.activity.values.allocation_keys import keys_of
from lca_models.inventory.activity.values.collected import SPREADS, Collected, own_name
from lca_models.inventory.system.pack import CALCULATED, ESTIMATE, INVOICE, METER, SUPPLIER, Origin
from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import message

WEAKEST_LAST = ("", METER, INVOICE, SUPPLIER, CALCULATED, ESTIMATE)
ACCEPTANCE = "cell_acceptance_rate"
GRID, TRADE, ONSITE, DIRECT = (
    "electricity_grid", "electricity_green_trade", "electricity_onsite", "electricity_direct_line",
)  # fmt: skip
REPLACED = ("deionised_water",)  # what the archetype's cells buy too
OWN_ROWS = {NMP: "nmp_lost", "deionised_water": "deionised_water"}  # rows of the cell materials that say the same


def give_metered(into: Collected) -> PlantSplit | None:
    """Gives what meters say of the product of a sheet; None where there are none, or where findings say what is wrong."""
    plant = plant_of(into.sheet, into.findings)
    if plant is None:
        return None
    split = split_plant(plant, into.findings)
    product = own_product(into.sheet, into.findings)
    if split is None or product is None:
        return None
    year = split.products[product]
    if year.good_kwh <= 0:
        into.findings.error(
            year.product.place, message("{product} has no good output; give it", product=product), "V02"
        )
        return None
    into.metered_kwh = float(year.good_kwh)
    _compare_pieces(into, split, product)
    lines = {line.id: line for line in into.sheet.meters}
    details = {line.id: _details(line) for line in into.sheet.meters}
    into.keys = keys_of(split, product, lambda other: kit_inputs(other, product, details, into.units, Findings()))
    for one in kit_inputs(split, product, details, into.units, into.findings):
        _give(into, one, [lines[part.meter.id] for part in one.meters], year.good_kwh, product)
    if year.started_kwh:
        origin = Origin(
            year.product.started.place or year.product.place,
            message("{good:,.10g} of {started:,.10g} kWh", good=float(year.good_kwh), started=float(year.started_kwh)),
            CALCULATED,
            label=message("Acceptance of cells"),
        )
        into.give(ACCEPTANCE, float(year.good_kwh / year.key_amounts[KWH_STARTED]), "1", origin)
    return split


def plant_power(into: Collected, split: PlantSplit) -> PlantPower | None:
    """Electricity of a plant as its certificates see it; None where nobody meters any."""
    lines = {line.id: line for line in into.sheet.meters}
    meters = [one for one in split.meters.values() if items()[one.meter.item].role == ELECTRICITY]
    if not meters:
        return None
    mains = [one for one in meters if one.meter.id not in split.parents]
    grid = [one for one in mains if one.meter.item == GRID]
    load = exact_sum(one.year.total for one in mains)
    trade, trade_place = _trade(into, split)
    by_month = {
        month: float(exact_sum(one.year.months[month] for one in grid))
        for month in split.period
        if grid and all(month in one.year.months and month not in one.year.estimated for one in grid)
    }
    return PlantPower(
        into.sheet.product.plant or "",
        split.period,
        float(exact_sum(one.year.total for one in grid)),
        by_month,
        trade,
        _by_technology(mains, ONSITE, lines, into.findings),
        _by_technology(mains, DIRECT, lines, into.findings),
        {
            plain_name(id): float(exact_sum(one.products.get(id, Fraction()) for one in meters) / load)
            for id in split.products
            if load
        },
        meters[0].meter.place,
        trade_place,
    )


def _give(into: Collected, one: KitInput, lines: Sequence[MeterLine], good: Fraction, product: str) -> None:
    origin = _origin(into, one, lines, good, product)
    amount, c = float(one.per_good_kwh), into.chemistry
    if one.target in (POWER, FUEL):
        name, unit = ("cell_plant_electricity", "kWh/kWh") if one.target == POWER else ("cell_plant_fuel", "MJ/kWh")
        into.give(name, amount, unit, origin)
        return
    row = into.sheet.material(OWN_ROWS.get(one.target, ""))
    if row is not None and row.is_given:
        into.findings.warn(
            origin.place, message("{label} stands among the cell materials; that row counts", label=row.key)
        )
        return
    own = own_name("plant", one.target)
    into.give(own, amount, f"{one.unit}/kWh", origin)
    formula = f"{own} * {c}_cell_specific_energy"
    into.buy(f"cell_{c}", one.target, formula, origin, adds=one.target not in (NMP, *REPLACED))
    if one.target == NMP:  # its carbon leaves as carbon dioxide, as the archetype counts it
        burned = f"{formula} * carbon_content_nmp * molar_mass_carbon_dioxide / molar_mass_c"
        into.buy(f"cell_{c}", "co2_fossil", burned, origin)


def _origin(into: Collected, one: KitInput, lines: Sequence[MeterLine], good: Fraction, product: str) -> Origin:
    label = message(
        "{items} per kWh of good cells", items=enumerated(dict.fromkeys(items()[line.item].label for line in lines))
    )
    taken = exact_sum(part.products.get(product, Fraction()) for part in one.meters)
    whole = exact_sum(part.year.total - part.sub_metered for part in one.meters)
    words = message(
        "{taken:,.10g} of {whole:,.10g} {unit}, over {good:,.10g} kWh good",
        taken=float(taken),
        whole=float(whole),
        unit=one.unit,
        good=float(good),
    )
    kind = max((_kind(line) for line in lines), key=WEAKEST_LAST.index)
    evidence = dict.fromkeys(into.document_words(line.evidence_id) for line in lines if line.evidence_id)
    estimated = dict.fromkeys(month for part in one.meters for month in part.year.estimated)
    note = message("not read: {months}", months=listed(estimated, len(estimated))) if estimated else ""
    place = clauses(dict.fromkeys(line.place for line in lines))
    start, end = twelve_months(into.sheet.product.period_start or "2000-01")[::11]
    return Origin(
        place, words, kind, "; ".join(evidence), f"{start}/{end}", _spread(one, lines, product), note=note, label=label
    )


def _kind(line: MeterLine) -> str:
    kind = line.source_kind or ""
    return kind if kind in WEAKEST_LAST else ""


def _spread(one: KitInput, lines: Sequence[MeterLine], product: str) -> float | None:
    """Half of the 95 % interval as a share, of meters that err apart from each other."""
    amounts = [float(part.products.get(product, Fraction())) for part in one.meters]
    widths = [_half_width(line) for line in lines]
    if not sum(amounts) or not any(width is not None for width in widths):
        return None
    squares = ((amount * (width or 0.0)) ** 2 for amount, width in zip(amounts, widths, strict=True))
    return sqrt(sum(squares)) / sum(amounts)


def _half_width(line: MeterLine) -> float | None:
    values = [*line.months.values(), line.every_month, line.year_total]
    given = next((value.spread for value in values if value is not None and value.spread is not None), None)
    return given if given is not None else SPREADS.get(_kind(line))


def _compare_pieces(into: Collected, split: PlantSplit, product: str) -> None:
    """Says where the row of output is another pack than that of the sheet."""
    row, fields = split.products[product].product, into.sheet.product
    if row.unit != "packs":
        return
    for mine, given, unit in (
        (fields.rated_energy, row.energy_per_piece, "kWh"),
        (fields.cells_mass, row.cell_mass_per_piece, "kg"),
    ):
        if mine is not None and given is not None and abs(mine.number - float(given)) > 0.01 * mine.number:
            into.findings.warn(
                row.place,
                message(
                    "{product}: {given:.6g} {unit} a piece here, {mine:.6g} {unit} on the sheet product",
                    product=product,
                    given=float(given),
                    mine=mine.number,
                    unit=unit,
                ),
                "V24",
            )


def _details(line: MeterLine) -> Details:
    return Details(line.material or "", line.gas or "", line.destination or "", line.places, line.place)


def _by_technology(
    meters: Sequence[MeterSplit], item: str, lines: Mapping[str, MeterLine], findings: Findings
) -> dict[str, float]:
    """Electricity of an item in kWh, by code of its technology."""
    found: dict[str, float] = {}
    for one in meters:
        if one.meter.item == item and one.year.total:
            technology = (lines[one.meter.id].technology or "").upper()
            if not technology:
                place = lines[one.meter.id].where("technology")
                findings.error(place, message("{label} needs its technology; give it", label=one.meter.label), "V02")
                continue
            found[technology] = found.get(technology, 0.0) + float(one.year.total)
    return found


def _trade(into: Collected, split: PlantSplit) -> tuple[float | None, str]:
    """Green power trade on the bills, in kWh, and its place; None where no row says it."""
    lines = {line.id: line for line in into.sheet.meters}
    total: float | None = None
    place = ""
    for line in lines.values():
        if line.item != TRADE or not line.is_given:
            continue
        meter = meter_of(line, lines, into.findings)
        year = meter and year_amount(meter.readings, split.period, meter.label, into.findings, {})
        if year:
            total, place = (total or 0.0) + float(year.total), place or line.place
    return total, place
