"""Everything a report shows, calculated where it is first used."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.impact.study import Study
from lca_models.interpretation.contribution.backgrounds import SideBySide, side_by_side
from lca_models.interpretation.contribution.published_inputs import published_materials
from lca_models.interpretation.contribution.rows import Trace, trace
from lca_models.interpretation.evidence.assumptions import assumed_parameters
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.interpretation.evidence.key_effects import KeyEffect, key_effects
from lca_models.interpretation.evidence.next_data import DataPoint, next_data
from lca_models.interpretation.evidence.own_data import OwnData, own_data
from lca_models.interpretation.evidence.published_materials import (
    MaterialComparison,
    compare_materials,
    difference_by_input,
    published_total,
)
from lca_models.interpretation.evidence.resting import Resting, resting_on_assumptions
from lca_models.interpretation.uncertainty.intervals import Interval, gate_interval, interval_of, sampled_totals
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.inventory.system.accounted.given import merged
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.inventory.tables.reading import Table, tables_hash, tables_on_demand, text_hash
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE, scenarios_text
from lca_models.reporting.report.grid import GridFactors, ProvinceTable, grid_factors, province_table
from lca_models.reporting.report.own import own_document
from lca_models.reporting.report.tables import changed_settings, parameters_table, sources_table
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY
from lca_models.scope.quantity import is_co2e
from lca_models.scope.replacement import typed_words
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd


FURTHER_SETUP = "replaced.yaml"  # beside the report: what of the setup no command line holds
PUBLISHED = "GWP100"  # part of the name of the categories that the published model counts in


@dataclass(frozen=True)
class Neighbour:
    """Another shipped pack under the same settings, and what turns this one against it, per kWh of capacity."""

    result: Footprint
    name: str
    differences: pd.DataFrame
    difference: float  # this pack less the other, in score units per kWh of capacity
    published_difference: float | None  # the same of the published materials

    @property
    def is_turned(self) -> bool:
        """Whether the two packs stand in the other order than in the published model."""
        return self.published_difference is not None and self.published_difference * self.difference < 0


@dataclass(frozen=True)
class Report:
    """Everything a report shows, calculated where it is first used."""

    study: Study
    result: Footprint
    date: datetime
    language: str = ENGLISH
    folder: Path = Path()  # that it is written into

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the inventories."""
        return tables_on_demand(self.study.root)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Every parameter with its value."""
        return parameters_table(self.result)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The sources that the result rests on."""
        return sources_table(self.result, self.study.sources)

    @cached_property
    def beside_own(self) -> SideBySide | None:
        """The same result on this kit's background beside it; None where it is this one."""
        return side_by_side(self.result) if self.result.system.background is not None else None

    @property
    def pack(self) -> Pack | None:
        """What a maker gives, where the product is that of a data sheet."""
        return self.result.system.pack

    @cached_property
    def own_data(self) -> OwnData:
        """Whose data the result rests on."""
        return own_data(self.result.assessment)

    @cached_property
    def next_data(self) -> tuple[DataPoint, ...]:
        """The ten data points to collect next."""
        return next_data(self.result.assessment)

    @cached_property
    def key_effects(self) -> tuple[KeyEffect, ...]:
        """What other keys of allocation would do to the result."""
        return key_effects(self.result.assessment)

    @cached_property
    def trace(self) -> Trace:
        """The rows behind 95 % of the result."""
        return trace(self.result.assessment)

    @cached_property
    def evidence(self) -> dict[str, float]:
        """Share of the result by evidence class, and on aggregated processes."""
        return evidence_shares(self.result.assessment)

    @property
    def verification(self) -> dict[str, dict[str, float]]:
        """Share of the result by level of the trace and class of verification."""
        return {level: dict(shares) for level, shares in self.trace.verification.items()}

    @cached_property
    def resting(self) -> tuple[Resting, ...]:
        """What rests on assumptions, in every declared unit."""
        return resting_on_assumptions(self.result, samples=self.samples)

    @cached_property
    def samples(self) -> tuple[MonteCarlo | None, ...]:
        """Samples of the total and the stages in every declared unit; None where nothing is uncertain."""
        return sampled_totals(self.result)

    @property
    def intervals(self) -> tuple[Interval | None, ...]:
        """The interval of the total in every declared unit."""
        return tuple(interval_of(sample) if sample else None for sample in self.samples)

    @property
    def gate(self) -> Interval | None:
        """The interval of cradle to gate per kWh of capacity."""
        sample = self.samples[DECLARED_UNITS.index(KWH_CAPACITY)]
        return gate_interval(sample) if sample else None

    @cached_property
    def assumed(self) -> Any:
        """The assumed parameters that move the result most."""
        return assumed_parameters(self.result.assessment, 50)

    @cached_property
    def grid(self) -> GridFactors | None:
        """Factors of the electricity, in kg CO2e; None for other categories and without a table of generation."""
        if not is_co2e(self.result.assessment.unit):
            return None
        return grid_factors(self.tables, self.result.assessment)

    @cached_property
    def provinces(self) -> ProvinceTable | None:
        """The provinces beside their official factors."""
        return province_table(self.tables, self.grid) if self.grid else None

    @cached_property
    def materials(self) -> MaterialComparison | None:
        """The materials beside the published model; None where it has no such chemistry or another category is assessed."""
        product = self.result.system.shipped_product
        total = published_total(self.tables, product.chemistry)
        if total is None or not self._is_published_category:
            return None
        rows = published_materials(self.tables, product.chemistry)
        return compare_materials(self.result.assessment, self.result.functional_unit.rated_energy_kwh, rows, total)

    @property
    def _is_published_category(self) -> bool:
        return PUBLISHED in self.result.assessment.method

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The other shipped packs with a published total to stand beside, under the settings of this one.

        A pack of a data sheet stands beside its archetype alone, at the plant of the pack.
        """
        product = self.result.system.shipped_product
        if self.pack is not None:
            return (self._neighbour(self.pack.archetype),)
        others = [other for other in self.study.products.values() if other.id != product.id]
        return tuple(self._neighbour(other.id) for other in others if published_total(self.tables, other.chemistry))

    def _neighbour(self, other: str) -> Neighbour:
        system, asked = self.study.product_system(other, rules=self.result.rule_set), self.result.resolved.asked
        # A measured fade is that of this pack alone; per kWh of capacity it counts for nothing.
        alike, levels = (
            replace(asked, product=other, fade_curve=None, allow_incomplete=True),
            self.result.resolved.levels,
        )
        if self.pack is not None:
            plant = {system.shipped_product.plant_province: self.result.province}
            alike, levels = replace(alike, province="", settings={**merged(levels), **plant}, replacements=()), ()
        found = footprint_of(setup_on(system, alike, self.result.scenario, levels))
        energies = (self.result.functional_unit.rated_energy_kwh, found.functional_unit.rated_energy_kwh)
        differences = difference_by_input(self.result.assessment, found.assessment, *energies)
        published = [
            published_total(self.tables, side.system.product.chemistry)
            for side in (self.result, found)
            if side.system.product
        ]
        known_both = (
            self.pack is None
            and self._is_published_category
            and len(published) == 2
            and published[0] is not None
            and published[1] is not None
        )
        return Neighbour(
            found,
            system.shipped_product.name,
            differences,
            float(differences["difference"].sum()),
            published[0].score - published[1].score if known_both else None,  # type: ignore[union-attr]
        )

    @property
    def command(self) -> str:
        """The command that repeats the result; what no command line holds stands in a file beside the report."""
        setup = self.result.complete_setup
        if self.further_setup:
            setup = replace(setup, replacements=(), scenarios=(*setup.scenarios, str(self.folder / FURTHER_SETUP)))
        return shlex.join(setup.words())

    @cached_property
    def further_setup(self) -> str:
        """What of the setup no command line holds, as a file of scenarios: figures with their provenance; else empty."""
        said = self.result.complete_setup.replacements
        if all(map(typed_words, said)):
            return ""
        return scenarios_text([CalculationSetup(replacements=said).scenario("replaced", self.result.product)])

    @cached_property
    def document(self) -> dict[str, Any]:
        """The footprint with its inputs, for programs."""
        return {
            **self.result.document(),
            "evidence": self.evidence,
            "verification": self.verification,
            "intervals": [one.document() for one in (*self.intervals, self.gate) if one],
            "assumptions": [one.document() for one in self.resting],
            **own_document(self.result),
            **({"background": self.beside_own.document()} if self.beside_own is not None else {}),
            "settings": changed_settings(self.result),
            "command": self.command,
            "tables_hash": tables_hash(self.study.root),
            "scenarios_hash": text_hash(self.study.root / SCENARIOS_FILE),
            "files": {name: text_hash(Path(name)) for name in self.result.complete_setup.files()},
            "brightway_project": self.study.current.project,
            "date_utc": self.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
