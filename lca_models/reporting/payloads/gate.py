"""What a buyer is told of a product: burdens by stage, gases at the gate, what it holds of metals. No recipe.

A stage of a payload holds burdens only. What recycling avoids stands apart, so that no stage is below 0 and nothing is
hidden in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lca_models.impact.assessment import solve
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import GAS_METHODS, method_ids
from lca_models.inventory.system.rows import IN_PLACE_OF, Key
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.inventory.tables.reading import Row, find_inventories, read_table
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.stages import GATE
from lca_models.scope.wording.messages import message

METHODS = {
    "gwp100-ar6": "AR6",
    "gwp100-ar5": "AR5",
}  # impact categories that buyers ask for, with the report of the IPCC
SYMBOLS = {
    "nickel": "Ni",
    "cobalt": "Co",
    "manganese": "Mn",
    "lithium": "Li",
    "copper": "Cu",
    "aluminium": "Al",
    "iron": "Fe",
}
CARBON = "carbon"
_PRIMARY = re.compile(r"primary_(\w+)_counted")
_RECYCLED = re.compile(r"recycled_(\w+)_counted")


class ExportError(LcaModelsError, ValueError):
    """A payload names what its form asks for and holds what was calculated; the message says what is missing."""


@dataclass(frozen=True)
class MetalInside:
    """A metal in a product, with the footprints of its virgin and its recycled form, kg CO2e per kg of metal."""

    name: str  # nickel
    mass_kg: float
    virgin: float | None = None
    recycled: float | None = None


@dataclass(frozen=True)
class Shown:
    """What a payload shows of a result; figures in kg CO2e per pack.

    Raises ExportError for a result that is no pack's, or in another impact category.
    """

    result: Footprint
    root: Path | None = (
        None  # of the inventories that compositions and exclusions are read from; default: those shipped
    )

    def __post_init__(self) -> None:
        if self.result.is_foreign:
            raise ExportError(
                message("{product} is a process of a Brightway project; the payloads of buyers are those of battery packs",
                        product=self.result.product)
            )  # fmt: skip
        if self.result.method_id not in METHODS:
            raise ExportError(
                message("{method} is no category that buyers take; leave --method out, or give {listed}",
                        method=self.result.method_id, listed=", ".join(METHODS))
            )  # fmt: skip

    @property
    def potentials(self) -> str:
        """The report of the IPCC whose potentials were used."""
        return METHODS[self.result.method_id]

    @cached_property
    def burdens(self) -> dict[str, float]:
        """Score by stage without what is avoided in it."""
        credits = self.result.assessment.credits()
        return {stage: max(0.0, amount - credits.get(stage, 0.0)) for stage, amount in self.result.stages.items()}

    @cached_property
    def avoided(self) -> float:
        """What recycling avoids, at most 0."""
        return min(0.0, sum(self.result.assessment.credits().values()))

    @property
    def gate(self) -> float:
        """Burdens of raw materials and manufacturing."""
        return sum(self.burdens.get(stage, 0.0) for stage in GATE)

    @cached_property
    def gases(self) -> dict[str, float]:
        """The same by group of gases, where the project has them and they make the whole."""
        system, result = self.result.system, self.result
        known = method_ids(system.method_metadata)
        if self.potentials != "AR6" or any(method not in known for method in GAS_METHODS.values()):
            return {}
        found = {}
        for group, method in GAS_METHODS.items():
            part = solve(system, result.assessment.parameters, result.assessment.amounts, known[method])
            credits = part.credits()
            found[group] = sum(part.stages().get(stage, 0.0) - credits.get(stage, 0.0) for stage in GATE)
        whole = sum(found.values())
        return found if abs(whole - self.gate) <= 1e-6 * abs(self.gate) else {}

    @property
    def mass_kg(self) -> float:
        """Mass of one pack."""
        return self.result.functional_unit.mass_kg

    def _rows(self, table: str) -> Iterable[Row]:
        """Rows of a table of the inventories; none where they have no such table."""
        root = self.root or find_inventories()
        return read_table(root, table).rows if (root / table).is_file() else ()

    @cached_property
    def _fractions(self) -> dict[str, dict[str, float]]:
        """What products hold, kg of an element per kg, at the values of the parameters of this result."""
        values = self.result.assessment.parameters
        found: dict[str, dict[str, float]] = {}
        for row in self._rows("compositions.csv"):
            formula = row["formula"]
            known = bool(formula) and all(name in values for name in names_in(formula))
            share = evaluate(formula, {name: values[name] for name in names_in(formula)}) if known else None
            elements = found.setdefault(row["code"], {})
            if row["element"] != "none":
                elements[row["element"]] = float(row["mass_fraction"]) if share is None else share
        return found

    @cached_property
    def parts(self) -> dict[str, float]:
        """Kg of each thing that the pack is assembled of, by code."""
        system, found = self.result.system, dict[str, float]()
        pack = f"pack_{system.shipped_product.chemistry}"
        for place, row in enumerate(system.exchanges):
            if (
                row.process[1] != pack
                or row.input == row.process
                or system.is_biosphere[place]
                or system.signs[place] > 0
            ):
                continue
            if system.processes[int(system.makers[system.matrix_rows[place]])].data.get("unit") == "kilogram":
                code = self._bought_for(row.data, row.input)
                found[code] = found.get(code, 0.0) + float(self.result.assessment.amounts[place])
        return found

    def _bought_for(self, data: Mapping[str, object], bought: Key) -> str:
        """The code of what is bought; of a replaced purchase, of what it stands in place of."""
        return str(data.get(IN_PLACE_OF) or bought[1])

    @cached_property
    def elements(self) -> dict[str, float]:
        """Kg of each element in a pack, as far as compositions are known."""
        found: dict[str, float] = {}
        for code, mass in self.parts.items():
            for element, share in self._fractions.get(code, {}).items():
                found[element] = found.get(element, 0.0) + mass * share
        return found

    @property
    def unknown_parts(self) -> list[str]:
        """Parts of the pack whose composition is not known."""
        return sorted(code for code in self.parts if code not in self._fractions and not code.startswith("inbound_"))

    @cached_property
    def metals(self) -> tuple[MetalInside, ...]:
        """Metals in a pack, with footprints of their virgin and recycled form where the project makes both."""
        virgin = self._per_metal(_PRIMARY)
        recycled = self._per_metal(_RECYCLED)
        return tuple(
            MetalInside(name, self.elements[name], virgin.get(name), recycled.get(name))
            for name in SYMBOLS
            if self.elements.get(name, 0.0) > 0
        )

    def _per_metal(self, form: re.Pattern[str]) -> dict[str, float]:
        """Kg CO2e per kg of each metal in what a market buys of one form."""
        found: dict[str, float] = {}
        for metal, (product, score) in self._markets(form).items():
            primary = self._markets(_PRIMARY).get(metal, (product, 0.0))[
                0
            ]  # recycled salts are those that they replace
            share = next(
                (held for code in (product, primary) if (held := self._fractions.get(code, {}).get(metal))), None
            )
            if share and score > 0:
                found[metal] = score / share
        return found

    def _markets(self, form: re.Pattern[str]) -> dict[str, tuple[str, float]]:
        """What the markets of metals buy of one form: its code, and kg CO2e per kg."""
        system, found = self.result.system, dict[str, tuple[str, float]]()
        for row in system.formulas:
            match = form.fullmatch(row.text.strip())
            if match is not None and match[1] in SYMBOLS:
                score = float(self.result.assessment.intensities[system.matrix_rows[row.exchange]])
                found.setdefault(match[1], (system.exchanges[row.exchange].input[1], score))
        return found

    @cached_property
    def left_out(self) -> float:
        """Share of the emissions up to the gate that is left out, at most: the sum of the exclusions that have a size."""
        pack = self.result.system.pack
        product = pack.archetype if pack is not None else self.result.system.shipped_product.id
        found = 0.0
        for row in self._rows("exclusions.csv"):
            concerns = product in row["share_of"] or "any product" in row["share_of"] or not row["share_of"]
            if row["kind"] == "exclusion" and row["stage"] in GATE and row["share_high"] and concerns:
                found += float(row["share_high"])
        return min(1.0, found)
