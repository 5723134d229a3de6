"""The materials of a pack beside a published model, the difference attributed input by input.

Both sides are per kWh of capacity and without credits. The kit's total is the stage of raw material acquisition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment, solve
from lca_models.interpretation.contribution.published_inputs import PublishedMaterial
from lca_models.interpretation.contribution.rows import (
    input_contribution,
    largest_contributions,
    product_words,
)
from lca_models.inventory.tables.reading import Table, rows_of
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.quantity import unit_text
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import bilingual
from lca_models.scope.wording.prose import told

if TYPE_CHECKING:
    import pandas as pd

SMALL = 0.05  # kg CO2e per kWh: an input below it is not worth a line of its own


@dataclass(frozen=True)
class PublishedTotal:
    """The total a published model gives for the materials of a pack, in kg CO2e per kWh of capacity."""

    score: float
    source: str
    locator: str
    comment: str


@dataclass(frozen=True)
class MaterialLine:
    """One input on both sides, per kWh of capacity: mass in kg, score in kg CO2e. None where a side has no such figure."""

    name: str
    name_zh: str
    published_mass_kg: float | None
    kit_mass_kg: float | None
    published: float
    kit: float

    @property
    def difference(self) -> float:
        """Kit less published."""
        return self.kit - self.published

    @property
    def by_mass(self) -> float | None:
        """Part of the difference that comes from the mass, at the published factor."""
        if not self.published_mass_kg or self.kit_mass_kg is None:
            return None
        return (self.kit_mass_kg - self.published_mass_kg) * self.published / self.published_mass_kg

    @property
    def by_factor(self) -> float | None:
        """Part of the difference that comes from the factor per kg, at the kit's mass."""
        return None if self.by_mass is None else self.difference - self.by_mass


@dataclass(frozen=True)
class MaterialComparison:
    """A pack's materials beside a published total, in kg CO2e per kWh of capacity."""

    lines: tuple[MaterialLine, ...]  # largest difference first
    kit_total: float
    published: PublishedTotal

    @property
    def difference(self) -> float:
        """Kit less published, in total."""
        return self.kit_total - self.published.score

    @property
    def remainder(self) -> float:
        """Part of the difference that no line carries."""
        return self.difference - sum(line.difference for line in self.lines)

    def table(self) -> pd.DataFrame:
        """Tidy table of the lines with the totals last; masses in kg, scores in kg CO2e, all per kWh of capacity."""
        import pandas as pd

        columns = ("input", "published_kg", "kit_kg", "published", "kit", "difference", "by_mass", "by_factor")
        rows: list[tuple[object, ...]] = [
            (line.name, line.published_mass_kg, line.kit_mass_kg, line.published, line.kit, line.difference,
             line.by_mass, line.by_factor)
            for line in self.lines
        ]  # fmt: skip
        rows.append(("not attributed", None, None, None, None, self.remainder, None, None))
        rows.append(("all materials", None, None, self.published.score, self.kit_total, self.difference, None, None))
        return pd.DataFrame(rows, columns=pd.Index(columns)).assign(unit=unit_text("kg CO2e", KWH_CAPACITY))


def published_total(tables: tuple[Table, ...], chemistry: str) -> PublishedTotal | None:
    """The published total of a chemistry; None where none is known."""
    for row in rows_of(tables, "published_totals"):
        if row["chemistry"] == chemistry:
            return PublishedTotal(float(row["kg_co2e_per_kwh"]), row["source"], row["locator"], row["comment"])
    return None


def compare_materials(
    assessment: Assessment, rated_energy_kwh: float, materials: Sequence[PublishedMaterial], total: PublishedTotal
) -> MaterialComparison:
    """The materials of a pack beside the published ones, per kWh of capacity."""
    gross = without_credits(assessment)
    bought = [input_contribution(gross, material.codes) for material in materials]
    lines = [
        MaterialLine(
            ", ".join(material.names),
            "、".join(told(name, CHINESE) for name in material.names),
            material.mass_kg,
            mass_kg / rated_energy_kwh,
            material.score,
            score / rated_energy_kwh,
        )
        for material, (mass_kg, score) in zip(materials, bought, strict=True)
    ]
    covered = frozenset(code for material in materials for code in material.codes)
    lines += [
        MaterialLine(f"{name} (only in this kit)", _only_here(chinese), None, None, 0.0, score / rated_energy_kwh)
        for (name, chinese), score in _other_inputs(gross, covered)
        if abs(score) / rated_energy_kwh >= SMALL
    ]
    itemized = sum(material.score for material in materials)
    lines.append(MaterialLine(*bilingual("published total less its own rows"), None, None, total.score - itemized, 0.0))
    lines.sort(key=lambda line: -abs(line.difference))
    return MaterialComparison(tuple(lines), gross.stages()[RAW_MATERIAL_ACQUISITION] / rated_energy_kwh, total)


def without_credits(assessment: Assessment) -> Assessment:
    """The same system with every avoided product at 0."""
    credits = np.array([exchange.type == "substitution" for exchange in assessment.system.exchanges])
    amounts = np.where(credits, 0.0, assessment.amounts)
    return solve(assessment.system, assessment.parameters, amounts, assessment.method)


def _only_here(chinese: str) -> str:
    return bilingual("{name} (only in this kit)", name=chinese)[1]


def _other_inputs(assessment: Assessment, covered: frozenset[str]) -> Iterable[tuple[tuple[str, str], float]]:
    """Raw-material purchases of the foreground that no compared process holds: names in both languages, and score."""
    system = assessment.system
    inside = _foreground_below(assessment, covered)
    names, chinese = product_words(assessment), product_words(assessment, CHINESE)
    found: dict[tuple[str, str], float] = {}
    for exchange, stage, amount in zip(system.exchanges, system.stages, assessment.purchases, strict=True):
        if stage == RAW_MATERIAL_ACQUISITION and exchange.input[1] not in covered and exchange.process[1] not in inside:
            both = names[exchange.input], chinese[exchange.input]
            found[both] = found.get(both, 0.0) + float(amount)
    return found.items()


def _foreground_below(assessment: Assessment, codes: frozenset[str]) -> frozenset[str]:
    """The foreground processes among `codes`, and those they buy from."""
    foreground = {node.key[1] for node in assessment.system.processes if node.stage}
    found: set[str] = set()
    waiting = codes & foreground
    while waiting:
        found |= waiting
        bought = {exchange.input[1] for exchange in assessment.system.exchanges if exchange.process[1] in waiting}
        waiting = frozenset((bought & foreground) - found)
    return frozenset(found)


def difference_by_input(
    first: Assessment, second: Assessment, first_energy_kwh: float, second_energy_kwh: float
) -> pd.DataFrame:
    """What turns one pack against another, input by input, in score units per kWh of capacity.

    Tidy table: input, stage, first, second, difference (first less second), unit; largest difference first. The
    differences sum to that of the two results.
    """
    keys = ["bought", "stage"]
    sides = [
        largest_contributions(assessment, len(assessment.system.exchanges)).groupby(keys, sort=False)["amount"].sum()
        / energy
        for assessment, energy in ((first, first_energy_kwh), (second, second_energy_kwh))
    ]
    table = (
        sides[0]
        .to_frame("first")
        .join(sides[1].to_frame("second"), how="outer")
        .fillna(0.0)
        .reset_index(names=["input", "stage"])
    )
    table["difference"] = table["first"] - table["second"]
    table["unit"] = unit_text(first.unit, KWH_CAPACITY)
    return table.sort_values("difference", key=abs, ascending=False, kind="stable", ignore_index=True)
