"""The calculation workbook of a declaration: front pages of the maker's cells, the model behind them, results and checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lca_models.impact.footprint import Footprint
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.calculation.book.pages import HEADING, NOTE, TITLE, Book, Page, follows, text
from lca_models.reporting.declaration.calculation.book.writing import valued, workbook_bytes
from lca_models.reporting.declaration.calculation.inputs import materials, meters, output, product, supply, transport
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.output import PlantCells
from lca_models.reporting.declaration.calculation.kit.lines import Lines
from lca_models.reporting.declaration.calculation.kit.live import live_parameters
from lca_models.reporting.declaration.calculation.results import checks, model, outcome, parameters
from lca_models.reporting.declaration.calculation.texts import both, texts
from lca_models.reporting.declaration.status import rule_set_status
from lca_models.scope.wording.marks import mark

READ_ME = "read_me"
ORDER = (
    READ_ME, product.PAGE, model.FACTORS, output.OUTPUT, output.KEYS_PAGE, meters.PAGE, supply.PAGE, supply.ELECTRICITY_PAGE,
    materials.PAGE, transport.PAGE, outcome.END_OF_LIFE, outcome.STAGES, checks.CHECKS, checks.CHANGES, parameters.PAGE,
    model.PROCESSES, model.MODEL, checks.ORIGINAL,
)  # fmt: skip


@dataclass(frozen=True)
class Calculation:
    """A workbook with the values of its formulas."""

    book: Book
    title: str

    def content(self) -> bytes:
        """Its file, the same bytes each time."""
        return workbook_bytes(self.book, self.title)


def compose(
    result: Footprint, sheet: DataSheet, units: dict[str, str], *, is_example: bool = False, rows_hash: str = ""
) -> Calculation:
    """The workbook of a footprint of a data sheet.

    `sheet`: as it was judged, in English; `units`: of all processes and flows by code; `rows_hash`: of the inventories. Raises
    WorkbookError where its formulas go in a circle, ServiceLifeError for terms of the service life that cannot be.
    """
    into = Filling(Book(), sheet, result)
    for name in ORDER:
        into.book.page(name)
    parameters_of = live_parameters(result)
    lines = Lines(result.assessment, parameters_of)
    plant = _fill_inputs(into, units)
    product.fill_service_life(into)
    cells = model.fill_model(into, lines)
    outcome.fill_stages(into)
    outcome.fill_end_of_life(into, cells)
    outcome.fill_outcome_of_materials(into, cells)
    outcome.fill_outcome_of_electricity(into, cells)
    parameters.fill_parameters(into, parameters_of)
    checks.fill_changes(into)
    checks.fill_checks(into, plant, len(lines.untranslated) + len(parameters_of.stuck))
    _fill_read_me(into, is_example, rows_hash)
    title = f"{result.system.pack.name if result.system.pack else ''}: calculation".lstrip(": ")
    return Calculation(valued(into.book), title)


def _fill_inputs(into: Filling, units: dict[str, str]) -> PlantCells | None:
    product.fill_product(into)
    plant = output.read_plant(into)
    if plant is not None:
        output.fill_output(into, plant)
        output.fill_keys(into, plant)
        meters.fill_meters(into, plant, units)
    else:
        for name in (output.OUTPUT, output.KEYS_PAGE, meters.PAGE):
            _empty(into, name)
    materials.fill_materials(into)
    product.follow_short_form(into)
    supply.fill_supply(into, plant)
    transport.fill_transport(into)
    return plant


def _empty(into: Filling, name: str) -> Page:
    page = into.page(name, ("name_en", "name_zh"), (50, 40))
    page.add([text(one) for one in texts()["no_meters"]])
    return page


def _fill_read_me(into: Filling, is_example: bool, rows_hash: str) -> None:
    """What the workbook is, which rules it follows and what each page holds; in both languages side by side."""
    page, result = into.book.pages[READ_ME], into.result
    page.widths = (32, 70, 60)
    page.add([text(both("title", " · "), TITLE)])
    pack, status = result.system.pack, rule_set_status(result.rule_set)
    if is_example:
        page.add([text(both("example", " / "), TITLE)])
    lines: list[Sequence[str]] = [
        (pack.name if pack is not None else "", pack.identity.get("plant", "") if pack is not None else ""),
        texts()["purpose"], texts()["colours"], texts()["machinery"], texts()["verdicts"],
    ]  # fmt: skip
    for english, chinese in lines:
        page.add([None, text(english), text(chinese)])
    page.add([text(both("rule_set", " / "), NOTE)])
    for language, column in (("en", 1), ("zh", 2)):
        words = mark("semicolon", language).join(
            filter(None, [status.name(language), status.date, status.status(language)])
        )
        page.put(page.rows, column, text(words))
    page.add([text(both("category", " / "), NOTE), text(" · ".join(result.assessment.method))])
    page.add([text(both("inventory_hash", " / "), NOTE), text(rows_hash)])
    page.add([])
    page.add([text(both("page"), HEADING), text(texts()["holds"][0], HEADING), text(texts()["holds"][1], HEADING)])
    for name in ORDER[1:]:
        english, chinese = texts()[f"page_{name}"]
        page.add([text(name), text(english), text(chinese)])
    page.add([])
    page.add([text("total_kg"), follows("total_kg"), text("kg CO2e / pack")])
