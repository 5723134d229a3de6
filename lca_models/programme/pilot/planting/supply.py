"""Errors of suppliers, transport, certificates and of what is declared beside a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from lca_models.programme.pilot.companies import province_of
from lca_models.programme.pilot.planting.change import Change, Ground, Plant, copied, number_in
from lca_models.programme.pilot.sheets.document import Document
from lca_models.programme.pilot.sheets.supply import DELIVERED
from lca_models.reporting.verification.rules.product.electricity import direct_factors

ISSUED = date(2026, 6, 30)  # of all declarations of a pilot
REGIONS = {  # grids of official factors by their first provinces
    "North": ("CN-BJ", "CN-TJ", "CN-HE", "CN-SX", "CN-SD", "CN-NM"),
    "Northeast": ("CN-LN", "CN-JL", "CN-HL"),
    "East": ("CN-SH", "CN-JS", "CN-ZJ", "CN-AH", "CN-FJ"),
    "Central": ("CN-HA", "CN-HB", "CN-HN", "CN-JX"),
    "Northwest": ("CN-SN", "CN-GS", "CN-QH", "CN-NX", "CN-XJ"),
    "South": ("CN-GD", "CN-GX", "CN-HI"),
    "Southwest": ("CN-SC", "CN-CQ", "CN-GZ", "CN-YN", "CN-XZ"),
}


def hydrate(ground: Ground, document: Document) -> Change | None:
    """H14: the lithium of a cathode by the mass of a hydrate, and the supplier's figure with it."""
    found = copied(document)
    rows = [(at, row) for at, row in _suppliers(found) if "lithium" in row.get("metals", {})]
    if not rows:
        return None
    at, row = rows[0]
    size = ground.draws.size("H14")
    row["metals"]["lithium"]["content"] = round(row["metals"]["lithium"]["content"] * size, 5)
    return Change(found, (f"/suppliers/{at}/metals",), size)


def per_piece(ground: Ground, document: Document) -> Change | None:
    """H15: a figure per piece as one per kg."""
    found = copied(document)
    rows = [(at, row) for at, row in _suppliers(found) if row["declared_unit"] == "piece"]
    if not rows:
        return None
    at, row = rows[0]
    size = ground.draws.size("H15")
    per_kg = row["value"] / number_in(row.pop("mass_per_piece"))
    row |= {"declared_unit": "kg", "value": round(per_kg * size, 4)}
    return Change(found, (f"/suppliers/{at}",), size)


def out_of_date(ground: Ground, document: Document) -> Change | None:
    """H16: a footprint that has ended, or every other time one with older warming potentials."""
    found, draws = copied(document), ground.draws
    if not _suppliers(found):
        return None
    at, row = draws.pick(_suppliers(found), "supplier")
    days = draws.size("H16")
    if draws.stream("set").random() < 0.5:
        row["gwp_set"] = "AR5"
    else:
        row["valid_until"] = (ISSUED - timedelta(days=int(days))).isoformat()
    return Change(found, (f"/suppliers/{at}",), days)


def transport_twice(ground: Ground, document: Document) -> Change | None:
    """H17: a footprint as delivered, said to be without its way."""
    found, draws = copied(document), ground.draws
    if not _suppliers(found):
        return None
    at, row = draws.pick(_suppliers(found), "supplier")
    size = draws.of("freight")
    row |= {"value": round(row["value"] * (1 + size), 4), "includes_inbound_transport": "no", "note": DELIVERED}
    return Change(found, (f"/suppliers/{at}",), size)


def direct_factor(ground: Ground, document: Document) -> Change:
    """H18: the official factor of direct CO2 of the grid in place of a footprint of electricity."""
    found, province = copied(document), document["product"]["plant_province"]
    region = next(name for name, codes in REGIONS.items() if province in codes)
    rows = [row for row in direct_factors() if row["place"] == region]
    value = float(max(rows, key=lambda row: row["year"])["kg_co2_per_kwh"])
    found.setdefault("suppliers", []).append({
        "supplier_id": "SG", "name": "Synthetic grid", "replaces": "every > electricity_cell_plant", "declared_unit": "kWh",
        "value": value, "boundary": "cradle_to_gate", "period": "2025", "valid_until": "2027-12-31",
        "geography": f"{province_of(province).english} ({province})", "gwp_set": "AR6", "exempted_percent": 1,
        "evidence_id": "E9",
    })  # fmt: skip
    return Change(found, (f"/suppliers/{len(found['suppliers']) - 1}",), value)


