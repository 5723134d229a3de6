"""Certificates, direct lines and own generation of a sheet, as shares of the electricity of its cell plant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lca_models.inventory.activity.certificates import Batch, batches_of, check_batch, repeated
from lca_models.inventory.activity.green_supply import PlantPower, count_certificates, supply_parameters
from lca_models.inventory.activity.plant.from_sheet import own_product
from lca_models.inventory.activity.plant.months import twelve_months
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.activity.values.metered import plant_power
from lca_models.scope.wording.messages import message


def give_green_supply(into: Collected, split: PlantSplit | None, others: Sequence[Batch] = ()) -> None:
    """Gives the shares of green electricity that a sheet proves.

    `split`: of its meters; None where it has none, and the short form says what the plant uses. `others`: certificates of
    further sheets that name the plant.
    """
    own = batches_of(into.sheet)
    sound = [one for one in own if check_batch(one, into.findings)]
    for _, finding in repeated(own):
        into.findings.found.append(finding)
    power = (plant_power(into, split) if split is not None else None) or _short_power(into)
    if power is None:
        if own:
            words = message("Certificates cover electricity; give meters, or plant_electricity and good_output")
            into.findings.warn(own[0].place, words)
        return
    product = (own_product(into.sheet, into.findings) if into.sheet.output else None) or into.sheet.product.model or ""
    if len(sound) < len(own):  # what is missing is told already
        power = replace(power, trade=None)
    counted = count_certificates([*sound, *others], power, into.findings)
    parameters, choices = supply_parameters(counted, product, into.findings)
    for one in parameters:
        into.give(one.name, one.value, one.unit, one.origin)
    for name, (code, origin) in choices.items():
        into.choose(name, code, origin)


def _short_power(into: Collected) -> PlantPower | None:
    """Electricity of a plant that gives its year, or an amount per kWh and its output."""
    fields, start = into.sheet.plant, into.sheet.product.period_start
    electricity, output = fields.plant_electricity, into.good_kwh
    if electricity is None or not start:
        return None
    if electricity.unit != "kWh" and output is None:
        return None
    kwh = electricity.number * (1.0 if electricity.unit == "kWh" or output is None else output)
    return PlantPower(into.sheet.product.plant or "", twelve_months(start), kwh, place=electricity.place)
