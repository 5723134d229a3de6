"""What a release moves, as tidy tables: by row, table, stage, chemistry, province and declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from lca_models.programme.evaluation.indicators.changes import change_of
from lca_models.programme.releases.moves.calculating import Moved, Moves, Place

FAR, FURTHER = 0.05, 0.10  # of a result: shares beyond which a declaration is to be renewed
NOISE = 1e-9  # of the largest sum of a table: what the last digits of equal numbers leave
KG, PER_KWH, SHARE = "kg CO2-eq per pack", "kg CO2-eq per kWh of capacity", "1"


def tables_of(moves: Moves) -> dict[str, pd.DataFrame]:
    """`rows`, `tables`, `stages`, `chemistries`, `provinces`, `declarations`, `summary`, each with units in its columns' place.

    A tidy table of each; differences are after less before, sums of their sizes run over declarations.
    """
    ones = moves.declarations
    return {
        "rows": _rows(moves),
        "tables": _tables(ones),
        "stages": _stages(ones),
        "chemistries": _groups(ones, "chemistry", lambda one: one.chemistry),
        "provinces": _groups(ones, "province", lambda one: one.province),
        "declarations": _declarations(ones),
        "summary": _summary(moves),
    }


def beyond(one: Moved, share: float) -> bool:
    """Whether a declaration moves by more than a share of what it was."""
    return abs(one.relative) > share


def unit_label(unit: Sequence[Place]) -> Place:
    """What rows that are changed at once are called by: their tables and their keys, each in a line."""
    return " + ".join(dict.fromkeys(table for table, _ in unit)), "; ".join(key for _, key in unit)


def _rows(moves: Moves) -> pd.DataFrame:
    lines = []
    for number, unit in enumerate(moves.units):
        known = [(one, kg) for one in moves.declarations if (kg := one.by_rows[number]) is not None]
        lines.append({
            **dict(zip(("table", "key"), unit_label(unit), strict=True)),
            "sum_of_sizes": sum(abs(kg) for _, kg in known), "sum": sum(kg for _, kg in known), "unit": KG,
            "declarations": len(known), "beyond_5_percent": sum(abs(kg) > FAR * abs(_total(one.before)) for one, kg in known),
        })  # fmt: skip
    return _largest_first(pd.DataFrame(
        lines, columns=["table", "key", "sum_of_sizes", "sum", "unit", "declarations", "beyond_5_percent"]
    ))  # fmt: skip


def _tables(ones: Sequence[Moved]) -> pd.DataFrame:
    names = dict.fromkeys(name for one in ones for name in one.by_table)
    lines = [
        {"table": name, "sum_of_sizes": sum(abs(one.by_table.get(name, 0.0)) for one in ones),
         "sum": sum(one.by_table.get(name, 0.0) for one in ones), "unit": KG}
        for name in names
    ]  # fmt: skip
    return _largest_first(_without_noise(pd.DataFrame(lines, columns=["table", "sum_of_sizes", "sum", "unit"])))


def _stages(ones: Sequence[Moved]) -> pd.DataFrame:
    names = dict.fromkeys(name for one in ones for name in (*one.before, *one.after))
    lines = []
    for name in names:
        moved = [one.after.get(name, 0.0) - one.before.get(name, 0.0) for one in ones]
        lines.append({"stage": name, "sum_of_sizes": sum(map(abs, moved)), "sum": sum(moved), "unit": KG})
    return _without_noise(pd.DataFrame(lines, columns=["stage", "sum_of_sizes", "sum", "unit"]))


def _groups(ones: Sequence[Moved], name: str, of: Callable[[Moved], str]) -> pd.DataFrame:
    groups: dict[str, list[Moved]] = {}
    for one in ones:
        groups.setdefault(of(one), []).append(one)
    lines = []
    for group, inside in sorted(groups.items()):
        relative = pd.Series([one.relative for one in inside])
        lines.append({
            name: group, "declarations": len(inside), "lowest": relative.min(), "median": relative.median(),
            "highest": relative.max(), "unit": SHARE, "beyond_5_percent": sum(beyond(one, FAR) for one in inside),
            "beyond_10_percent": sum(beyond(one, FURTHER) for one in inside),
        })  # fmt: skip
    columns = [name, "declarations", "lowest", "median", "highest", "unit", "beyond_5_percent", "beyond_10_percent"]
    return pd.DataFrame(lines, columns=columns)


def _declarations(ones: Sequence[Moved]) -> pd.DataFrame:
    lines = [
        {"declaration": one.id, "company": one.org, "chemistry": one.chemistry, "province": one.province,
         "before": _total(one.before) / one.rated_kwh, "after": _total(one.after) / one.rated_kwh, "unit": PER_KWH,
         "relative": one.relative, "renew": "10 %" if beyond(one, FURTHER) else "5 %" if beyond(one, FAR) else ""}
        for one in ones
    ]  # fmt: skip
    columns = ["declaration", "company", "chemistry", "province", "before", "after", "unit", "relative", "renew"]
    found = pd.DataFrame(lines, columns=columns)
    for side in ("before", "after"):
        found[f"rank_{side}"] = found[side].rank(method="min").astype("int64")
    return found.sort_values("relative", key=abs, ascending=False, kind="stable").reset_index(drop=True)


def _summary(moves: Moves) -> pd.DataFrame:
    ones = moves.declarations
    change = change_of(
        [_total(one.before) / one.rated_kwh for one in ones], [_total(one.after) / one.rated_kwh for one in ones]
    )
    found = _declarations(ones)
    values = {
        "declarations": len(ones), "not_calculated": len(moves.problems),
        "beyond_5_percent": sum(beyond(one, FAR) for one in ones),
        "beyond_10_percent": sum(beyond(one, FURTHER) for one in ones),
        "median_change": change.quantiles[0.5], "kendall_tau": change.tau,
        "rank_changed": int((found["rank_before"] != found["rank_after"]).sum()),
    }  # fmt: skip
    return pd.DataFrame([{"indicator": name, "value": float(value), "unit": SHARE} for name, value in values.items()])


def _total(stages: Mapping[str, float]) -> float:
    return float(sum(stages.values()))


def _without_noise(table: pd.DataFrame) -> pd.DataFrame:
    """Sums of changes, 0 where nothing changed but last digits."""
    is_noise = table["sum_of_sizes"] <= NOISE * table["sum_of_sizes"].max()
    return table.assign(**{name: table[name].mask(is_noise, 0.0) for name in ("sum_of_sizes", "sum")})


def _largest_first(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("sum_of_sizes", ascending=False, kind="stable").reset_index(drop=True)
