"""Table 0 of a sheet: the footprint of a supplier as somebody typed it from a statement."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from math import isfinite

from lca_models.inventory.activity.findings import ERROR, Findings
from lca_models.inventory.activity.sheet.models import SupplierLine, Value
from lca_models.inventory.activity.suppliers.footprint import (
    BEYOND_GATE,
    GATE,
    KILOGRAM,
    UNSTATED,
    Metal,
    SupplierFootprint,
    Verification,
    stage_values,
    stages_of,
)
from lca_models.inventory.activity.suppliers.payloads.metals import symbol_of
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.replacement import RECYCLED
from lca_models.scope.wording.messages import message

TABLE_0 = "table 0"
_INSIDE, _NOT_INSIDE, _NOT_STATED = RECYCLED
_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PERIOD = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:\s*(?:to|/|~|–|—|至|到|\s-\s)\s*(\d{4}(?:-\d{2}){0,2}))?")


def footprint_by_hand(line: SupplierLine, findings: Findings) -> SupplierFootprint | None:
    """What a row of the sheet `suppliers` says; None where it is refused, with every fault of it found."""
    before = len(findings.found)
    name = line.name or line.supplier_id
    unread = [name for name in ("value", "declared_unit") if getattr(line, name) is None and name in line.places]
    if line.value is None and "value" not in unread:
        findings.error(line.where("value"), message("{label} is needed.", label=message("footprint")), "V02")
    elif line.value is not None and (line.value.number < 0 or not isfinite(line.value.number)):
        findings.error(
            line.where("value"), message("is {value}, and no footprint is below 0", value=line.value.written)
        )
    if line.declared_unit is None and "declared_unit" not in unread:
        findings.error(
            line.where("declared_unit"), message("{label} is needed.", label=message("declared unit")), "V02"
        )
    start, end = period_of(line, findings)
    until = _day(line.valid_until, line.where("valid_until"), findings)
    value = line.value.number if line.value is not None else 0.0
    stated = stage_values(_number(line.stage_raw), _number(line.stage_production), _number(line.stage_distribution),
                          _number(line.stage_end))  # fmt: skip
    stages = stages_of(stated, value) if stated else {}
    if stages is None:
        findings.error(line.where("stage_raw"), message("Stages sum to {a}, the footprint is {b}.",
                                                        a=f"{sum(stated.values()):g}", b=f"{value:g}"), "V40")  # fmt: skip
    if unread or any(one.severity == ERROR for one in findings.found[before:]):  # what cannot be read has been said
        return None
    checked = _day(line.verified_on, line.where("verified_on"), findings)
    verified = (
        Verification(line.verified_by or "", checked, line.standard or "") if line.verified_by or checked else None
    )
    beyond = any((stages or {}).get(stage) for stage in BEYOND_GATE)
    boundary = line.boundary.replace("_", " ") if line.boundary else UNSTATED
    return SupplierFootprint(
        supplier=name,
        product=name,
        unit=line.declared_unit or KILOGRAM,
        amount=1.0,
        value=value,
        mass_kg=1.0 if line.declared_unit == KILOGRAM else _number(line.mass_per_piece),
        stages=stages or {},
        gwp=(line.gwp_set,) if line.gwp_set else (),
        boundary=GATE if boundary == UNSTATED and stages and not beyond else boundary,
        period_start=start,
        period_end=end,
        valid_until=until,
        geography=line.geography or "",
        primary_share=_number(line.primary_share),
        technology=line.q_technology,
        place_rating=line.q_place,
        time=line.q_time,
        verification=verified,
        exempted_share=_share(line.exempted_percent),
        standards=(line.standard,) if line.standard else (),
        inbound_transport=line.includes_inbound_transport,
        recycled_content={True: _INSIDE, False: _NOT_INSIDE, None: _NOT_STATED}[line.recycled_counted],
        metals=tuple(
            Metal(
                symbol_of(metal) or metal, _number(one.content), _number(one.virgin_value), _number(one.recycled_value)
            )
            for metal, one in line.metals.items()
        ),
        kind=TABLE_0,
        id=line.supplier_id,
        place=line.place,
    )


def period_of(line: SupplierLine, findings: Findings) -> tuple[date | None, date | None]:
    """First and last day of the data of a row: `2025`, `2025-01 to 2025-12`; None for what it does not say."""
    if not line.period:
        return None, None
    found = _PERIOD.fullmatch(line.period.strip())
    first = _edge(found[1], last=False) if found else None
    last = _edge(found[2] or found[1], last=True) if found else None
    if first is None or last is None or last < first:
        findings.error(line.where("period"), message("'{value}' is no period; write it as 2025 or 2025-01 to 2025-12",
                                                     value=excerpt(line.period)))  # fmt: skip
        return None, None
    return first, last


def _edge(text: str, last: bool) -> date | None:
    """The first or last day of a year, a month or a day."""
    found = _YEAR.fullmatch(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    if not 1900 <= year <= 2200 or not 1 <= month <= 12:
        return None
    days = monthrange(year, month)[1]
    day = int(found[3] or (days if last else 1))
    return date(year, month, day) if 1 <= day <= days else None


def _day(text: str | None, place: str, findings: Findings) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        findings.error(place, message("'{value}' is no day; write it as 2026-12-31", value=excerpt(text)))
        return None


def _number(value: Value | None) -> float | None:
    return None if value is None else value.number


def _share(value: Value | None) -> float | None:
    if value is None:
        return None
    return value.number / 100 if value.unit == "%" else value.number
