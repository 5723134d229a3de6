"""What a sample is drawn from: the lines of a result with what they rest on, and what to look at in each that is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from lca_models.interpretation.evidence.own_data import ARCHETYPE, CREDIT, MEASURED, STATED, SUPPLIER
from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, MeterLine
from lca_models.reporting.declaration.results.lines import ResultLine, lines_of_result
from lca_models.reporting.verification.assurance.sampling import Line
from lca_models.reporting.verification.case import Case
from lca_models.scope.functional_unit import TESTED_CYCLES
from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import message

BETWEEN = "; "  # places that one value follows from
PLAIN, UNVERIFIED, ESTIMATED = 1.0, 1.5, 2.0  # weights
FIELDS = {  # of the denominator, by the sheet that says them
    "cycle_test": ("cycles", "cycles_measured", "end_retention", "retention_measured", "depth_of_discharge"),
    "product": ("rated_energy", "usable_energy", "warranty_years", "warranty_km"),
}


def lines_to_sample(case: Case) -> tuple[Line, ...]:
    """The lines of the result worked out again, in the order of their names; together they are the result."""
    verified = {one.replaces for one in case.sheet.suppliers if one.verified_by and one.replaces}
    lines = (_line(one, verified) for one in lines_of_result(case.again))
    return tuple(sorted(lines, key=lambda one: one.name))


def denominator_terms(case: Case) -> tuple[Line, ...]:
    """The values that the energy delivered is made of; they have no kilograms and are always looked at."""
    counts_cycles = case.again.result.rule_set.service_life == TESTED_CYCLES
    found = []
    for sheet, names in FIELDS.items():
        for name in names:
            value = getattr(getattr(case.sheet, sheet), name)
            if value is not None and (counts_cycles or sheet == "product"):
                found.append(Line(f"{sheet}.{name}", 0.0, places=(value.place,), kind=value.source_kind or ""))
    return tuple(found)


def own_kg(lines: Sequence[Line]) -> float:
    """What rests on data of the maker, kg CO2e per pack."""
    return sum(abs(one.kg) for one in lines if not one.is_as_released and one.kind != SUPPLIER)


def what_to_look_at(line: Line, sheet: DataSheet, seed: str) -> str:
    """What of a chosen line is looked at, in the language in use. `seed`: of the month that is drawn."""
    if line.is_as_released:
        return message("whether the default fits: technology, place, time")
    if line.kind == SUPPLIER:
        return message("statement, period, unit and one driver of the footprint")
    places = {part for place in line.places for part in place.split(BETWEEN)}
    meters = [one for one in sheet.meters if one.place in places]
    if not meters:
        return message("the document behind it: {places}", places=enumerated(line.places) or line.name)
    said = []
    for meter in meters:
        months = enumerated(months_to_look_at(meter, sheet, seed))
        words = message("{meter}: months {months}", meter=meter.id, months=months) if months else meter.id
        said.append(words)
    return message("log and bill of {meters}", meters=clauses(said))


def months_to_look_at(meter: MeterLine, sheet: DataSheet, seed: str) -> tuple[str, ...]:
    """The months of a meter that are looked at: highest and lowest per unit of output, the largest, and one that is drawn.

    `seed`: hash of the manifest and nonce, so that neither side can choose. Fewer where one month is several of these.
    """
    amounts = {month: value.number for month, value in sorted(meter.months.items())}
    if not amounts:
        return ()
    outputs = _outputs(sheet)
    specific = {month: number / outputs[month] for month, number in amounts.items() if outputs.get(month)}
    drawn = int.from_bytes(sha256(f"{seed}:{meter.id}".encode()).digest(), "big") % len(amounts)
    chosen = [max(amounts, key=lambda month: amounts[month]), list(amounts)[drawn]]
    if specific:
        chosen += [max(specific, key=lambda month: specific[month]), min(specific, key=lambda month: specific[month])]
    return tuple(sorted(set(chosen)))


def _outputs(sheet: DataSheet) -> Mapping[str, float]:
    """Good output by month, of all products in their own units; of one unit where they agree, else nothing."""
    if len({line.unit for line in sheet.output}) != 1:
        return {}
    found: dict[str, float] = {}
    for month, number in _months(line.good for line in sheet.output):
        found[month] = found.get(month, 0.0) + number
    return found


def _months(rows: Iterator[Amounts]) -> Iterator[tuple[str, float]]:
    for row in rows:
        yield from ((month, value.number) for month, value in row.months.items())


def _line(one: ResultLine, verified: set[str]) -> Line:
    whose = set(one.whose.split("+"))
    if one.factor_of == SUPPLIER or SUPPLIER in whose:
        weight = PLAIN if f"{one.buyer} > {one.input}" in verified else UNVERIFIED
        return Line(one.name, one.kg, max(weight, ESTIMATED if STATED in whose else PLAIN), False, one.places, SUPPLIER)
    if whose <= {ARCHETYPE, CREDIT} and not one.places:
        return Line(one.name, one.kg, PLAIN, True, (), ARCHETYPE)
    weight = PLAIN if whose <= {MEASURED, CREDIT} else ESTIMATED
    return Line(one.name, one.kg, weight, False, one.places, next(iter(one.source_kinds), ""))
