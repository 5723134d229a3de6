"""What a buyer is told of a product: burdens by stage, gases at the gate, what it holds of metals. No recipe.

A stage of a payload holds burdens only. What recycling avoids stands apart, so that no stage is below 0 and nothing is
hidden in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lca_models.impact.assessment import Assessment, solve
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import GAS_METHODS, method_ids
from lca_models.inventory.system.rows import IN_PLACE_OF, Key
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.inventory.tables.reading import Row, find_inventories, read_table
from lca_models.reporting.payloads.decimals import decimal_text
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.stages import GATE, RECYCLING
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import language_in_use, message

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
OUTSIDE = (
    "any product"  # what exclusions.csv says of rows that no boundary of a buyer's form holds: machines, buildings
)
_PRODUCTS = re.compile(r"[a-z0-9]+-[0-9]+kwh")
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
    recycled_share: float | None = None  # R1 of it in the product, where the project has a parameter for it


@dataclass(frozen=True)
class Shown:
    """What a payload shows of a result; figures in kg CO2e per pack.

    Raises ExportError for a result that is no pack's, or in another impact category.
    """

    result: Footprint
    root: Path | None = (
        None  # of the inventories that compositions and exclusions are read from; default: those shipped
    )
    status: str = ""  # name, date and status of the rule set; its title where nobody gives them

    def __post_init__(self) -> None:
        if self.result.is_foreign:
            raise ExportError(
                message("{product} is a process of a Brightway project; the payloads of buyers are those of battery packs",
                        product=self.result.product)
            )  # fmt: skip
        if self.result.method_id not in METHODS:
            raise ExportError(
                message("{method} is no category that buyers take; leave --method out, or give {listed}",
                        method=self.result.method_id, listed=enumerated(METHODS))
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
        """Burdens of raw materials and manufacturing, without packaging."""
        return sum(self.burdens.get(stage, 0.0) for stage in GATE)

    @property
    def rule_words(self) -> str:
        """The rule set as a payload names it."""
        return self.status or f"{self.result.rule_set.words(language_in_use())} ({self.result.rules})"

    @cached_property
    def gases(self) -> dict[str, float]:
        """The gate by group of gases, where the project has them and they make the whole."""
        return self.gases_of(GATE, self.gate)

    def gases_of(self, stages: Sequence[str], whole: float) -> dict[str, float]:
        """Burdens of some stages by group of gases; empty where they do not make the `whole`."""
        found = {
            group: sum(by_stage.get(stage, 0.0) for stage in stages) for group, by_stage in self._gases_by_stage.items()
        }
        return found if found and abs(sum(found.values()) - whole) <= 1e-6 * abs(whole) else {}

    @cached_property
    def _by_gas(self) -> dict[str, Assessment]:
        """The same product in each group of gases; nothing where the project does not have them all."""
        system, result = self.result.system, self.result
        known = method_ids(system.method_metadata)
        if self.potentials != "AR6" or any(method not in known for method in GAS_METHODS.values()):
            return {}
        return {
            group: solve(system, result.assessment.parameters, result.assessment.amounts, known[method])
            for group, method in GAS_METHODS.items()
        }

    @cached_property
    def _gases_by_stage(self) -> dict[str, dict[str, float]]:
        """Burdens by group of gases and stage."""
        found = {}
        for group, part in self._by_gas.items():
            credits = part.credits()
            found[group] = {stage: amount - credits.get(stage, 0.0) for stage, amount in part.stages().items()}
        return found

    @cached_property
    def _packaging(self) -> tuple[int, ...]:
        """Places of the exchanges that buy what the pack is packed in: what its distribution buys beside transport."""
        system = self.result.system
        carried = f"distribution_{system.shipped_product.chemistry}"
        return tuple(
            place
            for place, row in enumerate(system.exchanges)
            if row.process[1] == carried
            and row.input != row.process
            and not system.is_biosphere[place]
            and system.processes[int(system.makers[system.matrix_rows[place]])].data.get("unit") == "kilogram"
            and not str(row.input[1]).startswith("pack_")
        )

    @cached_property
    def packaging(self) -> float:
        """Burdens of packaging that is used once, as far as the maker states it; it stands in the distribution stage."""
        return sum(float(self.result.assessment.purchases[place]) for place in self._packaging)

    @cached_property
    def packaging_gases(self) -> dict[str, float]:
        """The same by group of gases."""
        return {
            group: sum(float(part.purchases[place]) for place in self._packaging)
            for group, part in self._by_gas.items()
        }

    @property
    def has_transport_to_recycler(self) -> bool:
        """Whether the way to the recycler is inside: a process of the end of life buys transport."""
        system, made = self.result.system, self.result.assessment
        return any(
            row.process[1].startswith(("recycling_", "preprocessing_"))
            and made.amounts[place] > 0
            and made.supply[system.matrix_columns[place]] > 0
            and system.processes[int(system.makers[system.matrix_rows[place]])].data.get("unit") == "ton kilometer"
            for place, row in enumerate(system.exchanges)
            if not system.is_biosphere[place]
        )

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
            MetalInside(
                name,
                self.elements[name],
                virgin.get(name),
                recycled.get(name),
                self.result.assessment.parameters.get(f"recycled_{name}_share"),
            )
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
        """Share of the emissions up to the gate that is left out inside the boundary, at most: the sum of the upper bounds.

        Rows were sized for some packs. Where none was for this one, the largest sum of another pack stands, never 0 beside
        open rows. What holds of any product (machines and buildings, by range over sectors) is outside the boundary that
        buyers' forms ask about; their comment says so.
        """
        pack = self.result.system.pack
        product = pack.archetype if pack is not None else self.result.system.shipped_product.id
        sums: dict[str, float] = {}
        common = 0.0
        for row in self._rows("exclusions.csv"):
            if row["kind"] != "exclusion" or row["stage"] not in GATE or not row["share_high"]:
                continue
            named = _PRODUCTS.findall(row["share_of"])
            for one in named:
                sums[one] = sums.get(one, 0.0) + float(row["share_high"])
            if not named and row["share_of"] != OUTSIDE:
                common += float(row["share_high"])
        return min(1.0, sums.get(product, max(sums.values(), default=0.0)) + common)

    @property
    def is_example(self) -> bool:
        """Whether the data sheet is made up."""
        return self.result.system.pack is not None and self.result.system.pack.is_example

    @property
    def comment(self) -> str:
        """What a reader of a footprint to the gate should know."""
        said = [
            message("Rules: {rules}. Distribution is stated beside the footprint; recycling ({recycling} kg CO2e) and its "
                    "credit ({credit} kg CO2e) are left out.", rules=self.rule_words,
                    recycling=decimal_text(self.burdens.get(RECYCLING, 0.0)), credit=decimal_text(self.avoided)),
            message("Uptake of biomass is counted as 0, as its release is."),
            message("Lines without a row in the inventories are left out: not estimated is not 0."),
            message("fossilCarbonContent takes all carbon of known parts."),
        ]  # fmt: skip
        if self.unknown_parts:
            said.append(
                message(
                    "It is a lower bound: the composition of {count} parts is not known.", count=len(self.unknown_parts)
                )
            )
        said.append(message("Machines and buildings are outside the boundary and not in the share left out."))
        if self.packaging:
            said.append(message("Packaging used once ({amount} kg CO2e) is inside; stages elsewhere have it in distribution.",
                                amount=decimal_text(self.packaging)))  # fmt: skip
        if self.is_example:
            said.append(message("made-up example, not a declaration"))
        return " ".join(said)

    @property
    def private(self) -> tuple[str, ...]:
        """Names that no payload tells: those of suppliers, but for what the maker calls himself or the product."""
        pack = self.result.system.pack
        if pack is None:
            return ()
        own = " ".join([pack.name, self.result.system.shipped_product.name, *pack.identity.values()]).casefold()
        named = {one.supplier for one in pack.replacements} | set(pack.supplier_shares)
        return tuple(sorted(one for one in named if one.casefold() not in own))
