"""Twelve months of a meter or a product: what was read, what the bill of the year leaves, and what has to be estimated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings, listed
from lca_models.inventory.activity.plant.lines import Readings, exact_sum
from lca_models.scope.wording.messages import message

MONTHS = 12
MOST_ESTIMATED = 2  # months of twelve: with more of them missing, a meter does not stand for the year
BILL_TOLERANCE = Fraction(5, 1000)  # of the bill: readings are not taken at midnight
FULL, NEARLY, IN_PART = 1, 2, 4  # completeness as the pedigree scores it


@dataclass(frozen=True)
class YearAmount:
    """An amount of twelve months."""

    total: Fraction
    months: Mapping[str, Fraction]  # twelve; empty where the year is known as a whole only
    estimated: tuple[str, ...] = ()  # months that nobody read
    completeness: int = IN_PART  # 1 to 5: twelve months read are 1, ten or eleven or the same every month 2, else 4


def twelve_months(first: str) -> tuple[str, ...]:
    """The months of a year that begins with a month: 2025-01 to 2025-12."""
    year, month = (int(part) for part in first.split("-"))
    numbers = range(year * MONTHS + month - 1, year * MONTHS + month - 1 + MONTHS)
    return tuple(f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}" for number in numbers)


def year_amount(
    readings: Readings, period: tuple[str, ...], label: str, findings: Findings, activity: Mapping[str, Fraction] | None
) -> YearAmount | None:
    """What readings say of twelve months; None where they cannot say it, with the reason among the findings.

    `activity`: what the plant started by month, in proportion to which months that nobody read are estimated; None where
    they cannot be, as of output itself. Without any start by month, a month counts like the mean of the others.
    """
    if outside := sorted(set(readings.months) - set(period)):
        findings.error(
            readings.where(outside[0]),
            message(
                "{label}: {months} are outside the twelve months from {first} to {last}; give those twelve",
                label=label,
                months=listed(outside),
                first=period[0],
                last=period[-1],
            ),
            "V18",
        )
        return None
    if readings.months and readings.every_month is not None:
        findings.error(
            readings.where("every_month"),
            message("{label} has amounts by month and one for every month; give one of them", label=label),
            "V20",
        )
        return None
    if readings.every_month is not None:
        readings_months = dict.fromkeys(period, readings.every_month)
        year = YearAmount(readings.every_month * MONTHS, readings_months, (), NEARLY)
    elif not readings.months:
        return YearAmount(readings.year_total, {}) if readings.year_total is not None else None
    else:
        missing = tuple(month for month in period if month not in readings.months)
        if missing:
            return _with_gaps(readings, missing, period, label, findings, activity)
        year = YearAmount(exact_sum(readings.months.values()), dict(readings.months), (), FULL)
    _compare_with_bill(readings, year.total, label, findings)
    return year


def _compare_with_bill(readings: Readings, total: Fraction, label: str, findings: Findings) -> None:
    bill = readings.year_total
    if bill is not None and abs(total - bill) > BILL_TOLERANCE * abs(bill):
        findings.error(
            readings.where("year_total"),
            message(
                "{label}: months sum to {total:,.10g} {unit}, the bill of the year says {bill:,.10g}; correct one of them",
                label=label,
                total=float(total),
                bill=float(bill),
                unit=readings.unit,
            ),
            "V20",
        )


def _with_gaps(
    readings: Readings,
    missing: tuple[str, ...],
    period: tuple[str, ...],
    label: str,
    findings: Findings,
    activity: Mapping[str, Fraction] | None,
) -> YearAmount | None:
    """A year of which some months were not read: its bill leaves them, or they are estimated."""
    known = exact_sum(readings.months.values())
    place = readings.place or next(iter(readings.places.values()), "")
    if activity is None and readings.year_total is None:
        findings.error(
            place,
            message(
                "{label}: {months} missing, and output cannot be estimated; write 0 where nothing was made",
                label=label,
                months=listed(missing, MONTHS),
            ),
            "V19",
        )
        return None
    score = NEARLY if len(missing) <= MOST_ESTIMATED else IN_PART
    if readings.year_total is not None:
        gap = readings.year_total - known
        if gap < -BILL_TOLERANCE * abs(readings.year_total):
            _compare_with_bill(readings, known, label, findings)
            return None
        findings.warn(
            place,
            message(
                "{label}: {months} missing, for which the bill of the year leaves {amount:,.10g} {unit}",
                label=label,
                months=listed(missing, MONTHS),
                amount=float(max(gap, Fraction())),
                unit=readings.unit,
            ),
            "V19",
        )
        return YearAmount(max(readings.year_total, known), {}, missing, score)
    started = exact_sum((activity or {}).get(month, Fraction()) for month in readings.months)
    estimates = _estimates(readings.months, missing, activity or {}, started)
    amount = exact_sum(estimates.values())
    said = {"label": label, "months": listed(missing, MONTHS), "amount": float(amount), "unit": readings.unit}
    words = (
        message("{label}: {months} missing, estimated {amount:,.10g} {unit} from output", **said)
        if started > 0
        else message("{label}: {months} missing, estimated {amount:,.10g} {unit} as the mean of the others", **said)
    )
    if len(missing) > MOST_ESTIMATED:
        findings.error(
            place,
            message(
                "{words}; more than {most} months of a year are too many: give them, or the total of the year",
                words=words,
                most=MOST_ESTIMATED,
            ),
            "V19",
        )
    else:
        findings.warn(place, words, "V19")
    filled = {month: readings.months.get(month, estimates.get(month, Fraction())) for month in period}
    return YearAmount(known + amount, filled, missing, score)


def _estimates(
    months: Mapping[str, Fraction], missing: tuple[str, ...], activity: Mapping[str, Fraction], started: Fraction
) -> dict[str, Fraction]:
    """Amounts of months that nobody read, in proportion to what was started in them and, `started`, in the others."""
    known = exact_sum(months.values())
    if started > 0:
        return {month: known * activity.get(month, Fraction()) / started for month in missing}
    return dict.fromkeys(missing, known / len(months))
