"""Electricity: its place, edition and family, what counts of what was claimed, own generation (ELE-01 to 07)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lca_models.impact.footprint import Footprint
from lca_models.inventory.activity.certificates import batches_of, plain_name
from lca_models.inventory.activity.sheet.models import SupplierLine
from lca_models.inventory.electricity.pathways import YEAR_PARAMETER
from lca_models.inventory.electricity.supply import NATIONAL, OFFICIAL_RULE, RULE_PARAMETER
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.settings import resolve_settings
from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, MINOR, QUESTION, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, effect_of_settings, with_row, with_settings
from lca_models.reporting.verification.rules.said import chemistry_of, pointer, says, values_of_pack
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

DIRECT_FACTORS = Path(__file__).parent / "direct_factors.csv"
OF_PLANT = "electricity_cell_plant"  # the process, and the input that suppliers' figures stand in place of
INSTRUMENTS = {  # parameter that says whether it counts: share of the load that is claimed
    "contracts_count": ("green_trade", "cell_plant_green_trade_share"),
    "certificates_count": ("certificate", "cell_plant_certificate_share"),
}
RESIDUAL, GREEN = "residual_mix_counts", "cell_plant_green_share"
VIEWS = ("as_claimed", "location", "market", "national_factor")
SETUP = "setup/setup.json"
DIRECT = ("co2 factor", "emission factor", "direct factor", "排放因子", "二氧化碳因子")  # in words about a factor
FOOTPRINT = ("footprint", "life cycle", "life-cycle", "足迹", "生命周期", "lca")


def _place(case: Case) -> Iterator[Seen]:
    """Plants whose electricity is that of another place than where they stand (ELE-01)."""
    system, resolved, product = case.again.result.system, case.again.result.resolved, case.sheet.product
    if _rule(case) != _asked_rule(case):
        asked = _number(case, RULE_PARAMETER, _asked_rule(case))
        found = with_settings(case, {RULE_PARAMETER: asked})
        yield _of_place(case, found, product.plant_province or "", _rule(case), SETUP, f"/settings/{RULE_PARAMETER}")
    if _rule(case) in (NATIONAL, OFFICIAL_RULE):
        return  # the rule set asks for the nation's, wherever a plant stands
    plant = system.shipped_product.plant_province
    if product.plant_province and plant in resolved.numbers:
        said = _number(case, plant, product.plant_province)
        if said != resolved.numbers[plant]:
            used = choice_code(system.parameters[plant], resolved.numbers[plant], system.choices)
            found = with_settings(case, {plant: said})
            yield _of_place(case, found, product.plant_province, used, SETUP, f"/settings/{plant}")
    if product.pack_plant_province and product.plant_province and product.pack_plant_province != product.plant_province:
        yield from _assembly(case, plant, product.pack_plant_province, product.plant_province)
    for at, line in _suppliers_of_power(case):
        place, region = product.plant_province or "", line.geography or ""
        if region and not _contains(case, region, place):
            effect = effect_of(case, with_row(case.sheet, "suppliers", at, None))
            yield Seen(
                line.where("geography"), _factors(case, line, place, region), effect, pointer=pointer("suppliers", at)
            )
        elif not region:
            yield Seen(line.place, _factors(case, line, place, "?"), None, QUESTION, pointer=pointer("suppliers", at))


def _of_place(case: Case, right: Footprint | None, place: str, region: str, member: str, where: str) -> Seen:
    effect = None if right is None else sum(right.stages.values()) - case.total_kg
    said = {"line": Words(*bilingual("the cell plant")), "place": place, "region": region,
            "a": "?" if right is None else _factor(right), "b": _factor(case.again.result)}  # fmt: skip
    return Seen(f"{member} {where}", said, effect, member=member, pointer=where)


def _assembly(case: Case, plant: str, place: str, region: str) -> Iterator[Seen]:
    """Packs that are assembled elsewhere: their part of the electricity at the difference of both places."""
    values, chemistry = values_of_pack(case), chemistry_of(case)
    assembly = values["pack_assembly_electricity"] * values[f"{chemistry}_pack_mass"]
    there = with_settings(case, {plant: _number(case, plant, place)})
    if there is None:
        return
    a, b = _factor(there), _factor(case.again.result)
    said = {"line": Words(*bilingual("pack assembly")), "place": place, "region": region, "a": a, "b": b}
    sheet = case.sheet.product
    yield Seen(
        sheet.where("pack_plant_province"), said, assembly * (a - b), pointer=pointer("product", "pack_plant_province")
    )


def _factor(found: Footprint) -> float:
    """Kg CO2e per kWh of the electricity of the cell plant."""
    products = found.system.products
    at = next((place for place, key in enumerate(products) if key[1] == OF_PLANT), None)
    return float("nan") if at is None else float(found.assessment.intensities[at])


def _factors(case: Case, line: SupplierLine, place: str, region: str) -> dict[str, object]:
    used = line.value.number if line.value is not None else _factor(case.again.result)
    right = Words(*bilingual("that of the place"))
    return {
        "line": f"{line.name or line.supplier_id} ({OF_PLANT})",
        "place": place,
        "region": region,
        "a": right,
        "b": used,
    }


def _suppliers_of_power(case: Case) -> Iterator[tuple[int, SupplierLine]]:
    """Rows of suppliers that stand in place of electricity of the cell plant."""
    for at, line in enumerate(case.sheet.suppliers):
        if OF_PLANT in (line.replaces or ""):
            yield at, line


def _contains(case: Case, region: str, place: str) -> bool:
    """Whether words about a region name a province, or China as a whole is all that the sheet says."""
    known = next((one for one in case.again.study.provinces if one.code == place), None)
    names = (place, known.name, known.name_zh) if known is not None else (place,)
    return says(region, filter(None, names))


def _rule(case: Case) -> str:
    """The rule of electricity in force, by its code."""
    system = case.again.result.system
    return choice_code(system.parameters[RULE_PARAMETER], values_of_pack(case)[RULE_PARAMETER], system.choices)


def _asked_rule(case: Case) -> str:
    """The rule of electricity that the rule set asks for; the one in force where it asks for none."""
    return str(case.again.result.rule_set.settings().get(RULE_PARAMETER, _rule(case)))


def _number(case: Case, name: str, value: str | float) -> float:
    """The number of a choice, or of a setting of a rule set."""
    system = case.again.result.system
    return float(resolve_settings({name: value}, {name: system.parameters[name]}, system.choices)[name])


def _edition(case: Case) -> Iterator[Seen]:
    """A year of electricity that a newer one, published before the declaration, is nearer to the data than (ELE-02)."""
    used = values_of_pack(case).get(YEAR_PARAMETER)
    start = case.sheet.product.period_start
    if used is None or not start:
        return
    issued, period = case.again.issued.year, int(start[:4])
    years = [int(one.number) for one in case.again.result.system.choices.get("grid_years", ())]
    newer = [year for year in years if used < year < issued and abs(year - period) < abs(used - period)]
    if not newer:
        return
    best = min(newer, key=lambda year: (abs(year - period), -year))
    effect = effect_of_settings(case, {YEAR_PARAMETER: float(best)})
    major = effect is not None and abs(effect) > limit(case, "ELE-02", "major") * case.threshold_kg
    said = {"factor": Words(*bilingual("electricity of the grid")), "a": int(used), "b": best,
            "kg": Words(*bilingual("unknown")) if effect is None else effect}  # fmt: skip
    where = f"/settings/{YEAR_PARAMETER}"
    yield Seen(f"{SETUP} {where}", said, effect, MAJOR if major else MINOR, SETUP, where)


def _family(case: Case) -> Iterator[Seen]:
    """Factors of direct CO2 in place of footprint factors, by their value or their words (ELE-03)."""
    for at, line in _suppliers_of_power(case):
        about = " ".join(filter(None, (line.name, line.note, line.standard)))
        per_kwh = line.value.number if line.value is not None and line.declared_unit == "kWh" else None
        known = [row for row in direct_factors() if per_kwh is not None
                 and abs(per_kwh / float(row["kg_co2_per_kwh"]) - 1) < limit(case, "ELE-03", "near")]  # fmt: skip
        if known or (says(about, DIRECT) and not says(about, FOOTPRINT)):
            effect = effect_of(case, with_row(case.sheet, "suppliers", at, None))
            yield Seen(
                line.where("value"), {"line": line.name or line.supplier_id}, effect, pointer=pointer("suppliers", at)
            )


@cache
def direct_factors() -> tuple[Mapping[str, str], ...]:
    """Official factors of direct CO2, which are no footprints: place, year, kg CO2 per kWh, source."""
    with DIRECT_FACTORS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _instruments(case: Case) -> Iterator[Seen]:
    """Instruments that count in the result and not under its rule set (ELE-04)."""
    rules, values = case.again.result.rule_set.settings(), values_of_pack(case)
    for name, (kind, share) in INSTRUMENTS.items():
        if name not in rules or name not in values or not values.get(share):
            continue
        asked = _number(case, name, rules[name])
        if values[name] > asked:
            said = {"kind": kind, "rules": case.again.result.rules}
            where = f"/settings/{name}"
            yield Seen(f"{SETUP} {where}", said, effect_of_settings(case, {name: asked}), "", SETUP, where)


def _rest(case: Case) -> Iterator[Seen]:
    """Green power that is claimed beside a rest on the average, where the rule set asks for the residual mix (ELE-05)."""
    rules, values = case.again.result.rule_set.settings(), values_of_pack(case)
    if RESIDUAL not in rules or not values.get(GREEN):
        return
    asked = _number(case, RESIDUAL, rules[RESIDUAL])
    if asked > values[RESIDUAL]:
        found = with_settings(case, {RESIDUAL: asked})
        effect = None if found is None else sum(found.stages.values()) - case.total_kg
        said = {"a": _factor(case.again.result), "b": "?" if found is None else _factor(found)}
        where = f"/settings/{RESIDUAL}"
        yield Seen(f"{SETUP} {where}", said, effect, "", SETUP, where)


def _views(case: Case) -> Iterator[Seen]:
    """Views of electricity that the bundle does not print (ELE-06)."""
    if not case.bundle.members:
        raise NotApplicableError(Words(*bilingual("the bundle holds no tables of results")))
    member = result_member("electricity")
    printed = [row.get("view") for row in case.bundle.table("electricity")] if member in case.bundle.members else []
    if missing := [view for view in VIEWS if view not in printed]:
        yield Seen(member, {"list": missing}, member=member)


def _own_generation(case: Case) -> Iterator[Seen]:
    """Own generation that is used, and whose certificates are claimed once more (ELE-07).

    Certificates marked as sold are taken off what is used when the sheet is read.
    """
    sheet = case.sheet
    onsite = [line for line in sheet.meters if line.item == "electricity_onsite" and line.is_given]
    plant = plain_name(sheet.product.plant or "")
    used = sum(_year(line) for line in onsite)
    if not onsite or not plant:
        return
    claimed = [
        at for at, line in enumerate(sheet.certificates)
        if plain_name(line.generation_plant or "") == plant and not _is_sold(case, at)
    ]  # fmt: skip
    if not claimed:
        return
    kept = tuple(line for at, line in enumerate(sheet.certificates) if at not in claimed)
    sold = sum(one.kwh for one in batches_of(sheet) if one.is_sold)
    exported = sum(_year(line) for line in sheet.meters if line.item == "electricity_sold")
    said = {"plant": sheet.product.plant or "", "a": used, "b": used + exported, "c": sold}
    effect = effect_of(case, sheet.model_copy(update={"certificates": kept}))
    line = sheet.certificates[claimed[0]]
    yield Seen(line.place, said, effect, pointer=pointer("certificates", claimed[0]))


def _is_sold(case: Case, at: int) -> bool:
    one = case.sheet.model_copy(update={"certificates": (case.sheet.certificates[at],)})
    return any(batch.is_sold for batch in batches_of(one))


def _year(line: object) -> float:
    """The amount of a row over its year."""
    months, every, total = (getattr(line, name) for name in ("months", "every_month", "year_total"))
    return float(sum(one.number for one in months.values()) if months else 12 * every.number if every
                 else total.number if total else 0.0)  # fmt: skip


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "ELE-01": _place,
    "ELE-02": _edition,
    "ELE-03": _family,
    "ELE-04": _instruments,
    "ELE-05": _rest,
    "ELE-06": _views,
    "ELE-07": _own_generation,
}
