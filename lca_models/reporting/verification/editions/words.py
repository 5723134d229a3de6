"""Two bundles beside each other, and a portfolio, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from lca_models.reporting.text.columns import left, right, width_of
from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.editions.difference import (
    CHANGES,
    ENERGY,
    FACTORS,
    INPUTS,
    TERMS,
    TOTAL,
    Difference,
)
from lca_models.reporting.verification.editions.portfolio import (
    DECLARED,
    EXAMPLE,
    EXPIRED,
    UNDER_WORK,
    VERIFIED,
    Portfolio,
)
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.messages import language_in_use, message

MOST_LINES, MOST_FACTS = 15, 20  # that a terminal lists
G = 1000  # g per kg


def difference_text(found: Difference) -> str:
    """What changed and what it did: result, effects by kind, the largest lines, what is said otherwise."""
    old, new = found.totals
    (old_kwh, new_kwh), delivered = found.delivered
    kinds = {INPUTS: message("inputs"), FACTORS: message("factors"), TERMS: message("rules")}
    lines = [
        f"{found.old.name} -> {found.new.name}",
        message("per pack: {old} -> {new} kg CO2e ({change})", old=_kg(old), new=_kg(new), change=_signed(new - old)),
        *(f"  {kinds[kind]}: {_signed(found.effects[kind])}" for kind in CHANGES),
        message("per kWh delivered: {old} -> {new} g CO2e ({change} %): by the total {total}, by the energy delivered {energy}",
                old=number_text(G * old_kwh, 4), new=number_text(G * new_kwh, 4),
                change=f"{100 * (new_kwh / old_kwh - 1):+.1f}", total=_signed(G * delivered[TOTAL]),
                energy=_signed(G * delivered[ENERGY])),
    ]  # fmt: skip
    if not found.rules_are_apart:
        lines.append(
            message("The setups differ and the tables are not those of this kit: effects of rules stand in the others.")
        )
    if found.asks_for_renewal:
        lines.append(message("The result moved by more than 10 %: a new declaration is due."))
    language = language_in_use()
    rows = [
        (stage_label(one.stage, language), one.name, _kg(one.old_kg), _kg(one.new_kg),
         *(_signed(one.effects[kind]) for kind in CHANGES))
        for one in found.lines[:MOST_LINES]
    ]  # fmt: skip
    heads = (
        message("stage"),
        message("line"),
        message("old kg"),
        message("new kg"),
        *(kinds[kind] for kind in CHANGES),
    )
    lines += ["", *_columns(heads, rows, 2)] if rows else []
    if len(found.lines) > MOST_LINES:
        lines.append(message("… and {n} more: --json lists all", n=len(found.lines) - MOST_LINES))
    facts = [f"{kinds[one.kind]}  {one.what}: {one.old or '–'} -> {one.new or '–'}" for one in found.facts]
    lines += ["", *facts[:MOST_FACTS]] if facts else []
    if len(facts) > MOST_FACTS:
        lines.append(message("… and {n} more: --json lists all", n=len(facts) - MOST_FACTS))
    return "\n".join(lines)


def portfolio_text(found: Portfolio) -> str:
    """A row a bundle: model, plant, result in three units, rating, primary share, where it stands and until when it holds."""
    states = {EXAMPLE: message("example"), DECLARED: message("declared"), UNDER_WORK: message("under verification"),
              VERIFIED: message("verified"), EXPIRED: message("expired")}  # fmt: skip
    heads = (message("bundle"), message("model"), message("plant"), message("status"), message("holds until"),
             message("kg per pack"), message("kg/kWh"), message("g/kWh delivered"), message("rating"),
             message("primary data"))  # fmt: skip
    rows = [
        (one.file, one.model, one.plant, states.get(one.status, one.status),
         one.holds_until.isoformat() if one.holds_until else "–", _kg(one.total_kg), number_text(one.per_kwh, 4),
         number_text(G * one.per_kwh_delivered, 4), "–" if one.rating is None else f"{one.rating:.1f}",
         "–" if one.primary_share is None else f"{one.primary_share:.0%}")
        for one in found.holdings
    ]  # fmt: skip
    return "\n".join([message("{n} bundles in {folder}", n=len(found.holdings), folder=found.folder), "",
                      *_columns(heads, rows, 5)])  # fmt: skip


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]], first_number: int) -> list[str]:
    widths = [max(width_of(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    return [
        "  ".join((left if place < first_number else right)(cell, width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in (heads, *rows)
    ]  # fmt: skip


def _kg(amount: float) -> str:
    return number_text(amount, 6)


def _signed(amount: float) -> str:
    return ("+" if amount >= 0 else "−") + number_text(abs(amount), 4)
