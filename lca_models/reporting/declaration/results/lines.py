"""The lines of a result: every purchase, emission and transport leg of the product's own processes, and whose data it is.

A line is an amount of one pack times a factor. The amount is the maker's, or the archetype's; the factor is a background process,
a footprint of a supplier, or the emission itself. The lines sum to the stages, and the stages to the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lca_models.impact.assessment import Assessment
from lca_models.interpretation.contribution.rows import product_words
from lca_models.interpretation.evidence.own_data import WHOSE, lines_of, origins_behind
from lca_models.inventory.system.pack import Origin
from lca_models.inventory.system.rows import IN_PLACE_OF, ExchangeRow
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.totals import ROUNDING



@dataclass(frozen=True)
class ResultLine:
    """One line of a result."""

    name: str  # BUYER > INPUT, with a number where a process buys the same several times
    buyer: str  # code of a process
    input: str  # code of what is bought or emitted
    what: str  # the same in words
    stage: str
    kind: str  # technosphere, biosphere or substitution
    amount: float  # of one pack, in `unit`
    unit: str
    factor: float  # kg CO2e per unit
    kg: float  # CO2e per pack: amount x factor
    whose: str  # measured, stated, supplier, archetype or credit; several joined by +
    factor_of: str  # background, supplier or own emission
    origins: tuple[Origin, ...]  # values of the maker that the amount stands on
    source: str  # of the amount where it is nobody's own
    evidence: str  # its class
    place: int  # of its exchange in the system
    row: str  # of the tables

    @property
    def places(self) -> tuple[str, ...]:
        """Where the maker says the amount: cells of the data sheet."""
        return tuple(dict.fromkeys(one.place for one in self.origins if one.place))

    @property
    def source_kinds(self) -> tuple[str, ...]:
        """Kinds of source of the maker's values behind the amount."""
        return tuple(dict.fromkeys(one.source_kind for one in self.origins if one.source_kind))


def lines_of_result(declared: Declared) -> tuple[ResultLine, ...]:
    """The lines of a result, by stage and then by name."""
    return declared.keep("lines", lambda: tuple(_lines(declared)))


def amounts_bought(assessment: Assessment, inputs: Iterable[str]) -> dict[str, float]:
    """How much of some inputs, by their codes, the lines of a result hold: of one pack, each in its unit."""
    found = dict.fromkeys(inputs, 0.0)
    for _, place in _named(assessment):
        code = assessment.system.exchanges[place].input[1]
        if code in found:
            found[code] += float(assessment.quantities[place])
    return found


def _named(assessment: Assessment) -> list[tuple[str, int]]:
    """Name and exchange of every line, by stage and then by name."""
    system, amounts = assessment.system, assessment.purchases.tolist()
    order = {stage: place for place, stage in enumerate(system.stage_names)}
    least = ROUNDING * sum(map(abs, amounts))
    seen: Counter[str] = Counter()
    found = []
    for place, amount in enumerate(amounts):
        if not amount:
            continue
        exchange = system.exchanges[place]
        name = f"{exchange.process[1]} > {exchange.input[1]}"
        seen[name] += 1
        if abs(amount) > least:
            found.append((order[system.stages[place]], name if seen[name] == 1 else f"{name} #{seen[name]}", place))
    return [(name, place) for _, name, place in sorted(found)]


def _lines(declared: Declared) -> Iterator[ResultLine]:
    assessment = declared.result.assessment
    system = assessment.system
    words, origins = product_words(assessment), origins_behind(system)
    lines = {one.place: one for one in lines_of(assessment)}
    for name, place in _named(assessment):
        one, exchange = lines[place], system.exchanges[place]
        yield ResultLine(
            name,
            exchange.process[1],
            exchange.input[1],
            words[exchange.input],
            one.stage,
            exchange.type,
            float(assessment.quantities[place]),
            str(exchange.data.get("unit") or ""),
            float(assessment.unit_scores[place]),
            one.amount,
            "+".join(name for name in (*WHOSE, "credit") if one.shares.get(name)),
            one.factor,
            origins.get(place, ()),
            _source(exchange),
            str(exchange.data.get("evidence") or ""),
            place,
            f"{exchange.data['table']}:{exchange.data.get('row', '')}" if exchange.data.get("table") else "",
        )


def _source(exchange: ExchangeRow) -> str:
    """The key of the source of an amount; empty where it is somebody's own, whose words stand with the maker's values."""
    if exchange.data.get(IN_PLACE_OF) or exchange.data.get("evidence") == "user":
        return ""
    return str(exchange.data.get("source") or "")
