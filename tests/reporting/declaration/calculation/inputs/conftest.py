"""A plant of two products with a meter behind a meter, a by-product and a month that nobody read."""

import pytest

from lca_models.inventory.activity.sheet.models import (
    AllocationLine,
    Amounts,
    CertificateLine,
    MeterLine,
    OutputLine,
    TransportLine,
)
from lca_models.reporting.declaration.calculation.book.pages import Book
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.meters import fill_meters
from lca_models.reporting.declaration.calculation.inputs.output import fill_keys, fill_output, read_plant
from lca_models.reporting.declaration.calculation.inputs.product import fill_product
from lca_models.reporting.declaration.calculation.inputs.supply import fill_supply
from lca_models.reporting.declaration.calculation.inputs.transport import fill_transport
from tests.data_sheets import given, sheet_of


def two_products():
    packs = [OutputLine(product_id=name, unit="packs", energy_per_piece=given(kwh, "kWh"),
                        good=Amounts(unit="packs", year_total=given(100.0, "piece")))
             for name, kwh in (("A", 64.0), ("B", 32.0))]  # fmt: skip
    months = {f"2025-{month:02d}": given(1000.0, "kWh") for month in range(1, 12)}  # nobody read December
    meters = (
        MeterLine(id="M1", item="electricity_grid", unit="kWh", months=months, allocation_id="K1"),
        MeterLine(id="M2", item="electricity_grid", unit="kWh", year_total=given(300.0, "kWh"), parent="M1"),
        MeterLine(id="M3", item="natural_gas", unit="m3", year_total=given(10.0, "m3"),
                  heating_value=given(38.0, "MJ/m3"), allocation_id="K2"),
    )  # fmt: skip
    steam = AllocationLine(allocation_id="K2", key="kwh_good", by_product="steam", by_product_amount=given(18.0, "MJ"),
                           by_product_rule="physical", efficiency=given(0.9, "share"))  # fmt: skip
    certificate = CertificateLine(number_first="A1", kind="green_trade", kwh=given(1000.0, "kWh"), generation_month="2025-03",
                                  technology="wind", retired_on="2025-06-30", retired_for="")  # fmt: skip
    legs = (
        TransportLine(
            direction="out", what="pack", mode="truck", distance=given(800.0, "km"), share=given(0.5, "share")
        ),
        TransportLine(
            direction="out", what="pack", mode="rail", distance=given(900.0, "km"), share=given(0.5, "share")
        ),
    )
    return sheet_of({"model": "A", "period_start": "2025-01", "rated_energy": given(64.0, "kWh")}, output=tuple(packs),
                    meters=meters, allocation=(AllocationLine(allocation_id="K1", key="kwh_good"), steam),
                    certificates=(certificate,), transport=legs)  # fmt: skip


@pytest.fixture(scope="session")
def filled_plant(lfp_declared):
    """The pages of the plant, and the parameters that follow them."""
    into = Filling(Book(), two_products(), lfp_declared.result)
    fill_product(into)
    plant = read_plant(into)
    fill_output(into, plant)
    fill_keys(into, plant)
    fill_meters(into, plant, {})
    fill_supply(into, plant)
    fill_transport(into)
    return into, plant


@pytest.fixture(scope="session")
def plant_of_two(filled_plant):
    into, plant = filled_plant
    return formulas_of(into.book), plant
