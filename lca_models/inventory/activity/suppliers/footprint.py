"""The footprint that a supplier states for a product, whichever way it came: a file of PACT or Catena-X, table 0 of a sheet,
or a supplier sheet with full inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lca_models.scope.replacement import ELECTRICITY, RECYCLED
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

KILOGRAM, PIECE, KILOWATT_HOUR, SQUARE_METER, LITER = "kg", "piece", "kWh", "m2", "L"
CUBIC_METER, MEGAJOULE, TON_KILOMETER = "m3", "MJ", "tkm"
GATE, GRAVE, UNSTATED = "cradle to gate", "cradle to grave", "not stated"  # boundaries
BEYOND_GATE = (DISTRIBUTION, RECYCLING)
AR5, AR6 = "AR5", "AR6"

# A printed total and printed parts are each off by half of their last digit; nobody prints fewer than three figures of a
# footprint that he splits. (0.005 of a total, as for parts that a replacement states.)
ROUNDING_SHARE = 0.005
PERCENT = 100.0
PERCENT_ROUNDING = 0.5


@dataclass(frozen=True)
class Metal:
    """A metal in what is delivered, with the footprint of its virgin and of its recycled form."""

    name: str  # symbol: Ni
    content: float | None = None  # kg per kg of the product
    virgin: float | None = None  # kg CO2e per kg of the metal: Ev
    recycled: float | None = None  # kg CO2e per kg of the metal: Erecycled
    recycled_share: float | None = None  # R1 of the metal in the product


@dataclass(frozen=True)
class Verification:
    """Who has checked a footprint, when, and against what."""

    by: str = ""
    on: date | None = None
    standard: str = ""
    coverage: str = ""

    @property
    def words(self) -> str:
        """All that is stated of it."""
        day = self.on.isoformat() if self.on else ""
        return " · ".join(one for one in (self.by, day, self.standard, self.coverage) if one)


@dataclass(frozen=True)
class SupplierFootprint:
    """A footprint per declared unit; figures in kg CO2e per declared unit, which is `amount` times `unit`."""

    supplier: str
    product: str
    unit: str  # kg, piece, kWh, m2, …
    amount: float
    value: float  # of all stages that are inside the boundary
    mass_kg: float | None = None  # of the declared unit; None where nobody says
    stages: Mapping[str, float] = field(default_factory=dict)  # by stage of this kit; empty where it is not split
    gases: Mapping[str, float] = field(default_factory=dict)  # by group of gases; empty where it is not split
    outbound: float | None = None  # stated beside the value: transport to the buyer
    gwp: tuple[str, ...] = ()  # reports of the IPCC whose potentials it was counted with; empty: nobody says
    boundary: str = UNSTATED
    boundary_words: str = ""
    period_start: date | None = None
    period_end: date | None = None  # the last day
    valid_from: date | None = None
    valid_until: date | None = None  # the last day
    geography: str = ""  # ISO 3166-2, ISO 3166-1 or a region of the United Nations
    primary_share: float | None = None  # 0-1
    technology: float | None = None  # ratings, 1 (best) to 5
    place_rating: float | None = None
    time: float | None = None
    verification: Verification | None = None
    exempted_share: float | None = None  # of the emissions, left out: 0-1
    exempted_words: str = ""
    allocation: str = ""
    standards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # of secondary data
    inbound_transport: bool | None = None  # whether the transport to the buyer is inside the value; None: nobody says
    recycled_content: str = RECYCLED[-1]
    electricity: str = ELECTRICITY[-1]
    metals: tuple[Metal, ...] = ()
    id: str = ""
    kind: str = ""  # PACT 3.0.4, Catena-X, table 0, supplier sheet
    file: str = ""
    sha256: str = ""
    place: str = ""  # where it is named: sheet and cell

    def cut(self, has_transport: bool = True) -> SupplierFootprint:
        """The same without the stages behind the gate of the supplier, where it is split by stage.

        `has_transport`: whether the way to the buyer is counted elsewhere; otherwise the supplier's distribution stays, as
        part of what the buyer acquires.
        """
        stages = {stage: amount for stage, amount in self.stages.items() if stage not in BEYOND_GATE}
        if not has_transport and self.stages.get(DISTRIBUTION):
            stages[RAW_MATERIAL_ACQUISITION] = stages.get(RAW_MATERIAL_ACQUISITION, 0.0) + self.stages[DISTRIBUTION]
        beyond = self.value - sum(stages.values())
        if not any(self.stages.get(stage) for stage in BEYOND_GATE):
            return self
        left = self.value - beyond
        gases = {group: amount * left / self.value for group, amount in self.gases.items()} if self.value else {}
        inside = self.inbound_transport and not has_transport
        return replace(self, value=left, stages=stages, gases=gases, boundary=GATE, inbound_transport=inside)

    @property
    def source(self) -> str:
        """What it is cited by."""
        return " · ".join(one for one in (self.kind, self.file, self.id) if one) or self.supplier


def stage_values(
    raw: float | None, production: float | None, distribution: float | None, end: float | None
) -> dict[str, float]:
    """Figures of the four stages of a battery component by stage of this kit; those that are not stated are left out."""
    named = (
        (RAW_MATERIAL_ACQUISITION, raw),
        (MANUFACTURING, production),
        (DISTRIBUTION, distribution),
        (RECYCLING, end),
    )
    return {stage: amount for stage, amount in named if amount is not None}


def stages_of(stated: Mapping[str, float], value: float) -> dict[str, float] | None:
    """Figures by stage of a value, where they were stated as figures or in percent; None where they sum to neither.

    A sum of 100 is percent where the value is not 100 too: then both readings are the same.
    """
    total = sum(stated.values())
    if abs(total - value) <= ROUNDING_SHARE * abs(value):
        return {stage: amount * (value / total if total else 1.0) for stage, amount in stated.items()}
    if abs(total - PERCENT) <= PERCENT_ROUNDING:
        return {stage: amount / total * value for stage, amount in stated.items()}
    return None
