"""What stands above and below the stages of a footprint: what is declared, cradle to gate, other ends of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca_models.impact.footprint import Footprint
from lca_models.inventory.system.own.inputs import own_inputs
from lca_models.reporting.text.category import mark_of, marked, shown_unit
from lca_models.reporting.text.columns import left, right
from lca_models.reporting.text.numbers import number_text, places_of
from lca_models.scope.declared_unit import PACK
from lca_models.scope.labels import word_label
from lca_models.scope.quantity import Quantity, unit_text
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.interpretation.uncertainty.intervals import Interval


DIGITS = 4  # of the largest amount


def leading_lines(result: Footprint) -> list[str]:
    """What is declared, what the literature states, and how their interval is found: a footprint draws nothing."""
    declared, gate = (_words(marked(one, mark_of(result))) for one in (result.declared, result.cradle_to_gate))
    return [
        message("declared, all stages: {amount}", amount=declared),
        message("cradle to gate, raw materials and manufacturing: {amount}", amount=gate),
        message("nothing is drawn here: `lca-models montecarlo` with the same words gives the interval of each"),
    ]


def own_lines(result: Footprint) -> list[str]:
    """Of a data sheet: how many values are the maker's, and how many fields hold those of the archetype."""
    pack = result.system.pack
    if pack is None:
        return []
    lines = [
        message(
            "data sheet {file}: {given} values of its maker; {blank} fields hold the archetype {archetype}",
            file=pack.file.name if pack.file else pack.id,
            given=len(own_inputs(pack)),
            blank=len(pack.blanks),
            archetype=pack.archetype,
        )
    ]
    return [*lines, message("made-up example: it cannot be declared")] if pack.is_example else lines


def interval_words(found: Interval) -> str:
    """The interval and the percentile of the central value, without unit."""
    return message(
        "95 % between {low} and {high}, central value at percentile {percentile:.0f}",
        low=number_text(found.low),
        high=number_text(found.high),
        percentile=found.percentile,
    )


def life_lines(result: Footprint) -> list[str]:
    """The result per kWh delivered by the cycles to end of life: legal floor, cited ageing curve, value set."""
    mark = mark_of(result)
    found = [(life, marked(amount, mark).readable()) for life, amount in result.lives_beside]
    if not found:
        return []
    language = language_in_use()
    unit = unit_text(found[0][1].unit, found[0][1].basis, language)
    places = places_of((amount.amount for _, amount in found), DIGITS)
    lines = [message("by the cycles to end of life, {unit}:", unit=unit)]
    for life, amount in found:
        line = left(f"  {word_label(life.name, language)}", 26) + right(
            message("{cycles:,.0f} cycles", cycles=life.cycles), 16
        )
        line += right(f"{amount.amount:,.{places}f}", 12)
        lines.append(message("{line}  this result", line=line) if life.is_used else line)
    return [*lines, ""]


def end_of_life_lines(result: Footprint) -> list[str]:
    """What the result is with the pack on a landfill, where it has no credits, and with recycling cut off."""
    total, found = result.total().amount, result.end_of_life
    places = places_of((total, *found.values()))
    unit = unit_text(shown_unit(result), PACK, language_in_use())
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
