"""A pilot in a registry, as if every sheet were handed in and verified: what releases, batches and evaluations work on.

Each bundle holds a data sheet with its setup, and nothing that a maker would have derived from them; rules of a verification
saw the sheets (`judging`), never the bundles.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from lca_models.impact.footprint import Footprint
from lca_models.programme.pilot.calculating import MOMENT, yaml_text
from lca_models.programme.pilot.generating import Declaration
from lca_models.programme.pilot.running import PilotRun
from lca_models.programme.registry.blobs import receive
from lca_models.programme.registry.errors import ConflictError, Problem
from lca_models.programme.registry.members import add_model, add_organisation, add_plant
from lca_models.programme.submissions.declared import declared_bundle
from lca_models.programme.submissions.judging import VALID_YEARS
from lca_models.programme.submissions.receiving import write_received
from lca_models.programme.submissions.transitions import CHECKED, RECEIVED, UNDER_VERIFICATION
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import DECLARATION, SETUP, SHEET, SHEET_FOLDER, VERSIONS
from lca_models.reporting.declaration.manifest import with_manifest
from lca_models.reporting.payloads.decimals import decimal_text
from lca_models.scope.grammar.days import years_later
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

DIGITS = 15  # of a double


def register_pilot(
    registry: Registry, study: Study, run: PilotRun, chosen: Collection[str] | None = None
) -> Mapping[str, str]:
    """Put the companies, plants, models and declarations of a pilot into a synthetic registry: ids of submissions by pack.

    `chosen`: ids of the packs that are handed in, all where none are named. A sheet without a result is left out. Raises
    ConflictError for a registry that is not synthetic, or holds the pilot already.
    """
    if not registry.is_synthetic:
        raise ConflictError(Problem("registry", *bilingual(
            "holds declarations, and a pilot is made up; make another one with --synthetic"
        )))  # fmt: skip
    orgs = {
        one.number: add_organisation(registry, kind="maker", name_en=one.english, name_zh=one.chinese, credit_code=one.id)
        for one in run.pilot.companies
    }  # fmt: skip
    plants = {
        plant.id: add_plant(registry, orgs[one.number], name=plant.id, province=one.province)
        for one in run.pilot.companies for plant in one.plants
    }  # fmt: skip
    results = {one.name: one.result for one in run.handed if one.result is not None}
    known = [one for one in run.pilot.declarations if one.id in results and (chosen is None or one.id in chosen)]
    models = {
        one.id: add_model(registry, orgs[one.clean.company.number], code=one.id, chemistry=one.clean.company.chemistry,
                          rated_kwh=repr(one.clean.pack.energy_kwh))
        for one in known
    }  # fmt: skip
    with registry.writing("host") as write:
        return {
            one.id: _verified(registry, write, study, one, results[one.id], orgs[one.clean.company.number],
                              models[one.id], plants[one.clean.plant.id])
            for one in known
        }  # fmt: skip


def bundle_of(study: Study, one: Declaration) -> bytes:
    """A declaration as the archive of its sheet, its setup and what a registry reads of it."""
    company, pack = one.clean.company, one.clean.pack
    declaration = {
        "example": True, "synthetic": True, "issued": MOMENT.isoformat(), "rules": {"id": "cn-551"},
        "period": {"first_month": one.document["product"]["period_start"], "months": 12},
        "product": {"model": one.id, "chemistry": company.chemistry, "rated_energy_kwh": pack.energy_kwh},
    }  # fmt: skip
    sheet = {"certificates": one.document.get("certificates", [])}
    return archive_bytes(with_manifest({
        DECLARATION: json.dumps(declaration).encode(),
        VERSIONS: json.dumps({"tables": study.current.content_hash}).encode(),
        SETUP: json.dumps({"product": f"{one.id}.yaml", "rules": "cn-551"}).encode(),
        f"{SHEET_FOLDER}{one.id}.yaml": yaml_text(one.document).encode(),
        SHEET: json.dumps(sheet).encode(),
    }))  # fmt: skip


def _verified(
    registry: Registry, write: Write, study: Study, one: Declaration, result: Footprint, org: str, model: str, plant: str
) -> str:  # fmt: skip
    """The events of a declaration up to its verification; the id of the submission."""
    content = bundle_of(study, one)
    blob, said = receive(registry, org, io.BytesIO(content)), declared_bundle(content)
    own = write_received(write, "maker", org, said, blob.sha256, blob.bytes, model, plant)
    rows = [
        {"stage": stage, "amount_kg": decimal_text(result.stages.get(stage, 0.0), DIGITS), "low": None, "high": None,
         "primary_share": None, "rating": None}
        for stage in STAGES
    ]  # fmt: skip
    subject = f"submission:{own}"
    write.event("submission.checked", subject, {"before": RECEIVED, "results": rows})
    write.event("submission.under_verification", subject, {"before": CHECKED})
    until = years_later(date.fromisoformat(said.period_end), VALID_YEARS).isoformat()
    write.event("submission.verified", subject, {"before": UNDER_VERIFICATION, "valid_until": until})
    return own
