"""A judged data sheet on the archetype of its chemistry -> the pack of its maker."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from lca_models.inventory.activity.findings import NOTE, WARNING, Findings
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.activity.values.materials import give_materials
from lca_models.inventory.activity.values.product import fade_curve, give_end_of_life, give_product
from lca_models.inventory.activity.values.transport import give_transport
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem

IDENTITY = ("model", "company", "company_id", "plant", "plant_address", "plant_province", "cell_format", "period_start")


def pack_of(sheet: DataSheet, system: ProductSystem, today: date) -> Pack:
    """The pack that a sheet describes, on the product system of its archetype (before rule sets).

    `today`: what the validity of suppliers' footprints is judged by. Raises SheetError with every fault.
    """
    findings = Findings([*sheet.findings])
    into = Collected(sheet, system, findings)
    give_product(into)
    give_materials(into)
    give_short_energy(into)
    give_transport(into)
    give_end_of_life(into)
    findings.refuse(sheet.file.name)
    product = sheet.product
    return Pack(
        pack_id(product.model or product.name or sheet.file.stem),
        product.name or sheet.file.stem,
        system.shipped_product.id,
        tuple(into.parameters.values()),
        tuple(into.purchases),
        into.choices,
        (),
        fade_curve(into),
        _identity(sheet),
        tuple(into.blanks),
        tuple(one.words for one in findings.of(WARNING, NOTE)),
        bool(product.example),
        sheet.file,
        sha256(sheet.file.read_bytes()).hexdigest(),
        sheet.language,
    )


def pack_id(words: str) -> str:
    """A name as the name of a database: lower-case letters, digits and hyphens; of other scripts, digits of a hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", words).lower()).strip("-")
    return plain or f"pack-{sha256(words.encode()).hexdigest()[:8]}"


def _identity(sheet: DataSheet) -> Mapping[str, str]:
    product = sheet.product
    return {name: str(value) for name in IDENTITY if (value := getattr(product, name))}
