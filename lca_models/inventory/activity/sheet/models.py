"""A data sheet after it was judged: what each of its sheets says, in canonical units, with the place of every cell.

A blank is None and falls back to the archetype. `0` is given. `n/a` says that a product has no such part, with the reason in
the note. Nothing here is calculated: a value is what its cell says, in the unit of its dimension.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from lca_models.inventory.activity.findings import Finding

Scores = tuple[int | None, int | None, int | None, int | None, int | None]
UNSCORED: Scores = (None, None, None, None, None)


class Judged(BaseModel):
    """A part of a sheet: it knows where each of its cells stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str = ""  # of the row, or of the sheet
    places: Mapping[str, str] = {}  # of its cells, by column or key

    def where(self, name: str) -> str:
        """The place of a cell, by its column or key; that of the row where the cell is empty."""
        return self.places.get(name, self.place)


class Value(BaseModel):
    """A number that was given, with what is known about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: float
    unit: str  # canonical: kWh, MJ, kWh/kWh, kg, m3, piece, km, a, share, degC, MJ/m3, kgCO2e, …
    place: str  # 'cell_materials!E7', or 'cell_materials.cathode.yours (line 12)'
    written: str  # the number as it was written: '741'
    unit_written: str = ""  # 'g'; empty where nobody wrote a unit
    source_kind: str | None = None  # meter, invoice, supplier, calculated, estimate; archetype where a cell says so
    evidence_id: str | None = None
    period: str | None = None
    spread: float | None = None  # half of the 95 % interval, as a share of the value
    scores: Scores = UNSCORED  # 1 to 5: time, place, technology, accuracy, method
    note: str | None = None

    @property
    def words(self) -> str:
        """The value as it was written: '741 g'."""
        return f"{self.written} {self.unit_written}".strip()


class ProductFields(Judged):
    """`product`: what the pack is."""

    name: str | None = None
    model: str | None = None
    company: str | None = None
    company_id: str | None = None
    plant: str | None = None
    plant_address: str | None = None
    plant_province: str | None = None  # ISO 3166-2: CN-SC
    pack_plant_province: str | None = None
    chemistry: str | None = None
    like: str | None = None  # id of the archetype
    cell_format: str | None = None
    period_start: str | None = None  # 2025-01
    rated_energy: Value | None = None  # kWh
    usable_energy: Value | None = None  # kWh
    pack_mass: Value | None = None  # kg, with coolant
    cells_mass: Value | None = None  # kg
    cells_per_pack: Value | None = None  # pieces
    warranty_years: Value | None = None  # a
    warranty_km: Value | None = None  # km
    vehicle_category: str | None = None
    example: bool | None = None


class CurvePoint(BaseModel):
    """A point of a measured curve of fade."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cycles: Value
    retention: Value  # share of the capacity at the beginning


class CycleTest(Judged):
    """`cycle_test`: how often the pack, or a cell, was cycled, and how often it is said to be."""

    standard: str | None = None
    tested_object: str | None = None
    temperature: Value | None = None  # degC
    charge_rate: Value | None = None  # 1/h
    discharge_rate: Value | None = None  # 1/h
    depth_of_discharge: Value | None = None  # share
    cycles_measured: Value | None = None
    retention_measured: Value | None = None  # share
    cycles: Value | None = None
    end_retention: Value | None = None  # share
    curve: tuple[CurvePoint, ...] = ()


class Row(Judged):
    """A material or a part."""

    key: str  # of the sheet, or the words of a free row
    is_free: bool = False  # a row of the maker's own, beside those of the sheet
    label: str | None = None  # its name, of a row of their own
    value: Value | None = None  # kg
    not_applicable: bool = False  # 'n/a': the product has none
    note: str | None = None
    basis: str | None = None  # per_kwh, per_cell, per_pack, per_year
    process: str | None = None  # code of a process of the project
    supplier_id: str | None = None
    recycled_pre: Value | None = None  # share
    recycled_post: Value | None = None  # share
    origin_province: str | None = None

    @property
    def is_given(self) -> bool:
        """Whether the maker says how much of it there is, none included."""
        return self.value is not None or self.not_applicable


