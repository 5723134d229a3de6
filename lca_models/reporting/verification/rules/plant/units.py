"""Units of cells and of declared values (UNI-01, 04, 05)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.inventory.activity.sheet.models import Amounts
from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.declaration.table import read_csv
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.reporting.verification.rules.said import pointer
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.declared_unit import KG, KWH_CAPACITY, KWH_DELIVERED, find_declared_unit
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual

UNIT_FAULT = "V06"  # a unit that is unknown, does not fit, or is said twice


def _known(case: Case) -> Iterator[Seen]:
    """Units that the kit does not know (UNI-01): they refuse a sheet, so that a bundle holds one only where it was altered."""
    for one in case.sheet.findings:
        if one.code == UNIT_FAULT:
            yield Seen(one.place, {"cell": one.place, "text": one.text, "dimension": "?"})


def _constant(case: Case) -> Iterator[Seen]:
    """Months of one meter, or of one output, in several units, of which one is no multiple of the other (UNI-04).

    A month whose cell names its unit is converted; what is left in another one stands as it was written.
    """
    rows: list[tuple[str, str, Amounts]] = [
        (line.id, pointer("meters", at), line) for at, line in enumerate(case.sheet.meters)
    ]
    for at, product in enumerate(case.sheet.output):
        rows += [
            (product.product_id, pointer("output", at, name), getattr(product, name)) for name in ("good", "started")
        ]
    for id, where, amounts in rows:
        units = [value.unit for value in amounts.months.values()]
        usual = max(units, key=units.count, default="")
        for month, value in amounts.months.items():
            if value.unit != usual:
                said = {"meter": id, "month": month, "a": value.unit, "b": usual}
                yield Seen(value.place, said, pointer=f"{where}/months/{month}")


def _per_what(case: Case) -> Iterator[Seen]:
    """Declared values outside the band of their unit, with the unit whose band they are in (UNI-05)."""
    for member, unit, value in _declared(case):
        bands = {code: (limit(case, "UNI-05", f"{code} low"), limit(case, "UNI-05", f"{code} high")) for code in BANDS}
        if unit not in bands or bands[unit][0] <= value <= bands[unit][1]:
            continue
        fits = next((code for code, (low, high) in bands.items() if code != unit and low <= value <= high), "")
        said = {"value": value, "unit": _words(unit), "low": bands[unit][0], "high": bands[unit][1],
                "unit2": _words(fits) if fits else Words(*bilingual("none of the others"))}  # fmt: skip
        yield Seen(f"{member}: {unit}", said, member=member, pointer=unit)


BANDS = (KWH_CAPACITY.code, KWH_DELIVERED.code, KG.code)


def _declared(case: Case) -> Iterator[tuple[str, str, float]]:
    """Member, declared unit and value of the results that the bundle states; those worked out again where it states none."""
    member = result_member("units")
    if member in case.bundle.members:
        for row in read_csv(case.bundle.members[member]):
            if row.get("kind") == "result":
                yield member, row["term"], float(row["value"])
        return
    for one in case.again.result.totals():
        if one.basis is not None:
            yield member, one.basis.code, one.amount


def _words(code: str) -> Words:
    return Words(*(f"kg CO2e / {find_declared_unit(code).words(language)}" for language in (ENGLISH, CHINESE)))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "UNI-01": _known,
    "UNI-04": _constant,
    "UNI-05": _per_what,
}
