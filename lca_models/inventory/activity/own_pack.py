"""A judged data sheet on the archetype of its chemistry -> the pack of its maker, with everything that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256

from lca_models.inventory.activity.balances import check_balances
from lca_models.inventory.activity.evidence import check_evidence
from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Findings
from lca_models.inventory.activity.plausibility import check_plausibility
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.activity.values.green import give_green_supply
from lca_models.inventory.activity.values.materials import give_materials
from lca_models.inventory.activity.values.metered import give_metered
from lca_models.inventory.activity.values.product import fade_curve, give_end_of_life, give_product
from lca_models.inventory.activity.values.transport import give_transport
from lca_models.inventory.system.own.structure import own_values
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.errors import LcaModelsError

IDENTITY = ("model", "company", "company_id", "plant", "plant_address", "plant_province", "cell_format", "period_start")


Score = Callable[[Pack], float]  # kg CO2e of a pack over its life, under the default rules


def pack_of(sheet: DataSheet, system: ProductSystem, today: date) -> Pack:
    """The pack that a sheet describes, on the product system of its archetype (before rule sets).

    `today`: what the validity of suppliers' footprints is judged by. Raises SheetError with every fault.
    """
    pack, findings = judged_pack(sheet, system, today)
    findings.refuse(sheet.file.name)
    assert pack is not None  # nothing is wrong with it
    return pack


def judged_pack(
    sheet: DataSheet, system: ProductSystem, today: date, score: Score | None = None
) -> tuple[Pack | None, Findings]:
    """The same with what is wrong, or worth knowing; no pack where an error refuses the sheet.

    `score`: for what unusual values do to the result; without it they are told without their effect.
    """
    findings = Findings([*sheet.findings])
    into = Collected(sheet, system, findings)
    give_product(into)
    split = give_metered(into)
    give_materials(into)
    give_short_energy(into)
    give_green_supply(into, split)
    give_transport(into)
    give_end_of_life(into)
    check_evidence(sheet, findings)
    pack = _pack(into)
    if findings.of(ERROR):
        return None, findings
    try:
        values = own_values(system, pack)
    except LcaModelsError as error:
        findings.error("", str(error))
        return None, findings
    check_balances(sheet, into.chemistry, values, findings)
    if findings.of(ERROR):
        return None, findings
    effect = partial(_effect, pack, score, {}) if score is not None else None
    check_plausibility(sheet, into.chemistry, values, into.archetype, findings, effect)
    return replace(pack, warnings=tuple(one.words for one in findings.of(WARNING, NOTE))), findings


def _pack(into: Collected) -> Pack:
    sheet, product = into.sheet, into.sheet.product
    try:
        curve = fade_curve(into)
    except LcaModelsError as error:
        into.findings.error(sheet.cycle_test.where("curve"), str(error))
        curve = None
    return Pack(
        pack_id(product.model or product.name or sheet.file.stem),
        product.name or sheet.file.stem,
        into.system.shipped_product.id,
        tuple(into.parameters.values()),
        tuple(into.purchases),
        into.choices,
        (),
        curve,
        _identity(sheet),
        tuple(into.blanks),
        (),
        bool(product.example),
        sheet.file,
        sha256(sheet.file.read_bytes()).hexdigest() if sheet.file.is_file() else "",
        sheet.language,
    )


def _effect(pack: Pack, score: Score, known: dict[str, float], place: str) -> float | None:
    """What the value of a place adds to the result, in kg CO2e per pack; None where the result stands only with it."""
    parameters = tuple(one for one in pack.parameters if one.origin.place != place)
    purchases = tuple(one for one in pack.purchases if one.origin.place != place)
    try:
        if not known:
            known[""] = score(pack)
        return known[""] - score(replace(pack, parameters=parameters, purchases=purchases))
    except LcaModelsError:
        return None


def pack_id(words: str) -> str:
    """A name as the name of a database: lower-case letters, digits and hyphens; of other scripts, digits of a hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", words).lower()).strip("-")
    return plain or f"pack-{sha256(words.encode()).hexdigest()[:8]}"


def _identity(sheet: DataSheet) -> Mapping[str, str]:
    product = sheet.product
    return {name: str(value) for name in IDENTITY if (value := getattr(product, name))}