class MaterialLine(Row):
    """`cell_materials`: a material of the cells."""

    state: str | None = None  # in_cell, bought
    yield_: Value | None = None  # share
    formula: str | None = None  # of a cathode: LiFePO4
    synthetic_share: Value | None = None
    silicon_share: Value | None = None
    coated_share: Value | None = None


class PartLine(Row):
    """`pack_parts`: a part of the pack beside its cells."""

    state: str | None = None
    yield_: Value | None = None  # share
    reusable: bool | None = None  # packaging


class PlantFields(Judged):
    """`plant`: energy of the plant in short, where no meter has a row."""

    plant_electricity: Value | None = None  # kWh per kWh good, or kWh a year: see its unit
    plant_heat: Value | None = None  # MJ of fuel (net) per kWh good, or MJ a year: see its unit
    good_output: Value | None = None  # kWh a year
    acceptance: Value | None = None  # share
    includes_pack_assembly: bool | None = None


class Amounts(Judged):
    """Amounts of a year: by month, the same every month, or its total alone."""

    unit: str | None = None  # in which the amounts are kept: kWh, MJ, kg, m3, piece
    months: Mapping[str, Value] = {}  # by month: 2025-01; months that are blank are not there
    every_month: Value | None = None
    year_total: Value | None = None

    @property
    def is_given(self) -> bool:
        """Whether there is an amount."""
        return bool(self.months) or self.every_month is not None or self.year_total is not None


class MeterLine(Amounts):
    """`meters`: a meter, a bill, or a material that is counted by month."""

    id: str
    item: str  # electricity_grid, natural_gas, …
    label: str | None = None  # line, workshop or building
    material: str | None = None  # key of the material of scrap or of a stock change
    parent: str | None = None  # id of the meter it stands behind
    allocation_id: str | None = None
    heating_value: Value | None = None  # MJ/m3 of the m3 in which amounts are kept (0 degC), or MJ/kg; net
    pressure: Value | None = None  # MPa, of steam
    temperature: Value | None = None  # degC, of steam
    technology: str | None = None
    destination: str | None = None
    price: Value | None = None
    gas: str | None = None  # that is topped up
    not_applicable: bool = False
    source_kind: str | None = None
    evidence_id: str | None = None
    note: str | None = None


class OutputLine(Judged):
    """`output`: a product of the plant, this one and others."""

    product_id: str
    label: str | None = None
    unit: str | None = None  # kwh, cells, packs
    energy_per_piece: Value | None = None  # kWh
    cell_mass_per_piece: Value | None = None  # kg
    area_per_piece: Value | None = None  # m2
    cells_per_piece: Value | None = None
    good: Amounts = Amounts()  # its unit: kwh, cells or packs
    started: Amounts = Amounts()
    note: str | None = None


class AllocationLine(Judged):
    """`allocation`: how the amount of a meter is shared among products."""

    allocation_id: str
    key: str | None = None  # kwh_good, kwh_started, cell_mass, electrode_area, cells, packs, share, outside
    products: tuple[str, ...] = ()  # empty: all
    shares: tuple[Value, ...] = ()
    reason: str | None = None
    by_product: str | None = None
    by_product_amount: Value | None = None
    by_product_rule: str | None = None  # physical, mass, economic, none
    efficiency: Value | None = None  # share
    price_ratio: Value | None = None
    note: str | None = None


class TransportLine(Judged):
    """`transport`: a leg in or out."""

    direction: str  # in, out
    what: str | None = None  # key of a material, all, pack
    from_: str | None = None
    to: str | None = None
    mode: str | None = None
    distance: Value | None = None  # km
    share: Value | None = None
    paid_by: str | None = None
    source_kind: str | None = None
    evidence_id: str | None = None
    note: str | None = None


