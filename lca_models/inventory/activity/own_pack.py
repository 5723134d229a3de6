"""A judged data sheet on the archetype of its chemistry -> the pack of its maker, with everything that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import cast

from lca_models.inventory.activity.balances import check_balances
from lca_models.inventory.activity.calculable import check_calculable, check_masses
from lca_models.inventory.activity.certificates import Batch
from lca_models.inventory.activity.elements import check_elements
from lca_models.inventory.activity.evidence import check_evidence, hash_of_file
from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Findings
from lca_models.inventory.activity.plant.from_sheet import own_product
from lca_models.inventory.activity.plant.material_balance import check_material_balance
from lca_models.inventory.activity.plausibility import check_curve, check_plausibility
from lca_models.inventory.activity.remarks.idle_fields import check_idle_fields
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.surroundings import Surroundings
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.activity.values.content import give_content
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.activity.values.green import give_green_supply
from lca_models.inventory.activity.values.materials import give_materials, note_closing_rows
from lca_models.inventory.activity.values.metered import give_metered
from lca_models.inventory.activity.values.product import fade_curve, give_end_of_life, give_product
from lca_models.inventory.activity.values.suppliers import give_suppliers
from lca_models.inventory.activity.values.transport import give_transport
from lca_models.inventory.system.own.structure import own_values
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.tables.records import Product
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import Replacement
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

IDENTITY = ("model", "company", "company_id", "plant", "plant_address", "plant_province", "cell_format", "period_start")

OTHER = "other"  # a chemistry that no archetype has


def pack_of(sheet: DataSheet, around: Surroundings) -> Pack:
    """The pack that a sheet describes, on the archetype of its chemistry.

    Raises SheetError with every fault.
    """
    pack, findings = judged_pack(sheet, around)
    findings.refuse(sheet.file.name)
    return cast(Pack, pack)  # without an error there is one


def judged_pack(sheet: DataSheet, around: Surroundings, others: Sequence[Batch] = ()) -> tuple[Pack | None, Findings]:
    """The same with what is wrong, or worth knowing; no pack where an error refuses the sheet.

    `others`: certificates of further sheets of the same plant.
    """
    findings = Findings([*sheet.findings])
    known = archetype_of(sheet, around.products, findings)
    if not known:
        return None, findings
    into = Collected(sheet, around.archetype(known), findings, around.units)
    give_product(into)
    split = give_metered(into)
    give_materials(into)
    give_short_energy(into)
    give_green_supply(into, split, others)
    give_transport(into)
    give_end_of_life(into)
    check_evidence(sheet, findings)
    check_idle_fields(sheet, into.chemistry, around.today, findings)
    pack = _pack(into, give_suppliers(into, around))
    if findings.of(ERROR):
        return None, findings
    try:
        values = own_values(into.system, pack)
        given = len(into.parameters), len(into.choices)
        give_content(into, values)
        if (len(into.parameters), len(into.choices)) != given:
            pack = replace(pack, parameters=tuple(into.parameters.values()), choices=into.choices)
            values = own_values(into.system, pack)
    except LcaModelsError:
        check_calculable(pack, into.archetype, partial(own_values, into.system), findings)
        return None, findings
    check_masses(sheet, into.chemistry, values, findings)
    note_closing_rows(into, values)
    check_balances(sheet, into.chemistry, values, findings)
    check_elements(sheet, into.chemistry, values, findings)
    if split is not None and (product := own_product(sheet, Findings())) is not None:
        check_material_balance(sheet, split, product, into.chemistry, values, findings)
    check_curve(sheet, values[into.system.shipped_product.cycles], findings)
    if around.score is not None and not findings.of(ERROR):
        check_calculable(pack, into.archetype, around.score, findings)
    is_sound = not findings.of(ERROR)
    effect = partial(_effect, pack, around.score, {}) if around.score is not None and is_sound else None
    check_plausibility(sheet, into.chemistry, values, into.archetype, findings, effect)
    if not is_sound:
        return None, findings
    return replace(pack, warnings=tuple(one.words for one in findings.of(WARNING, NOTE))), findings


def archetype_of(sheet: DataSheet, products: Mapping[str, Product], findings: Findings) -> str:
    """The shipped product whose values stand where a sheet is blank: the one it names, else the first of its chemistry.

    Empty where the findings say why there is none.
    """
    product = sheet.product
    if product.like and product.like not in products:
        near = suggestion(product.like, products)
        text = message("there is no product '{product}'; {near}", product=product.like, near=near)
        findings.error(product.where("like"), text, "V07")
        return ""
    of_like = products[product.like].chemistry if product.like else ""
    if of_like and product.chemistry and product.chemistry not in (of_like, OTHER):
        text = message("'{product}' is {other}, and the chemistry of the sheet is {chemistry}; name a product of that "
                       "chemistry, or leave 'like' empty", product=product.like, other=of_like,
                       chemistry=product.chemistry)  # fmt: skip
        findings.error(product.where("like"), text, "V07")
        return ""
    found = product.like or next((one.id for one in products.values() if one.chemistry == product.chemistry), "")
    if not found and product.chemistry:
        text = message("no archetype has the chemistry '{chemistry}'; name one in 'like' ({listed})",
                       chemistry=product.chemistry, listed=enumerated(products))  # fmt: skip
        findings.error(product.where("chemistry"), text, "V07")
    return found


def _pack(into: Collected, replacements: tuple[Replacement, ...]) -> Pack:
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
        replacements,
        curve,
        _identity(sheet),
        tuple(into.blanks),
        (),
        bool(product.example),
        sheet.file,
        hash_of_files(sheet),
        sheet.language,
        into.keys,
        into.supplier_shares,
    )


def hash_of_files(sheet: DataSheet) -> str:
    """SHA-256 of the sheet and of the footprints that it names; empty where there is no file."""
    if not sheet.file.is_file():
        return ""
    files = [sheet.file, *(sheet.file.parent / one.file for one in sheet.suppliers if one.file)]
    found = [hash_of_file(one) for one in files if one.is_file()]
    return found[0] if len(found) == 1 else sha256("".join(found).encode()).hexdigest()


def _effect(pack: Pack, score: Callable[[Pack], float], known: dict[str, float], place: str) -> float | None:
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
    """A name as the name of a database: lower-case letters, digits and hyphens; for other scripts, digits of a hash."""
    lower = unicodedata.normalize("NFKC", words).lower()
    plain = re.sub(r"[^a-z0-9]+", "-", lower).strip("-")
    if plain and not any(sign.isalnum() and not sign.isascii() for sign in lower):
        return plain
    return f"{plain or 'pack'}-{sha256(words.encode()).hexdigest()[:8]}"


def _identity(sheet: DataSheet) -> Mapping[str, str]:
    product = sheet.product
    return {name: str(value) for name in IDENTITY if (value := getattr(product, name))}
