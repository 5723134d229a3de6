"""Months of meters that no log has: smoother than the output, or a month behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean, pstdev

import numpy as np

from lca_models.inventory.activity.sheet.models import MeterLine
from lca_models.programme.evaluation.screening.screened import Said, Screen, Screened, limit_of
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules.said import energy_meters, months_of, pointer, split_of

YEAR = 12


def smooth_months(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-02: a meter of energy whose months hardly differ although the output does."""
    for one, at, line, amounts, output in _whole_years(entries):
        own, made = _variation(amounts), _variation(output)
        if made < limit_of("SCR-02", "least_output") or own > limit_of("SCR-02", "months"):
            continue
        if own < limit_of("SCR-02", "output") * made and not line.note:
            said = {"meter": line.id, "a": round(100 * own, 2), "b": round(100 * made, 2)}
            yield one.name, Seen(line.place, said, None, pointer=pointer("meters", at))


def late_months(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-03: a meter of energy that follows the output of the month before, and not that of its own month."""
    for one, at, line, amounts, output in _whole_years(entries):
        if _variation(amounts) == 0 or _variation(output) == 0:
            continue
        now, late = _correlation(amounts, output), _correlation(amounts[1:], output[:-1])
        if late > limit_of("SCR-03", "least") and late - now > limit_of("SCR-03", "gap"):
            said = {"meter": line.id, "a": round(late, 3), "b": round(now, 3)}
            yield one.name, Seen(line.place, said, None, pointer=pointer("meters", at))


def _whole_years(entries: Sequence[Screened]) -> Iterator[tuple[Screened, int, MeterLine, list[float], list[float]]]:
    """Meters of energy with twelve months, beside the started output of the products that share them."""
    for one in entries:
        split = split_of(one.case)
        if split is None:
            continue
        for at, line in energy_meters(one.case):
            if len(line.months) != YEAR or line.id not in split.meters:
                continue
            wanted = split.meters[line.id].allocation.products or tuple(split.products)
            rows = [split.products[id].started_by_month for id in wanted if id in split.products]
            amounts = months_of(line)
            if rows and all(len(row) == YEAR for row in rows):
                yield one, at, line, [*amounts.values()], [float(sum(row[month] for row in rows)) for month in amounts]


def _variation(amounts: Sequence[float]) -> float:
    """Standard deviation over the mean; 0 for nothing."""
    middle = mean(amounts)
    return pstdev(amounts) / middle if middle > 0 else 0.0


def _correlation(first: Sequence[float], second: Sequence[float]) -> float:
    if pstdev(first) == 0 or pstdev(second) == 0:
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])


SCREENS: Mapping[str, Screen] = {"SCR-02": smooth_months, "SCR-03": late_months}
