"""The plant of two products on which the rules of sharing are worked out to the last digit."""

from fractions import Fraction

import pytest

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.lines import Allocation, Plant, Product, exact
from tests.plants import every, meter, months, year


@pytest.fixture
def findings():
    return Findings()


@pytest.fixture(scope="session")
def two_products():
    """10 000 packs of 60 kWh and 350 kg, 5 000 packs of 80 kWh and 300 kg; 53 000 and 35 000 kWh started a month"""
    return (
        Product(
            "A",
            "packs",
            year(10000, "pieces"),
            every(53000, "kWh"),
            "output A",
            Fraction(60),
            Fraction(350),
            Fraction(100),
        ),
        Product("B", "packs", year(5000, "pieces"), every(35000, "kWh"), "output B", Fraction(80), Fraction(300)),
    )


@pytest.fixture(scope="session")
def plant(two_products):
    """Electricity without December, with a line that makes B alone; gas of which a boiler makes steam to sell; nitrogen."""
    return Plant(
        "2025-01",
        (
            meter("M1", "electricity_grid", "kWh", months([2_000_000] * 11, "kWh"), allocation="K1"),
            meter("M1.1", "electricity_grid", "kWh", year(2_000_000), "M1", "K2"),
            meter("M2", "natural_gas", "MJ", year(3_000_000 * 36), allocation="K3"),
            meter("M3", "nitrogen", "kg", year(1_800_000), allocation="K4"),
        ),
        two_products,
        (
            Allocation("K1", "kwh_good"),
            Allocation("K2", "share", ("B",), (Fraction(1),), "line makes only B"),
            Allocation(
                "K3",
                "cell_mass",
                by_product="steam",
                by_product_amount=Fraction(16_560_000),
                by_product_unit="MJ",
                by_product_rule="physical",
                efficiency=exact(0.92),
            ),
            Allocation("K4", "packs"),
        ),
    )
