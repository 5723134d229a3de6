"""Rules for the carbon footprint of the battery passport (IDTA 02035-3) beyond its schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lca_models.inventory.activity.suppliers.payloads.structure import Flaw, at, figure_at
from lca_models.reporting.payloads.rules.sums import half_digits
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

LIST = "ProductCarbonFootprints"
UNITS = ("kwH", "piece")  # a normalised value, and that of the whole battery
PRODUCTION = {"A1": "A1 - raw material supply (and upstream production)", "A3": "A3 - production"}
DISTRIBUTION, TRANSPORT, RECYCLING = (
    "A4 - transport to final destination", "C2 - transport to recycler", "C3 - recycling, waste treatment",
)  # fmt: skip
NEEDED = {*PRODUCTION.values(), DISTRIBUTION, RECYCLING}  # four stages of a battery
BURDENS = (*PRODUCTION.values(), DISTRIBUTION, TRANSPORT)  # phases without credits
RANGES = {"A1-A3": "A123", "A4-A5": "A45", "B1-B7": "B1234567", "C1-C4": "C1234", "C2-C4": "C234"}


def idta_flaws(document: object) -> Iterator[Flaw]:
    """Every breach of a rule of ours by the list of footprints of one battery."""
    entries = at(document, LIST)
    if not isinstance(entries, list) or not entries:
        return
    for place in range(len(entries)):
        yield from _entry_flaws(document, place)
    for name in ("ReferenceImpactUnitForCalculation", "PcfCalculationMethods", "PerformanceClass"):
        values = [repr(at(one, name)) for one in entries]
        if len(set(values)) > 1:
            text = message("differs between the entries of one battery, so they cannot be compared")
            yield Flaw(
                f"{LIST}[{next(n for n, one in enumerate(values) if one != values[0])}].{name}", "entries differ", text
            )
    yield from _total_flaws(document, [_phases(one) for one in entries])


def _entry_flaws(document: object, place: int) -> Iterator[Flaw]:
    path = f"{LIST}[{place}]"
    unit = at(document, f"{path}.ReferenceImpactUnitForCalculation")
    if isinstance(unit, str) and unit not in UNITS:
        text = message("is '{unit}'; a battery is stated per kwH or per piece", unit=excerpt(unit))
        yield Flaw(f"{path}.ReferenceImpactUnitForCalculation", "declared unit", text)
    phases = _phases(at(document, path))
    single = [one for one in phases if one not in RANGES]
    for one in phases:
        covered = RANGES.get(one, "")
        if covered and any(other[0] == covered[0] and other[1] in covered[1:] for other in single if len(other) > 1):
            text = message("holds {phase} and a phase inside it; state one of them", phase=one)
            yield Flaw(f"{path}.LifeCyclePhases", "phases", text)
    value = figure_at(document, f"{path}.PcfCo2eq")
    if value is not None and value < 0 and phases and set(phases) <= set(BURDENS):
        text = message("is {value}, and these phases have no credit; a stage of burdens is not below 0", value=value)
        yield Flaw(f"{path}.PcfCo2eq", "range", text)


def _total_flaws(document: object, phases: Sequence[tuple[str, ...]]) -> Iterator[Flaw]:
    """One entry is the total of all phases; the others are apart and sum to it."""
    every = {one for entry in phases for one in entry}
    totals = [place for place, entry in enumerate(phases) if set(entry) == every and every]
    if missing := sorted(NEEDED - every):
        yield Flaw(LIST, "phases", message("states no {phases}; a battery has four stages", phases=enumerated(missing)))
    if len(totals) != 1:
        text = message("has {count} entries that name all phases; one of them is the total", count=len(totals))
        yield Flaw(LIST, "total", text)
        return
    parts = [place for place in range(len(phases)) if place != totals[0]]
    named = [one for place in parts for one in phases[place]]
    if len(named) != len(set(named)):
        yield Flaw(LIST, "phases", message("names a phase in two entries beside the total"))
    elif parts and set(named) == every:
        figures = [figure_at(document, f"{LIST}[{place}].PcfCo2eq") for place in (*parts, totals[0])]
        stated = [one for one in figures if one is not None]
        if len(stated) == len(figures) and abs(sum(stated[:-1], Decimal(0)) - stated[-1]) > half_digits(*stated):
            text = message("is {whole}, and its parts sum to {summed} ({names}); correct one", whole=stated[-1],
                           summed=sum(stated[:-1], Decimal(0)), names=enumerated(one[:2] for one in named))  # fmt: skip
            yield Flaw(f"{LIST}[{totals[0]}].PcfCo2eq", "sum of parts", text)
    elif parts:
        yield Flaw(LIST, "phases", message("does not state every phase of the total by itself"))


def _phases(entry: object) -> tuple[str, ...]:
    found = at(entry, "LifeCyclePhases")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()
