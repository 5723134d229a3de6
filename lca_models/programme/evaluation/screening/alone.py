"""What a sheet says in two places that do not go together: days of tests, legs of ways, gas, steam, freight, pack lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from lca_models.inventory.activity.plant.items import ELECTRICITY, GAS, items
from lca_models.inventory.activity.sheet.models import DataSheet, MeterLine, TransportLine
from lca_models.programme.evaluation.screening.screened import Said, Screen, Screened, limit_of
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.said import documents_of, pointer, says
from lca_models.scope.wording.messages import bilingual

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
HOURS = 24
TRANSFER = (
    "station",
    "depot",
    "port",
    "yard",
    "terminal",
    "站",
    "仓",
    "港",
    "堆场",
)  # where goods change their vehicle
AT_20 = 273.15 / 293.15  # volume at 0 °C over that at 20 °C: GB/T 19205 counts gas at 20 °C and 101.325 kPa (recalled)
CONVERTED = ("20 °C", "20°C", "20℃", "0 °C", "0°C", "0℃", "converted", "换算", "折算")
DELIVERED = ("delivered", "freight included", "DAP", "DDP", "CIF", "到厂", "含运费", "送达")
PACK_LINE = ("pack", "电池包", "PACK")


def cycles_and_days(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-05: cycles that no test runs between the first and the last day of its report at the rates that are stated."""
    for one in entries:
        test = one.sheet.cycle_test
        if test.cycles_measured is None or test.charge_rate is None or test.discharge_rate is None:
            continue
        depth = test.depth_of_discharge.number if test.depth_of_discharge is not None else 1.0
        cycles = test.cycles_measured.number
        hours = cycles * depth * (1 / test.charge_rate.number + 1 / test.discharge_rate.number)
        for document in documents_of(one.case, test.cycles_measured.evidence_id):
            days = _days(document.period)
            if days is None or hours <= HOURS * (days + limit_of("SCR-05", "slack")):
                continue
            possible = cycles * HOURS * days / hours
            effect = one.case.total_kg * (cycles / possible - 1) if possible else None
            said = {"a": cycles, "hours": float(round(hours)), "b": document.period or ""}
            yield (
                one.name,
                Seen(test.cycles_measured.place, said, effect, pointer=pointer("cycle_test", "cycles_measured")),
            )


def _days(text: str | None) -> int | None:
    """Days from the first to the last that a text names, both included; None where it names no two."""
    try:
        named = [date(*map(int, found)) for found in DAY.findall(text or "")]
    except ValueError:
        return None
    return (max(named) - min(named)).days + 1 if len(named) > 1 else None


