"""From this kit's gate value to a published one: the reference's inputs in place of the kit's, and what is left.

A reference publishes inputs: what a kilogram of a material stands for, how many kilograms a kWh of capacity takes, settings
of a plant, what a whole stage comes to. Each bar puts some of them in place of the kit's, purchases through replacements. What
a bar adds depends on the bars before it, so it is the mean over all orders (Shapley); with the boundary, and with what is not
explained, the bars sum to the difference. Nothing is fitted: the rest has no cause here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment, solve
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import DEFAULT_METHOD_ID
from lca_models.impact.study import Study
from lca_models.interpretation.comparison.rule_sets import shapley
from lca_models.interpretation.contribution.published_inputs import (
    PublishedMaterial,
    Reference,
    find_reference,
    grouped_materials,
    read_references,
)
from lca_models.interpretation.contribution.rows import bought_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.purchases import published_figure
from lca_models.inventory.system.replaced.structure import DATABASE, parameter_names, with_replacements
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.reading import Row, read_table
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_text
from lca_models.scope.replacement import Replacement
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import GATE, MANUFACTURING
from lca_models.scope.wording.messages import language_in_use, message
from lca_models.scope.wording.prose import told

if TYPE_CHECKING:
    import pandas as pd

INPUTS = "reference_inputs.csv"
MATERIALS = "manufacturing/published_materials.csv"
DESIGN, BOUNDARY = "design", "boundary"
MAKING = "making"  # measure of a reference that leaves materials out
LEAST_INPUTS = 3  # of a reference that is reconciled
LEAST_KG = 1e-12  # of a material that a pack holds


@dataclass(frozen=True)
class Bar:
    """What some inputs of the reference add to the kit's value, mean over all orders."""

    name: str
    amount: float  # kg CO2e per kWh of capacity
    cited: tuple[str, ...]  # the reference's figures, what they stand in place of, and where they are


