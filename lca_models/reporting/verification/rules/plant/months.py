"""Twelve months of the meters of a plant: gaps, periods, consumption per output, digits, season (MON-01 to 05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from statistics import mean, median

from lca_models.inventory.activity.plant.items import ELECTRICITY, GAS, HEAT, PURCHASE, items
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.inventory.activity.sheet.models import MeterLine
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, MINOR, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, with_number, with_row
from lca_models.reporting.verification.rules.plant.slips import FEWEST, monthly_slips, summed
from lca_models.reporting.verification.rules.said import (
    documents_of,
    energy_meters,
    expected,
    months_named,
    months_of,
    pointer,
    robust_distances,
    split_of,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

YEAR = 12
LIKE_A_MONTH = (ELECTRICITY, GAS, HEAT, PURCHASE)  # what a log of twelve months is kept of
# Provinces where buildings are heated in winter: the north of the Huai river and the Qinling, recalled.
HEATED = frozenset({"CN-BJ", "CN-TJ", "CN-HE", "CN-SX", "CN-NM", "CN-LN", "CN-JL", "CN-HL", "CN-SD", "CN-HA", "CN-SN", "CN-GS",
                    "CN-QH", "CN-NX", "CN-XJ"})  # fmt: skip
WINTER, SUMMER = ("12", "01", "02"), ("06", "07", "08")


def _twelve_months(case: Case) -> Iterator[Seen]:
    """Meters of energy with fewer than twelve months read: what the mean of the others would make of them (MON-01)."""
    split = split_of(case)
    for at, line in energy_meters(case):
        one = split.meters.get(line.id) if split is not None else None
        if one is None or not line.months or len(line.months) >= YEAR or not line.is_given:
            continue
        missing = [month for month in split.period if month not in line.months] if split is not None else []
        # The kit fills gaps by the bill of the year or by output, and says so: a flagged estimate.
        severity = MINOR if one.year.estimated else MAJOR
        said = {"meter": line.id, "n": len(line.months), "list": missing}
        yield Seen(line.place, said, _as_the_mean(case, at, missing), severity, pointer=pointer("meters", at))


def _as_the_mean(case: Case, at: int, missing: list[str]) -> float | None:
    """What a meter moves whose missing months are the mean of those that were read; 0 where the bill of the year tells them."""
    line = case.sheet.meters[at]
    if line.year_total is not None:
        return 0.0
    usual = mean(one.number for one in line.months.values())
    first = next(iter(line.months.values()))
    months = {**line.months, **{month: with_number(first, usual) for month in missing}}
    return effect_of(case, with_row(case.sheet, "meters", at, line.model_copy(update={"months": months})))


def _same_period(case: Case) -> Iterator[Seen]:
    """Documents behind meters and output that are of another period than the year they stand for (MON-02).

    Months outside the year refuse the sheet; certificates and suppliers have rules of their own.
    """
    split = split_of(case)
    if split is None:
        return
    first, last = split.period[0], split.period[-1]
    for at, line in enumerate(case.sheet.meters):
        given = {one for one in (line.evidence_id, *(value.evidence_id for value in line.months.values())) if one}
        for document in documents_of(case, " ".join(sorted(given))):
            named = months_named(document.period)
            if named is None or (named[0] <= last and named[1] >= first) or line.note:
                continue
            said = {"meter": line.id, "a": document.period or "", "b": f"{first}/{last}"}
            yield Seen(document.where("period"), said, pointer=pointer("meters", at))


def _specific_consumption(case: Case) -> Iterator[Seen]:
    """Months far from what output and base load of the others make of them, which no other unit explains (MON-03)."""
    split = split_of(case)
    slips = [one.key for one in monthly_slips(case)]
    told, made_up = {*slips}, {month for name, month in slips if name.startswith("/output")}
    for at, line in enumerate(case.sheet.meters):
        if split is None or line.id not in split.meters or len(line.months) < FEWEST or line.note:
            continue
        if items()[line.item].role not in LIKE_A_MONTH:
            continue
        output = _output(split, line.id)
        amounts = months_of(line)
        usual = expected(amounts, output)
        apart = robust_distances(amounts, usual)
        for month, amount in amounts.items():
            if usual[month] <= 0 or (line.id, month) in told or month in made_up:
                continue
            off = amount / usual[month] - 1
            if apart[month] <= limit(case, "MON-03", "distance") or abs(off) <= limit(case, "MON-03", "share"):
                continue
            right = _with_month(line, month, usual[month])
            effect = effect_of(case, with_row(case.sheet, "meters", at, right))
            major = effect is not None and abs(effect) > limit(case, "MON-03", "major") * case.threshold_kg
            made = output.get(month, 0.0) if output else 0.0
            said = {
                "meter": line.id, "month": month, "x": amount / made if made else amount,
                "m": _others(amounts, output, month),
            }  # fmt: skip
            yield Seen(line.months[month].place, said, effect, MAJOR if major else MINOR,
                       pointer=pointer("meters", at, "months", month))  # fmt: skip


def _with_month(line: MeterLine, month: str, amount: float) -> MeterLine:
    """A meter with another amount in one month; its bill of the year, which would no longer agree, is left out."""
    months = {**line.months, month: with_number(line.months[month], amount)}
    return line.model_copy(update={"months": months, "year_total": None})


def _output(split: PlantSplit, meter: str) -> dict[str, float] | None:
    """Started output in kWh by month of the products that a meter is shared among; None where it is not known."""
    wanted = split.meters[meter].allocation.products or tuple(split.products)
    return summed([split.products[id].started_by_month for id in wanted if id in split.products])


def _others(amounts: Mapping[str, float], output: Mapping[str, float] | None, month: str) -> float:
    """The median of the other months, per kWh of output where that is known."""
    rows = [(amount, output.get(name, 0.0) if output else 0.0) for name, amount in amounts.items() if name != month]
    return median(amount / made if made else amount for amount, made in rows)


def _digits(case: Case) -> Iterator[Seen]:
    """Twelve values that no log of a meter has: all equal, one last digit, or a straight line (MON-04)."""
    for at, line in enumerate(case.sheet.meters):
        if line.item not in items() or items()[line.item].role not in LIKE_A_MONTH:
            continue
        if len(line.months) == YEAR and not line.note and (pattern := _pattern(case, line)) is not None:
            yield Seen(line.place, {"meter": line.id, "pattern": pattern}, pointer=pointer("meters", at))


def _pattern(case: Case, line: MeterLine) -> Words | None:
    numbers = [Fraction(repr(value.number)) for _, value in sorted(line.months.items())]
    if not any(numbers):
        return None
    if len({*numbers}) == 1:
        return Words(*bilingual("twelve equal values"))
    steps = {b - a for a, b in pairwise(numbers)}
    if len(steps) == 1:
        return Words(*bilingual("the months lie on a straight line"))
    digits = Counter(value.written.rstrip()[-1:] for value in line.months.values())
    digit, count = digits.most_common(1)[0]
    if count >= limit(case, "MON-04", "last_digit"):
        return Words(*bilingual("{count} of 12 months end with {digit}", count=count, digit=digit))
    return None


def _season(case: Case) -> Iterator[Seen]:
    """Heat without a winter where buildings are heated (MON-05)."""
    if case.sheet.product.plant_province not in HEATED:
        return
    for at, line in enumerate(case.sheet.meters):
        if (
            line.item not in items()
            or items()[line.item].role not in (GAS, HEAT)
            or line.note
            or len(line.months) < FEWEST
        ):
            continue
        winter, summer = (
            [value.number for month, value in line.months.items() if month[-2:] in season]
            for season in (WINTER, SUMMER)
        )
        least = limit(case, "MON-05", "winter_over_summer")
        if not winter or (summer and sum(summer) and mean(winter) / mean(summer) < least):
            yield Seen(line.place, {"meter": line.id}, pointer=pointer("meters", at))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "MON-01": _twelve_months,
    "MON-02": _same_period,
    "MON-03": _specific_consumption,
    "MON-04": _digits,
    "MON-05": _season,
}
