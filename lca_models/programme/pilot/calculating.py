"""What sheets of a pilot come to: written, read and judged like any other, and calculated by this kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.impact.packs.together import PackResult, results_of_packs
from lca_models.impact.study import Study
from lca_models.inventory.activity.findings import Finding as CheckFinding
from lca_models.inventory.activity.own_pack import judged_pack
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.files.commit import fill_work_folder
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.inventory.tables.formulas import Alike
from lca_models.programme.pilot.planting.supply import ISSUED
from lca_models.programme.pilot.sheets.document import Document
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError

MOMENT = datetime.combine(ISSUED, time(), UTC)
HEAD = "# SYNTHETIC: made up by a seeded generator, no plant reports these values. 合成数据，非任何工厂填报。\n"


@dataclass(frozen=True)
class Came:
    """What a sheet comes to: kg CO2e per pack, and the kWh that it delivers."""

    kg: float
    delivered_kwh: float

    def kg_beside(self, right: Came, share: float = 1.0) -> float:
        """Right less declared, kg CO2e per pack; energy delivered too much counts as the kg that it stands for."""
        return share * (right.kg * self.delivered_kwh / right.delivered_kwh - self.kg)


@dataclass(frozen=True)
class JudgedSheet:
    """A sheet as the kit reads it."""

    sheet: DataSheet
    pack: Pack | None  # None where the kit refuses it
    checks: tuple[CheckFinding, ...]


def yaml_text(document: Document) -> str:
    """A document as a file, with what it is on its first line."""
    return HEAD + "".join(_section(name, Alike(said)) for name, said in document.items())


# Sheets of a plant share what they say of it, and are written when they are judged and when they are kept.
@lru_cache(maxsize=4096)
def _section(name: str, said: Alike[Any]) -> str:
    text: str = yaml.dump({name: said.of}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)
    return text


def judged(study: Study, name: str, document: Document, folder: Path) -> JudgedSheet:
    """A document written into a folder, read and judged. Raises OSError where that cannot be written."""
    fill_work_folder(folder, {f"{name}.yaml": yaml_text(document).encode()})
    return judged_file(study, folder / f"{name}.yaml")


def judged_file(study: Study, file: Path) -> JudgedSheet:
    """A sheet of a pilot as it is judged on the day of its declarations. Raises SheetError for what is no sheet."""
    sheet = read_data_sheet(file)
    pack, findings = judged_pack(sheet, replace(study.surroundings(), today=ISSUED, score=None))
    return JudgedSheet(sheet, pack, tuple(findings.found))


def footprint(study: Study, pack: Pack) -> Footprint | None:
    """The footprint of a pack under the default rules; None where it has none."""
    resolved = study.resolve(CalculationSetup(pack.archetype))
    try:
        system = study.own_system(pack, resolved.rule_set)
        return footprint_of(setup_on(system, resolved.asked, resolved.scenario, resolved.levels))
    except LcaModelsError:
        return None


def came_of(found: Footprint) -> Came | None:
    """What a footprint says of a pack; None where it delivers nothing."""
    try:
        return Came(sum(found.stages.values()), found.functional_unit.energy_delivered_kwh)
    except LcaModelsError:
        return None


def results_of(study: Study, documents: Mapping[str, Document], folder: Path) -> Mapping[str, Came]:
    """What documents come to, calculated together; those that are refused are left out."""
    packs = {name: judged(study, name, document, folder).pack for name, document in documents.items()}
    known = {name: pack for name, pack in packs.items() if pack is not None}
    found = results_of_packs([*known.values()], study.packs(CalculationSetup()))
    came = {}
    for name, one in zip(known, found, strict=True):
        if isinstance(one, PackResult):
            try:
                came[name] = Came(sum(one.stages.values()), one.functional_unit.energy_delivered_kwh)
            except LcaModelsError:
                continue
    return came
