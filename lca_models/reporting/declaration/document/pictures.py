"""Figures of the report as PNG: small, the same bytes for the same result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lca_models.reporting.declaration.document.facts import Facts
from lca_models.reporting.declaration.document.wording import FIGURE
from lca_models.scope.functional_unit import TESTED_CYCLES
from lca_models.scope.wording.catalogue import CHINESE

MOST_BARS = 10


def caption(facts: Facts, number: int, english: str) -> str:
    """The line below a figure."""
    words = FIGURE["zh" if facts.language == CHINESE else "en"]
    return (
        f"{words}{number} {facts.say(english)}"
        if facts.language == CHINESE
        else f"{words} {number} {facts.say(english)}"
    )


def stages(facts: Facts) -> bytes:
    """The result by stage, credits apart."""
    rows = []
    for _, row in facts.rows("stages"):
        if row["stage"] != "total":
            rows.append((row["stage"], row["burden_kg_co2e_per_pack"], "burden"))
            if row["credit_kg_co2e_per_pack"]:
                rows.append((row["stage"], row["credit_kg_co2e_per_pack"], "credit"))

    def draw() -> Any:
        from lca_models.reporting.figures.look import new_figure
        from lca_models.reporting.figures.stages import plot_stages

        table = _frame(rows, ("stage", "amount", "kind"), unit=_unit(facts))
        ax = plot_stages(table, new_figure(), language=facts.language)
        ax.margins(x=0.2)
        return ax

    return _png(facts, draw)


def boundary(facts: Facts, inside: Mapping[str, Sequence[str]], outside: Sequence[str]) -> bytes:
    """What each stage holds and what is left out."""

    def draw() -> Any:
        from lca_models.reporting.figures.declared import plot_boundary

        return plot_boundary(inside, outside, language=facts.language)

    return _png(facts, draw)


def fade(facts: Facts) -> bytes | None:
    """Retention over cycles, tested and extrapolated apart; None where the rule set counts no cycles."""
    unit, test = facts.declared.result.functional_unit, facts.declared.sheet.cycle_test
    if facts.declared.result.rule_set.service_life != TESTED_CYCLES:
        return None
    points = [(one.cycles.number, one.retention.number, "tested") for one in test.curve]
    if not points and test.cycles_measured is not None and test.retention_measured is not None:
        points = [(0.0, 1.0, "tested"), (test.cycles_measured.number, test.retention_measured.number, "tested")]
    start = points[-1][:2] if points else (0.0, 1.0)
    end = float(unit.full_cycles), float(unit.end_of_life_retention)
    if end[0] > start[0]:
        points += [(*start, "extrapolated"), (*end, "extrapolated")]
    if not points:
        return None

    def draw() -> Any:
        from lca_models.reporting.figures.declared import plot_fade

        return plot_fade(_frame(points, ("cycles", "retention", "kind"), unit="1"), language=facts.language)

    return _png(facts, draw)


def months(facts: Facts) -> bytes | None:
    """Energy of each month per kWh of good output; None where the sheet has no output by month."""
    sheet = facts.declared.sheet
    output: dict[str, float] = {}
    for line in sheet.output:
        each = 1.0 if line.unit == "kwh" or line.energy_per_piece is None else line.energy_per_piece.number
        for month, value in line.good.months.items():
            output[month] = output.get(month, 0.0) + each * value.number
    rows = [
        (month, facts.choice("meter_items", line.item), line.unit or "", value.number / output[month])
        for line in sheet.meters if line.item not in ("electrode_scrap", "rejected_cells")
        for month, value in sorted(line.months.items()) if output.get(month)
    ]  # fmt: skip
    units = {row[2] for row in rows}
    if not rows:
        return None
    kept = "kWh" if "kWh" in units else min(units)

    def draw() -> Any:
        from lca_models.reporting.figures.declared import plot_months

        table = _frame([(month, name, amount) for month, name, unit, amount in rows if unit == kept],
                       ("month", "line", "amount"), unit=f"{kept}/kWh")  # fmt: skip
        return plot_months(table, language=facts.language)

    return _png(facts, draw)


def contributions(facts: Facts) -> bytes:
    """The largest inputs by stage."""
    rows = sorted(
        (row for _, row in facts.rows("contributions")), key=lambda row: -abs(float(row["kg_co2e_per_pack"] or 0))
    )

    def draw() -> Any:
        from lca_models.reporting.figures.look import new_figure
        from lca_models.reporting.figures.stages import plot_contributions

        table = _frame(
            [(facts.line(row["line"]), row["stage"], row["kg_co2e_per_pack"]) for row in rows[:MOST_BARS]],
            ("input", "stage", "amount"), unit=_unit(facts),
        )  # fmt: skip
        return plot_contributions(table, new_figure(), language=facts.language)

    return _png(facts, draw)


def tornado(facts: Facts) -> bytes:
    """The result at both ends of each of the largest inputs."""
    rows = [(facts.line(row["name"]), row["low"], row["high"], row["declared"])
            for _, row in facts.rows("sensitivity") if row["kind"] == "input"]  # fmt: skip

    def draw() -> Any:
        from lca_models.reporting.figures.look import new_figure
        from lca_models.reporting.figures.uncertainty import plot_tornado

        table = _frame(rows, ("parameter", "low", "high", "central"), unit=_unit(facts))
        return plot_tornado(table, new_figure(), language=facts.language)

    return _png(facts, draw)


def interval(facts: Facts) -> bytes | None:
    """Draws of the total per pack; None where nothing was drawn."""
    from lca_models.interpretation.uncertainty.intervals import TOTAL
    from lca_models.reporting.declaration.results.uncertainty import samples_of

    found = samples_of(facts.declared)
    drawn = found[0] if found else None
    if drawn is None:
        return None
    place = drawn.labels.index(TOTAL)
    values, central = drawn.samples[:, place], float(drawn.central[place])

    def draw() -> Any:
        import numpy as np

        from lca_models.reporting.figures.look import new_figure
        from lca_models.reporting.figures.uncertainty import plot_distribution

        low, middle, high = np.percentile(values, (2.5, 50.0, 97.5)).tolist()
        samples = _frame([(value,) for value in values.tolist()], ("amount",), unit=_unit(facts))
        summary = _frame([(central, middle, float(values.mean()), low, high)],
                         ("central", "median", "mean", "p2.5", "p97.5"), unit=_unit(facts))  # fmt: skip
        return plot_distribution(samples, summary, new_figure(), language=facts.language)

    return _png(facts, draw)


def whose_data(facts: Facts, shares: Mapping[str, Mapping[str, tuple[float, list[int]]]]) -> bytes:
    """Whose data the amounts of each stage are."""
    rows = [(facts.stage(stage), facts.whose(whose), share) for stage, found in shares.items()
            for whose, (share, _) in found.items()]  # fmt: skip

    def draw() -> Any:
        from lca_models.reporting.figures.declared import plot_shares

        return plot_shares(_frame(rows, ("label", "part", "share"), unit="1"), language=facts.language)

    return _png(facts, draw)


def _unit(facts: Facts) -> str:
    return facts.say("kg CO2e per pack")


def _frame(rows: Sequence[Sequence[Any]], columns: Sequence[str], *, unit: str) -> Any:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=pd.Index(list(columns))).assign(unit=unit)


def _png(facts: Facts, draw: Callable[[], Any]) -> bytes:
    """Axes as PNG; nothing where the report is written for its figures alone, and what draws is not loaded."""
    if not facts.draws:
        return b""
    from lca_models.reporting.figures.canvas import png_file

    return png_file(draw())