@dataclass(frozen=True)
class Reconciliation:
    """The way from the kit's gate value to a reference, in kg CO2e per kWh of capacity."""

    footprint: Footprint
    reference: Reference
    kit: float
    bars: tuple[Bar, ...]  # largest first; none where the reference publishes too few inputs
    inputs: int  # that the reference publishes

    @property
    def is_range_only(self) -> bool:
        """Whether the reference publishes too few inputs to say where the difference comes from."""
        return self.inputs < LEAST_INPUTS

    @property
    def not_explained(self) -> float:
        """Reference less what the kit comes to with all of its inputs, in `unit`."""
        return self.reference.value - self.kit - sum(bar.amount for bar in self.bars)

    @property
    def explained_share(self) -> float | None:
        """1 less the rest over the difference within the boundary of both; None without bars or difference."""
        outside = sum(bar.amount for bar in self.bars if bar.name == BOUNDARY)
        difference = self.reference.value - self.kit - outside
        return 1 - abs(self.not_explained / difference) if self.bars and difference else None

    @property
    def unit(self) -> str:
        """Unit of every amount."""
        return unit_text(self.footprint.assessment.unit, KWH_CAPACITY)

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the waterfall: the kit, each bar with its start and end, the rest, the reference."""
        at = self.kit
        found = [_line("this kit, gate", 0.0, self.kit, "total", ())]
        rest = [] if self.is_range_only else [Bar("not explained", self.not_explained, ())]
        for bar in (*self.bars, *rest):
            found.append(_line(bar.name, at, at + bar.amount, "step", bar.cited))
            at += bar.amount
        cited = (_place(self.reference.source, self.reference.locator),)
        found.append(_line(self.reference.id, 0.0, self.reference.value, "total", cited))
        return [{**line, "unit": self.unit} for line in found]

    def table(self) -> pd.DataFrame:
        """Tidy table of the waterfall: step, start, end, amount, kind, cited, unit."""
        import pandas as pd

        return pd.DataFrame([{**row, "cited": "; ".join(row["cited"])} for row in self.rows()])

    def document(self) -> dict[str, Any]:
        """The reconciliation as one JSON document."""
        one = self.reference
        return {
            "product": self.footprint.product, "rules": self.footprint.rules, "reference": one.id, "name": one.name,
            "measure": one.measure, "kit": self.kit, "published": one.value, "low": one.low, "high": one.high,
            "range_only": self.is_range_only, "inputs_published": self.inputs,
            "rows": self.rows(), "not_explained": None if self.is_range_only else self.not_explained,
            "explained_share": self.explained_share, "unit": self.unit, "comment": one.comment,
            "inputs": self.footprint.accounts.document(), "notes": list(self.footprint.notes()),
        }  # fmt: skip


def _line(step: str, start: float, end: float, kind: str, cited: Sequence[str]) -> dict[str, Any]:
    return {"step": step, "start": start, "end": end, "amount": end - start, "kind": kind, "cited": list(cited)}


def reconcile(study: Study, setup: CalculationSetup, reference: str) -> Reconciliation:
    """The way from a product's gate value to a published one.

    Raises ScenarioError for unknown names, for a process of a Brightway project, and for another impact category than that
    of references; InventoryError for tables that cannot be read.
    """
    found = study.footprint(setup)
    if found.is_foreign or found.method_id != DEFAULT_METHOD_ID:
        raise ScenarioError(
            message(
                "references are of the products of this kit in {category}; choose one of them",
                category=DEFAULT_METHOD_ID,
            )
        )
    chemistry = found.system.shipped_product.chemistry
    one = find_reference(read_references(study.root), reference, chemistry)
    materials, rows = _materials(study.root, one), _inputs(study.root, one)
    work = _Work(study, found, one, materials, rows)
    inputs = len(materials) + len(rows)
    return Reconciliation(found, one, work.kit, work.bars() if inputs >= LEAST_INPUTS else (), inputs)


def _materials(root: Path, one: Reference) -> tuple[PublishedMaterial, ...]:
    """What the published model of a reference says of materials: the rows of its source."""
    rows = read_table(root, MATERIALS).rows if (root / MATERIALS).is_file() else ()
    return grouped_materials([row for row in rows if row["chemistry"] == one.chemistry and row["source"] == one.source])


def _inputs(root: Path, one: Reference) -> tuple[Row, ...]:
    rows = read_table(root, INPUTS).rows if (root / INPUTS).is_file() else ()
    return tuple(row for row in rows if row["reference"] == one.id and row["chemistry"] in ("", one.chemistry))


@dataclass(frozen=True)
class _Figure:
    """What a reference says per unit of some products, with the purchases that it stands in place of."""

    bar: str
    places: np.ndarray  # positions of exchanges
    value: float  # kg CO2e per unit
    amount: float | None  # units per kWh of capacity, where it says so
    words: str
    cited: str


@dataclass(frozen=True)
class _Work:
    """Values with some bars in place of the kit's inputs, others as the kit has them."""

    study: Study
    footprint: Footprint
    reference: Reference
    materials: Sequence[PublishedMaterial]
    rows: Sequence[Row]
    _solved: dict[frozenset[str], np.ndarray] = field(default_factory=dict)
    _started: dict[frozenset[str], tuple[Mapping[str, float], np.ndarray]] = field(default_factory=dict)

    @property
    def system(self) -> ProductSystem:
        return self.footprint.system

    @cached_property
    def energy_kwh(self) -> float:
        """Rated energy of the pack."""
        return self.footprint.functional_unit.rated_energy_kwh

    @property
    def kit(self) -> float:
        """The gate value, without credits."""
        stages = self._kit.stages()
        return sum(stages[stage] for stage in GATE) / self.energy_kwh

    @cached_property
    def _kit(self) -> Assessment:
        """The kit's own result without credits: a published gate value has none."""
        found = self.footprint.assessment
        return solve(self.system, found.parameters, _without_credits(self.system, found.amounts), found.method)

    def bars(self) -> tuple[Bar, ...]:
        """What each bar adds, largest first, and the boundary before them."""
        names = list(dict.fromkeys([*(one.bar for one in self.figures), *self.settings, *self.stage_figures]))
        if any(one.amount is not None for one in self.figures):
            names.append(DESIGN)
        added = shapley(names, cache(self.value))
        found = [Bar(name, added[name], self.cited(name)) for name in names]
        found.sort(key=lambda bar: -abs(bar.amount))
        return (*self._boundary(), *found)

    def _boundary(self) -> tuple[Bar, ...]:
        """What lies outside the reference: the making of cells and pack, which rules may count otherwise, or all else."""
        source, locator = self.reference.source, told(self.reference.locator, language_in_use())
        made = _of_stage(self._kit, MANUFACTURING) / self.energy_kwh
        if self.reference.measure == "materials":
            words = message("materials only, without the making of cells and pack ({source}, {locator})",
                            source=source, locator=locator)  # fmt: skip
            return (Bar(BOUNDARY, -made, (words,)),)
        if self.reference.measure == MAKING:
            words = message("making of cells and pack only, without materials ({source}, {locator})",
                            source=source, locator=locator)  # fmt: skip
            return (Bar(BOUNDARY, made - self.kit, (words,)),)
        return ()

    @cached_property
    def figures(self) -> tuple[_Figure, ...]:
        """Factors, with masses where the reference states them."""
        found = [
            self._figure(one.bar, one.codes, one.score / one.mass_kg, one.mass_kg, "; ".join(one.cited))
            for one in self.materials
        ]
        found += [
            self._figure(row["bar"], frozenset(row["target"].split()), float(row["amount"]), None,
                         f"{row['source']}, {row['locator']}", upstream=row["kind"] == "upstream")
            for row in self.rows
            if row["kind"] in ("factor", "upstream")
        ]  # fmt: skip
        return tuple(one for one in found if len(one.places))

    def _figure(
        self, bar: str, codes: frozenset[str], value: float, mass: float | None, cited: str, *, upstream: bool = False
    ) -> _Figure:
        """A figure with what the making of the pack buys of some products, or with `upstream` its supply chain too."""
        system, assessment = self.system, self.footprint.assessment
        buyers = [system.processes[column].stage for column in system.matrix_columns.tolist()]
        gate = (MANUFACTURING,) if self.reference.measure == MAKING else GATE
        counted = [stage in gate or (not stage and (buyer in gate or (upstream and not buyer)))
                   for stage, buyer in zip(system.stages, buyers, strict=True)]  # fmt: skip
        bought = bought_of(assessment, codes, upstream=upstream) & np.array(counted) & (system.signs < 0)
        bought &= assessment.quantities > LEAST_KG
        words = " ".join(sorted({system.exchanges[place].input[1] for place in np.flatnonzero(bought).tolist()}))
        return _Figure(bar, np.flatnonzero(bought), value, mass, words, cited)

    @cached_property
    def settings(self) -> dict[str, dict[str, float]]:
        """Parameters by bar."""
        found: dict[str, dict[str, str | float]] = {}
        for row in self.rows:
            if row["kind"] == "setting":
                found.setdefault(row["bar"], {})[row["target"]] = row["amount"]
        system = self.system
        return {bar: resolve_settings(said, system.parameters, system.choices) for bar, said in found.items()}

    @cached_property
    def stage_figures(self) -> dict[str, Row]:
        """Figures of a whole stage, by bar."""
        return {row["bar"]: row for row in self.rows if row["kind"] == "stage"}

    @cached_property
    def replaced(self) -> tuple[ProductSystem, tuple[tuple[int, _Figure, int], ...]]:
        """The system with every figure in place, and per replacement: a purchase, its figure, the emission that it becomes."""
        said: list[Replacement] = []
        found: list[tuple[int, _Figure]] = []
        taken: set[tuple[str, str]] = set()
        for one in self.figures:
            for place in one.places.tolist():
                row = self.system.exchanges[place]
                names = ("/".join(row.process), "/".join(row.input))
                if names in taken:  # the same purchase twice, in two stages
                    continue
                taken.add(names)
                said.append(published_figure(self.system, place, self.reference.name, one.value, self.reference.measure,
                                             self.reference.source))  # fmt: skip
                found.append((place, one))
        system = with_replacements(self.system, said, self.study.pedigree_factors)
        emissions = {row.process[1]: place for place, row in enumerate(system.exchanges)
                     if row.process[0] == DATABASE and row.is_emission}  # fmt: skip
        names_of = parameter_names(system.replacements)[-len(said) :] if said else ()
        return system, tuple((*one, emissions[name]) for one, name in zip(found, names_of, strict=True))

    def value(self, switched: frozenset[str]) -> float:
        """The gate value with some bars in place of the kit's inputs."""
        system, replacements = self.replaced
        active = frozenset(name for name in self.settings if name in switched)
        values, amounts = self._start(active)
        kit, amounts = self._intensities(active), amounts.copy()
        for place, one, emission in replacements:
            amounts[emission] = one.value if one.bar in switched else kit[self.system.matrix_rows[place]]
        for place, factor in self.scales.items() if DESIGN in switched else ():
            amounts[place] *= factor
        solved = solve(system, values, amounts, self.footprint.assessment.method, judged=False)
        if self.reference.measure == MAKING:
            return _of_stage(solved, MANUFACTURING) / self.energy_kwh
        stages = solved.stages()
        total = sum(stages[stage] for stage in GATE) / self.energy_kwh
        for name, row in self.stage_figures.items():
            if name in switched:
                total += float(row["amount"]) - _of_stage(solved, row["target"]) / self.energy_kwh
        return total

    def _start(self, active: frozenset[str]) -> tuple[Mapping[str, float], np.ndarray]:
        """Parameters and amounts of the system with every figure in place, at the settings of some bars."""
        if active not in self._started:
            system = self.replaced[0]
            values = system.parameter_values(self._numbers(active))
            self._started[active] = values, _without_credits(system, system.amounts(values))
        return self._started[active]

    def _numbers(self, active: frozenset[str]) -> dict[str, float]:
        numbers = dict(self.footprint.resolved.numbers)
        for name in sorted(active):
            numbers |= self.settings[name]
        return numbers

    @cached_property
    def scales(self) -> dict[int, float]:
        """Per purchase: the reference's amount over the kit's."""
        bought = self.footprint.assessment.quantities
        return {
            place: one.amount * self.energy_kwh / float(bought[one.places].sum())
            for one in self.figures
            if one.amount is not None
            for place in one.places.tolist()
        }

    def _intensities(self, active: frozenset[str]) -> np.ndarray:
        """Of the kit's own products, at the settings of some bars."""
        if active not in self._solved:
            values = self.system.parameter_values(self._numbers(active))
            amounts = _without_credits(self.system, self.system.amounts(values))
            self._solved[active] = solve(self.system, values, amounts, self.footprint.assessment.method).intensities
        return self._solved[active]

    def cited(self, name: str) -> tuple[str, ...]:
        """The reference's own figures behind a bar with what they stand in place of, then where they are."""
        kit = self._intensities(frozenset())
        quantities = self.footprint.assessment.quantities
        found, sources = [], dict[str, None]()
        for one in self.figures:
            bought = quantities[one.places]
            if one.bar == name:
                was = float((kit[self.system.matrix_rows[one.places]] * bought).sum() / bought.sum())
                found.append(message("{input}: {value:.4g} kg CO2e per unit in place of {was:.4g}",
                                     input=one.words, value=one.value, was=was))  # fmt: skip
            if name == DESIGN and one.amount is not None:
                was = float(bought.sum()) / self.energy_kwh
                found.append(message("{input}: {value:.4g} per kWh in place of {was:.4g}",
                                     input=one.words, value=one.amount, was=was))  # fmt: skip
            if one.bar == name or (name == DESIGN and one.amount is not None):
                sources[one.cited] = None
        for row in self.rows:
            if row["kind"] == "setting" and row["bar"] == name:
                was = float(self.footprint.assessment.parameters[row["target"]])
                value = row["amount"] if row["unit"] == "1" else f"{row['amount']} {row['unit']}"
                found.append(message("{input}: {value} in place of {was:.4g}",
                                     input=row["target"], value=value, was=was))  # fmt: skip
                sources[_place(row["source"], row["locator"])] = None
        if (stated := self.stage_figures.get(name)) is not None:
            was = _of_stage(self._kit, stated["target"]) / self.energy_kwh
            words = word_label(stated["target"], language_in_use())
            found.append(message("{input}: {value:.4g} kg CO2e per kWh in place of {was:.4g}",
                                 input=words, value=float(stated["amount"]), was=was))  # fmt: skip
            sources[_place(stated["source"], stated["locator"])] = None
        return (*found, *sources)


def _place(source: str, locator: str) -> str:
    """A source and where the figure stands in it, in the language in use."""
    return f"{source}{label('text.comma', language_in_use())}{told(locator, language_in_use())}"


def _of_stage(assessment: Assessment, stage: str) -> float:
    """What the purchases of a stage stand for, by the stages of the tables: rules may count them otherwise."""
    stages = (assessment.system.before_rules or assessment.system).stages
    return float(sum(amount for at, amount in zip(stages, assessment.purchases, strict=True) if at == stage))


def _without_credits(system: ProductSystem, amounts: np.ndarray) -> np.ndarray:
    return np.where(np.array([row.type == "substitution" for row in system.exchanges]), 0.0, amounts)