class EndOfLifeFields(Judged):
    """`end_of_life`: where the pack goes."""

    route: str | None = None
    collection_rate: Value | None = None  # share
    recovery: Mapping[str, Value] = {}  # share, by metal: lithium, nickel, …
    recycler: str | None = None
    contract: str | None = None
    dismantled_by_maker: Value | None = None  # kWh a pack
    scrap_treatment: str | None = None


class CertificateLine(Judged):
    """`certificates`: green certificates that were bought, counted once."""

    number_first: str | None = None
    number_last: str | None = None
    kind: str | None = None
    kwh: Value | None = None
    generation_month: str | None = None  # 2025-01
    technology: str | None = None
    generation_province: str | None = None
    generation_plant: str | None = None
    retired_on: str | None = None  # 2025-06-30
    retired_for: str | None = None
    evidence_id: str | None = None
    note: str | None = None


class MetalLine(Judged):
    """A metal in what a supplier delivers."""

    content: Value | None = None  # share of the mass of what is delivered
    virgin_value: Value | None = None  # kg CO2e per kg
    recycled_value: Value | None = None  # kg CO2e per kg


class SupplierLine(Judged):
    """`suppliers`: a footprint that a supplier states, in a file or by hand."""

    supplier_id: str
    name: str | None = None
    replaces: str | None = None  # buyer > input
    file: str | None = None
    declared_unit: str | None = None
    mass_per_piece: Value | None = None  # kg
    value: Value | None = None  # kg CO2e per declared unit
    stage_raw: Value | None = None
    stage_production: Value | None = None
    stage_distribution: Value | None = None
    stage_end: Value | None = None
    boundary: str | None = None
    period: str | None = None
    valid_until: str | None = None  # 2026-12-31
    geography: str | None = None
    primary_share: Value | None = None  # share
    q_technology: float | None = None
    q_place: float | None = None
    q_time: float | None = None
    gwp_set: str | None = None
    exempted_percent: Value | None = None  # share
    includes_inbound_transport: bool | None = None
    recycled_counted: bool | None = None
    verified_by: str | None = None
    verified_on: str | None = None
    standard: str | None = None
    evidence_id: str | None = None
    metals: Mapping[str, MetalLine] = {}  # by metal: nickel, cobalt, …
    note: str | None = None


class EvidenceLine(Judged):
    """`evidence`: a document that values rest on."""

    evidence_id: str
    document: str | None = None
    kind: str | None = None
    issuer: str | None = None
    page: str | None = None
    period: str | None = None
    file: str | None = None
    sha256: str | None = None
    held_by: str | None = None
    confidential: bool | None = None
    note: str | None = None


class DataSheet(BaseModel):
    """A data sheet that can be calculated, or what is wrong with it in `findings`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path
    language: str = "en"
    product: ProductFields = ProductFields()
    cycle_test: CycleTest = CycleTest()
    cell_materials: tuple[MaterialLine, ...] = ()  # rows that say something, in the order of the file
    pack_parts: tuple[PartLine, ...] = ()
    plant: PlantFields = PlantFields()
    meters: tuple[MeterLine, ...] = ()
    output: tuple[OutputLine, ...] = ()
    allocation: tuple[AllocationLine, ...] = ()
    transport: tuple[TransportLine, ...] = ()
    end_of_life: EndOfLifeFields = EndOfLifeFields()
    certificates: tuple[CertificateLine, ...] = ()
    suppliers: tuple[SupplierLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    findings: tuple[Finding, ...] = ()  # in the order of the file

    def material(self, key: str) -> MaterialLine | None:
        """The row of a material of the cells; None where the sheet says nothing of it."""
        return next((line for line in self.cell_materials if line.key == key), None)

    def part(self, key: str) -> PartLine | None:
        """The row of a part of the pack; None where the sheet says nothing of it."""
        return next((line for line in self.pack_parts if line.key == key), None)
