"""What a bundle of the pilot declares beside its sheet: stages, and rows that differ from the release; altered by frauds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.impact.footprint import Footprint
from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.reporting.declaration.bundle import Bundle, result_member
from lca_models.reporting.declaration.listing.differs import COLUMNS, EDITED
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.reporting.verification.rules.chain.rows import DIFFERS
from lca_models.reporting.verification.rules.declared_figures import STAGE, STAGE_KG, TOTAL

ROW_EDIT, STAGE_EDIT = "row ", "stage "
RAW = "raw material acquisition"


@dataclass(frozen=True)
class Beside:
    """A bundle as far as the pilot has one."""

    bundle: Bundle
    moved_kg: float  # per pack: declared less calculated


def declared_beside(name: str, result: Footprint, edits: Mapping[str, float]) -> Beside:
    """The stages of a result, and its rows that differ, with what a fraud makes of them.

    `edits`: factors of rows of the bill of materials ('row graphite') and of stages ('stage manufacturing').
    """
    stages, moved = dict(result.stages), 0.0
    rows: list[tuple[Cell, ...]] = []
    for edit, factor in edits.items():
        if edit.startswith(ROW_EDIT):
            key = edit.removeprefix(ROW_EDIT)
            code, kg = _bought(result, key)
            stages[RAW] += kg * (factor - 1)
            moved += kg * (factor - 1)
            said: dict[str, Cell] = {"whose": EDITED, "process": code, "input": code, "release": 1.0, "here": factor,
                    "kg_co2e_per_pack": kg * (factor - 1), "table": "raw_materials", "row": code}  # fmt: skip
            rows.append(tuple(said.get(column) for column in COLUMNS))
        else:
            stage = edit.removeprefix(STAGE_EDIT)
            moved += stages[stage] * (factor - 1)
            stages[stage] *= factor
    table = ResultTable("stages", (STAGE, STAGE_KG), (*stages.items(), (TOTAL, sum(stages.values()))))
    members = {result_member("stages"): table.csv(), DIFFERS: ResultTable("differs", COLUMNS, tuple(rows)).csv()}
    return Beside(Bundle(members, name), moved)


def _bought(result: Footprint, key: str) -> tuple[str, float]:
    """The process behind a row of the bill of materials, and what it makes of the result in kg CO2e per pack."""
    chemistry, found = result.system.shipped_product.chemistry, result.assessment
    code = materials_of("cell_materials")[key].processes_of(chemistry)[0]
    kg = sum(
        float(one)
        for exchange, one in zip(result.system.exchanges, found.contributions, strict=True)
        if exchange.input[1] == code and exchange.process[1] == f"cell_{chemistry}"
    )
    return code, kg
