"""Sums, order of times and bounds between fields, as several forms have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from lca_models.inventory.activity.suppliers.payloads.structure import Flaw, figure_at, time_at
from lca_models.reporting.payloads.decimals import DIGITS
from lca_models.scope.grammar.days import years_later
from lca_models.scope.wording.messages import message

VALID_YEARS = 3  # after the end of the data, PACT
LAST_YEAR = 9998  # to which a day can still be added


def half_digits(*figures: Decimal | None) -> Decimal:
    """By how much printed figures may be off together: half of the last digit of each, or of its sixth; a 0 is none."""
    total = Decimal(0)
    for one in figures:
        if one:
            last = max(int(one.as_tuple().exponent), one.adjusted() - DIGITS + 1)
            total += Decimal(1).scaleb(last) / 2
    return total


def sum_flaws(document: object, total: str, parts: Sequence[str]) -> Iterator[Flaw]:
    """A total that is not the sum of those of its parts that are stated. Paths of both."""
    whole = figure_at(document, total)
    stated = [one for path in parts if (one := figure_at(document, path)) is not None]
    if whole is None or not stated:
        return
    summed = sum(stated, Decimal(0))
    if abs(whole - summed) > half_digits(whole, *stated):
        names = ", ".join(path.rpartition(".")[2] for path in parts if figure_at(document, path) is not None)
        text = message("is {whole}, and its parts sum to {summed} ({names}); correct one",
                       whole=whole, summed=summed, names=names)  # fmt: skip
        yield Flaw(total, "sum of parts", text)


def uptake_flaws(document: object, including: str, excluding: str, uptake: str) -> Iterator[Flaw]:
    """The figure with uptake is that without it and the uptake, which is at most 0."""
    with_it, without, taken = (figure_at(document, path) for path in (including, excluding, uptake))
    if with_it is None or without is None:
        return
    slack = half_digits(with_it, without, taken)
    if with_it > without + slack:
        text = message("is {including}, above the {excluding} without uptake; uptake lowers it",
                       including=with_it, excluding=without)  # fmt: skip
        yield Flaw(including, "uptake", text)
    elif abs(without + (taken or 0) - with_it) > slack:
        text = message("is {including}, and {excluding} with the uptake of {uptake} is {sum}; correct one",
                       including=with_it, excluding=without, uptake=taken or 0, sum=without + (taken or 0))  # fmt: skip
        yield Flaw(including, "uptake", text)


def order_flaws(document: object, first: str, last: str, check: str) -> Iterator[Flaw]:
    """A period that ends before it begins. Paths of its ends."""
    start, end = time_at(document, first), time_at(document, last)
    if start is not None and end is not None and end <= start:
        text = message("is {end}, and the period begins on {start}; swap or correct the days", end=end.date(),
                       start=start.date())  # fmt: skip
        yield Flaw(last, check, text)


def validity_flaws(document: object, data_end: str, until: str) -> Iterator[Flaw]:
    """Use that goes on for more than three years after the data end, or ends with them. Paths of both days."""
    end, last = time_at(document, data_end), time_at(document, until)
    if end is None or last is None:
        return
    longest = years_after(end, VALID_YEARS)
    if last > longest + timedelta(days=1):
        text = message("is {last}, more than three years after the data end ({end})", last=last.date(), end=end.date())
        yield Flaw(until, "validity", text)
    elif last <= end:
        text = message("is {last}, and the data end on {end}: nobody could use it", last=last.date(), end=end.date())
        yield Flaw(until, "validity", text)


def part_flaws(document: object, part: str, whole: str) -> Iterator[Flaw]:
    """A part that is larger than its whole. Paths of both."""
    one, total = figure_at(document, part), figure_at(document, whole)
    if one is not None and total is not None and one > total + half_digits(one, total):
        text = message("is {part}, and the whole is {total}; a part is not larger", part=one, total=total)
        yield Flaw(part, "part above whole", text)


def years_after(moment: datetime, years: int) -> datetime:
    """The same moment some years later, at most in the last year."""
    return years_later(moment, min(years, LAST_YEAR - moment.year))