def missing_leg(ground: Ground, document: Document) -> Change:
    """H19: one of the legs of the ways in and out."""
    found = copied(document)
    at = int(ground.draws.stream("leg").integers(len(found["transport"])))
    km = number_in(found["transport"].pop(at)["distance"])
    return Change(found, ("/transport",), km)


def used_twice(ground: Ground, document: Document) -> Change | None:
    """F1: certificates of another company, counted once more; right would be none in their place."""
    ledgers = [one for one in ground.others if one.document.get("certificates")]
    if not document.get("certificates") or not ledgers:
        return None
    found, right, draws = copied(document), copied(document), ground.draws
    other, count = draws.pick(ledgers, "other"), int(draws.size("F1"))
    name, _, number = other.document["certificates"][0]["number_first"].rpartition("-")
    first = int(number)
    for row in found["certificates"][:count]:  # one number after the other, through the ledger of the other company
        last = first + int(number_in(row["kwh"])) - 1
        row |= {"number_first": f"{name}-{first:08d}", "number_last": f"{name}-{last:08d}"}
        first = last + 1
    right["certificates"] = right["certificates"][count:]
    _trade_without(right, [row["generation_month"] for row in found["certificates"][:count]])
    return Change(found, ("/certificates",), count, right)


def _trade_without(document: Document, months: list[str]) -> None:
    """A sheet without the green power of some months; without its row where none is left."""
    for row in [row for row in document["meters"] if row["item"] == "electricity_green_trade"]:
        row["months"] |= dict.fromkeys(months, 0)
        if not any(row["months"].values()):
            document["meters"].remove(row)
    if not document["certificates"]:
        del document["certificates"]


def of_another_plant(ground: Ground, document: Document) -> Change | None:
    """F2: certificates that were retired for another plant of the group."""
    if not document.get("certificates"):
        return None
    found, count = copied(document), int(ground.draws.size("F2"))
    for row in found["certificates"][:count]:
        row["retired_for"] = f"{document['product']['plant']}X"
    return Change(found, ("/certificates",), count)


def lowered_row(ground: Ground, document: Document) -> Change:
    """F6: a row of the background is lower than that of the release."""
    size = ground.draws.size("F6")
    key = ground.draws.pick(("graphite", "copper_foil", "aluminium_foil"), "row")
    return Change(copied(document), ("inventory/differs.csv",), size, edits={f"row {key}": size})


def altered_result(ground: Ground, document: Document) -> Change:
    """F7: a stage that is declared is lower than it comes out."""
    size = ground.draws.size("F7")
    stage = ground.draws.pick(("raw material acquisition", "manufacturing"), "stage")
    return Change(copied(document), ("results/stages.csv",), size, edits={f"stage {stage}": size})


def agreed_footprint(ground: Ground, document: Document) -> Change | None:
    """F10: a supplier's figure that both sides know to be too low."""
    found, draws = copied(document), ground.draws
    rows = [(at, row) for at, row in _suppliers(found) if row["declared_unit"] == "kg"]
    if not rows:
        return None
    at, row = draws.pick(rows, "supplier")
    size = draws.size("F10")
    row["value"] = round(row["value"] * size, 4)
    return Change(found, (f"/suppliers/{at}",), size)


def _suppliers(document: Document) -> list[tuple[int, dict[str, Any]]]:
    return [*enumerate(document.get("suppliers", ()))]


PLANTS: Mapping[str, Plant] = {
    "H14": hydrate,
    "H15": per_piece,
    "H16": out_of_date,
    "H17": transport_twice,
    "H18": direct_factor,
    "H19": missing_leg,
    "F1": used_twice,
    "F2": of_another_plant,
    "F6": lowered_row,
    "F7": altered_result,
    "F10": agreed_footprint,
}
