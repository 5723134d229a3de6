"""Sheet `pack_parts`: masses of parts in place of shares of what a pack weighs beside its cells."""

from __future__ import annotations

import re

from lca_models.inventory.activity.sheet.fields import Material, materials, materials_of
from lca_models.inventory.activity.sheet.models import PartLine
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.activity.values.purchases import (
    BOUGHT,
    LANDFILL,
    PARTS,
    PER_PACK,
    RAW,
    buy_by_own_yield,
    buy_otherwise,
    label_of,
    number_of,
    process_of,
    warn_without_mass,
)
from lca_models.inventory.system.pack import Origin
from lca_models.scope.stages import DISTRIBUTION
from lca_models.scope.wording.messages import message

PACKAGING = "packaging"  # of transport: it goes with the pack and is none of its parts
PACKAGING_SHARE = "distribution_packaging_share"
_PART_SHARE = re.compile(r"pack_\w+_share$")


def give_parts(into: Collected) -> None:
    """Parts of the pack: masses in place of shares of what the pack weighs beside its cells."""
    lines = {one.key: one for one in into.sheet.pack_parts}
    shipped = into.system.shipped_product
    rest = f"({shipped.pack_mass} * (1 - {into.chemistry}_cell_pack_share))"
    own_masses: list[str] = []
    known = [one for one in materials(PARTS) if one.mass_of(into.chemistry)]
    for one in known:
        line = lines.get(one.key)
        if line is None:
            into.blank([one.label])
            continue
        own_yield = _own_yield(into, line, one) if line.yield_ is not None else ""
        if (found := _part_mass(into, line) if line.is_given else None) is None:
            into.blank([one.label])
        else:
            own, origin = own_name("pack", one.key), found[1]
            _give_mass(into, line, own, found, own_yield)
            own_masses.append(own)
            if (share := _PART_SHARE.search(one.mass_of(into.chemistry))) is not None:
                into.give(share[0], into.archetype[share[0]], "1", origin, f"{own} / {rest}")
        buy_otherwise(into, line, one)
    further: list[str] = []
    for line in into.sheet.pack_parts:
        if line.key in {one.key for one in known}:
            continue
        if line.is_given:
            further.append(_give_further_part(into, line))
        else:
            warn_without_mass(into, line)
    if len(own_masses) == len(known) and into.sheet.product.pack_mass is None:
        parts = " + ".join([*own_masses, *filter(None, further)])
        cells = f"{shipped.rated_energy} / {into.chemistry}_cell_specific_energy"
        origin = into.parameters[own_masses[0]].origin
        into.give(shipped.pack_mass, into.archetype[shipped.pack_mass], "kg", origin, f"{cells} + {parts}")
        into.give(f"{into.chemistry}_cell_pack_share", into.archetype[f"{into.chemistry}_cell_pack_share"], "1", origin,
                  f"{cells} / {shipped.pack_mass}")  # fmt: skip


def _own_yield(into: Collected, line: PartLine, one: Material) -> str:
    """The yield of a part that the archetype has, and what is bought of it by this yield; the name of its parameter."""
    own = own_name("pack", one.key, "yield")
    if line.yield_ is not None:
        buy_by_own_yield(into, one, own, line.yield_)
    return own


def _part_mass(into: Collected, line: PartLine) -> tuple[float, Origin] | None:
    """Kg of a part for one pack, in it or bought for it as its row says."""
    found = number_of(into, line, PER_PACK)
    return (found[0] * into.rated_energy, found[1]) if found is not None else None


def _give_mass(into: Collected, line: PartLine, own: str, found: tuple[float, Origin], own_yield: str) -> None:
    """The mass of a part in the pack: as given, or what its yield leaves of what is bought."""
    number, origin = found
    if line.state == BOUGHT and line.yield_ is not None:
        bought = f"{own}_bought"
        into.give(bought, number, "kg", origin)
        into.give(own, number * line.yield_.number, "kg", origin, f"{bought} * {own_yield}")
    else:
        into.give(own, number, "kg", origin)


def _give_further_part(into: Collected, line: PartLine) -> str:
    """A part that the archetype does not have, such as aerogel; the name of its mass, empty where there is none."""
    found, c = _part_mass(into, line), into.chemistry
    one = materials_of(PARTS).get(line.key)
    if found is None:
        return ""
    own, is_packaging = own_name("pack", line.key), line.key == PACKAGING
    if is_packaging:  # what is carried beside the pack, whoever makes it
        _give_mass(into, line, own, found, _further_yield(into, line))
        load = f"{own} / {into.system.shipped_product.pack_mass}"
        into.give(PACKAGING_SHARE, into.archetype[PACKAGING_SHARE], "kg/kg", found[1], load)
    if not found[0] or (is_packaging and line.reusable) or not (process := process_of(into, line, one)):
        return ""
    own_yield = _further_yield(into, line)
    _give_mass(into, line, own, found, own_yield)
    buyer, stage = (f"distribution_{c}", DISTRIBUTION) if is_packaging else (f"pack_{c}", RAW)
    into.buy(buyer, process, f"{own} / {own_yield}" if own_yield else own, found[1], adds=True, stage=stage)
    into.buy(f"recycling_{c}", LANDFILL, f"dismantled_pack_share * {own}", found[1], adds=True)
    return "" if is_packaging else own


def _further_yield(into: Collected, line: PartLine) -> str:
    """The parameter of the yield of a part that the archetype does not have; empty where its row has none."""
    if line.yield_ is None:
        return ""
    own = own_name("pack", line.key, "yield")
    into.give(own, line.yield_.number, "1", into.origin(line.yield_, message("{label}, yield", label=label_of(line))))
    return own
