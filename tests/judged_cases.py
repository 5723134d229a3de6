"""Cases of a verification from the example sheets, with cells changed: read from a file like any other, and calculated."""

import copy
import itertools
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mutated_sheets import document_of, yaml_text

from lca_models.impact.study import Study
from lca_models.inventory.activity.own_pack import judged_pack
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.bundle import SHEET, Bundle
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.verification.case import Case, Engagement
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules.effects import calculated
from lca_models.reporting.verification.rules.register import looks
from lca_models.scope.calculation_setup import CalculationSetup
from tests.payload_mutants import GONE

SHEETS = Path(__file__).parents[1] / "notebooks" / "data_sheets"
LFP, NMC, EVERBATT = "lfp_sichuan", "nmc811_guangdong", "everbatt_2023_lfp"
ISSUED = datetime(2026, 11, 28, tzinfo=UTC)

MOST_KEPT = 32  # cases with changes


@cache
def document(name: str) -> dict[str, Any]:
    """An example as dictionaries, lists and texts."""
    found: dict[str, Any] = document_of((SHEETS / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


Edits = dict[str, Any]  # path in the YAML -> value: meters.0.months.2025-03; a list grows by '+'


def edited(document: dict[str, Any], edits: Edits) -> dict[str, Any]:
    """A sheet with other values in some of its cells."""
    found = copy.deepcopy(document)
    for path, value in edits.items():
        holder: Any = found
        *steps, last = path.split(".")
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        if last == "+":
            holder.append(copy.deepcopy(value))
        elif value is GONE:
            del holder[int(last) if isinstance(holder, list) else last]
        else:
            holder[int(last) if isinstance(holder, list) else last] = copy.deepcopy(value)
    return found


@dataclass(repr=False)  # a study is too long to print
class Cases:
    """Makes cases; what is unchanged is calculated once."""

    study: Study
    folder: Path
    kept: dict[Any, Case] = field(default_factory=dict)
    changed: dict[Any, Case] = field(default_factory=dict)
    numbers: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        for file in SHEETS.glob("*.json"):
            shutil.copy(file, self.folder)

    def base(self, name: str = LFP, **setup: Any) -> Case:
        """An example as it is; `setup`: rules, settings and other words of a calculation."""
        key = name, repr(sorted(setup.items()))
        if key not in self.kept:
            result = self.study.footprint(CalculationSetup(str(SHEETS / f"{name}.yaml"), **setup))
            self.kept[key] = Case(
                Bundle({}), Declared(self.study, result, ISSUED, True), Engagement(today=date(2026, 11, 28))
            )
        return self.kept[key]

    def sheet(self, edits: Edits, name: str = LFP) -> DataSheet:
        """An example with cells changed, written and read."""
        file = self.folder / f"sheet_{next(self.numbers)}.yaml"
        file.write_text(yaml_text(edited(document(name), edits)), encoding="utf-8")
        return read_data_sheet(file)

    def of(self, edits: Edits, name: str = LFP, **setup: Any) -> Case:
        """The case of an example with cells changed; one that the kit refuses is a fault of the test."""
        base = self.base(name, **setup)
        if not edits:
            return base
        key = name, repr(sorted(setup.items())), repr(sorted(edits.items(), key=lambda item: item[0]))
        if key not in self.changed:
            if len(self.changed) == MOST_KEPT:
                del self.changed[next(iter(self.changed))]
            self.changed[key] = self._made(base, self.sheet(edits, name))
        return self.changed[key]

    def _made(self, base: Case, sheet: DataSheet) -> Case:
        pack, findings = judged_pack(sheet, replace(self.study.surroundings(), score=None))
        assert pack is not None, [one.words for one in findings.of("error")]
        result = calculated(base, pack)
        assert result is not None
        declared = Declared(self.study, result, ISSUED, True)
        declared.__dict__["sheet"] = sheet
        return replace(base, again=declared)

    def refused(self, edits: Edits, name: str = LFP) -> set[str]:
        """The codes of what refuses an example with cells changed."""
        sheet = self.sheet(edits, name)
        return {one.code for one in judged_pack(sheet, self.study.surroundings())[1].of("error")}


def seen(case: Case, rule: str) -> list[Seen]:
    """What a rule sees in a case."""
    return [*looks()[rule](case)]


def bundle_of(sheet: DataSheet, name: str, **tables: str) -> Bundle:
    """A bundle that holds a sheet, and tables of results."""
    members = {f"results/{table}.csv": text.encode() for table, text in tables.items()}
    return Bundle({SHEET: sheet.model_dump_json().encode(), **members}, name)
