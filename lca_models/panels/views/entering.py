"""What a person does in My battery: cells filled in, rows taken out, sheets opened and kept; its pack is shown by every tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.entries import FIELDS, VALUE, RawSheet
from lca_models.inventory.activity.sheet.fields import find_field
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.model.own.desk import WORKBOOK, OwnSheet
from lca_models.panels.model.own.draft import with_cell, with_value, without_row
from lca_models.panels.model.own.places import field_of, fields_by_place
from lca_models.panels.state import PageState
from lca_models.panels.views.sheet.received import received, sheet_among
from lca_models.panels.views.sheet.steps import STEPS, step_of
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

SUPPLIERS, REPLACES = "suppliers", "replaces"  # a sheet, and its column of the purchase that a supplier replaces
SHEET, STEP = "sheet", "mine.step"  # of what was entered, and of what is unfolded
Said = Mapping[str, Any]
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def own_sheet(state: PageState, model: PanelModel) -> OwnSheet | None:
    """The sheet that is filled in; None before anything is."""
    return model.desk.sheet(str(state.own.get(SHEET, "")))


def shipped_product(state: PageState, model: PanelModel) -> str:
    """The shipped product whose values stand where a sheet is blank."""
    own = own_sheet(state, model)
    if own is not None:
        return own.archetype
    return state.setup.product if state.setup.product in model.study.products else next(iter(model.study.products))


def set_cell(state: PageState, model: PanelModel, said: Said) -> PageState:
    """A cell of the sheet: `sheet`, `key` or `row`, `column`, `text`.

    Raises SheetError for a cell that no sheet has.
    """
    sheet, column, text = str(said.get("sheet")), str(said.get("column", VALUE)), str(said.get("text", ""))
    if sheet in FIELDS:
        key = str(said.get("key"))
        found = _changed(state, model, lambda raw: with_value(raw, sheet, key, column, text))
        return with_sheet(state, model, found, (sheet, key))
    row = _row(said)
    return with_sheet(state, model, _changed(state, model, lambda raw: with_cell(raw, sheet, row, column, text)))


def add_supplier(state: PageState, model: PanelModel, said: Said) -> PageState:
    """My battery at a row of suppliers that begins with the purchase that it replaces: `replaces`, as BUYER > INPUT.

    Raises SheetError for a text that is none.
    """
    purchase = str(said.get("replaces", ""))
    if " > " not in purchase:
        raise SheetError(message("'{words}' is no purchase; write BUYER > INPUT", words=excerpt(purchase)))
    own = own_sheet(state, model)
    rows = own.raw.tables.get(SUPPLIERS, ()) if own is not None else ()
    if all(REPLACES not in line or line[REPLACES].text != purchase for line in rows):
        changed = _changed(state, model, lambda raw: with_cell(raw, SUPPLIERS, len(rows), REPLACES, purchase))
        state = with_sheet(state, model, changed)
    return replace(state, tab="mine", shown={**state.shown, STEP: step_of(SUPPLIERS)})


def remove_row(state: PageState, model: PanelModel, said: Said) -> PageState:
    """A row of a table taken out: `sheet`, `row`.

    Raises SheetError for a row that is not there.
    """
    sheet, row = str(said.get("sheet")), _row(said)
    return with_sheet(state, model, _changed(state, model, lambda raw: without_row(raw, sheet, row)))


def open_sheet(state: PageState, model: PanelModel, said: Said) -> PageState:
    """A data sheet that a person opens, with the files that it names: `files`, each a name and data in base64.

    Raises SheetError for what is no data sheet at all; one with mistakes is shown with them.
    """
    files = received(said)
    name = sheet_among(files)
    found = model.desk.open(name, files.pop(name), files)
    opened = with_sheet(replace(state, setup=_without_settings(state.setup)), model, found)
    first = found.problems[0].place if found.problems else ""
    return replace(opened, tab="mine", shown={**opened.shown, STEP: _step_of_place(found, first)})


def clear_sheet(state: PageState, model: PanelModel, _: Said) -> PageState:
    """Back to the archetype, with nothing filled in."""
    product = shipped_product(state, model)
    setup = replace(_without_settings(state.setup), product=product)
    return replace(state, own={}, setup=setup)


def open_step(state: PageState, _: PanelModel, said: Said) -> PageState:
    """Another step opened, or none.

    Raises ScenarioError for one that there is not.
    """
    step = str(said.get("step", ""))
    if step and step not in [one.key for one in STEPS]:
        raise ScenarioError(message("there is no step '{step}'", step=step[:40]))
    return replace(state, shown={**state.shown, STEP: step})


def saved_sheet(state: PageState, model: PanelModel, _: Said) -> tuple[str, str, bytes]:
    """Name, type and bytes of the sheet as a workbook, which `lca-models footprint` takes with the same number.

    Raises SheetError where nothing is filled in.
    """
    own = own_sheet(state, model)
    if own is None:
        raise SheetError(message("nothing is filled in yet; save an empty sheet, or fill in a field first"))
    return f"{own.file.stem}{WORKBOOK}", XLSX_TYPE, model.desk.workbook(own)


def empty_sheet(state: PageState, model: PanelModel, _: Said) -> tuple[str, str, bytes]:
    """Name, type and bytes of an empty sheet like the product shown."""
    product = shipped_product(state, model)
    return f"my_{product}{WORKBOOK}", XLSX_TYPE, model.desk.blank(product, state.language)


def with_sheet(state: PageState, model: PanelModel, found: OwnSheet, place: tuple[str, str] | None = None) -> PageState:
    """The state with a sheet filled in; where it can be calculated, its pack is the product of every tab.

    A setting that stood in the way of the cell filled in, `place`, goes: the pack says it now.
    """
    own = {SHEET: str(found.file)}
    if found.pack is None:
        return replace(state, own=own)
    chemistry = model.study.products[found.pack.archetype].chemistry
    field = find_field(*place) if place is not None else None
    said = field.parameter_of(chemistry) if field is not None else ""
    parameters = model.study.product_system(str(found.file), state.setup.rules).parameters
    kept = {name: value for name, value in state.setup.settings.items() if name in parameters and name != said}
    setup = replace(state.setup, product=str(found.file), settings=kept)
    if state.baseline.product == found.pack.archetype:
        return replace(state, own=own, setup=setup)
    baseline = replace(start_setup(model.offer, found.pack.archetype), rules=state.baseline.rules)
    return replace(state, own=own, setup=setup, baseline=baseline)


def _changed(state: PageState, model: PanelModel, change: Callable[[RawSheet], RawSheet]) -> OwnSheet:
    own = own_sheet(state, model)
    raw = own.raw if own is not None else model.desk.begun(shipped_product(state, model))
    return model.desk.changed(raw, change)


def _without_settings(setup: CalculationSetup) -> CalculationSetup:
    return replace(setup, settings={})


def _row(said: Said) -> int:
    row = said.get("row")
    if not isinstance(row, int) or isinstance(row, bool):
        raise SheetError(
            message("there is no row {row} on the sheet {sheet}", row=str(row)[:20], sheet=str(said.get("sheet"))[:40])
        )
    return row


def _step_of_place(found: OwnSheet, place: str) -> str:
    """The step where the first problem stands; the first one where there is none."""
    return step_of(field_of(place, fields_by_place(found.raw))) if place else STEPS[0].key