def legs_that_join(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-06: legs that follow each other begin where the one before ended, and a way has two ends that are no depot."""
    for one in entries:
        plant = one.sheet.product.plant or ""
        ways: dict[tuple[str, str], list[tuple[int, TransportLine]]] = {}
        for at, line in enumerate(one.sheet.transport):
            if line.share is None or line.share.number == 1:
                ways.setdefault((line.direction, line.what or "all"), []).append((at, line))
        for (direction, _), legs in ways.items():
            for at, line, a, b in _gaps(legs, direction, plant):
                said = {"line": _named(line), "a": a, "b": b}
                yield one.name, Seen(line.place, said, None, pointer=pointer("transport", at))


def _gaps(
    legs: Sequence[tuple[int, TransportLine]], direction: str, plant: str
) -> Iterator[tuple[int, TransportLine, str, str]]:
    """Legs with the place where the way before them, or behind them, breaks off, and where it goes on."""
    for (_, before), (at, line) in pairwise(legs):
        if before.to and line.from_ and not _is_one(before.to, line.from_):
            yield at, line, before.to, line.from_
    (first_at, first), (last_at, last) = legs[0], legs[-1]
    if first.from_ and (says(first.from_, TRANSFER) or (direction == "out" and not _is_one(first.from_, plant))):
        yield first_at, first, plant if direction == "out" else "?", first.from_
    if last.to and (says(last.to, TRANSFER) or (direction == "in" and not _is_one(last.to, plant))):
        yield last_at, last, last.to, plant if direction == "in" else "?"


def _is_one(first: str, second: str) -> bool:
    a, b = first.casefold().strip(), second.casefold().strip()
    return not a or not b or a in b or b in a


def _named(line: TransportLine) -> Words:
    if line.direction == "in":
        return Words(*bilingual("transport in, {what}", what=line.what or "all"))
    return Words(*bilingual("transport out, {what}", what=line.what or "all"))


def volume_of_gas(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-07: cubic metres of a bill that count as those at 0 °C, where nobody says that they were converted."""
    for one in entries:
        for at, line in enumerate(one.sheet.meters):
            if not _is_gas(line) or line.source_kind != "invoice" or says(line.note, CONVERTED):
                continue
            unit = _unit_written(line)
            if not unit or "20" in unit or not any(sign in unit for sign in ("m3", "m³", "立方", "方")):
                continue
            effect = effect_of(one.case, with_row(one.sheet, "meters", at, scaled(line, AT_20)))
            yield one.name, Seen(line.place, {"meter": line.id, "unit": unit}, effect, pointer=pointer("meters", at))


def _is_gas(line: MeterLine) -> bool:
    return line.item in items() and items()[line.item].role == GAS


def _unit_written(line: MeterLine) -> str:
    value = next((one for one in (*line.months.values(), line.every_month, line.year_total) if one is not None), None)
    return "" if value is None else value.unit_written or line.unit or value.unit


def by_products(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-08: a by-product that leaves with an amount, and takes no part of the meter behind it."""
    for one in entries:
        for at, line in enumerate(one.sheet.allocation):
            if not line.by_product or line.by_product_amount is None or line.by_product_rule != "none" or line.note:
                continue
            amount = line.by_product_amount
            meters = [row.id for row in one.sheet.meters if row.allocation_id == line.allocation_id]
            said = {"product": line.by_product, "a": amount.words, "meter": ", ".join(meters)}
            yield (
                one.name,
                Seen(line.where("by_product"), said, None, pointer=pointer("allocation", at, "by_product_rule")),
            )


def freight_inside(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-09: a footprint of a product as delivered whose row does not say that it holds the way."""
    for one in entries:
        if not any(line.direction == "in" for line in one.sheet.transport):
            continue
        for at, line in enumerate(one.sheet.suppliers):
            about = " ".join(filter(None, (line.name, line.note)))
            if line.includes_inbound_transport or not says(about, DELIVERED):
                continue
            material = next((row.key for row in one.sheet.cell_materials if row.supplier_id == line.supplier_id), "?")
            said = {
                "supplier": line.name or line.supplier_id,
                "words": line.note or line.name or "",
                "material": material,
            }
            yield one.name, Seen(line.where("includes_inbound_transport"), said, None,
                                 pointer=pointer("suppliers", at, "includes_inbound_transport"))  # fmt: skip


def pack_line(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-12: pack assembly inside the electricity of a plant that has no meter of the pack line."""
    for one in entries:
        fields = one.sheet.plant
        if not fields.includes_pack_assembly or not _power(one.sheet):
            continue
        if not any(says(f"{line.label} {line.note}", PACK_LINE) for line in _power(one.sheet)):
            place = fields.where("includes_pack_assembly")
            yield one.name, Seen(place, {}, None, pointer=pointer("plant", "includes_pack_assembly"))


def _power(sheet: DataSheet) -> list[MeterLine]:
    return [line for line in sheet.meters if line.item in items() and items()[line.item].role == ELECTRICITY]


SCREENS: Mapping[str, Screen] = {
    "SCR-05": cycles_and_days,
    "SCR-06": legs_that_join,
    "SCR-07": volume_of_gas,
    "SCR-08": by_products,
    "SCR-09": freight_inside,
    "SCR-12": pack_line,
}
