"""The energy that a pack delivers: scope, usable energy, warranty, category, cycles, extrapolation (FUN-01 to 09).

A finding here moves no kg of the pack but what they are divided by. Its effect is the total times (declared energy / right
energy - 1): what the declaration would have to hold more for its value per kWh delivered to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lca_models.inventory.activity.balances import SMALLEST
from lca_models.inventory.activity.sheet.models import CycleTest
from lca_models.inventory.system.settings import resolve_settings
from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, INFO, MAJOR, MINOR, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of_energy
from lca_models.reporting.verification.rules.product.places import place_in
from lca_models.reporting.verification.rules.said import (
    documents_of,
    pointer,
    says,
    values_of_pack,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import DOUBTFUL_DISTANCE_KM, TESTED_CYCLES, WARRANTY_YEARS, FunctionalUnit
from lca_models.scope.wording.messages import bilingual

SETUP = "setup/setup.json"
TRANSFER = (
    "transfer",
    "transferred",
    "pack level",
    "correlation",
    "换算",
    "折算",
    "转换",
)  # of a test of cells to the pack
HEAVY = ("M2", "M3", "N2", "N3")  # buses and trucks
CYCLES_OF = {
    "M1": "full_cycles_m1_n1",
    "N1": "full_cycles_m1_n1",
    "L": "full_cycles_category_l",
}  # parameters by category
OTHERS = "full_cycles_m2_m3_n2_n3"
PER_YEAR, CATEGORY = "full_cycles_per_year", "vehicle_category"
FLOOR = "pack_cycle_floor"


def _in_scope(case: Case) -> Iterator[Seen]:
    """Packs that the programme is not for (FUN-01)."""
    rules, rated = case.again.result.rules, case.sheet.product.rated_energy
    place = case.sheet.product.where("rated_energy")
    if rated is not None and rated.number <= SMALLEST and rules.startswith("cn-"):
        reason = Words(
            *bilingual("{energy} kWh is not above {least} kWh", energy=f"{rated.number:g}", least=f"{SMALLEST:g}")
        )
        yield Seen(place, {"rules": rules, "reason": reason}, pointer=pointer("product", "rated_energy"))
    abroad = [line for line in case.sheet.transport if line.direction == "out" and _is_abroad(line.to)]
    if abroad and rules.startswith("cn-"):
        reason = Words(*bilingual("its market is {market}", market=abroad[0].to or ""))
        yield Seen(abroad[0].place, {"rules": rules, "reason": reason}, pointer=pointer("transport"))


def _is_abroad(text: str | None) -> bool:
    found = place_in(text)
    return found is not None and not found.code.startswith("CN-")


def _usable(case: Case) -> Iterator[Seen]:
    """Usable energy below what packs have of their rated energy (FUN-02); above it, it refuses a sheet."""
    usable, rated, unit = case.sheet.product.usable_energy, case.sheet.product.rated_energy, _unit(case)
    if usable is None or rated is None or unit is None or _shows(case, usable.evidence_id):
        return
    low, high = limit(case, "FUN-02", "low"), limit(case, "FUN-02", "high")
    share = usable.number / rated.number
    if low <= share <= high:
        return
    right = replace(unit, usable_energy_kwh=rated.number * (low if share < low else high))
    said = {"a": usable.number, "b": rated.number, "c": "?"}
    yield Seen(usable.place, said, _of(case, unit, right), pointer=pointer("product", "usable_energy"))


def _shows(case: Case, ids: str | None) -> bool:
    """Whether a test report is named for a value."""
    return any(one.kind == "test_report" for one in documents_of(case, ids))


def _unit(case: Case) -> FunctionalUnit | None:
    try:
        return case.again.result.functional_unit
    except LcaModelsError:
        return None


def _of(case: Case, declared: FunctionalUnit, right: FunctionalUnit) -> float | None:
    try:
        return effect_of_energy(case, declared.energy_delivered_kwh, right.energy_delivered_kwh)
    except LcaModelsError:
        return None


def _warranty(case: Case) -> Iterator[Seen]:
    """Years of warranty in the result that are not the shorter of what the sheet gives (FUN-03)."""
    unit, product = _unit(case), case.sheet.product
    if unit is None or unit.service_life != WARRANTY_YEARS or product.warranty_years is None:
        return
    km = product.warranty_km.number if product.warranty_km is not None else 0.0
    per_year = _asked(case, "distance_per_year_km", unit.distance_per_year_km)
    right = replace(unit, warranty_years=product.warranty_years.number, warranty_km=km, distance_per_year_km=per_year)
    if abs(right.years - unit.years) <= limit(case, "FUN-03", "relative") * right.years:
        return
    said = {"km": km, "a": right.years, "b": unit.years}
    yield Seen(product.warranty_years.place, said, _of(case, unit, right), pointer=pointer("product", "warranty_years"))


def _asked(case: Case, name: str, otherwise: float) -> float:
    """The number that the rule set asks for a parameter; `otherwise` where it asks for none."""
    system, settings = case.again.result.system, case.again.result.rule_set.settings()
    if name not in settings or name not in system.parameters:
        return otherwise
    return float(resolve_settings({name: settings[name]}, {name: system.parameters[name]}, system.choices)[name])


def _category(case: Case) -> Iterator[Seen]:
    """Cycles per year that are not those of the category of the vehicle, and a category that no such pack is in (FUN-04)."""
    unit, product, values = _unit(case), case.sheet.product, values_of_pack(case)
    if unit is None or unit.service_life != WARRANTY_YEARS:
        return
    category = product.vehicle_category or _asked_category(case) or unit.vehicle_category
    number = values.get(CYCLES_OF.get(category, OTHERS), unit.full_cycles_per_year)
    if number != unit.full_cycles_per_year:
        said = {"category": category, "a": number, "b": unit.full_cycles_per_year}
        right = replace(unit, full_cycles_per_year=number, vehicle_category=category)
        yield Seen(product.where("vehicle_category"), said, _of(case, unit, right),
                   pointer=pointer("product", "vehicle_category"))  # fmt: skip
        return
    least, most = (limit(case, "FUN-04", f"{group} {end}") for group in [_group(category)] for end in ("low", "high"))
    if not least <= unit.rated_energy_kwh <= most and not _has_document(case):
        other = next((name for name in ("M1", "L", "M2") if _fits(case, name, unit.rated_energy_kwh)), category)
        cycles = values.get(CYCLES_OF.get(other, OTHERS), unit.full_cycles_per_year)
        said = {"category": category, "a": number, "b": cycles}
        yield Seen(product.where("vehicle_category"), said, _of(case, unit, replace(unit, full_cycles_per_year=cycles)),
                   pointer=pointer("product", "vehicle_category"))  # fmt: skip


def _group(category: str) -> str:
    return "heavy" if category in HEAVY else "light" if category == "L" else "car"


def _fits(case: Case, category: str, energy: float) -> bool:
    group = _group(category)
    return limit(case, "FUN-04", f"{group} low") <= energy <= limit(case, "FUN-04", f"{group} high")


def _asked_category(case: Case) -> str:
    value = case.again.result.rule_set.settings().get(CATEGORY)
    return "" if value is None else str(value)


def _has_document(case: Case) -> bool:
    """Whether a document of the register speaks of the category of the vehicle."""
    return any(says(f"{one.document} {one.note}", ("category", "类别", "车型")) for one in case.sheet.evidence)


def _cycles(case: Case) -> Iterator[Seen]:
    """Cycles that are claimed as tested beyond those that were, and a test of cells that stands for a pack (FUN-05)."""
    unit, test = _unit(case), case.sheet.cycle_test
    if unit is None or unit.service_life != TESTED_CYCLES or test.cycles_measured is None or test.cycles is None:
        return
    measured = test.cycles_measured.number
    said = {"a": test.cycles.number, "b": measured, "object": _object(test)}
    where = pointer("cycle_test", "cycles")
    if test.cycles.number > measured > 0 and not _is_extrapolation(test):
        effect = case.total_kg * (test.cycles.number / measured - 1)
        yield Seen(test.cycles.place, said, effect, pointer=where)
    elif test.tested_object not in (None, "pack") and not any(
        says(text, TRANSFER) for text in (test.cycles.note, test.cycles_measured.note, *_notes(case, test))
    ):
        yield Seen(test.where("tested_object"), said, 0.0, MINOR, pointer=pointer("cycle_test", "tested_object"))


def _object(test: CycleTest) -> Words:
    names = {
        "cell": Words(*bilingual("cell")),
        "module": Words(*bilingual("module")),
        "pack": Words(*bilingual("pack")),
    }
    return names.get(test.tested_object or "", Words(*bilingual("sample that nobody names")))


def _notes(case: Case, test: CycleTest) -> Iterator[str]:
    for value in (test.cycles, test.cycles_measured, test.retention_measured):
        for one in documents_of(case, value.evidence_id if value is not None else None):
            yield f"{one.document} {one.note}"


def _is_extrapolation(test: CycleTest) -> bool:
    """Whether the sheet says itself that cycles are an estimate."""
    return test.cycles is not None and test.cycles.source_kind == "estimate"


def _extrapolated(case: Case) -> Iterator[Seen]:
    """Retention that is extrapolated too far beyond the last cycle measured (FUN-06); up to the legal floor it may be."""
    unit, test = _unit(case), case.sheet.cycle_test
    if unit is None or unit.service_life != TESTED_CYCLES or test.cycles is None:
        return
    last = max([one.cycles.number for one in test.curve] + ([test.cycles_measured.number] if test.cycles_measured else []),
               default=0.0)  # fmt: skip
    claimed = test.cycles.number
    if last <= 0 or claimed <= limit(case, "FUN-06", "ratio") * last or claimed <= values_of_pack(case).get(FLOOR, 0.0):
        return
    if not _is_extrapolation(test) and test.cycles_measured is not None:
        return  # claimed as tested: FUN-05
    severity = CRITICAL if claimed > limit(case, "FUN-06", "critical") * last else MAJOR
    effect = case.total_kg * (claimed / last - 1)
    yield Seen(test.cycles.place, {"a": last, "b": claimed}, effect, severity, pointer=pointer("cycle_test", "cycles"))


def _total_energy(case: Case) -> Iterator[Seen]:
    """The energy delivered that the bundle states, or that the setup makes of it, beside the formula on the sheet (FUN-07)."""
    unit = _unit(case)
    if unit is None:
        return
    right = _by_the_sheet(case, unit).energy_delivered_kwh
    near = limit(case, "FUN-07", "relative")
    member = result_member("units")
    rows = case.bundle.table("units") if member in case.bundle.members else ()
    stated = next((float(row["value"]) for row in rows if row.get("term") == "total_energy"), None)
    for value, where, pointed in ((stated, member, "total_energy"), (unit.energy_delivered_kwh, SETUP, "/settings")):
        if value is not None and abs(value - right) > near * right:
            said = {"a": value, "b": right}
            yield Seen(f"{where} {pointed}", said, effect_of_energy(case, value, right), "", where, pointed)
            return


def _by_the_sheet(case: Case, unit: FunctionalUnit) -> FunctionalUnit:
    """The service life with what the sheet and the rule set say in place of what the setup says."""
    product, test = case.sheet.product, case.sheet.cycle_test
    terms: dict[str, float] = {}
    for term, value in (
        ("rated_energy_kwh", product.rated_energy), ("usable_energy_kwh", product.usable_energy), ("cycles", test.cycles),
        ("end_of_life_retention", test.end_retention), ("warranty_years", product.warranty_years),
        ("warranty_km", product.warranty_km), ("depth_of_discharge", test.depth_of_discharge),
    ):  # fmt: skip
        if value is not None:
            terms[term] = value.number
    if "depth_of_discharge" not in terms:
        terms["depth_of_discharge"] = _asked(case, "depth_of_discharge", unit.depth_of_discharge)
    return replace(unit, **terms)  # type: ignore[arg-type]


def _variants(case: Case) -> Iterator[Seen]:
    """Ways of counting the energy delivered that the bundle does not print (FUN-08)."""
    if not case.bundle.members:
        raise NotApplicableError(Words(*bilingual("the bundle holds no tables of results")))
    unit = _unit(case)
    if unit is None or unit.service_life != TESTED_CYCLES:
        return
    member = result_member("units")
    rows = case.bundle.table("units") if member in case.bundle.members else ()
    printed = {row.get("term", "") for row in rows}
    wanted = ["cycles_declared", "mean_retention", "total_energy"]
    if missing := [name for name in wanted if name not in printed]:
        yield Seen(member, {"list": missing}, member=member)


def _distance(case: Case) -> Iterator[Seen]:
    """Energy that would drive a car farther than any is driven (FUN-09)."""
    unit = _unit(case)
    category = case.sheet.product.vehicle_category or (unit.vehicle_category if unit is not None else "")
    if unit is None or category in HEAVY or unit.vehicle_kwh_per_km <= 0:
        return
    km = unit.energy_delivered_kwh / unit.vehicle_kwh_per_km
    if km > DOUBTFUL_DISTANCE_KM:
        yield Seen(case.sheet.cycle_test.where("cycles"), {"km": float(round(km))}, None, INFO,
                   pointer=pointer("cycle_test", "cycles"))  # fmt: skip


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "FUN-01": _in_scope,
    "FUN-02": _usable,
    "FUN-03": _warranty,
    "FUN-04": _category,
    "FUN-05": _cycles,
    "FUN-06": _extrapolated,
    "FUN-07": _total_energy,
    "FUN-08": _variants,
    "FUN-09": _distance,
}
