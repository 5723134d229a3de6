"""Who declares what, of which battery, by which rules, and with which programs: the first pages of a bundle."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from lca_models.impact.documents import service_life_document, versions
from lca_models.inventory.tables.reading import tables_hash, text_hash
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.sheet import sheet_member
from lca_models.reporting.declaration.manifest import json_bytes
from lca_models.reporting.declaration.results.members import result_tables
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.statement.setup import setup_document, setup_inside
from lca_models.reporting.declaration.status import rule_set_status
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

SCHEMA = "declaration-1"
EXAMPLE_EN, EXAMPLE_ZH = "made-up example, not a declaration", "虚构示例，非申报文件"
VALID_YEARS = 3  # after the period of the data, as PACT has it


def declaration_document(declared: Declared) -> dict[str, Any]:
    """The declaration itself: parties, product, rules with status, result in every unit, what it is worth and until when."""
    result, pack, product = declared.result, declared.pack, declared.sheet.product
    said: Mapping[str, str] = pack.identity
    status = rule_set_status(result.rule_set)
    total, unit = total_kg(declared), result.functional_unit
    with speaking(ENGLISH):
        life = service_life_document(unit)
    return {
        "schema": SCHEMA,
        "issued": declared.issued.isoformat(),
        "example": declared.is_example,
        "marked_en": EXAMPLE_EN if declared.is_example else "",
        "marked_zh": EXAMPLE_ZH if declared.is_example else "",
        "parties": [
            {"role": "manufacturer", "name": said.get("company", ""), "identifier": said.get("company_id", ""),
             "address": "", "contact": ""},
            {"role": "plant", "name": said.get("plant", ""), "identifier": result.province,
             "address": said.get("plant_address", ""), "contact": ""},
        ],
        "product": {
            "name": pack.name, "model": said.get("model", ""), "chemistry": result.system.shipped_product.chemistry,
            "cell_format": said.get("cell_format", ""), "archetype": pack.archetype,
            "rated_energy_kwh": unit.rated_energy_kwh, "usable_energy_kwh": unit.usable_energy_kwh, "mass_kg": unit.mass_kg,
            "vehicle_category": product.vehicle_category or "",
        },
        "period": {"first_month": said.get("period_start", ""), "months": 12},
        "rules": {"id": result.rules, "name_en": status.english, "name_zh": status.chinese, "date": status.date,
                  "status_en": status.status_en, "status_zh": status.status_zh},
        "goal": {
            "reason": "declaration of the carbon footprint of one battery model made at one plant",
            "audience": "verifier, authority, buyer",
            "comparative_claim": "no",
            "boundary": "raw material acquisition, manufacturing, distribution, recycling; no use stage",
            "functional_unit": "1 kWh delivered over the service life",
        },
        "impact_category": result.method_id,
        "service_life": life,
        "result": [{"per": one.code, "value": total * one.factor(unit), "unit": f"kg CO2e per {one.words(ENGLISH)}"}
                   for one in DECLARED_UNITS],
        "stages_kg_per_pack": dict(result.stages),
        "ids": {name.strip(): value.strip() for name, _, value in (one.partition("=") for one in declared.ids)},
        "placeholder_ids": declared.placeholder_ids,
        "valid_until": valid_until(declared),
        "verification": "not verified",
        "data_sheet": {"file": sheet_member(declared.sheet), "sha256": pack.sha256, "language": pack.language,
                       "given_values": pack.given_count, "archetype_values": len(pack.blanks)},
        "data_hash": data_hash(declared),
        "received": [dict(one) for one in declared.received],
    }  # fmt: skip


def valid_until(declared: Declared) -> str:
    """The last day on which PACT lets the result be used, three years after its data; empty where no period is named.

    A change above 10 % ends it before.
    """
    start = declared.sheet.product.period_start or ""
    try:
        year, month = map(int, start.split("-"))
        return date(year + 1 + VALID_YEARS, month, 1).isoformat()
    except ValueError:
        return ""


def data_hash(declared: Declared) -> str:
    """SHA-256 of what a result is made of: the data sheet with its files, the setup, and every table of results.

    It stands on covers, where the hash of the manifest cannot, as the manifest names the document it would stand in.
    """

    def found() -> str:
        whole = sha256(declared.pack.sha256.encode())
        whole.update(json_bytes(setup_document(declared)))
        for table in result_tables(declared):
            whole.update(table.csv())
        return whole.hexdigest()

    return declared.keep("data hash", found)


def versions_document(declared: Declared) -> dict[str, Any]:
    """Programs and tables that the result rests on, and the command that repeats it beside the data sheet."""
    study, system = declared.study, declared.result.system
    return {
        "programs": versions(),
        "inventory_rows": system.rows_hash,
        "tables": tables_hash(study.root),
        "scenarios": text_hash(study.root / SCENARIOS_FILE),
        "edited_rows": system.edited_rows,
        "impact_category": declared.result.method_id,
        "command": command(declared),
    }


def command(declared: Declared) -> str:
    """The command line that repeats the result beside the data sheet; of a setup that no line holds, the one of a bundle."""
    try:
        return shlex.join(setup_inside(declared).words("footprint"))
    except LcaModelsError:
        return "lca-models footprint BUNDLE.zip"
