"""What a data sheet is judged by: the products, processes and figures of the kit, and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lca_models.inventory.activity.suppliers.lines import KitFigure
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.records import Product

Target = tuple[str, str]  # buyer, input


@dataclass(frozen=True)
class Surroundings:
    """The kit around a sheet."""

    products: Mapping[str, Product]  # shipped ones by id
    archetype: Callable[[str], ProductSystem]  # the system of a shipped product by its id, before rule sets
    today: date  # what the validity of certificates and footprints is judged by
    units: Mapping[str, str] = field(default_factory=dict)  # of all processes and flows of the project, by code
    score: Callable[[Pack], float] | None = None  # kg CO2e of a pack over its life, under the default rules
    figures: Callable[[ProductSystem], Mapping[Target, KitFigure]] | None = None  # of an archetype, by purchase
