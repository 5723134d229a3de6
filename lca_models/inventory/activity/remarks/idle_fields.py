"""Fields that a maker may expect to move the result and that do not: each is said once, with why it stands in the sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from lca_models.inventory.activity.elements import FORMULAS, atoms_of
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import columns_of, rows_of
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import Amounts, DataSheet

RECORD, NOT_COUNTED = "record", "not counted"
# By sheet and key: what a field is for that no value of the product system follows.
IDLE = {
    ("cycle_test", "tested_object"): RECORD,
    ("cycle_test", "temperature"): RECORD,
    ("cycle_test", "charge_rate"): RECORD,
    ("cycle_test", "discharge_rate"): RECORD,
    ("meters", "pressure"): RECORD,
    ("meters", "temperature"): RECORD,
    ("meters", "price"): NOT_COUNTED,
    ("transport", "paid_by"): RECORD,
    ("end_of_life", "scrap_treatment"): NOT_COUNTED,
    ("certificates", "generation_plant"): RECORD,
}
METALS = ("Ni", "Co", "Mn", "Fe", "P")  # of a cathode, beside lithium and oxygen
DIFFERENT = 0.03  # of these atoms
SOLD, INPUTS = "electricity_sold", ("electricity_grid", "electricity_direct_line", "electricity_onsite")
ROUNDING = 1e-9  # of a sum of meter readings
_CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+", re.IGNORECASE)


def check_idle_fields(sheet: DataSheet, chemistry: str, today: date, findings: Findings) -> None:
    """Adds what a sheet gives that moves nothing, and what its identity cannot be; `chemistry`: of the archetype."""
    for (name, key), why in IDLE.items():
        places = [*_given(sheet, name, key)]
        if not places:
            continue
        one = rows_of(name).get(key) or columns_of(name)[key]
        if why == RECORD:
            words = message("{label} moves nothing: kept for the record", label=one.label)
        else:
            words = message("{label} moves nothing under these rules", label=one.label)
        findings.note(places[0], words)
    _check_identity(sheet, today, findings)
    _check_formula(sheet, chemistry, findings)
    _check_sold(sheet, findings)


def _given(sheet: DataSheet, name: str, key: str) -> Iterator[str]:
    """Places where a field is given."""
    part: Any = getattr(sheet, name)
    for row in part if isinstance(part, tuple) else (part,):
        if (value := getattr(row, key)) is not None:
            yield getattr(value, "place", "") or row.where(key)


def _check_identity(sheet: DataSheet, today: date, findings: Findings) -> None:
    """A period that has not begun, and an identifier of no known form."""
    product = sheet.product
    if product.period_start and product.period_start > f"{today:%Y-%m}":
        words = message("the period starts with {month}, after today ({day}); give months that are measured",
                        month=product.period_start, day=today.isoformat())  # fmt: skip
        findings.error(product.where("period_start"), words, "V18")
    if product.company_id:
        text = unicodedata.normalize("NFKC", product.company_id).strip()
        if not _CREDIT_CODE.fullmatch(text.upper()) and not _URN.fullmatch(text):
            words = message(
                "'{x}' is neither 18 letters and digits of a unified social credit code nor a URN", x=excerpt(text)
            )
            findings.warn(product.where("company_id"), words)


def _check_formula(sheet: DataSheet, chemistry: str, findings: Findings) -> None:
    """A formula of another cathode than that of the chemistry, whose process and elements count."""
    line = sheet.material("cathode")
    given, usual = (_shares(text) for text in ((line.formula or "") if line else "", FORMULAS.get(chemistry, "")))
    if line and line.formula and given and usual and any(abs(given[one] - usual[one]) > DIFFERENT for one in METALS):
        words = message("'{x}' is not the cathode of {chemistry}, {formula}; it moves nothing, and {chemistry} is calculated",
                        x=excerpt(line.formula), chemistry=chemistry, formula=FORMULAS[chemistry])  # fmt: skip
        findings.warn(line.where("formula"), words)


def _shares(formula: str) -> dict[str, float]:
    """Atoms of the metals of a cathode, as shares of them all; nothing for what is no formula, or has none."""
    atoms = atoms_of(formula) or {}
    total = sum(atoms.get(one, 0.0) for one in METALS)
    return {one: atoms.get(one, 0.0) / total for one in METALS} if total > 0 else {}


def _check_sold(sheet: DataSheet, findings: Findings) -> None:
    """Electricity that leaves the plant: not more than comes in, and taken off nothing."""
    known = {line.id for line in sheet.meters}
    sold = [line for line in sheet.meters if line.item == SOLD and line.is_given]
    amount = sum(_year(line) for line in sold)
    if not amount:
        return
    bought = sum(_year(line) for line in sheet.meters if line.item in INPUTS and (line.parent or "") not in known)
    if amount > bought * (1 + ROUNDING):
        words = message(
            "{a:.10g} kWh of electricity are sold, and {b:.10g} kWh come in; correct one", a=amount, b=bought
        )
        findings.error(sold[0].place, words)
        return
    words = message("electricity sold moves nothing: it is taken off no meter; give what the plant uses")
    findings.note(sold[0].place, words)


def _year(line: Amounts) -> float:
    """The amount of a year, in the unit of its line."""
    if line.year_total is not None:
        return line.year_total.number
    if line.every_month is not None:
        return 12 * line.every_month.number
    return sum(one.number for one in line.months.values())
