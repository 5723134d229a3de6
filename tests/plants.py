"""Readings, meters and findings of plants, in short."""

from pathlib import Path

from lca_models.inventory.activity.plant.lines import Meter, Readings, exact
from lca_models.inventory.activity.plant.months import twelve_months
from lca_models.inventory.activity.sheet.models import (
    AllocationLine,
    Amounts,
    DataSheet,
    MeterLine,
    OutputLine,
    ProductFields,
    Value,
)

PERIOD = twelve_months("2025-01")


def every(amount, unit=""):
    """The same amount in each of twelve months."""
    return Readings(every_month=exact(amount), unit=unit)


def year(amount, unit=""):
    """The total of a year."""
    return Readings(year_total=exact(amount), unit=unit)


def months(amounts, unit=""):
    """Amounts of the first months of 2025."""
    return Readings(
        months={month: exact(amount) for month, amount in zip(PERIOD, amounts, strict=False)}, unit=unit, place="row"
    )


def meter(id, item, unit, readings, parent="", allocation=""):
    return Meter(id, item, unit, readings, f"meters {id}", parent, allocation, id)


def texts(findings, *severities):
    return [(one.code, one.text) for one in findings.of(*(severities or ("error", "warning", "note")))]


def value(number, unit, **more):
    """A judged number of a data sheet."""
    return Value(number=number, unit=unit, place=more.pop("place", "cell"), written=f"{number:g}", **more)


def line(id, item, unit, amounts, **more):
    """A row of meters: a total of the year, or amounts of the first months of 2025."""
    given = (
        {"months": {month: value(one, unit) for month, one in zip(PERIOD, amounts, strict=False)}}
        if isinstance(amounts, list)
        else {"year_total": value(amounts, unit)}
    )
    return MeterLine(id=id, item=item, place=f"meters {id}", **given, **more)


def output(id, good, energy, mass, started, **more):
    """A row of output: packs of a year, and kWh started each month."""
    return OutputLine(
        product_id=id,
        unit="packs",
        place=f"output {id}",
        energy_per_piece=value(energy, "kWh"),
        cell_mass_per_piece=value(mass, "kg"),
        good=Amounts(unit="packs", year_total=value(good, "packs")),
        started=Amounts(unit="kwh", every_month=value(started, "kWh")),
        **more,
    )


def example_sheet(**changed):
    """The plant of two products, as the data sheet of one of them."""
    parts = {
        "file": Path("example.yaml"),
        "product": ProductFields(
            name="Example pack A",
            model="EX-A-60",
            plant="Example plant 1",
            chemistry="lfp",
            period_start="2025-01",
            place="product",
        ),
        "meters": (
            line("M1", "electricity_grid", "kWh", [2_000_000] * 11, allocation_id="K1", source_kind="invoice"),
            line("M1.1", "electricity_grid", "kWh", 2_000_000, parent="M1", allocation_id="K2"),
            line("M2", "natural_gas", "m3", 3_000_000, heating_value=value(36, "MJ/m3"), allocation_id="K3"),
            line("M3", "nitrogen", "kg", 1_800_000, allocation_id="K4"),
        ),
        "output": (
            output("EX-A-60", 10_000, 60, 350, 53_000),
            output("EX-B-80", 5_000, 80, 300, 35_000),
        ),
        "allocation": (
            AllocationLine(allocation_id="K1", key="kwh_good"),
            AllocationLine(
                allocation_id="K2",
                key="share",
                products=("EX-B-80",),
                shares=(value(1, "share"),),
                reason="line makes only B",
            ),
            AllocationLine(
                allocation_id="K3",
                key="cell_mass",
                by_product="steam",
                by_product_amount=value(16_560_000, "MJ"),
                by_product_rule="physical",
                efficiency=value(0.92, "share"),
            ),
            AllocationLine(allocation_id="K4", key="packs"),
        ),
    }
    return DataSheet(**{**parts, **changed})


def sheet_text(model="EX-A-60", plant="Plant 1", more="", **product):
    """A data sheet in YAML: a pack of 60 kWh; `more`: further sheets."""
    fields = {
        "name": f"Pack {model}", "model": model, "plant": plant, "plant_province": "CN-SC", "chemistry": "lfp",
        "period_start": "2025-01", "rated_energy": "60 kWh", "pack_mass": "440 kg", "cells_mass": "350 kg", **product,
    }  # fmt: skip
    lines = "".join(f"  {name}: {words}\n" for name, words in fields.items())
    return f'data_sheet: "1"\nproduct:\n{lines}cycle_test: {{cycles: 2000}}\n{more}'


PLANT_TEXT = """\
meters:
  - {id: M1, item: electricity_grid, unit: kWh, allocation_id: K1, source_kind: invoice,
     months: {2025-01: 2000000, 2025-02: 2000000, 2025-03: 2000000, 2025-04: 2000000, 2025-05: 2000000, 2025-06: 2000000,
              2025-07: 2000000, 2025-08: 2000000, 2025-09: 2000000, 2025-10: 2000000, 2025-11: 2000000}}
  - {id: M1.1, item: electricity_grid, parent: M1, unit: kWh, allocation_id: K2, year_total: 2000000}
  - {id: M2, item: natural_gas, unit: m3, heating_value: 36 MJ/m3, allocation_id: K3, year_total: 3000000}
  - {id: M3, item: nitrogen, unit: kg, allocation_id: K4, year_total: 1800000}
output:
  - {product_id: EX-A-60, unit: packs, energy_per_piece: 60 kWh, cell_mass_per_piece: 350 kg, good: 10000,
     started: {unit: kWh, every_month: 53000}}
  - {product_id: EX-B-80, unit: packs, energy_per_piece: 80 kWh, cell_mass_per_piece: 300 kg, good: 5000,
     started: {unit: kWh, every_month: 35000}}
allocation:
  - {allocation_id: K1, key: kwh_good}
  - {allocation_id: K2, key: share, products: [EX-B-80], shares: [1], reason: line makes only B}
  - {allocation_id: K3, key: cell_mass, by_product: steam, by_product_amount: 16560000 MJ, by_product_rule: physical,
     efficiency: 0.92}
  - {allocation_id: K4, key: packs}
"""
