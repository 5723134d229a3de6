"""Sheets `product`, `cycle_test` and `end_of_life`: what the pack is, how long it lives, where it goes."""

from __future__ import annotations

from lca_models.inventory.activity.sheet.fields import find_field
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.system.pack import Origin
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.wording.messages import message

# Fields whose value is a parameter of the archetype as it stands.
PLAIN = {
    "product": ("warranty_years", "warranty_km"),
    "cycle_test": ("depth_of_discharge", "cycles", "end_retention"),
}
METALS = ("lithium", "nickel", "cobalt", "manganese", "copper", "aluminium", "steel")


def label_of(sheet: str, key: str) -> str:
    """The name of a field in the language in use."""
    found = find_field(sheet, key)
    return found.label if found is not None else key


def give_product(into: Collected) -> None:
    """Energy, masses, plant, warranty and cycles."""
    _give_masses(into)
    for sheet, keys in PLAIN.items():
        fields = getattr(into.sheet, sheet)
        for key in keys:
            value, one = getattr(fields, key), find_field(sheet, key)
            if value is None or one is None:
                into.blank([label_of(sheet, key)])
                continue
            name = one.parameter_of(into.chemistry)
            into.give(name, value.number, one.unit, into.origin(value, one.label, spread=False))
    product = into.sheet.product
    if product.plant_province:
        place = product.where("plant_province")
        into.choose(into.system.shipped_product.plant_province, product.plant_province,
                    Origin(place, product.plant_province, label=label_of("product", "plant_province")))  # fmt: skip
    else:
        into.blank([label_of("product", "plant_province")])
    if product.pack_plant_province and product.pack_plant_province != product.plant_province:
        into.findings.warn(
            product.where("pack_plant_province"),
            message("packs are assembled in {place}; the electricity of assembly is counted where the cells are made",
                    place=product.pack_plant_province),
        )  # fmt: skip
    if product.vehicle_category:
        place = product.where("vehicle_category")
        into.choose("vehicle_category", product.vehicle_category, Origin(place, product.vehicle_category))


def _give_masses(into: Collected) -> None:
    """Rated energy, pack mass and mass of the cells: together they say what the archetype derives from a design."""
    product, c = into.sheet.product, into.chemistry
    shipped = into.system.shipped_product
    for key in ("rated_energy", "usable_energy", "pack_mass", "cells_mass"):
        if getattr(product, key) is None:
            into.blank([label_of("product", key)])
    if product.rated_energy is not None:
        into.give(shipped.rated_energy, product.rated_energy.number, "kWh", _origin(into, "rated_energy"))
    if product.usable_energy is not None:
        into.give(
            shipped.usable_share, product.usable_energy.number / into.rated_energy, "1", _origin(into, "usable_energy")
        )
    if product.cells_mass is not None and product.cells_mass.number > 0:
        origin = _origin(into, "cells_mass")
        into.give(f"{c}_cell_mass", product.cells_mass.number / into.rated_energy, "kg/kWh", origin)
        # The blank materials are those of the kit's designs at this specific energy.
        energy = into.rated_energy / product.cells_mass.number
        into.give(f"{c}_reference_specific_energy", energy, "kWh/kg", origin)
    if product.pack_mass is not None and product.pack_mass.number > 0:
        origin = _origin(into, "pack_mass")
        into.give(shipped.pack_mass, product.pack_mass.number, "kg", origin)
        formula = f"{shipped.rated_energy} / {c}_cell_specific_energy / {shipped.pack_mass}"
        cells = (
            product.cells_mass.number
            if product.cells_mass
            else into.rated_energy / into.archetype[f"{c}_cell_specific_energy"]
        )
        into.give(f"{c}_cell_pack_share", cells / product.pack_mass.number, "1", origin, formula)


def _origin(into: Collected, key: str) -> Origin:
    value: Value = getattr(into.sheet.product, key)
    return into.origin(value, label_of("product", key), spread=False)


def fade_curve(into: Collected) -> FadeCurve | None:
    """The measured fade; None where there is none.

    Raises ServiceLifeError for a curve that is none.
    """
    points = into.sheet.cycle_test.curve
    if not points:
        return None
    return FadeCurve(tuple(one.cycles.number for one in points), tuple(one.retention.number for one in points))


def give_end_of_life(into: Collected) -> None:
    """Route and rates of recycling; without evidence the default stays, because nobody has seen these packs recycled yet."""
    fields, shipped = into.sheet.end_of_life, into.system.shipped_product
    if fields.route:
        into.choose(
            "recycling_route",
            fields.route,
            Origin(fields.where("route"), fields.route, label=label_of("end_of_life", "route")),
        )
    else:
        into.blank([label_of("end_of_life", "route")])
    for key, name, value in [
        ("collection_rate", "collection_rate", fields.collection_rate),
        *((f"recovery_{metal}", f"recovery_rate_{metal}", fields.recovery.get(metal)) for metal in METALS),
    ]:
        if value is None:
            into.blank([label_of("end_of_life", key)])
        elif not value.evidence_id:
            into.findings.warn(
                value.place,
                message("no evidence for {label}; the default {default:g} stays", label=label_of("end_of_life", key),
                        default=into.archetype[name]), "V39",
            )  # fmt: skip
        else:
            into.give(name, value.number, "1", into.origin(value, label_of("end_of_life", key)))
    if (value := fields.dismantled_by_maker) is not None:
        own = own_name("dismantling_electricity")
        origin = into.origin(value, label_of("end_of_life", "dismantled_by_maker"))
        into.give(own, value.number, "kWh", origin)
        into.give("dismantling_electricity", value.number / into.archetype[shipped.pack_mass], "kWh/kg", origin,
                  f"{own} / {shipped.pack_mass}")  # fmt: skip
