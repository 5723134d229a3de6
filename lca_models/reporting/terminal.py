"""Results as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lca_models.impact.assessment import DEFAULT_METHOD
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_name
from lca_models.interpretation.completeness import completeness
from lca_models.interpretation.contribution import Trace


def footprint_text(result: Footprint) -> str:
    """The footprint by stage in the three units, the service life it rests on, and what was left out."""
    product, unit, total = result.system.product, result.functional_unit, result.totals()
    assert product is not None
    score_unit = result.assessment.unit
    lines = [
        f"{product.name}  ·  plant in {result.province}  ·  rules {result.rules}  ·  {' + '.join(result.scenario)}",
        f"{category_name(result.assessment.method)}, {score_unit}",
        "",
        f"{'stage':<26}{'per pack':>12}{'per kWh capacity':>20}{'g per kWh delivered':>22}{'share':>9}",
    ]
    score = total["kg_co2e_per_pack"]
    for stage, amount in result.stages.items():
        lines.append(_line(stage, amount, result, amount / score if score else 0.0))
    lines += [_line("total", score, result, 1.0), ""]
    credits = {stage: amount for stage, amount in result.assessment.credits().items() if amount}
    for stage, amount in credits.items():
        lines.append(f"of which credits in {stage}: {amount:,.1f} {score_unit} per pack")
    lines += [
        f"{unit.rated_energy_kwh:g} kWh rated, {unit.mass_kg:,.0f} kg, {unit.cycles:,.0f} cycles to "
        f"{unit.end_of_life_retention:.0%}, mean retention {unit.mean_retention:.0%}: "
        f"{unit.energy_delivered_kwh:,.0f} kWh delivered over the service life",
    ]
    if result.unconverted_share > 0:
        lines.append(
            f"note: {result.unconverted_share:.1%} of this result comes from sources that give only AR6 GWP100 CO2e; "
            "it could not be re-characterised"
        )
    if result.assessment.method != DEFAULT_METHOD:
        lines.append(
            f"note: processes with data for this category stand behind {completeness(result.assessment):.0%} of the climate "
            "result; the rest counts as zero here"
        )
    return "\n".join(lines)


def _line(stage: str, amount: float, result: Footprint, share: float) -> str:
    unit = result.functional_unit
    return (
        f"{stage:<26}{amount:>12,.1f}{amount / unit.rated_energy_kwh:>20,.2f}"
        f"{1000 * amount * unit.packs_per_kwh:>22,.2f}{share:>9.1%}"
    )


def comparison_text(rows: Sequence[dict[str, Any]]) -> str:
    """One line per combination of options."""
    lines = [
        f"{'product':<16}{'rules':<12}{'province':<10}{'scenario':<22}{'per pack':>10}{'per kWh cap.':>14}{'g/kWh deliv.':>14}"
    ]
    for row in rows:
        total = row["total"]
        lines.append(
            f"{row['product']:<16}{row['rules']:<12}{row['province']:<10}{row['scenario']:<22}"
            f"{total['kg_co2e_per_pack']:>10,.1f}{total['kg_co2e_per_kwh_capacity']:>14,.2f}"
            f"{1000 * total['kg_co2e_per_kwh_delivered']:>14,.2f}"
        )
    return "\n".join([*lines, "", f"in {rows[0]['unit']}" if rows else ""])


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
