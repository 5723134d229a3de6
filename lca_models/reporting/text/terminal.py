"""Results as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_name
from lca_models.reporting.text.numbers import places_of
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK, find_declared_unit
from lca_models.scope.quantity import Quantity, readable_text, unit_text
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.interpretation.comparison.rule_sets import RuleComparison
    from lca_models.interpretation.contribution.rows import Trace

DIGITS, MARGIN = 5, 2  # of the largest amount of a column; between columns


def footprint_text(result: Footprint) -> str:
    """The footprint by stage per declared unit, the service life it rests on, and what was left out."""
    product, unit = result.system.shipped_product, result.functional_unit
    score_unit = result.assessment.unit
    lines = [
        f"{product.name}  ·  plant in {result.province}  ·  rules {result.rules}  ·  {' + '.join(result.scenario)}",
        f"{category_name(result.assessment.method)}, {score_unit}",
        "",
        *_stage_lines(result),
        "",
    ]
    per_pack = unit_text(score_unit, PACK)
    credits = {stage: amount for stage, amount in result.assessment.credits().items() if amount}
    for stage, amount in credits.items():
        lines.append(f"of which credits in {stage}: {amount:,.{places_of([amount])}f} {per_pack}")
    lines += [
        f"delivered over the service life ({unit.service_life}): {unit.formula()}; pack of {unit.mass_kg:,.0f} kg",
        *_ageing_lines(result),
        _electricity_line(result),
        *_kit_default_lines(result),
    ]
    return "\n".join([*lines, *note_lines(result.remarks())])


def note_lines(remarks: Iterable[str]) -> list[str]:
    """Remarks as lines below a result."""
    return [f"note: {remark}" for remark in dict.fromkeys(remarks)]


def _ageing_lines(result: Footprint) -> list[str]:
    """A cross-check of the service life, where a cited ageing curve exists."""
    found = result.ageing_check
    if found is None:
        return []
    counted = "counts no fade" if found["retention_counted"] == 1 else f"ends at {found['retention_counted']:.0%}"
    return [
        f"cross-check, nothing depends on it: a cited ageing curve leaves {found['retention']:.0%} of the capacity after "
        f"{found['full_cycles']:,.0f} cycles in {found['years']:.3g} years at {found['celsius']:g} °C and "
        f"{found['c_rate']:g} C; this service life {counted}"
    ]


def _electricity_line(result: Footprint) -> str:
    places = places_of(result.electricity.values())
    found = {view: f"{amount:,.{places}f}" for view, amount in result.electricity.items()}
    official = (
        f", with the official factor of the nation {found['official_factor']}" if "official_factor" in found else ""
    )
    return (
        f"electricity by location {found['location_based']}, by market {found['market_based']}{official} "
        f"{unit_text(result.assessment.unit, PACK)}"
    )


def _kit_default_lines(result: Footprint) -> list[str]:
    """What the rule set leaves open and this kit chose."""
    return [
        message(
            "default of this kit: {aspect}: {more}{description}",
            aspect=term.aspect,
            more=f"{term.key} = {term.value}: " if term.key else "",
            description=term.description,
        )
        for term in result.kit_defaults_in_use
    ]


def _stage_lines(result: Footprint) -> list[str]:
    """A column per declared unit, under its unit."""
    stages, unit = result.stages | {"total": sum(result.stages.values())}, result.functional_unit
    columns = [[Quantity(amount, result.assessment.unit).per(one, unit) for amount in stages.values()]
               for one in DECLARED_UNITS]  # fmt: skip
    shown = [_column(column) for column in columns]
    total = stages["total"]
    shares = [
        "",
        "share",
        *(f"{amount / total if total else float(name == 'total'):.1%}" for name, amount in stages.items()),
    ]
    names = ["", "stage", *stages]
    return [
        (f"{name:<26}" + "".join(cells) + f"{share:>9}").rstrip()
        for name, *cells, share in zip(names, *shown, shares, strict=True)
    ]


def _column(amounts: Sequence[Quantity]) -> list[str]:
    """Cells of one width: the unit, what it is counted per, and the amounts with five digits of the largest."""
    shown = [one.readable() for one in amounts]
    places = places_of((one.amount for one in shown), DIGITS)
    heads = [shown[0].unit, shown[0].basis.heading() if shown[0].basis else ""]
    width = max(MARGIN + max(map(len, heads)), 12)
    return [
        f"{text:>{width}}" for text in (*heads, *(f"{round(one.amount, places) + 0.0:,.{places}f}" for one in shown))
    ]


def comparison_text(rows: Sequence[dict[str, Any]]) -> str:
    """One line per combination of options, a table for each unit, then the energy delivered that each rule set counts."""
    units = dict.fromkeys(row["unit"] for row in rows)
    tables = [line for unit in units for line in (*_comparison_lines([row for row in rows if row["unit"] == unit]), "")]
    energies = dict.fromkeys(f"{row['product']}, {row['rules']}: {row['functional_unit']}" for row in rows)
    notes = note_lines(
        f"{row['product']}: {note}" for row in rows for note in row["notes"] if note not in row["warnings"]
    )
    return "\n".join([*tables, *(f"delivered  {text}" for text in energies), *notes])


def _comparison_lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table of rows in one unit."""
    options = [
        [f"{text:<{MARGIN + max(len(name), *(len(row[name]) for row in rows))}}"
         for text in ("", name, *(row[name] for row in rows))]
        for name in ("product", "rules", "province", "scenario")
    ]  # fmt: skip
    per_pack = {
        "location": [row["electricity"]["location_based"] for row in rows],
        "market": [row["electricity"]["market_based"] for row in rows],
        "credits": [sum(row["credits"].values()) for row in rows],
    }
    columns = [
        _column([Quantity(total["amount"], total["unit"], find_declared_unit(total["per"])) for total in totals])
        for totals in zip(*(row["totals"] for row in rows), strict=True)
    ]
    for name, amounts in per_pack.items():
        unit, _, *cells = _column([Quantity(amount, rows[0]["unit"]) for amount in amounts])
        columns.append([unit, f"{name:>{len(unit)}}", *cells])
    lines = ["".join(cells).rstrip() for cells in zip(*options, *columns, strict=True)]
    return [*lines, "", "location, market and credits per pack"]


