"""Results as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_words
from lca_models.inventory.electricity.pathways import YEAR_PARAMETER
from lca_models.reporting.text.category import marked, shown_unit
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.reporting.text.leading import end_of_life_lines, leading_lines, life_lines, own_lines
from lca_models.reporting.text.numbers import places_of
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK, find_declared_unit
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import Quantity, readable_text, unit_label, unit_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.marks import clauses, enumerated, headed, in_turn
from lca_models.scope.wording.messages import in_language, language_in_use, message

if TYPE_CHECKING:
    from lca_models.interpretation.comparison.rule_sets import RuleComparison

DIGITS, MARGIN = 5, 2  # of the largest amount of a column; between columns


def footprint_text(result: Footprint, *, verbose: bool = False) -> str:
    """The footprint by stage per declared unit, the service life it rests on, and what was left out.

    `verbose`: with each choice that the rule set leaves open and this kit made, else with their number.
    """
    if result.is_foreign:
        return _foreign_text(result)
    product, unit = result.system.shipped_product, result.functional_unit
    score_unit = shown_unit(result)
    category = category_words(result.assessment.method, result.system.method_metadata, language_in_use())
    lines = [
        message(
            "{product}  ·  plant in {province}  ·  rules {rules}  ·  {scenario}",
            product=in_language(product.name, product.name_zh),
            province=result.province,
            rules=result.rules,
            scenario=result.resolved.title(),
        ),
        in_turn([category, result.assessment.unit]),
        *own_lines(result),
        "",
        *leading_lines(result),
        "",
        *_stage_lines(result),
        "",
        *life_lines(result),
    ]
    per_pack = unit_text(score_unit, PACK, language_in_use())
    credits = {stage: amount for stage, amount in result.assessment.credits().items() if amount}
    for stage, amount in credits.items():
        lines.append(
            message(
                "of which credits in {stage}: {amount} {unit}",
                stage=stage_label(stage, language_in_use()),
                amount=f"{amount:,.{places_of([amount])}f}",
                unit=per_pack,
            )
        )
    lines += [
        message(
            "delivered over the service life ({service_life}): {formula}; pack of {mass:,.0f} kg",
            service_life=word_label(unit.service_life, language_in_use()),
            formula=unit.formula(),
            mass=unit.mass_kg,
        ),
        *_ageing_lines(result),
        *end_of_life_lines(result),
        _electricity_line(result),
        *_kit_default_lines(result, verbose=verbose),
    ]
    return "\n".join([*lines, *_own_data_lines(result), *note_lines(result.remarks())])


def _own_data_lines(result: Footprint) -> list[str]:
    """Whose data the result of a data sheet rests on; of every other product nothing, and nothing is loaded for it."""
    if result.system.pack is None:
        return []
    from lca_models.reporting.text.own_data import own_data_text

    return own_data_text(result)


def _foreign_text(result: Footprint) -> str:
    """The footprint of a process of a Brightway project: by stage, per what is demanded of it."""
    node, unit = result.system.demanded, result.assessment.unit
    category = category_words(result.assessment.method, result.system.method_metadata, language_in_use())
    stages = result.stages | {"total": sum(result.stages.values())}
    total = stages["total"]
    places = places_of((total, *result.stages.values()), DIGITS)
    lines = [
        f"{result.product}  ·  {result.resolved.title()}",
        message(
            "{demand} of {product} ({process})",
            demand=result.system.demand_unit,
            product=node.product_words(language_in_use()),
            process=enumerated(filter(None, (node.name, str(node.data.get("location") or "")))),
        ),
        in_turn([category, unit]),
        "",
        left(message("stage"), 26) + right(unit, 16) + right(message("share"), 9),
    ]
    for stage, amount in stages.items():
        share = amount / total if total else float(stage == "total")
        lines.append(
            left(word_label(stage, language_in_use()), 26)
            + right(f"{round(amount, places) + 0.0:,.{places}f}", 16)
            + right(f"{share:.1%}", 9)
        )
    credits = {stage: amount for stage, amount in result.assessment.credits().items() if amount}
    lines += [
        message(
            "of which credits in {stage}: {amount} {unit}",
            stage=stage_label(stage, language_in_use()),
            amount=f"{amount:,.{places_of([amount])}f}",
            unit=unit,
        )
        for stage, amount in credits.items()
    ]
    left_out = message("a Brightway project: no rule set, province, service life and result per kWh delivered")
    return "\n".join([*lines, "", left_out, *note_lines(result.notes())])


def note_lines(remarks: Iterable[str]) -> list[str]:
    """Remarks as lines below a result."""
    return [message("note: {remark}", remark=remark) for remark in dict.fromkeys(remarks)]


def _ageing_lines(result: Footprint) -> list[str]:
    """A cross-check of the service life, where a cited ageing curve exists."""
    found = result.ageing_check
    if found is None:
        return []
    counted = (
        message("this service life counts no fade")
        if found["retention_counted"] == 1
        else message("this service life ends at {retention:.0%}", retention=found["retention_counted"])
    )
    return [
        message(
            "cross-check, nothing depends on it: a cited ageing curve leaves {retention:.0%} of the capacity after "
            "{full_cycles:,.0f} cycles in {years:.3g} years at {celsius:g} °C and {c_rate:g} C; {counted}",
            **{name: found[name] for name in ("retention", "full_cycles", "years", "celsius", "c_rate")},
            counted=counted,
        )
    ]


def _electricity_line(result: Footprint) -> str:
    places = places_of(result.electricity.values())
    found = {view: f"{amount:,.{places}f}" for view, amount in result.electricity.items()}
    unit = unit_text(shown_unit(result), PACK, language_in_use())
    if "official_factor" not in found:
        return message(
            "electricity by location {location}, by market {market} {unit}",
            location=found["location_based"],
            market=found["market_based"],
            unit=unit,
        )
    return message(
        "electricity by location {location}, by market {market}, with the official footprint factor of the nation of {year} "
        "{official} {unit}",
        location=found["location_based"],
        market=found["market_based"],
        year=f"{result.assessment.parameters[YEAR_PARAMETER]:.0f}",
        official=found["official_factor"],
        unit=unit,
    )


def _kit_default_lines(result: Footprint, *, verbose: bool) -> list[str]:
    """What the rule set leaves open and this kit chose."""
    terms = result.kit_defaults_in_use
    if len(terms) > 1 and not verbose:
        return [message("{count} choices are this kit's: --verbose", count=len(terms))]
    return [
        message(
            "default of this kit: {aspect}: {setting}{description}",
            aspect=in_language(term.aspect, label(f"aspect.{term.aspect.replace(' ', '_')}", CHINESE)),
            setting=headed(f"{term.key} = {term.value}", "") if term.key else "",
            description=term.words(language_in_use()),
        )
        for term in terms
    ]


def _stage_lines(result: Footprint) -> list[str]:
    """A column per declared unit, under its unit."""
    stages, unit = result.stages | {"total": sum(result.stages.values())}, result.functional_unit
    columns = [[Quantity(amount, shown_unit(result)).per(one, unit) for amount in stages.values()]
               for one in DECLARED_UNITS]  # fmt: skip
    shown = [_column(column) for column in columns]
    total = stages["total"]
    shares = [
        "",
        message("share"),
        *(f"{amount / total if total else float(name == 'total'):.1%}" for name, amount in stages.items()),
    ]
    names = ["", message("stage"), *(word_label(stage, language_in_use()) for stage in stages)]
    return [
        (left(name, 26) + "".join(cells) + right(share, 9)).rstrip()
        for name, *cells, share in zip(names, *shown, shares, strict=True)
    ]


def _column(amounts: Sequence[Quantity]) -> list[str]:
    """Cells of one width: the unit, what it is counted per, and the amounts with five digits of the largest."""
    shown = [one.readable() for one in amounts]
    places = places_of((one.amount for one in shown), DIGITS)
    heads = [shown[0].unit, shown[0].basis.heading(language_in_use()) if shown[0].basis else ""]
    width = max(MARGIN + max(map(width_of, heads)), 12)
    return [
        right(text, width) for text in (*heads, *(f"{round(one.amount, places) + 0.0:,.{places}f}" for one in shown))
    ]


def comparison_text(rows: Sequence[dict[str, Any]], marks: Sequence[str] = ()) -> str:
    """One line per combination of options, a table for each unit, then the energy delivered that each rule set counts.

    `marks`: per row, what tells its category from the default.
    """
    rows = [{**row, "mark": mark} for row, mark in zip(rows, marks or [""] * len(rows), strict=True)]
    # Packs have columns for declared units; what a Brightway project makes is counted per its demand.
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        alike.setdefault((row["unit"], row["mark"], *(total["per"] for total in row["totals"])), []).append(row)
    tables = [line for several in alike.values() for line in (*_comparison_lines(several), "")]
    energies = dict.fromkeys(
        headed(in_turn(filter(None, (row["product"], row["rules"]))), row["functional_unit"])
        for row in rows
        if row["electricity"]
    )
    notes = note_lines(
        headed(row["product"], note)
        for row in rows
        for note in row["notes"]
        if note not in row["warnings"] and note != row["inputs"]["note"]
    )
    notes += _your_inputs(rows)
    return "\n".join([*tables, *(message("delivered  {energy}", energy=text) for text in energies), *notes])


def _your_inputs(rows: Sequence[dict[str, Any]]) -> list[str]:
    """One line for the inputs of a person in all rows, each with the values it takes where they differ."""
    said = dict.fromkeys(row["inputs"]["note"] for row in rows)
    if len(said) == 1:
        return note_lines(filter(None, said))
    values: dict[str, dict[str, None]] = {}
    for row in rows:
        for one in row["inputs"]["yours"]:
            values.setdefault(one["name"], {})[one["value"]] = None
    listed = clauses(f"{name}={enumerated(found)}" for name, found in values.items())
    if not values:
        return []
    if len(values) == 1:
        return note_lines([message("1 input is yours: {listed}", listed=listed)])
    return note_lines([message("{count} inputs are yours: {listed}", count=len(values), listed=listed)])


def _comparison_lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table of rows in one unit."""
    options = [
        [left(text, MARGIN + max(map(width_of, (head, *(row[name] for row in rows)))))
         for text in ("", head, *(row[name] for row in rows))]
        for name, head in (("product", message("product")), ("rules", message("rules")),
                           ("province", message("province")), ("scenario", message("scenario")))
    ]  # fmt: skip
    if not rows[0]["electricity"]:
        return _foreign_lines(rows, options)
    per_pack = {
        message("location"): [row["electricity"]["location_based"] for row in rows],
        message("market"): [row["electricity"]["market_based"] for row in rows],
        message("credits"): [sum(row["credits"].values()) for row in rows],
    }
    columns = [
        _column(
            [
                marked(Quantity(total["amount"], total["unit"], find_declared_unit(total["per"])), rows[0]["mark"])
                for total in totals
            ]
        )
        for totals in zip(*(row["totals"] for row in rows), strict=True)
    ]
    for name, amounts in per_pack.items():
        unit, _, *cells = _column([marked(Quantity(amount, rows[0]["unit"]), rows[0]["mark"]) for amount in amounts])
        columns.append([unit, right(name, len(unit)), *cells])
    lines = ["".join(cells).rstrip() for cells in zip(*options, *columns, strict=True)]
    return [*lines, "", message("location, market and credits per pack")]


