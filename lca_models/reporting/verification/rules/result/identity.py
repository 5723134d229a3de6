"""Who declares what, of which time: the names of the declaration, the age of its data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from lca_models.reporting.declaration.bundle import PAYLOADS, result_member
from lca_models.reporting.payloads.rules.checking import check_payload
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.wording.messages import bilingual

NAMED = ("model", "company", "plant", "plant_address")
MONTHS_A_YEAR = 12
VALIDITY = "validity"  # what a payload says of its own time, by its check


def declarant(case: Case) -> Iterator[Seen]:
    """DEC-01: who declares, which model, of which plant, where it stands."""
    product = case.sheet.product
    words = (
        bilingual("product model"),
        bilingual("manufacturer"),
        bilingual("plant"),
        bilingual("address of the plant"),
    )
    for name, both in zip(NAMED, words, strict=True):
        if not getattr(product, name):
            yield Seen(product.where(name), {"field": Words(*both)}, None, pointer=f"/product/{name}")


def age_of_data(case: Case) -> Iterator[Seen]:
    """VAL-02: the twelve months of the data end at most 24 months before the day of issue."""
    product = case.sheet.product
    if not product.period_start:
        raise NotApplicableError(Words(*bilingual("the sheet says no period")))
    year, month = (int(part) for part in product.period_start.split("-")[:2])
    end = date(year + 1, month, 1) - timedelta(days=1)
    issued = case.again.issued.date()
    months = (issued.year - end.year) * MONTHS_A_YEAR + issued.month - end.month
    if not 0 <= months <= limit(case, "VAL-02", "months"):
        values = {"a": f"{product.period_start} - {end:%Y-%m}", "b": issued.isoformat()}
        yield Seen(product.where("period_start"), values, None, pointer="/product/period_start")


def validity(case: Case) -> Iterator[Seen]:
    """VAL-01: what a payload calls valid ends at most three years after its data."""
    for form, member in PAYLOADS.items():
        try:
            document = case.bundle.json(member)
        except (KeyError, ValueError, RecursionError):
            continue  # another rule says it
        for one in check_payload(form, document, is_draft=True, is_attested=True):
            if one.check == VALIDITY:
                words = Words(one.english, one.chinese)
                yield Seen(f"{member}: {one.path}", {"path": one.path, "problem": words}, None, "", member, one.path)


def change(case: Case) -> Iterator[Seen]:
    """VAL-03: a result that moved by more than 10 % since the earlier declaration asks for renewal."""
    if case.earlier is None:
        raise NotApplicableError(Words(*bilingual("no earlier bundle of the product was given")))
    try:
        old = next(float(row["value"]) for row in case.earlier.table("units") if row["term"] == KWH_DELIVERED.code)
    except (KeyError, ValueError, StopIteration):
        raise NotApplicableError(Words(*bilingual("the earlier bundle states no result per kWh delivered"))) from None
    new = case.again.result.declared.amount
    moved = 100 * (new / old - 1)
    if abs(moved) > limit(case, "VAL-03", "percent"):
        member = result_member("units")
        yield Seen(member, {"a": moved}, case.total_kg * (1 - old / new), "", member, KWH_DELIVERED.code)


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "VAL-01": validity,
    "DEC-01": declarant,
    "VAL-02": age_of_data,
    "VAL-03": change,
}
