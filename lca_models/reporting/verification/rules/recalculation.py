"""Whether the figures of a bundle come out again: by this kit, by bw2calc, by formulas of the workbook, by plain sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from lca_models.reporting.declaration.bundle import DATABASES, result_member
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_tables
from lca_models.reporting.declaration.results.totals import gases_table, stages_table, units_table
from lca_models.reporting.declaration.table import ResultTable, read_csv
from lca_models.reporting.verification.case import Case, Figures
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.reporting.verification.package.reading import read_package
from lca_models.reporting.verification.package.recalculation import (
    Recalculated,
    recalculate,
    recalculate_with_bw2calc,
)
from lca_models.reporting.verification.rules.declared_figures import (
    STAGE_KG,
    TOTAL,
    Difference,
    declared_stages,
    declared_total,
    differences,
    is_near,
    number,
)
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.table import limit
from lca_models.reporting.verification.rules.versions import has_these_tables
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK
from lca_models.scope.wording.messages import bilingual

KIT, PACKAGE, BW2CALC = "lca_models", "lca_models, database of the bundle", "bw2calc, database of the bundle"
MOST = 20  # cells of one table that are listed
STAGE_MAP = "setup/stage_map.csv"
OF_PACK = {"kwh-capacity": "rated_energy", "kwh-delivered": "total_energy", "kg": "pack_mass"}  # terms of units.csv


def look_at_recalculation(case: Case) -> Iterator[Seen]:
    """ARI-01: tables by this kit at 1e-9; the database of the bundle by this kit and by bw2calc at 1e-6.

    A bundle of another version or other tables is judged by its own database alone; VER-03 names the difference.
    """
    if has_these_tables(case):
        yield from _stages(case)
        for table in _tables(case):
            if table.name != "stages":
                yield from _table(case, table)
    package = read_package(case.bundle.members[DATABASES])
    yield from _beside(case, recalculate(package), PACKAGE)
    if not case.is_fast:
        yield from _beside(case, recalculate_with_bw2calc(package, case.again.study.base), BW2CALC)


def _stages(case: Case) -> Iterator[Seen]:
    """The stages and their total, which carry what differs in kg, then the other columns of their table."""
    yield from differing_stages(case, case.again.result.stages)
    found = stages_table(case.again)
    yield from (_cell(found.name, one) for one in _first(case, found) if one.column != STAGE_KG)


def _tables(case: Case) -> tuple[ResultTable, ...]:
    """The tables that are compared; without those that take seconds where it shall be fast."""
    if case.is_fast:
        return units_table(case.again), gases_table(case.again)
    return result_tables(case.again)


def _table(case: Case, table: ResultTable) -> Iterator[Seen]:
    try:
        yield from (_cell(table.name, one) for one in _first(case, table))
    except KeyError:
        member = result_member(table.name)
        values = {"stage": member, "a": Words(*bilingual("nothing")), "b": f"{len(table.rows)}", "engine": KIT}
        yield Seen(member, values, member=member)


def _first(case: Case, table: ResultTable) -> Iterator[Difference]:
    found = differences(case.bundle, table, limit(case, "ARI-01", "kit"), limit(case, "ARI-01", "floor"))
    return islice(found, MOST)


def _cell(table: str, one: Difference) -> Seen:
    member = result_member(table)
    place = f"{member}, {one.row or ''} {one.name} {one.column}".replace("  ", " ")
    values = {"stage": place, "a": one.declared, "b": one.again, "engine": KIT}
    return Seen(place, values, member=member, pointer=f"/{one.row}/{one.column}")


def _stage(stage: str, a: float, b: float, engine: str, effect_kg: float | None) -> Seen:
    member = result_member("stages")
    values = {"stage": Words(*bilingual("{stage}, kg CO2e per pack", stage=stage)), "a": a, "b": b, "engine": engine}
    return Seen(f"{member}, {stage}", values, effect_kg, member=member, pointer=f"/{stage}#{engine}")


def _beside(case: Case, found: Recalculated, engine: str) -> Iterator[Seen]:
    """The total, the stages and the gases of another engine beside those that are declared."""
    relative, floor = limit(case, "ARI-01", "bw2calc"), limit(case, "ARI-01", "floor")
    declared = declared_stages(case.bundle)
    allowed = max(floor, relative * abs(declared[TOTAL]))  # of the total: what single precision leaves of small stages
    if abs(found.total - declared[TOTAL]) > allowed:
        yield _stage(TOTAL, declared[TOTAL], found.total, engine, found.total - declared[TOTAL])
    for stage in sorted({*found.stages, *declared} - {TOTAL}):
        a, b = declared.get(stage, 0.0), found.stages.get(stage, 0.0)
        if abs(a - b) > allowed:
            yield _stage(stage, a, b, engine, None)
    gases = {row["origin"]: number(row["total_kg_co2e_per_pack"]) for row in case.bundle.table("gases")}
    for gas, kg in found.gases.items():
        a = gases.get(gas) or 0.0
        if abs(a - kg) > allowed:
            yield _stage(gas, a, kg, engine, None)


def differing_stages(case: Figures, right: Mapping[str, float]) -> Iterator[Seen]:
    """Declared stages, and their total, that are not those worked out again; the total moves what the stages leave of it.

    `right`: kg CO2e per pack, by stage.
    """
    relative, floor = limit(case, "ARI-01", "kit"), limit(case, "ARI-01", "floor")
    declared, moved = declared_stages(case.bundle), 0.0
    for stage in dict.fromkeys([*right, *(name for name in declared if name != TOTAL)]):
        a, b = declared.get(stage, 0.0), right.get(stage, 0.0)
        if not is_near(a, b, relative, floor):
            moved += b - a
            yield _stage(stage, a, b, KIT, b - a)
    a, b = declared[TOTAL], sum(right.values())
    if not is_near(a, b, relative, floor):
        yield _stage(TOTAL, a, b, KIT, b - a - moved)


def look_at_units(case: Figures) -> Iterator[Seen]:
    """ARI-03: the declared result per kWh and per kg times what one pack has of them is that per pack."""
    relative = limit(case, "ARI-03", "relative")
    rows = case.bundle.table("units")
    terms = {row["term"]: number(row["value"]) for row in rows if row["kind"] == "term"}
    results = {row["term"]: number(row["value"]) for row in rows if row["kind"] == "result"}
    pack = declared_total(case.bundle)
    for unit in DECLARED_UNITS:
        value, amount = results.get(unit.code), 1.0 if unit == PACK else terms.get(OF_PACK[unit.code])
        if value is None or amount is None or not is_near(value * amount, pack, relative, 0.0):
            again = None if value is None or amount is None else value * amount
            values = {"unit": unit.code, "a": "–" if again is None else again, "b": pack}
            yield Seen(
                f"{result_member('units')}, {unit.code}", values, member=result_member("units"), pointer=f"/{unit.code}"
            )


def look_at_lines(case: Figures) -> Iterator[Seen]:
    """ARI-04: each line of the result is its amount times its factor."""
    relative = limit(case, "ARI-04", "relative")
    member = result_member("contributions")
    for place, row in enumerate(case.bundle.table("contributions"), start=1):
        amount, factor, kg = (
            number(row[name]) for name in ("amount_per_pack", "factor_kg_co2e_per_unit", "kg_co2e_per_pack")
        )
        if amount is None or factor is None or kg is None:
            continue
        product = amount * factor
        if not is_near(product, kg, relative, _half_digit(row["kg_co2e_per_pack"])):
            values = {"line": row["line"], "amount": amount, "factor": factor, "product": product, "kg": kg}
            yield Seen(f"{member}, {row['line']}", values, product - kg, member=member, pointer=f"/{place}")


def look_at_sum(case: Figures) -> Iterator[Seen]:
    """SUM-01: the declared stages sum to the declared total, and so do the lines of the result."""
    relative = limit(case, "SUM-01", "relative")
    stages = declared_stages(case.bundle)
    total = stages.pop(TOTAL)
    kilograms = [number(row["kg_co2e_per_pack"]) or 0.0 for row in case.bundle.table("contributions")]
    for name, parts in (("stages", list(stages.values())), ("contributions", kilograms)):
        whole, size = sum(parts), sum(map(abs, parts))
        if abs(whole - total) > relative * max(size, abs(total)):
            effect = whole - total if name == "stages" else None
            yield Seen(result_member(name), {"a": whole, "b": total}, effect, member=result_member(name))


def look_at_stage_map(case: Case) -> Iterator[Seen]:
    """SUM-02: each line stands in the stage that the rule set gives it."""
    if STAGE_MAP not in case.bundle.members:
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=STAGE_MAP)))
    lines = {one.name: one for one in lines_of_result(case.again)}
    for place, row in enumerate(read_csv(case.bundle.members[STAGE_MAP]), start=1):
        line = lines.get(row["line"])
        if line is not None and line.stage != row["stage"]:
            values = {"process": row["line"], "a": row["stage"], "b": line.stage}
            yield Seen(f"{STAGE_MAP}, {row['line']}", values, member=STAGE_MAP, pointer=f"/{place}")


def look_at_months(case: Case) -> Iterator[Seen]:
    """SUM-03: twelve months sum to the year that the sheet gives beside them; what counts are the months."""
    allowed = limit(case, "SUM-03", "relative")
    for place, line in enumerate(case.sheet.meters):
        if line.year_total is None or not line.months:
            continue
        months, year = sum(value.number for value in line.months.values()), line.year_total.number
        if abs(months - year) > allowed * abs(year):
            pointer = f"/meters/{place}/year_total"
            values = {"meter": line.id, "a": months, "b": year}
            effect = (
                effect_of(case, with_row(case.sheet, "meters", place, scaled(line, year / months))) if months else None
            )
            yield Seen(line.where("year_total"), values, effect, pointer=pointer)


def _half_digit(text: str) -> float:
    """Half a unit of the last digit of a number as it is written."""
    digits = text.lower().split("e")[0]
    return 0.5 * 10.0 ** -len(digits.partition(".")[2]) if "e" not in text.lower() else 0.0


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "ARI-01": look_at_recalculation,
    "ARI-03": look_at_units,
    "ARI-04": look_at_lines,
    "SUM-01": look_at_sum,
    "SUM-02": look_at_stage_map,
    "SUM-03": look_at_months,
}
