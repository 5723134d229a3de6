"""Ways in and out: distances by mode and origin, defaults, legs over sea, what is carried (TRN-01 to 04)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.models import TransportLine
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import INFO, MAJOR, MINOR, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, effect_of_settings, with_number, with_row
from lca_models.reporting.verification.rules.product.places import Place, great_circle_km, place_in
from lca_models.reporting.verification.rules.said import (
    archetype_of,
    chemistry_of,
    pointer,
    says,
    values_of_pack,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

IN, OUT = "in", "out"
OVER_SEA = ("sea", "air", "rail", "rail_diesel")  # modes that lead from one continent to another
KINDS = {"truck_electric": "truck", "rail_diesel": "rail"}  # modes of one cap
MARKETS = {"eu-": "EU"}  # of rule sets, by the beginning of their ids
BY_ROAD = ("by road", "border crossing", "overland", "公路出境", "陆运", "口岸")
PACKAGING = "distribution_packaging_share"
DEFAULTS = {IN: "material_inbound_truck_km", OUT: "distribution_truck_km"}


@dataclass(frozen=True)
class Way:
    """Legs that follow each other, or one alternative: with their places in the table."""

    legs: tuple[tuple[int, TransportLine], ...]
    start: Place | None
    end: Place | None

    @property
    def km(self) -> float:
        """All legs together."""
        return sum(line.distance.number for _, line in self.legs if line.distance is not None)


def ways_of(case: Case) -> Iterator[Way]:
    """Ways of a sheet: legs of one direction and load that follow each other are one, alternatives stand by themselves."""
    plant = place_in(case.sheet.product.plant_province)
    groups: dict[tuple[str, str], list[tuple[int, TransportLine]]] = {}
    for at, line in enumerate(case.sheet.transport):
        groups.setdefault((line.direction, line.what or "all"), []).append((at, line))
    for (direction, what), rows in groups.items():
        follow = [(at, line) for at, line in rows if line.share is None or line.share.number == 1]
        alone = [[row] for row in rows if row not in follow]
        for legs in filter(None, [follow, *alone]):
            first, last = place_in(legs[0][1].from_), place_in(legs[-1][1].to)
            if direction == IN:
                row = case.sheet.material(what) or case.sheet.part(what)
                yield Way(tuple(legs), first or place_in(row.origin_province if row else None), last or plant)
            else:
                yield Way(tuple(legs), first or plant, last)


def _distances(case: Case) -> Iterator[Seen]:
    """Legs beyond what their mode goes, and ways shorter or longer than between their ends (TRN-01)."""
    for way in ways_of(case):
        for at, line in way.legs:
            cap = limit(case, "TRN-01", f"cap {KINDS.get(line.mode or '', line.mode or 'truck')}")
            if line.distance is not None and line.distance.number > cap:
                farthest = Words(*bilingual("the farthest place by this mode"))
                yield _far(case, at, line, cap, farthest, cap)
        if way.start is None or way.end is None:
            continue
        circle, spread = great_circle_km(way.start, way.end), limit(case, "TRN-01", "inside")
        low = limit(case, "TRN-01", "low") * max(0.0, circle - spread)
        high = limit(case, "TRN-01", "high") * (circle + spread)
        if low <= way.km <= high:
            continue
        at, line = max(way.legs, key=lambda leg: leg[1].distance.number if leg[1].distance is not None else 0.0)
        if line.distance is not None:
            bound = low if way.km < low else high
            km = max(0.0, line.distance.number + bound - way.km)
            origin = Words(way.start.english, way.start.chinese)
            yield _far(case, at, line, km, origin, circle)


def _far(case: Case, at: int, line: TransportLine, km: float, origin: Words, circle: float) -> Seen:
    """A leg that ought to be of another length."""
    if line.distance is None:
        raise ValueError("a leg without a distance has none to doubt")
    right = line.model_copy(update={"distance": with_number(line.distance, km)})
    effect = effect_of(case, with_row(case.sheet, "transport", at, right))
    said = {"line": _name(line), "km": line.distance.number, "mode": line.mode or "", "origin": origin,
            "gc": float(round(circle))}  # fmt: skip
    severity = MAJOR if effect is not None and abs(effect) > case.threshold_kg else MINOR
    return Seen(line.distance.place, said, effect, severity, pointer=pointer("transport", at, "distance"))


def _name(line: TransportLine) -> Words:
    what = line.what or "all"
    if line.direction == IN:
        return Words(*bilingual("transport in, {what}", what=what))
    return Words(*bilingual("transport out, {what}", what=what))


def _defaults(case: Case) -> Iterator[Seen]:
    """Ways that the sheet says nothing of, with the default in their place (TRN-02)."""
    given = {line.direction for line in case.sheet.transport}
    result = case.again.result
    for direction, name in DEFAULTS.items():
        if direction in given or name in result.resolved.numbers:
            continue
        term = result.rule_set.term(name)
        source = term.source if term is not None else str(result.system.parameters[name].data.get("source") or "")
        line = Words(*bilingual("transport in")) if direction == IN else Words(*bilingual("transport out"))
        yield Seen(f"transport, {direction}", {"line": line, "km": values_of_pack(case)[name], "source": source}, None, INFO,
                   pointer=pointer("transport"))  # fmt: skip


def _legs(case: Case) -> Iterator[Seen]:
    """Ways between two continents without a leg by sea, air or rail (TRN-03)."""
    plant = place_in(case.sheet.product.plant_province)
    market = next(
        (place_in(code) for start, code in MARKETS.items() if case.again.result.rules.startswith(start)), None
    )
    out = [(at, line) for at, line in enumerate(case.sheet.transport) if line.direction == OUT]
    if out and plant is not None and market is not None and not any(place_in(line.to) for _, line in out):
        yield from _without_sea(case, out, plant, market)
    for way in ways_of(case):
        if way.start is not None and way.end is not None:
            yield from _without_sea(case, way.legs, way.start, way.end)


def _without_sea(case: Case, legs: Sequence[tuple[int, TransportLine]], start: Place, end: Place) -> Iterator[Seen]:
    if start.continent == end.continent or any(line.mode in OVER_SEA for _, line in legs):
        return
    if any(says(line.note, BY_ROAD) for _, line in legs):
        return
    at, first = legs[0]
    rows = tuple(line for place, line in enumerate(case.sheet.transport) if place not in {one for one, _ in legs})
    effect = effect_of(case, case.sheet.model_copy(update={"transport": rows}))  # with the default of the rule set
    said = {"a": Words(start.english, start.chinese), "b": Words(end.english, end.chinese)}
    yield Seen(first.place, said, effect, pointer=pointer("transport", at))


def _load(case: Case) -> Iterator[Seen]:
    """A pack that travels without its packaging although nobody says so (TRN-04)."""
    values, usual = values_of_pack(case), archetype_of(case)
    packaging = case.sheet.part("packaging")
    says_net = packaging is not None and (packaging.not_applicable or bool(packaging.note))
    if PACKAGING not in values or says_net or values[PACKAGING] > 0 or not usual.get(PACKAGING):
        return
    net = values[f"{chemistry_of(case)}_pack_mass"] / 1000
    way = sum(values[name] for name in values if name.startswith("distribution_") and name.endswith("_km"))
    said = {"line": Words(*bilingual("transport out")), "a": net * way, "b": net * (1 + usual[PACKAGING]) * way}
    yield Seen(
        "distribution", said, effect_of_settings(case, {PACKAGING: usual[PACKAGING]}), pointer=pointer("pack_parts")
    )


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "TRN-01": _distances,
    "TRN-02": _defaults,
    "TRN-03": _legs,
    "TRN-04": _load,
}