def _foreign_lines(rows: Sequence[dict[str, Any]], options: list[list[str]]) -> list[str]:
    """The same for processes of Brightway projects: total and credits per what is demanded."""
    columns = []
    for name, amounts in (
        (rows[0]["totals"][0]["per"], [row["totals"][0]["amount"] for row in rows]),
        (message("credits"), [sum(row["credits"].values()) for row in rows]),
    ):
        places = places_of(amounts, DIGITS)
        cells = [f"{round(amount, places) + 0.0:,.{places}f}" for amount in amounts]
        width = MARGIN + max(map(width_of, (rows[0]["unit"], name, *cells)))
        columns.append([right(text, width) for text in (rows[0]["unit"], name, *cells)])
    return ["".join(cells).rstrip() for cells in zip(*options, *columns, strict=True)]


def rule_comparison_text(found: RuleComparison) -> str:
    """The steps from one rule set to another, per kWh delivered, with the factors that multiply to the ratio."""
    scale, unit = readable_text(found.unit)
    first, second = (scale * value for value in found.values)
    places = places_of((first, second), DIGITS)
    heads = (
        message("in order"),
        message("in reverse"),
        message("mean"),
        message("factor"),
        message("reverse"),
        message("mean"),
    )
    lines = [
        message(
            "{product}, plant in {province}, {scenario}: why {second} differs from {first}",
            product=found.product,
            province=found.first.province,
            scenario=found.first.resolved.title(),
            second=found.second.rules,
            first=found.first.rules,
        ),
        left(message("step"), 20) + "".join(map(right, heads, (12, 12, 12, 10, 10, 10))),
        f"{found.first.rules:<20}{first:>12,.{places}f}{first:>12,.{places}f}{first:>12,.{places}f}",
    ]
    for step in found.steps:
        added = (step.contribution, step.contribution_reverse, step.contribution_mean)
        factors = (step.factor, step.factor_reverse, step.factor_mean)
        lines.append(
            left(word_label(step.name, language_in_use()), 20)
            + "".join(f"{scale * amount:>+12,.{places}f}" for amount in added)
            + "".join(f"{factor:>10.4f}" if factor is not None else f"{'–':>10}" for factor in factors)
        )
    ratio = f"{found.ratio:>10.4f}" * 3 if found.ratio is not None and found.ratio > 0 else f"{'–':>10}" * 3
    lines += [
        f"{found.second.rules:<20}{second:>12,.{places}f}{second:>12,.{places}f}{second:>12,.{places}f}{ratio}",
        message(
            "in {unit}; what a step adds depends on the order of switching, mean: over all orders",
            unit=unit_label(unit, language_in_use()),
        ),
    ]
    return "\n".join(lines)
