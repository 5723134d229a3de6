"""My battery: a data sheet in five steps, what is wrong with it, whose data its result rests on, and what to collect next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.inventory.activity.findings import ERROR
from lca_models.inventory.activity.sheet.entries import VALUE, RawSheet
from lca_models.inventory.activity.sheet.fields import find_entry
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.own.desk import OwnSheet
from lca_models.panels.model.own.places import field_of, fields_by_place
from lca_models.panels.model.own.standing import Standing
from lca_models.panels.state import PageState
from lca_models.panels.views.entering import STEP, own_sheet, shipped_product
from lca_models.panels.views.said import View, pair
from lca_models.panels.views.sheet.cells import ARCHETYPE, FREE, SheetCells
from lca_models.panels.views.sheet.steps import STEPS, Step, further_fields, step_of

MOST_REMARKS = 200  # that are listed; a wrong file may have thousands
DONE, OPEN, WRONG = "done", "open", "wrong"


def mine_view(state: PageState, model: PanelModel) -> View:
    """The tab: the steps, of which one is open, and what stands beside them."""
    own, product = own_sheet(state, model), shipped_product(state, model)
    standing = model.standing(own, product, state.setup.rules)
    raw = own.raw if own is not None else model.desk.begun(product)
    step = str(state.shown.get(STEP, STEPS[0].key))
    return sheet_view(own, RawSheet(raw.file) if own is None else raw, standing, step)


def sheet_view(own: OwnSheet | None, raw: RawSheet, standing: Standing, open_step: str) -> View:
    """A sheet in steps; `own` is None before anything is filled in."""
    remarks = _remarks(own) if own is not None else []
    by_field: dict[str, list[dict[str, Any]]] = {}
    for one in remarks:
        by_field.setdefault(one["field"], []).append(one)
    cells = SheetCells(raw, standing.archetype, standing.used, by_field)
    steps = [_step(step, cells, raw) for step in STEPS]
    for one in steps:
        if one["key"] != open_step:
            del one["groups"]
    product = standing.archetype.product
    return {
        "own": own is not None,
        "calculable": own is not None and own.pack is not None,
        "file": {"name": own.file.name, "hash": own.hash} if own is not None else None,
        "archetype": {"id": product.id, "name": [product.name, product.name_zh]},
        "step": open_step,
        "steps": steps,
        "lists": cells.lists,
        "problems": [one for one in remarks if one["severity"] == ERROR][:MOST_REMARKS],
        "notes": [one for one in remarks if one["severity"] != ERROR][:MOST_REMARKS],
        "coverage": dict(standing.coverage),
        "collect": [{**one, "step": step_of(one["field"])} for one in standing.collect],
        "balance": [dict(one) for one in standing.balance],
    }


def _remarks(own: OwnSheet) -> list[dict[str, Any]]:
    """What is said of a sheet, each with the field that it is about."""
    known = fields_by_place(own.raw)
    found = []
    for one in own.remarks:
        name = field_of(one.place, known)
        found.append({"severity": one.severity, "place": one.place, "text": list(one.text), "code": one.code,
                      "field": name, "step": step_of(name)})  # fmt: skip
    return found


def _step(step: Step, cells: SheetCells, raw: RawSheet) -> dict[str, Any]:
    groups = [cells.group(one) for one in step.groups]
    if step is STEPS[0] and (further := further_fields(raw)):
        groups.append({"key": "further", "folded": False, "fields": [cells.field(*place) for place in further]})
    fields = [one for group in groups for one in group.get("fields", ())]
    rows = [row for group in groups if "table" in group for row in group["table"]["rows"]]
    given = sum(one.get("tag") not in (ARCHETYPE, FREE, None) for one in fields) + len(rows)
    return {"key": step.key, "groups": groups, "given": given, "asked": len(fields), "state": _state(step, cells, given),
            "summary": _summary(raw) if step is STEPS[0] else None}  # fmt: skip


def _state(step: Step, cells: SheetCells, given: int) -> str:
    """Whether a step is wrong somewhere, has values of the maker, or stands as the archetype has it."""
    wrong = (one["step"] == step.key and one["severity"] == ERROR for found in cells.remarks.values() for one in found)
    return WRONG if any(wrong) else DONE if given else OPEN


def _summary(raw: RawSheet) -> Mapping[str, Any]:
    """What is said of the pack, as it was written; its chemistry in both languages where it is one."""
    product = raw.fields.get("product", {})

    def said(key: str) -> str:
        line = product.get(key, {})
        unit = line["unit"].text if "unit" in line else ""
        return f"{line[VALUE].text} {unit}".strip() if VALUE in line else ""

    chemistry = find_entry("chemistries", said("chemistry"))
    named = pair(chemistry.english, chemistry.chinese) if chemistry is not None else pair(said("chemistry"))
    return {"chemistry": named, **{key: said(key) for key in ("name", "rated_energy", "pack_mass")}}
