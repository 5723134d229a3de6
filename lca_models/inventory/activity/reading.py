"""A file of a maker -> her pack: read, judged, and put on the archetype of its chemistry."""

from __future__ import annotations

from pathlib import Path

from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Finding
from lca_models.inventory.activity.own_pack import judged_pack, pack_of
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.surroundings import Surroundings
from lca_models.inventory.system.pack import Pack
from lca_models.scope.wording.messages import answered_in, speaking

WORKBOOK, YAML = (".xlsx",), (".yaml", ".yml")


def read_data_sheet(file: Path) -> DataSheet:
    """What a data sheet says, a workbook or YAML, with every fault among its findings.

    Raises SheetError for a file that is no sheet at all.
    """
    from lca_models.inventory.activity.sheet.judging import judge

    if file.suffix.lower() in WORKBOOK:
        from lca_models.inventory.activity.sheet.workbook_file import read_workbook

        return judge(read_workbook(file))
    from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet

    return judge(read_yaml_sheet(file))


def read_pack(file: Path, around: Surroundings) -> Pack:
    """The pack of a data sheet.

    Raises SheetError with every fault, in the language of the sheet.
    """
    sheet = read_data_sheet(file)
    with speaking(answered_in(sheet.language)):
        return pack_of(sheet, around)


def check_sheet(file: Path, around: Surroundings) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The pack of a data sheet and all that is wrong with it, or worth knowing; no pack where something refuses it.

    Raises SheetError for a file that is no sheet at all.
    """
    sheet = read_data_sheet(file)
    with speaking(answered_in(sheet.language)):
        pack, findings = judged_pack(sheet, around)
        return pack, findings.of(ERROR, WARNING, NOTE)
