"""This kit beside published values: one row per value, with the range it should lie in.

The table says what is compared (`measure`): `pack` is raw material acquisition and manufacturing per kWh of rated energy,
`pack per kg` the same per kg of pack, `materials` raw material acquisition alone, `life cycle` all four stages, `cell` the
cell at the gate per kWh it holds, `process` any process per unit of its product. Default parameters, AR6 GWP100. What the
kit's value is made of is calculated beside each, so that the reason of a miss (`miss_explained`) names causes, no amounts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment, assess
from lca_models.impact.study import Study
from lca_models.scope.labels import check_language, label, word_label
from lca_models.scope.stages import GATE, RAW_MATERIAL_ACQUISITION, STAGES
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3  # of what a value is made of
# stages of a pack by measure
COUNTED = {
    "pack": GATE,
    "pack per kg": GATE,
    "materials": (RAW_MATERIAL_ACQUISITION,),
    "life cycle": STAGES,
}
COLUMNS = ("id", "name", "subject", "measure", "published", "low", "high", "kit", "unit", "boundary", "independent", "source",
           "inside", "largest", "miss_explained")  # fmt: skip


class _Results:
    """Assessments of the shipped products, each made once."""

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def by_chemistry(self) -> dict[str, Assessment]:
        """The first product of each chemistry."""
        found: dict[str, Assessment] = {}
        for name, product in self.study.products.items():
            if product.chemistry not in found:
                found[product.chemistry] = assess(self.study.product_system(name))
        return found

    @cached_property
    def intensities(self) -> dict[str, float]:
        """Score per unit of every product that any shipped product reaches, by code."""
        return {
            key[1]: float(result.intensities[row])
            for result in self.by_chemistry.values()
            for key, row in result.system.product_index.items()
        }

    def value(self, subject: str, measure: str) -> float | None:
        """The kit's value; None where the tables do not have the subject."""
        if measure == "process":
            return self.intensities.get(subject)
        result = self.by_chemistry.get(subject)
        product = result.system.product if result else None
        if result is None or product is None:
            return None
        if measure == "cell":
            return self.intensities[f"cell_{subject}"] / result.parameters[f"{subject}_cell_specific_energy"]
        if measure not in COUNTED:
            raise ValueError(f"there is no measure '{measure}'")
        stages = result.stages()
        return sum(stages[stage] for stage in COUNTED[measure]) / _basis(result, measure)

    def name(self, subject: str, measure: str, source: str, language: str) -> str:
        """What is compared, and with whom: primary aluminium, CRU (2023)."""
        known = [one for key in source.split() if (one := self.study.sources.get(key)) is not None]
        whose = f"{known[0].publisher} ({known[0].year})" if known else source
        if measure == "process":
            node = next(one for one in self.study.rows.nodes if one.key[1] == subject)
            return label("text.comma", language).join((node.product_words(language), whose))
        system = self.by_chemistry[subject].system
        code = f"cell_{subject}" if measure == "cell" else system.shipped_product.process
        node = next(one for one in self.study.rows.nodes if one.key[1] == code)
        what = [node.product_words(language), *([] if measure in ("cell", "pack") else [word_label(measure, language)])]
        return label("text.comma", language).join((*what, whose))

    def largest(self, subject: str, measure: str) -> str:
        """The largest parts of the kit's value in its unit, by the code of what is bought or emitted."""
        result, places, each = self._parts(subject, measure)
        parts: dict[str, float] = {}
        for place, amount in zip(places, each, strict=True):
            code = result.system.exchanges[place].input[1]
            parts[code] = parts.get(code, 0.0) + float(amount)
        chosen = sorted(parts.items(), key=lambda part: -abs(part[1]))[:SHOWN]
        return ", ".join(f"{code} {amount:.3g}" for code, amount in chosen)

    def _parts(self, subject: str, measure: str) -> tuple[Assessment, np.ndarray, np.ndarray]:
        """A result, positions of the exchanges that make the value up, and what each adds to it."""
        code = {"process": subject, "cell": f"cell_{subject}"}.get(measure)
        if code is not None:
            result, row = next(
                (one, row)
                for one in self.by_chemistry.values()
                for key, row in one.system.product_index.items()
                if key[1] == code
            )
            system, column = result.system, result.system.makers[row]
            places = np.flatnonzero(~system.is_production & (system.matrix_columns == column))
            held = result.parameters[f"{subject}_cell_specific_energy"] if measure == "cell" else 1.0
            return result, places, result.per_run[places] / (result.production[row] * held)
        result = self.by_chemistry[subject]
        inside = np.array([stage in COUNTED[measure] for stage in result.system.stages], dtype=bool)
        places = np.flatnonzero(inside & (result.purchases != 0))
        return result, places, result.purchases[places] / _basis(result, measure)


def _basis(result: Assessment, measure: str) -> float:
    """What a measure of a pack is counted per: its mass in kg, else its rated energy in kWh."""
    product = result.system.shipped_product
    return result.parameters[product.pack_mass if measure == "pack per kg" else product.rated_energy]


def read_published(path: Path) -> list[dict[str, str]]:
    """Rows of a table of published values, as text by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accepted_range(row: Mapping[str, str]) -> tuple[float, float]:
    """Published range, or the value with its tolerance where the source gives one value only."""
    if row["low"] and row["high"]:
        return float(row["low"]), float(row["high"])
    value, tolerance = float(row["value"]), float(row["tolerance"])
    return value * (1 - tolerance), value * (1 + tolerance)


def compare_with_published(study: Study, rows: list[dict[str, str]], language: str = ENGLISH) -> pd.DataFrame:
    """Tidy table with the columns COLUMNS, a row per published value whose subject the tables have.

    `name` calls the row by its subject and its source, in a language. Raises ScenarioError for an unknown language.
    """
    import pandas as pd

    check_language(language)
    results = _Results(study)
    found = []
    for row in rows:
        kit = results.value(row["subject"], row["measure"])
        if kit is None:
            continue
        low, high = accepted_range(row)
        published = float(row["value"]) if row["value"] else float("nan")
        largest = results.largest(row["subject"], row["measure"])
        is_inside, is_independent = low <= kit <= high, row["independent"] == "yes"
        name = results.name(row["subject"], row["measure"], row["source"], language)
        found.append((row["id"], name, row["subject"], row["measure"], published, low, high, kit, row["unit"], row["boundary"],
                      is_independent, row["source"], is_inside, largest, row["miss_explained"]))  # fmt: skip
    return pd.DataFrame(found, columns=list(COLUMNS))
