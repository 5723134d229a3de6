"""Twelve months of a meter or a product as cells: what was read, what the bill of the year leaves, what is estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.models import Amounts
from lca_models.reporting.declaration.calculation.book.pages import Page, follows
from lca_models.reporting.declaration.calculation.inputs.filling import Filling

MONTHS = 12


@dataclass(frozen=True)
class Months:
    """Cells of a year, in the unit in which it was given."""

    year: str  # formula of the total
    months: Mapping[str, str]  # formulas by month; empty where the year is known as a whole only


def fill_amounts(
    into: Filling,
    page: Page,
    row: int,
    first: int,
    amounts: Amounts,
    period: Sequence[str],
    pointer: str,
    label: str,
    activity: Mapping[str, str] | None = None,
) -> Months:
    """The months of a row from column `first` on, then the same every month and the total of the year, as they were given.

    `activity`: formulas of what the plant started by month, in proportion to which months that nobody read are estimated;
    empty where a month counts like the mean of the others; None where nothing is estimated.
    """
    columns = {month: first + place for place, month in enumerate(period)}
    for month, value in amounts.months.items():
        if month in columns:
            into.fill(page, row, columns[month], value, f"{pointer}.months.{month}", f"{label}, {month}")
    span = page.across(row, first, first + MONTHS - 1)
    total = every = ""
    if amounts.every_month is not None:
        every = into.fill(
            page, row, first + MONTHS, amounts.every_month, f"{pointer}.every_month", f"{label}, every month"
        )
    if amounts.year_total is not None:
        total = into.fill(page, row, first + MONTHS + 1, amounts.year_total, f"{pointer}.year_total", f"{label}, year")
    cells = {month: page.place(row, column) for month, column in columns.items()}
    if every:
        return Months(f"{MONTHS}*{every}", dict.fromkeys(period, every))
    if not amounts.months:
        return Months(total or "0", {})
    missing = [month for month in period if month not in amounts.months]
    if not missing:
        return Months(f"SUM({span})", cells)
    if total:
        return Months(f"MAX({total},SUM({span}))", {})
    known = [month for month in period if month in amounts.months]
    read = "+".join(cells[month] for month in known)
    for month in missing:
        mean = f"({read})/{len(known)}"
        if activity:
            started = "+".join(activity[one] for one in known)
            mean = f"IF({started}>0,({read})*{activity[month]}/({started}),{mean})"
        page.put(row, columns[month], follows(mean))
    return Months(f"SUM({span})", cells)
