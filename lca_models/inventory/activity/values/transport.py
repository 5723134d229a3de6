"""Sheet `transport`: legs of the way to the plant and to the customer in place of the default distances."""

from __future__ import annotations

from collections.abc import Sequence

from lca_models.inventory.activity.sheet.fields import find_entry, materials_of
from lca_models.inventory.activity.sheet.models import TransportLine
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.activity.values.purchases import ACCEPTANCE, CELLS
from lca_models.inventory.system.pack import Origin
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.marks import enumerated, in_turn
from lca_models.scope.wording.messages import in_language, message

IN, OUT, ALL, PACK = "in", "out", "all", "pack"
# Means of transport: process, and the endings of the parameters of distance of the archetype.
MODES = {
    "truck": ("truck_diesel", "truck_km"),
    "truck_electric": ("truck_electric", "electric_truck_km"),
    "rail": ("rail_electric", "rail_km"),
    "rail_diesel": ("rail_diesel", "diesel_rail_km"),
    "barge": ("barge_diesel", "barge_km"),
    "sea": ("ocean_ship", "sea_km"),
}
WHOLE = 1e-4  # how far shares may be from 1
PREFIXES = {IN: "material_inbound", OUT: "distribution"}


def give_transport(into: Collected) -> None:
    """Distances of everything in and of the pack out, and legs of single materials beside them."""
    general: dict[str, list[TransportLine]] = {IN: [], OUT: []}
    single: dict[str, list[TransportLine]] = {}
    for line in into.sheet.transport:
        if line.mode is None or (
            line.distance is None and _is_told(into, line)
        ):  # whoever judged the sheet has said why
            continue
        if line.mode not in MODES:
            into.findings.error(line.where("mode"), message("there is no process of transport '{mode}'; known are {listed}",
                                                            mode=line.mode, listed=enumerated(MODES)), "V13")  # fmt: skip
        elif line.distance is None:
            into.findings.error(line.where("distance"), message("{label} is needed.", label=message("distance")), "V02")
        elif line.direction == OUT and line.what not in (None, "", ALL, PACK):
            text = message("'{what}' does not go out; what goes out is the pack: write pack, or direction in",
                           what=excerpt(str(line.what)))  # fmt: skip
            into.findings.error(line.where("what"), text, "V07")
        elif line.direction == OUT or line.what in (None, "", ALL):
            general[line.direction].append(line)
        else:
            single.setdefault(str(line.what), []).append(line)
    for direction, lines in general.items():
        _judge_shares(into, message("transport in") if direction == IN else message("transport out"), lines)
        _give_distances(into, direction, lines)
    for what, lines in single.items():
        _judge_shares(into, message("transport of {what}", what=what), lines)
        _give_legs(into, what, lines)


def _is_told(into: Collected, line: TransportLine) -> bool:
    """Whether something else is wrong with the distance of a leg, which is said already."""
    place = line.where("distance")
    return any(one.place == place for one in into.findings.of("error"))


def _judge_shares(into: Collected, label: str, lines: Sequence[TransportLine]) -> None:
    """Shares of alternatives sum to 1; legs that follow each other have 1 each, or none is given."""
    alternatives = [one for one in lines if one.share is not None and WHOLE < abs(one.share.number - 1) < 1]
    total = sum(one.share.number for one in alternatives if one.share is not None)
    if alternatives and abs(total - 1) > WHOLE:
        text = message("shares of {label} sum to {sum:.6g}; alternatives sum to 1, and legs that follow each other have 1 each",
                       label=label, sum=total)  # fmt: skip
        into.findings.error(alternatives[0].where("share"), text, "V22")


def _give_distances(into: Collected, direction: str, lines: Sequence[TransportLine]) -> None:
    """Km by mode, alternatives by their share; a mode without a leg has none."""
    if not lines:
        into.blank([message("transport in") if direction == IN else message("transport out")])
        return
    for mode, (_, ending) in MODES.items():
        legs = [one for one in lines if one.mode == mode]
        distance = sum(_distance(one) for one in legs)
        first = legs[0] if legs else lines[0]
        said = find_entry("transport_modes", mode)
        named = in_language(mode, said.chinese if said else mode)
        label = in_turn([message("transport in") if direction == IN else message("transport out"), named])
        origin = (
            into.origin(first.distance, label)
            if legs and first.distance
            else Origin(first.place, message("none"), label=label)
        )
        into.give(f"{PREFIXES[direction]}_{ending}", distance, "km", origin)


def _distance(line: TransportLine) -> float:
    share = 1.0 if line.share is None else line.share.number
    return (line.distance.number if line.distance is not None else 0.0) * share


def _give_legs(into: Collected, what: str, lines: Sequence[TransportLine]) -> None:
    """Legs of one material in place of the default distance of all."""
    c, one = into.chemistry, materials_of(CELLS).get(what)
    mass = one.mass_of(c) if one is not None else ""
    name = own_name(what, "mass")
    mass = mass or (name if name in into.parameters else "")
    if not mass:
        into.findings.error(lines[0].where("what"), message("'{what}' is no material of this product; name a key of the sheet "
                                                            "cell_materials, all, or pack", what=what), "V07")  # fmt: skip
        return
    own_yield = own_name(what, "yield")
    part = own_yield if own_yield in into.parameters else one.yield_parameter if one is not None else ""
    bought = f"{mass} * {c}_cell_specific_energy{f' / {part}' if part else ''} / {ACCEPTANCE}"
    for number, line in enumerate(lines):
        own = own_name(what, "km", str(number + 1))
        if line.distance is None:
            continue
        into.give(own, _distance(line), "km", into.origin(line.distance, message("transport of {what}", what=what)))
        into.buy(
            f"cell_{c}", MODES[str(line.mode)][0], f"{bought} * {own} / 1000", into.parameters[own].origin, adds=True,
            stage=RAW_MATERIAL_ACQUISITION,
        )  # fmt: skip
    # The rest of the materials keeps the distance of all.
    total = f"{c}_cell_purchased_mass"
    before = next((one for one in into.purchases if one.input == "inbound_transport"), None)
    formula = f"{before.formula if before else total} - {bought}"
    into.purchases[:] = [one for one in into.purchases if one is not before]
    into.buy(f"cell_{c}", "inbound_transport", formula, into.parameters[own_name(what, "km", "1")].origin)
