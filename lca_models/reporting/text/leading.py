"""What stands above and below the stages of a footprint: what is declared, cradle to gate, other ends of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca_models.impact.footprint import Footprint
from lca_models.reporting.text.numbers import number_text, places_of
from lca_models.scope.declared_unit import PACK
from lca_models.scope.quantity import Quantity, unit_text
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.interpretation.uncertainty.intervals import Interval


def leading_lines(result: Footprint) -> list[str]:
    """What is declared, what the literature states, and how their interval is found: a footprint draws nothing."""
    return [
        message("declared, all stages: {amount}", amount=_words(result.declared)),
        message("cradle to gate, raw materials and manufacturing: {amount}", amount=_words(result.cradle_to_gate)),
        message("nothing is drawn here: `lca-models montecarlo` with the same words gives the interval of each"),
    ]


def interval_words(found: Interval) -> str:
    """The interval and the percentile of the central value, without unit."""
    return message(
        "95 % between {low} and {high}, central value at percentile {percentile:.0f}",
        low=number_text(found.low),
        high=number_text(found.high),
        percentile=found.percentile,
    )


def end_of_life_lines(result: Footprint) -> list[str]:
    """What the result is with the pack on a landfill, where it has no credits, and with recycling cut off."""
    total, found = result.total().amount, result.end_of_life
    places = places_of((total, *found.values()))
    unit = unit_text(result.assessment.unit, PACK, language_in_use())
    amounts = {view: f"{amount:,.{places}f} {unit}" for view, amount in found.items()}
    lines = []
    if "landfill" in found:
        lines.append(
            message("without credits recycling adds its burdens alone; landfilling comes out lower: {amount}",
                    amount=amounts["landfill"])
            if found["landfill"] < total
            else message("landfilling comes out no lower: {amount}", amount=amounts["landfill"])
        )  # fmt: skip
    if "cut_off" in found:
        lines.append(message("with recycling cut off: {amount}", amount=amounts["cut_off"]))
    return lines


def _words(amount: Quantity) -> str:
    shown = amount.readable()
    return f"{number_text(shown.amount)} {unit_text(shown.unit, shown.basis, language_in_use())}"
