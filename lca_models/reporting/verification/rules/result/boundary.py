"""What is left out, by three cut-off rules on one ledger; what is declared and empty; what is bought and has no upstream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.inventory.tables.reading import rows_of
from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.declaration.results.cut_off import ALL, ALL_MASS, CUT_OFF, FAIL, OPEN
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.declaration.table import Cell
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, MINOR, QUESTION, Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual

MEMBER = result_member("cutoff")
BOUGHT = "technosphere"
Row = Mapping[str, Cell]


def chinese_cut_off(case: Case) -> Iterator[Seen]:
    """CUT-01: ordinary inputs below 1 % of the mass each, those of scarce metals below 0.1 %, all of them at most 5 %."""
    failing = [row for row in _left_out(case) if row["rule_1_01_5"] == FAIL]
    whole = _sum(case)
    if not failing and whole["rule_1_01_5"] != FAIL:
        return
    scarce = [row for row in failing if row["precious_or_scarce"] == "yes"]
    worst = max(scarce, key=lambda row: _number(row["share_of_mass"]), default=None)
    together = sum(_number(row["share_of_mass"]) for row in _left_out(case))
    values = {
        "list": [str(row["input"]) for row in failing] or [str(whole["input"])],
        "a": 100 * together,
        "metal": str(worst["input"]) if worst else Words(*bilingual("scarce metals")),
        "b": 100 * _number(worst["share_of_mass"]) if worst else 0.0,
    }
    grave = bool(scarce) or together > ALL_MASS
    yield Seen(MEMBER, values, _upper(failing), CRITICAL if grave else "", MEMBER, "rule_1_01_5")


def eu_cut_off(case: Case) -> Iterator[Seen]:
    """CUT-02: all omitted mass below 1 % of the battery."""
    whole = _sum(case)
    if whole["rule_1"] == FAIL:
        held = [row for row in _left_out(case) if row["mass_kg_per_pack"]]
        yield Seen(MEMBER, {"a": 100 * _number(whole["share_of_mass"])}, _upper(held), "", MEMBER, "rule_1")


def without_estimate(case: Case) -> Iterator[Seen]:
    """CUT-03: an input that is left out has an upper estimate; those of the tables of the kit are no fault of the maker."""
    items = rows_of(case.again.report.tables, "exclusions")
    names = {row["item"]: Words(row["item"], row["name_zh"] or row["item"]) for row in items}
    for row in _left_out(case):
        if row["upper_kg_co2e_per_pack"] is None:
            item = str(row["input"])
            yield Seen(MEMBER, {"input": names.get(item, item)}, None, MINOR, MEMBER, item)


def emissions_cut_off(case: Case) -> Iterator[Seen]:
    """CUT-04: omitted emissions within 3 % of all; a question where the bounds lie on both sides of it."""
    whole = _sum(case)
    if whole["rule_3"] not in (FAIL, OPEN):
        return
    share = 100 * _number(whole["upper_share_of_emissions"])
    effect = _number(whole["upper_kg_co2e_per_pack"])
    yield Seen(MEMBER, {"a": share}, effect, "" if whole["rule_3"] == FAIL else QUESTION, MEMBER, "rule_3")


def empty_stage(case: Case) -> Iterator[Seen]:
    """CMP-01: a stage that is declared has a line with an amount; 0 is not missing, but no line at all is."""
    filled = {one.stage for one in lines_of_result(case.again) if one.amount > 0}
    for stage in case.again.result.system.stage_names:
        if stage not in filled:
            words = Words(stage_label(stage, ENGLISH), stage_label(stage, CHINESE))
            yield Seen(result_member("stages"), {"stage": words}, None, "", result_member("stages"), stage)


def zero_without_reason(case: Case) -> Iterator[Seen]:
    """CMP-02: what the archetype buys and the sheet says is none of, says why."""
    for table in ("cell_materials", "pack_parts"):
        for place, row in enumerate(getattr(case.sheet, table)):
            none = row.not_applicable or (row.value is not None and row.value.number == 0)
            said = row.note or (row.value.note if row.value is not None else None)
            if none and not row.is_free and not said:
                yield Seen(
                    row.where("yours"), {"class": row.label or row.key}, None, MINOR, pointer=f"/{table}/{place}"
                )


def without_upstream(case: Case) -> Iterator[Seen]:
    """CMP-03: what is bought has something behind it."""
    member = result_member("contributions")
    for one in lines_of_result(case.again):
        if one.kind == BOUGHT and one.amount > 0 and one.factor == 0:
            yield Seen(one.name, {"input": one.what, "process": one.input}, None, "", member, one.name)


def coverage(case: Case) -> Iterator[Seen]:
    """CMP-04: whose data each stage rests on is printed, and makes the whole."""
    member = result_member("own_data")
    try:
        rows = [row for row in case.bundle.table("own_data") if row["kind"] == "part"]
        kg = sum(float(row["kg_co2e_per_pack"]) for row in rows)
    except (KeyError, ValueError):
        kg = float("nan")
    if not abs(kg - case.total_kg) <= limit(case, "SUM-01", "relative") * abs(case.total_kg):
        yield Seen(member, {}, None, "", member, "part")


def _rows(case: Case) -> Iterator[Row]:
    return result_table(case.again, "cutoff").records()


def _left_out(case: Case) -> list[Row]:
    return [row for row in _rows(case) if row["kind"] == CUT_OFF]


def _sum(case: Case) -> Row:
    return next(row for row in _rows(case) if row["kind"] == ALL)


def _number(cell: Cell) -> float:
    return float(cell or 0.0)


def _upper(rows: list[Row]) -> float | None:
    """The upper estimate of some rows in kg CO2e per pack; None where one has none."""
    if any(row["upper_kg_co2e_per_pack"] is None for row in rows):
        return None
    return sum(_number(row["upper_kg_co2e_per_pack"]) for row in rows)


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "CUT-01": chinese_cut_off,
    "CUT-02": eu_cut_off,
    "CUT-03": without_estimate,
    "CUT-04": emissions_cut_off,
    "CMP-01": empty_stage,
    "CMP-02": zero_without_reason,
    "CMP-03": without_upstream,
    "CMP-04": coverage,
}
