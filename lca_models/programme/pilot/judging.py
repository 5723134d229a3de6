"""Findings on the sheets of a pilot: checks and rules of the kit on each, then what shows between them.

Whoever judges sees the sheets, and what is declared beside them; never what was planted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING
from lca_models.inventory.activity.findings import Finding as CheckFinding
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.programme.evaluation.screening.looking import screen
from lca_models.programme.evaluation.screening.screened import Screened
from lca_models.programme.evaluation.screening.table import screening_rules
from lca_models.programme.pilot.calculating import MOMENT, JudgedSheet, footprint
from lca_models.programme.pilot.planting.supply import ISSUED
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.verification.case import Case, Engagement
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import CRITICAL, INFO, MINOR, Finding, Seen
from lca_models.reporting.verification.rules.chain import plausible, suppliers
from lca_models.reporting.verification.rules.chain.rows import edited_rows
from lca_models.reporting.verification.rules.findings import finding_of
from lca_models.reporting.verification.rules.of_folder import Member, look_at_folder
from lca_models.reporting.verification.rules.plant import allocation, balances, masses, months, slips, units, yields
from lca_models.reporting.verification.rules.product import certificates, electricity, service_life, transport
from lca_models.reporting.verification.rules.recalculation import differing_stages, look_at_months
from lca_models.reporting.verification.rules.table import rules

Look = Callable[[Case], Iterator[Seen]]
OF_SHEETS: tuple[Mapping[str, Look], ...] = (
    units.RULES, slips.RULES, months.RULES, electricity.RULES, certificates.RULES, masses.RULES, balances.RULES,
    allocation.RULES, yields.RULES, transport.RULES, service_life.RULES, suppliers.RULES, plausible.RULES,
    {"SUM-03": look_at_months},
)  # fmt: skip
OF_BUNDLES: Mapping[str, Look] = {
    "ARI-01": lambda case: differing_stages(case, case.again.result.stages),
    "ROW-01": edited_rows,
}
SEVERITY = {ERROR: CRITICAL, WARNING: MINOR, NOTE: INFO}
LEFT_OUT = ("ALL-05",)  # takes as long as all others, and asks for a reason that every sheet of a pilot gives
LIMITS = Path(__file__).parent / "limits.csv"
TINY = 1e-6  # kg CO2e per pack: an effect that points nowhere
GROSS = "V26"  # a check whose words say which way: the gross heating value makes a result too high
LINE = re.compile(r"\s*\(.*?\)$")
STEPS = re.compile(r"[.\[\]]+")


@dataclass(frozen=True)
class Found:
    """A finding on a declaration of a pilot."""

    pack: str
    rule: str  # id of a rule, or code of a check
    severity: str
    pointer: str  # JSON pointer into the judged sheet; the member of the bundle where it is of no sheet
    sign: int  # of right less declared; 0 where the finding does not say
    effect_kg: float | None
    english: str
    chinese: str


@dataclass(frozen=True)
class Handed:
    """A declaration as a verifier gets it."""

    name: str
    judged: JudgedSheet
    result: Footprint | None
    beside: Bundle


def look_at(study: Study, handed: Sequence[Handed]) -> tuple[Found, ...]:
    """All findings on declarations of a programme, sheet by sheet and then between sheets."""
    found, entries = list[Found](), list[Screened]()
    for one in handed:
        found += [_of_check(one, check) for check in one.judged.checks]
        case = case_of(study, one)
        if case is not None:
            entries.append(Screened(one.name, case))
            found += [_of_rule(one, finding) for finding in _findings(case, one.beside)]
    sheets = {one.name: one for one in handed}
    for name, findings in screen(entries).items():
        found += [_of_rule(sheets[name], one) for one in findings]
    members = [Member(one.name, one.judged.sheet, ISSUED.isoformat()) for one in handed]
    for name, rule, seen, _ in look_at_folder(members):
        if name:  # else of the folder
            found.append(_of_rule(sheets[name], finding_of(rules()[rule], seen, 0.0), _between(rule)))
    return tuple(found)


def _between(rule: str) -> tuple[str, int]:
    """Where a finding between sheets stands, and which way it points: certificates that count twice make results too low."""
    return ("/certificates", 1) if rule == "CER-01" else ("", 0)


@cache
def limits() -> Mapping[str, float]:
    """Limits in place of those that rules ship with, as RULE/NAME: tuned on the seeds that are for it."""
    with LIMITS.open(encoding="utf-8", newline="") as file:
        return {f"{row['rule']}/{row['name']}": float(row["value"]) for row in csv.DictReader(file)}


def case_of(study: Study, one: Handed) -> Case | None:
    """A declaration as rules see it; None where the sheet has no result."""
    if one.result is None:
        return None
    declared = Declared(study, one.result, MOMENT, True, read_sheet=one.judged.sheet)
    return Case(Bundle({}), declared, Engagement(today=ISSUED, limits=limits()), is_fast=True)


def result_of(study: Study, judged: JudgedSheet) -> Footprint | None:
    """The footprint of a sheet; None where it is refused."""
    return None if judged.pack is None else footprint(study, judged.pack)


def _findings(case: Case, beside: Bundle) -> Iterator[Finding]:
    """What rules of sheets find in a case, and those of bundles in what is declared beside it."""
    for module in OF_SHEETS:
        for rule, look in ((rule, look) for rule, look in module.items() if rule not in LEFT_OUT):
            yield from outcome_of(rules()[rule], partial(look, case), case.threshold_kg).findings
    declared = Case(beside, case.again, case.engagement, is_fast=True)
    for rule, look in OF_BUNDLES.items():
        yield from outcome_of(rules()[rule], partial(look, declared), case.threshold_kg).findings


def _of_rule(one: Handed, found: Finding, between: tuple[str, int] = ("", 0)) -> Found:
    known = screening_rules().get(found.rule)
    implied = known.sign if known is not None else between[1]
    effect = found.effect_kg
    sign = implied if effect is None or abs(effect) < TINY else 1 if effect > 0 else -1
    pointer = between[0] or _pointer(one.judged.sheet, found)
    return Found(one.name, found.rule, found.severity, pointer, sign, effect, found.english, found.chinese)


def _pointer(sheet: DataSheet, found: Finding) -> str:
    """Where a finding stands in the sheet: findings on what suppliers state stand at their rows."""
    if found.member == suppliers.MEMBER:
        at = next((at for at, line in enumerate(sheet.suppliers) if found.place in (line.name, line.supplier_id)), None)
        return "/suppliers" if at is None else f"/suppliers/{at}"
    return found.pointer if found.pointer.startswith("/") and "sheet" in found.member else found.member


def _of_check(one: Handed, check: CheckFinding) -> Found:
    sign = -1 if check.code == GROSS else 0
    severity = SEVERITY[check.severity]
    return Found(
        one.name, check.code, severity, pointer_of(one.judged.sheet, check.place), sign, None, check.text, check.text
    )


def pointer_of(sheet: DataSheet, place: str) -> str:
    """The pointer of a place in a file: `cell_materials.cathode.yours (line 12)` is /cell_materials/0/yours."""
    steps = [step for step in STEPS.split(LINE.sub("", place)) if step]
    if len(steps) > 1 and steps[0] in ("cell_materials", "pack_parts"):
        keys = [row.key for row in getattr(sheet, steps[0])]
        steps[1] = str(keys.index(steps[1])) if steps[1] in keys else steps[1]
    return "".join(f"/{step}" for step in steps)
