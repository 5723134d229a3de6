"""Ways in and out, footprints of suppliers and the register of evidence of a clean sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lca_models.programme.pilot.companies import Company, Plant, place_at, province_of
from lca_models.programme.pilot.sheets.kit import Archetype

TEST_BEGAN = date(2023, 3, 6)
SYNTHETIC = "synthetic pilot, no real document"
DELIVERED = "price and footprint as delivered, freight included"


def transport_rows(company: Company, plant: Plant) -> list[dict[str, Any]]:
    """The sheet `transport`: a chain of two legs in, and one out."""
    draws, said = company.draws, {"share": 1, "source_kind": "estimate", "evidence_id": "E8"}
    here = province_of(company.province).english
    rows = []
    for direction, what, quantity in (("in", "all", "truck_in"), ("out", "pack", "truck_out")):
        km, last = draws.of(quantity, plant.id), draws.of("last_leg", f"{plant.id}/{direction}")
        there = place_at(company.province, km + last).english
        mode = "rail" if draws.stream(f"rail/{plant.id}/{direction}").random() < 0.3 else "truck"
        if direction == "in":
            ends = (f"{there} suppliers", f"{here} station", plant.id)
        else:
            ends = (plant.id, f"{there} depot", f"{there} customers")
        for start, end, distance, by in ((ends[0], ends[1], km, mode), (ends[1], ends[2], last, "truck")):
            rows.append({"direction": direction, "what": what, "from": start, "to": end, "mode": by,
                         "distance": f"{round(distance)} km", **said})  # fmt: skip
    return rows


def supplier_rows(company: Company, kit: Archetype) -> list[dict[str, Any]]:
    """The sheet `suppliers`: footprints of cathode, can and copper foil, where a company has them."""
    draws, rows = company.draws, []
    for number, key in enumerate(("cathode", "can", "copper_foil"), start=1):
        if key not in kit.figures or not draws.says(f"supplier_{key}"):
            continue
        value = kit.figures[key] * draws.of("supplier_ratio", key)
        row: dict[str, Any] = {"supplier_id": f"S{number}", "name": f"Synthetic supplier {company.number:02d}-{number}"}
        if key == "can":
            mass = round(draws.of("piece_mass", key), 3)
            row |= {"declared_unit": "piece", "mass_per_piece": f"{mass} kg", "value": round(value * mass, 4)}
        else:
            row |= {"declared_unit": "kg", "value": round(value, 4)}
        row |= {"boundary": "cradle_to_gate", "period": "2025", "valid_until": "2027-12-31", "geography": "China",
                "gwp_set": "AR6", "exempted_percent": 1, "recycled_counted": "no", "includes_inbound_transport": "no",
                "evidence_id": "E9", "standard": "ISO 14067"}  # fmt: skip
        if draws.says("delivered", key):
            row |= {"includes_inbound_transport": "yes", "note": DELIVERED}
        if draws.says("supplier_verified", key):
            row |= {"verified_by": "Synthetic verifier", "verified_on": "2026-02-10"}
        if key == "cathode":
            row["metals"] = {
                metal: {"content": round(share, 5)} for metal, share in kit.elements.items() if metal != "oxygen"
            }
        rows.append(row)
    return rows


def days_of_test(company: Company, field: str, cycles: int, rate: float) -> tuple[date, date]:
    """First and last day of a cycle test: its cycles at a rate (per hour), with pauses."""
    hours = cycles * 2 / rate * (1 + company.draws.of("rest_of_test", field))
    return TEST_BEGAN, TEST_BEGAN + timedelta(days=round(hours / 24) + 1)


def evidence_rows(first: date, last: date) -> list[dict[str, Any]]:
    """The sheet `evidence`; days are those of the cycle test."""
    rows = [
        ("E1", "rated energy", "test_report", "2025"), ("E2", "mass of the pack", "weighbridge", "2025"),
        ("E3", "bill of materials", "erp", "2025"), ("E4", "cycle test", "test_report", f"{first} to {last}"),
        ("E5", "bills and meters", "invoice", "2025"), ("E6", "stock accounts", "erp", "2025"),
        ("E7", "ledger of green power", "contract", "2025"), ("E8", "routes", "contract", "2025"),
        ("E9", "statements of suppliers", "supplier_statement", "2025"),
    ]  # fmt: skip
    return [
        {"evidence_id": id, "document": f"Synthetic - {name}", "kind": kind, "issuer": "synthetic", "period": period,
         "note": SYNTHETIC}
        for id, name, kind, period in rows
    ]  # fmt: skip
