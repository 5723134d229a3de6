"""A data sheet that says much: two products of a plant, a meter behind a meter, a by-product, a month that nobody read, a
measured fade, legs of one material, a mixture, yields, recycled content, and materials and parts of the maker's own.
"""

from __future__ import annotations

from typing import Any

from lca_models.inventory.activity.sheet.models import (
    AllocationLine,
    Amounts,
    CurvePoint,
    DataSheet,
    EndOfLifeFields,
    MaterialLine,
    MeterLine,
    OutputLine,
    PartLine,
    TransportLine,
    Value,
)
from tests.data_sheets import given


def proven(number: float, unit: str = "kg") -> Value:
    """A value with a document behind it."""
    return given(number, unit, evidence_id="E1")


def _with(model: Any, **changes: Any) -> Any:
    return model.model_copy(update=changes)


def rich_sheet(sheet: DataSheet) -> DataSheet:
    """The example from Sichuan (of a file) with all of that in it."""
    product = _with(sheet.product, pack_mass=None, cells_mass=None, usable_energy=proven(60.0, "kWh"),
                    cells_per_pack=proven(120.0, "piece"), warranty_years=proven(8.0, "a"))  # fmt: skip
    points = ((0.0, 1.0), (1000.0, 0.92), (2500.0, 0.78))
    curve = tuple(CurvePoint(cycles=given(at, "1"), retention=given(left, "share")) for at, left in points)
    recovery = {"lithium": proven(0.85, "share"), "copper": proven(0.96, "share")}
    end = EndOfLifeFields(
        collection_rate=proven(0.9, "share"), recovery=recovery, dismantled_by_maker=proven(12.0, "kWh")
    )
    legs = (
        TransportLine(direction="in", what="cathode", mode="rail", distance=proven(1500.0, "km")),
        TransportLine(
            direction="out", what="pack", mode="rail", distance=proven(300.0, "km"), share=proven(1.0, "share")
        ),
    )
    found: DataSheet = _with(
        sheet, product=product, cycle_test=_with(sheet.cycle_test, curve=curve, depth_of_discharge=proven(0.95, "share")),
        cell_materials=_materials(sheet), pack_parts=_parts(sheet), meters=_meters(sheet), output=_output(sheet),
        allocation=_allocation(), transport=(*sheet.transport, *legs), end_of_life=end,
    )  # fmt: skip
    return found


def _materials(sheet: DataSheet) -> tuple[MaterialLine, ...]:
    changes: dict[str, dict[str, Any]] = {
        "cathode": {"yield_": proven(0.97, "share")},
        "graphite": {"state": "bought", "yield_": proven(0.96, "share"), "synthetic_share": proven(0.7, "share")},
        "copper_foil": {"recycled_post": proven(0.2, "share")},
    }
    mixed = ("ethylene_carbonate", "dimethyl_carbonate", "lithium_salt")
    kept = [_with(line, **changes.get(line.key, {})) for line in sheet.cell_materials if line.key not in mixed]
    own = MaterialLine(key="own salt", is_free=True, label="own salt", value=proven(1.5), basis="per_pack",
                       process="sodium_hydroxide", yield_=proven(0.9, "share"))  # fmt: skip
    return (*kept, MaterialLine(key="electrolyte", value=proven(70.0), basis="per_pack"), own)


def _parts(sheet: DataSheet) -> tuple[PartLine, ...]:
    changes: dict[str, dict[str, Any]] = {
        "aluminium": {"yield_": proven(0.85, "share"), "recycled_pre": proven(0.3, "share")},
        "steel": {"state": "bought", "yield_": proven(0.95, "share")},
    }
    own = PartLine(key="own mat", is_free=True, label="own mat", value=proven(0.8), process="polyethylene")
    packaging = PartLine(key="packaging", value=proven(20.0), process="steel")
    return (*(_with(line, **changes.get(line.key, {})) for line in sheet.pack_parts), own, packaging)


def _meters(sheet: DataSheet) -> tuple[MeterLine, ...]:
    first = sheet.meters[0]
    read = {month: value for month, value in first.months.items() if month not in ("2025-05", "2025-06")}
    sub = MeterLine(
        id="S1", item="electricity_grid", unit="kWh", year_total=proven(4e6, "kWh"), parent="M1", allocation_id="K2"
    )
    canteen = MeterLine(id="S2", item="electricity_grid", unit="kWh", every_month=proven(1e5, "kWh"), parent="M1",
                        allocation_id="KO")  # fmt: skip
    gas = MeterLine(id="N1", item="nitrogen", unit="kg", year_total=proven(5e5), allocation_id="K1")
    return (_with(first, months=read), *sheet.meters[1:], sub, canteen, gas)


def _output(sheet: DataSheet) -> tuple[OutputLine, ...]:
    other = OutputLine(
        product_id="OTHER", unit="cells", energy_per_piece=proven(0.4, "kWh"), cell_mass_per_piece=proven(2.1),
        cells_per_piece=proven(100.0, "piece"), good=Amounts(unit="cells", every_month=proven(1e5, "piece")),
        started=Amounts(unit="cells", every_month=proven(1.1e5, "piece")),
    )  # fmt: skip
    return (_with(sheet.output[0], cells_per_piece=proven(120.0, "piece")), other)


def _allocation() -> tuple[AllocationLine, ...]:
    by_product = AllocationLine(allocation_id="K2", key="packs", by_product="oil", by_product_amount=proven(1e4),
                                by_product_rule="mass")  # fmt: skip
    return (AllocationLine(allocation_id="K1", key="kwh_good"), by_product,
            AllocationLine(allocation_id="KO", key="outside", reason="canteen"))  # fmt: skip
