"""What is below 0, and what is credited: recycling once, by one approach; offsets nowhere inside a stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.declaration.results.totals import TOTAL
from lca_models.reporting.declaration.results.views import APPROACH, COMPARED
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

SUBSTITUTION = "substitution"
TAKEN_UP = ("captured", "uptake")  # in codes of flows that take carbon dioxide out of an off-gas or the air
WITHOUT_CREDIT = (
    1.0,
    2.0,
)  # numbers of the approaches that count recycled content at its own burden and credit nothing
RECYCLED = ("recycled_pre", "recycled_post")
OFFSETS = re.compile(r"\b(carbon )?offset(s|ting)?\b|carbon[- ]neutral|carbon credit|抵消|碳汇|碳中和", re.IGNORECASE)


def counted_once(case: Case) -> Iterator[Seen]:
    """REC-01: where recycled content comes at its own burden alone, nothing is credited at the end of life."""
    member = result_member("end_of_life")
    if case.again.result.assessment.parameters.get(APPROACH) not in WITHOUT_CREDIT:
        return
    for one in lines_of_result(case.again):
        if one.kind == SUBSTITUTION and one.kg < 0:
            yield Seen(one.name, {"metal": one.what}, -one.kg, "", member, one.name)


def proven_content(case: Case) -> Iterator[Seen]:
    """REC-02: recycled content has a document of its origin; without one the kit does not count it, so nothing moves."""
    for table in ("cell_materials", "pack_parts"):
        for place, row in enumerate(getattr(case.sheet, table)):
            for column in RECYCLED:
                share = getattr(row, column)
                if share is not None and share.number > 0 and not share.evidence_id:
                    values = {"metal": row.label or row.key, "a": share.number}
                    yield Seen(share.place, values, 0.0, pointer=f"/{table}/{place}/{column}")


def approaches_shown(case: Case) -> Iterator[Seen]:
    """REC-03: no credit, cut-off and the Circular Footprint Formula stand side by side."""
    member = result_member("end_of_life")
    try:
        found = {row["approach"] for row in case.bundle.table("end_of_life") if row["total_kg_co2e_per_pack"]}
    except (KeyError, ValueError):
        found = set()
    if missing := [one for one in COMPARED if one not in found]:
        yield Seen(member, {"list": missing}, None, "", member, "approach")


def negative_stage(case: Case) -> Iterator[Seen]:
    """NEG-01: a stage below 0 is its burden and credits that are listed beside it."""
    member = result_member("stages")
    for row in result_table(case.again, "stages").records():
        stage, burden = str(row["stage"]), float(row["burden_kg_co2e_per_pack"] or 0.0)
        if stage != TOTAL and burden < -limit(case, "ARI-01", "floor"):
            words = Words(stage_label(stage, ENGLISH), stage_label(stage, CHINESE))
            yield Seen(member, {"stage": words, "a": burden}, -burden, "", member, stage)


def offsets(case: Case) -> Iterator[Seen]:
    """NEG-02: no offset inside a stage: a row of the maker or of a supplier that speaks of one."""
    kg: dict[str, float] = {}
    for one in lines_of_result(case.again):
        for cell in one.places:
            kg[cell] = kg.get(cell, 0.0) + one.kg
    for table in ("cell_materials", "pack_parts", "suppliers"):
        for place, row in enumerate(getattr(case.sheet, table)):
            texts = [getattr(row, name, None) for name in ("key", "label", "note", "name", "boundary", "standard")]
            if any(OFFSETS.search(text) for text in texts if text):
                name = getattr(row, "key", None) or row.supplier_id
                amount = kg.get(row.where("yours"), 0.0)
                values = {"row": name, "kg": amount}
                yield Seen(row.where("yours"), values, -amount or None, pointer=f"/{table}/{place}")


def negative_line(case: Case) -> Iterator[Seen]:
    """NEG-03: an amount or a factor is below 0 only where something is avoided or taken up."""
    member = result_member("contributions")
    for one in lines_of_result(case.again):
        is_meant = one.kind == SUBSTITUTION or any(word in one.input for word in TAKEN_UP)
        if not is_meant and one.kg < -limit(case, "ARI-01", "floor"):
            below, unit = (one.amount, one.unit) if one.amount < 0 else (one.factor, f"kg CO2e/{one.unit}")
            yield Seen(one.name, {"row": one.what, "a": below, "unit": unit}, -2 * one.kg, "", member, one.name)


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "REC-01": counted_once,
    "REC-02": proven_content,
    "REC-03": approaches_shown,
    "NEG-01": negative_stage,
    "NEG-02": offsets,
    "NEG-03": negative_line,
}
