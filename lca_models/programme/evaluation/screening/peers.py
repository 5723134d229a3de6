"""What stands out, or is too much alike, beside the sheets of others: copies, suppliers, rows of sisters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log, sqrt
from statistics import median

import numpy as np

from lca_models.inventory.activity.sheet.models import SupplierLine
from lca_models.programme.evaluation.indicators.outliers import FAR, FEWEST, LEAST_SPREAD, TO_SIGMA, UNLIKE
from lca_models.programme.evaluation.screening.screened import Said, Screen, Screened, limit_of, one_a_maker
from lca_models.reporting.verification.finding import Seen
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.said import pointer


def copies(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-01: bills of materials of two makers that differ by one factor in all rows.

    Where the packs of one of the two makers share the recipe and those of the other do not, the other one is the copy, and
    it alone is named; else both are.
    """
    groups: dict[str, list[Screened]] = defaultdict(list)
    for one in entries:
        groups[one.chemistry].append(one)
    for group in groups.values():
        keys = sorted({key for one in group for key in one.masses})
        table = np.array([[log(one.masses[key]) if key in one.masses else np.nan for key in keys] for one in group])
        for at, one in enumerate(group):
            if len(group) > 1:
                yield from ((one.name, seen) for seen in _copied(one, group, table, at))


def _copied(one: Screened, group: Sequence[Screened], table: np.ndarray, at: int) -> Iterator[Seen]:
    """What of the others one is like. `table`: ln kg per kWh (sheets, rows)."""
    apart = table - table[at]
    there = ~np.isnan(apart)
    counts = there.sum(axis=1)
    middle = np.where(there, apart, 0.0).sum(axis=1) / np.maximum(counts, 1)
    squares = np.where(there, apart - middle[:, None], 0.0) ** 2
    spread = np.sqrt(squares.sum(axis=1) / np.maximum(counts, 1))
    enough = counts >= limit_of("SCR-01", "rows")
    near = (spread < limit_of("SCR-01", "spread")) & enough
    others = [place for place, row in enumerate(group) if near[place] and row.maker != one.maker]
    if not others:
        return
    alike = (spread < limit_of("SCR-01", "sisters")) & enough  # of one recipe, as the packs of a maker are
    mine = any(alike[place] for place, row in enumerate(group) if place != at and row.maker == one.maker)
    theirs = sum(alike[place] for place, row in enumerate(group) if row.maker == group[others[0]].maker) > 1
    if mine and not theirs:
        return  # the other one is unlike the packs of its maker: that is the copy
    factor = exp(-float(middle[others[0]]))
    said = {"n": int(counts[others[0]]), "a": one.name, "b": group[others[0]].name, "factor": round(factor, 4)}
    yield Seen(one.name, said, None, pointer=pointer("cell_materials"))


def suppliers(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-04: a footprint of a supplier that is far from those that other makers' suppliers state for the same material."""
    groups: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    rows = [(one, at, line, key, value) for one in entries for at, line, key, value in _stated(one)]
    for one, _, _, key, value in rows:
        groups[one.chemistry, key][one.maker].append(log(value))
    for one, at, line, key, value in rows:
        peers = one_a_maker(groups[one.chemistry, key], one.maker)
        middle = _outside(log(value), peers)
        if middle is None or line.value is None:
            continue
        right = line.model_copy(update={"value": scaled(line.value, exp(middle) / value)})
        effect = effect_of(one.case, with_row(one.sheet, "suppliers", at, right))
        said = {"supplier": line.name or line.supplier_id, "a": value, "unit": "kg", "n": len(peers), "b": exp(middle)}
        yield one.name, Seen(line.where("value"), said, effect, pointer=pointer("suppliers", at, "value"))


def _stated(one: Screened) -> Iterator[tuple[int, SupplierLine, str, float]]:
    """Rows of suppliers with the material that they stand for, and their figure per kg."""
    by_id = {row.supplier_id: row.key for row in (*one.sheet.cell_materials, *one.sheet.pack_parts) if row.supplier_id}
    for at, line in enumerate(one.sheet.suppliers):
        key = by_id.get(line.supplier_id) or line.replaces
        mass = 1.0 if line.declared_unit == "kg" else line.mass_per_piece.number if line.mass_per_piece else None
        if key and mass and line.value is not None and line.value.number > 0:
            yield at, line, key, line.value.number / mass


def _outside(value: float, peers: Sequence[float]) -> float | None:
    """The median of peers where a value is outside of what they state, both as logarithms; None inside, or of too few.

    By the limits of outliers among results.
    """
    n = len(peers)
    if n < FEWEST:
        return None
    middle = median(peers)
    spread = TO_SIGMA * median(abs(one - middle) for one in peers) * sqrt(n / (n - 1))
    apart = abs(value - middle)
    return middle if apart > FAR * max(LEAST_SPREAD, spread) and apart > UNLIKE else None


def sisters(entries: Sequence[Screened]) -> Iterator[Said]:
    """SCR-10: a row of the bill of materials that is not, per kWh, what the other packs of the maker have."""
    groups: dict[tuple[str, str], list[Screened]] = defaultdict(list)
    for one in entries:
        groups[one.maker, one.chemistry].append(one)
    for group in groups.values():
        if len(group) > limit_of("SCR-10", "sisters"):
            for one in group:
                yield from ((one.name, seen) for seen in _unlike(one, [other for other in group if other is not one]))


def _unlike(one: Screened, others: Sequence[Screened]) -> Iterator[Seen]:
    usual = {}
    for key in one.masses:
        known = [log(other.masses[key]) for other in others if key in other.masses]
        if len(known) >= limit_of("SCR-10", "sisters"):
            usual[key] = median(known)
    apart = {key: log(one.masses[key]) - middle for key, middle in usual.items()}
    if not apart:
        return
    spread = TO_SIGMA * median(abs(value - median(apart.values())) for value in apart.values())
    for at, line in enumerate(one.sheet.cell_materials):
        if line.value is None or line.key not in apart:
            continue
        distance = abs(apart[line.key])
        if distance <= limit_of("SCR-10", "share") or distance <= limit_of("SCR-10", "z") * spread:
            continue
        right = line.model_copy(update={"value": scaled(line.value, exp(-apart[line.key]))})
        effect = effect_of(one.case, with_row(one.sheet, "cell_materials", at, right))
        said = {"row": line.key, "a": one.masses[line.key], "n": len(others), "b": exp(usual[line.key])}
        yield Seen(line.value.place, said, effect, pointer=pointer("cell_materials", at))


SCREENS: Mapping[str, Screen] = {"SCR-01": copies, "SCR-04": suppliers, "SCR-10": sisters}
