"""What a sheet gives, as it is turned into values of a pack: one place where origins, defaults and blanks are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import DataSheet, EvidenceLine, Value
from lca_models.inventory.system.pack import (
    CALCULATED,
    ESTIMATE,
    INVOICE,
    METER,
    SUPPLIER,
    AllocationKey,
    GivenParameter,
    GivenPurchase,
    Origin,
)
from lca_models.inventory.system.pack import own_name as own_name
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.formulas import evaluate, names_in

# Where a sheet says how a value was got and not how far off it may be: half of the 95 % interval, and the score of accuracy.
SPREADS = {METER: 0.02, INVOICE: 0.03, SUPPLIER: 0.10, CALCULATED: 0.10, ESTIMATE: 0.30}
ACCURACY = {METER: 1, INVOICE: 2, SUPPLIER: 3, CALCULATED: 3, ESTIMATE: 4}
ACCURACY_PLACE = 3  # among the scores


@dataclass
class Collected:
    """Values of one sheet on the archetype of its chemistry."""

    sheet: DataSheet
    system: ProductSystem  # of the archetype, before rule sets
    findings: Findings
    units: Mapping[str, str] = field(default_factory=dict)  # of all processes and flows of the project, by code
    parameters: dict[str, GivenParameter] = field(default_factory=dict)
    purchases: list[GivenPurchase] = field(default_factory=list)
    choices: dict[str, tuple[str, Origin]] = field(default_factory=dict)
    blanks: list[str] = field(default_factory=list)  # labels
    supplier_shares: dict[str, float] = field(default_factory=dict)  # primary data that suppliers state, by supplier
    keys: tuple[AllocationKey, ...] = ()  # by which meters are shared, and others that could
    metered_kwh: float | None = None  # of good cells in the year, of the row of output that is the product

    @property
    def chemistry(self) -> str:
        """Key of the chemistry of the archetype."""
        return self.system.shipped_product.chemistry

    @cached_property
    def archetype(self) -> Mapping[str, float]:
        """Values of all parameters of the archetype."""
        return self.system.stored_values

    @property
    def rated_energy(self) -> float:
        """KWh of one pack: what is given, else that of the archetype."""
        given = self.sheet.product.rated_energy
        return given.number if given is not None else self.archetype[self.system.shipped_product.rated_energy]

    @property
    def good_kwh(self) -> float | None:
        """KWh of good cells of the product in the year, as `output` or else `plant` gives it; None where neither does."""
        given = self.sheet.plant.good_output
        if self.metered_kwh is not None:
            return self.metered_kwh
        return given.number if given is not None else None

    @cached_property
    def documents(self) -> Mapping[str, EvidenceLine]:
        """The register of evidence by id."""
        return {one.evidence_id: one for one in self.sheet.evidence}

    def evaluated(self, formula: str) -> float:
        """A formula at the values of the archetype."""
        return evaluate(formula, {name: self.archetype[name] for name in names_in(formula)})

    def origin(self, value: Value, label: str, *, spread: bool = True) -> Origin:
        """Where a value comes from; `spread`: whether the way it was got says how far off it may be."""
        kind = value.source_kind or ""
        scores = [*value.scores]
        if scores[ACCURACY_PLACE] is None:
            scores[ACCURACY_PLACE] = ACCURACY.get(kind)
        half_width = value.spread if value.spread is not None else SPREADS.get(kind) if spread else None
        return Origin(
            value.place, value.words, kind, self.document_words(value.evidence_id), value.period or "", half_width,
            tuple(scores), value.note or "", label,
        )  # fmt: skip

    def document_words(self, evidence_id: str | None) -> str:
        """A document of the register as a source names it; its id where the register does not know it."""
        if not evidence_id:
            return ""
        one = self.documents.get(evidence_id)
        return ", ".join(filter(None, [evidence_id, one.document, one.page, one.period])) if one else evidence_id

    def give(self, name: str, value: float, unit: str, origin: Origin, formula: str = "") -> None:
        """A parameter; what is given first stands."""
        self.parameters.setdefault(name, GivenParameter(name, value, unit, origin, formula))

    def buy(
        self, buyer: str, bought: str, formula: str, origin: Origin, *, adds: bool = False, stage: str = ""
    ) -> None:
        """A purchase per unit of its buyer; `stage`: of what the archetype does not buy, that of the buyer where empty."""
        self.purchases.append(GivenPurchase(buyer, bought, formula, origin, stage, adds))

    def choose(self, name: str, code: str, origin: Origin) -> None:
        """A choice by its code."""
        self.choices.setdefault(name, (code, origin))

    def blank(self, labels: Iterable[str]) -> None:
        """Fields that fall back to the archetype."""
        self.blanks += [one for one in labels if one not in self.blanks]
