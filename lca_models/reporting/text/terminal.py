"""Results as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import DEFAULT_METHOD, category_name
from lca_models.interpretation.comparison.rule_sets import RuleComparison
from lca_models.interpretation.contribution.rows import Trace
from lca_models.interpretation.evidence.completeness import completeness


def footprint_text(result: Footprint) -> str:
    """The footprint by stage in the three units, the service life it rests on, and what was left out."""
    product, unit, total = result.system.shipped_product, result.functional_unit, result.totals()
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
        f"delivered over the service life ({unit.service_life}): {unit.formula()}; pack of {unit.mass_kg:,.0f} kg",
        *_ageing_lines(result),
        _electricity_line(result),
        *_kit_default_lines(result),
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
    found = result.electricity
    official = (
        f", with the official factor of the nation {found['official_factor']:,.1f}"
        if "official_factor" in found
        else ""
    )
    return (
        f"electricity by location {found['location_based']:,.1f}, by market {found['market_based']:,.1f}{official} "
        f"{result.assessment.unit} per pack"
    )


def _kit_default_lines(result: Footprint) -> list[str]:
    """What the rule set leaves open and this kit chose."""
    return [
        f"default of this kit: {term.aspect}: {f'{term.key} = {term.value}: ' if term.key else ''}{term.description}"
        for term in result.kit_defaults_in_use
    ]


def rules_text(listed: Sequence[dict[str, Any]]) -> str:
    """Rule sets with their terms: value, description, source and confidence; * marks a default of this kit."""
    lines = []
    for rules in listed:
        lines += [f"{rules['id']}  {rules['title']}"]
        for term in rules["terms"]:
            setting = f"{term['key']} = {term['value']}" if term["key"] else term["value"]
            lines.append(
                f"  {'*' if term['kit_default'] else ' '} {term['aspect']:<18}{setting}\n"
                f"{'':<22}{term['description']} [{term['source']}, {term['locator']}; {term['confidence']}]"
            )
        lines.append("")
    return "\n".join([*lines, "* the rule is not public or leaves the choice open: a default of this kit"])


def _line(stage: str, amount: float, result: Footprint, share: float) -> str:
    unit = result.functional_unit
    return (
        f"{stage:<26}{amount:>12,.1f}{amount / unit.rated_energy_kwh:>20,.2f}"
        f"{1000 * amount * unit.packs_per_kwh:>22,.2f}{share:>9.1%}"
    )


def comparison_text(rows: Sequence[dict[str, Any]]) -> str:
    """One line per combination of options, then the energy delivered that each rule set counts."""
    wide = {name: 2 + max((len(row[name]) for row in rows), default=0) for name in ("product", "rules", "scenario")}
    wide = {name: max(width, len(name) + 2) for name, width in wide.items()}
    lines = [
        f"{'product':<{wide['product']}}{'rules':<{wide['rules']}}{'province':<10}{'scenario':<{wide['scenario']}}"
        f"{'per pack':>10}{'per kWh cap.':>14}{'g/kWh deliv.':>14}{'location':>10}{'market':>10}{'credits':>10}"
    ]
    for row in rows:
        total = row["total"]
        lines.append(
            f"{row['product']:<{wide['product']}}{row['rules']:<{wide['rules']}}{row['province']:<10}"
            f"{row['scenario']:<{wide['scenario']}}"
            f"{total['kg_co2e_per_pack']:>10,.1f}{total['kg_co2e_per_kwh_capacity']:>14,.2f}"
            f"{1000 * total['kg_co2e_per_kwh_delivered']:>14,.2f}{row['electricity']['location_based']:>10,.1f}"
            f"{row['electricity']['market_based']:>10,.1f}{sum(row['credits'].values()):>10,.1f}"
        )
    units = " and ".join(dict.fromkeys(row["unit"] for row in rows))
    energies = dict.fromkeys(f"{row['product']}, {row['rules']}: {row['functional_unit']}" for row in rows)
    notes = [f"in {units}; location, market and credits per pack", *(f"delivered  {text}" for text in energies)]
    return "\n".join([*lines, "", *notes]) if rows else ""


def rule_comparison_text(found: RuleComparison) -> str:
    """The steps from one rule set to another, in g per kWh delivered, with the factors that multiply to the ratio."""
    first, second = (1000 * value for value in found.values)
    place = f"{found.product}, plant in {found.first.province}, {' + '.join(found.first.scenario)}"
    lines = [
        f"{place}: why {found.second.rules} differs from {found.first.rules}",
        f"{'step':<20}{'in order':>12}{'in reverse':>12}{'mean':>12}{'factor':>10}{'reverse':>10}{'mean':>10}",
        f"{found.first.rules:<20}{first:>12,.2f}{first:>12,.2f}{first:>12,.2f}",
    ]
    for step in found.steps:
        added = (step.contribution, step.contribution_reverse, step.contribution_mean)
        factors = (step.factor, step.factor_reverse, step.factor_mean)
        lines.append(
            f"{step.name:<20}"
            + "".join(f"{1000 * amount:>+12,.2f}" for amount in added)
            + "".join(f"{factor:>10.4f}" if factor is not None else f"{'–':>10}" for factor in factors)
        )
    ratio = f"{found.ratio:>10.4f}" * 3 if found.ratio is not None and found.ratio > 0 else f"{'–':>10}" * 3
    lines += [
        f"{found.second.rules:<20}{second:>12,.2f}{second:>12,.2f}{second:>12,.2f}{ratio}",
        f"in g {found.first.assessment.unit.removeprefix('kg ')} per kWh delivered; what a step adds depends on the order of "
        "switching, mean: over all orders",
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