def rule_comparison_text(found: RuleComparison) -> str:
    """The steps from one rule set to another, per kWh delivered, with the factors that multiply to the ratio."""
    scale, unit = readable_text(found.unit)
    first, second = (scale * value for value in found.values)
    places = places_of((first, second), DIGITS)
    place = f"{found.product}, plant in {found.first.province}, {' + '.join(found.first.scenario)}"
    lines = [
        f"{place}: why {found.second.rules} differs from {found.first.rules}",
        f"{'step':<20}{'in order':>12}{'in reverse':>12}{'mean':>12}{'factor':>10}{'reverse':>10}{'mean':>10}",
        f"{found.first.rules:<20}{first:>12,.{places}f}{first:>12,.{places}f}{first:>12,.{places}f}",
    ]
    for step in found.steps:
        added = (step.contribution, step.contribution_reverse, step.contribution_mean)
        factors = (step.factor, step.factor_reverse, step.factor_mean)
        lines.append(
            f"{step.name:<20}"
            + "".join(f"{scale * amount:>+12,.{places}f}" for amount in added)
            + "".join(f"{factor:>10.4f}" if factor is not None else f"{'–':>10}" for factor in factors)
        )
    ratio = f"{found.ratio:>10.4f}" * 3 if found.ratio is not None and found.ratio > 0 else f"{'–':>10}" * 3
    lines += [
        f"{found.second.rules:<20}{second:>12,.{places}f}{second:>12,.{places}f}{second:>12,.{places}f}{ratio}",
        f"in {unit}; what a step adds depends on the order of switching, mean: over all orders",
    ]
    return "\n".join(lines)


def trace_text(found: Trace) -> str:
    """Rows of the inventories by level, largest first."""
    titles = {"purchase": "what the life cycle buys and emits", "emission": "which emissions it becomes"}
    lines = []
    for level, title in titles.items():
        lines += [
            f"{title}:",
            f"{'share':>7}  {'row':<44}{'process':<34}{'input':<34}{'amount':>12}  source, locator [evidence]",
        ]
        for row in found.rows:
            if row["level"] == level:
                place = f"{row['table']}:{row['row']}"
                lines.append(
                    f"{row['share']:>7.1%}  {place:<44}{row['process']:<34}{row['input']:<34}{row['amount']:>12.5g}"
                    f"  {row['source']}, {row['locator']} [{row['evidence']}]"
                )
        lines.append("")
    return "\n".join([*lines, f"rows listed stand behind {found.covered:.1%} of the result"])
