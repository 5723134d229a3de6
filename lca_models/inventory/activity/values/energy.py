"""Sheet `plant`, the short form: energy of the cell plant per kWh of good cells, or its year and the good output."""

from __future__ import annotations

from lca_models.inventory.activity.sheet.fields import find_field
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.activity.values.product import label_of
from lca_models.inventory.system.pack import Origin
from lca_models.scope.wording.messages import message

PLANT = "plant"
ACCEPTANCE = "cell_acceptance_rate"
SAME = 1e-3  # of an amount given twice, which people round
ENERGIES = {"plant_electricity": ("cell_plant_electricity", "kWh"), "plant_heat": ("cell_plant_fuel", "MJ")}


def give_short_energy(into: Collected) -> None:
    """Electricity, heat and acceptance; meters, where there are any, stand above them."""
    fields = into.sheet.plant
    for key, (name, total) in ENERGIES.items():
        value: Value | None = getattr(fields, key)
        if name in into.parameters:  # meters say it
            if value is not None:
                words = message("{label} stands beside meters, which count", label=label_of(PLANT, key))
                into.findings.warn(value.place, words)
            continue
        if value is None:
            into.blank([label_of(PLANT, key)])
            continue
        number = value.number
        if value.unit == total:  # of the year
            if not into.good_kwh:
                into.findings.error(value.place, message("is a year's total; give good_output (kWh a year) too"), "V02")
                continue
            number /= into.good_kwh
        one = find_field(PLANT, key)
        into.give(name, number, one.unit if one is not None else "", into.origin(value, label_of(PLANT, key)))
    _compare_with_output(into)
    if fields.acceptance is not None:
        origin = into.origin(fields.acceptance, label_of(PLANT, "acceptance"))
        into.give(ACCEPTANCE, fields.acceptance.number, "1", origin)
    elif ACCEPTANCE not in into.parameters:
        into.blank([label_of(PLANT, "acceptance")])
    if fields.includes_pack_assembly:
        words, label = message("inside the electricity of the plant"), label_of(PLANT, "includes_pack_assembly")
        origin = Origin(fields.where("includes_pack_assembly"), words, label=label)
        into.give("pack_assembly_electricity", 0.0, "kWh/kg", origin)
    elif fields.includes_pack_assembly is None:
        into.blank([label_of(PLANT, "includes_pack_assembly")])


def _compare_with_output(into: Collected) -> None:
    """Good output and acceptance of the short form that differ from those of `output`, which stand."""
    good, acceptance, counted = into.sheet.plant.good_output, into.sheet.plant.acceptance, into.metered_kwh
    if good is not None and counted is not None and abs(good.number - counted) > SAME * counted:
        words = message("{label} {a:.10g} kWh stands beside output, which gives {b:.10g} kWh and counts",
                        label=label_of(PLANT, "good_output"), a=good.number, b=counted)  # fmt: skip
        into.findings.warn(good.place, words)
    given = into.parameters.get(ACCEPTANCE)
    if acceptance is not None and given is not None and abs(acceptance.number - given.value) > SAME * given.value:
        words = message("{label} {a:.4g} stands beside output, which gives {b:.4g} and counts",
                        label=label_of(PLANT, "acceptance"), a=acceptance.number, b=given.value)  # fmt: skip
        into.findings.warn(acceptance.place, words)
