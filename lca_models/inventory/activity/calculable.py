"""Whether a pack has a result at all, and which of the values that its maker gives stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf, log

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.system.pack import Origin, Pack
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

TRIED = 12  # values that are left out one at a time
REASON = 140  # characters of the reason
CELLS_OVER_PACK = (0.4, 0.95)  # kg/kg
SPECIFIC_ENERGY = (50.0, 500.0)  # Wh/kg of cells: beyond any cell that is sold, where V09 says what is usual


def check_masses(sheet: DataSheet, chemistry: str, values: Mapping[str, float], findings: Findings) -> None:
    """Cells that are heavier than their pack, or hold what no cell holds (V08), where the sheet gives one of the masses."""
    product = sheet.product
    weighed = product.cells_mass or product.pack_mass
    place = (product.cells_mass or product.pack_mass or product.rated_energy or Origin("")).place
    energy = 1000 * values.get(f"{chemistry}_cell_specific_energy", 0.0)
    low, high = SPECIFIC_ENERGY
    if place and not low <= energy <= high:
        words = message("the cells hold {x:.4g} Wh/kg, outside {low:g} to {high:g}; check rated energy and mass of the cells",
                        x=energy, low=low, high=high)  # fmt: skip
        findings.error(place, words, "V08")
        return
    share = values.get(f"{chemistry}_cell_pack_share", 0.0)
    low, high = CELLS_OVER_PACK
    if weighed is not None and not low <= share <= high:
        words = message("the cells are {x:.3g} of the pack mass, outside {low:g} to {high:g}; check mass of the cells, pack "
                        "mass and rated energy", x=share, low=low, high=high)  # fmt: skip
        findings.error(weighed.place, words, "V08")


def check_calculable(
    pack: Pack, archetype: Mapping[str, float], calculate: Callable[[Pack], object], findings: Findings
) -> None:
    """One error where a pack has no result, at the value without which it has one; `archetype`: values of its parameters."""
    try:
        calculate(pack)
        return
    except LcaModelsError as error:
        reason = excerpt(str(error).split("\n", 1)[0], REASON)
    for origin in _by_distance(pack, archetype):
        try:
            calculate(_without(pack, origin.place))
        except LcaModelsError:
            continue
        words = message("{label} {x} leaves no result, and without it there is one; check it and its unit ({reason})",
                        label=origin.label or origin.place, x=origin.words, reason=reason)  # fmt: skip
        findings.error(origin.place, words)
        return
    findings.error("product", message("these values together leave no result; check masses and units ({reason})",
                                      reason=reason))  # fmt: skip


def _by_distance(pack: Pack, archetype: Mapping[str, float]) -> Iterator[Origin]:
    """Values of the maker, those farthest from what the archetype has first; each place once."""
    far: dict[str, tuple[float, Origin]] = {}
    for one in pack.parameters:
        usual = archetype.get(one.name, 0.0)
        distance = abs(log(one.value / usual)) if one.value > 0 and usual > 0 else inf if one.value != usual else 0.0
        if one.origin.place and distance >= far.get(one.origin.place, (-1.0,))[0]:
            far[one.origin.place] = distance, one.origin
    for origin in (*(one.origin for one in pack.purchases), *(origin for _, origin in pack.choices.values())):
        if origin.place:
            far.setdefault(origin.place, (0.0, origin))
    for _, origin in sorted(far.values(), key=lambda one: -one[0])[:TRIED]:
        yield origin


def _without(pack: Pack, place: str) -> Pack:
    parameters = tuple(one for one in pack.parameters if one.origin.place != place)
    purchases = tuple(one for one in pack.purchases if one.origin.place != place)
    choices = {name: (code, origin) for name, (code, origin) in pack.choices.items() if origin.place != place}
    return replace(pack, parameters=parameters, purchases=purchases, choices=choices)
