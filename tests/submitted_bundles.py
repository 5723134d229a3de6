"""Bundles as a registry takes them: as little as it needs, and what a check may find in them, without calculating anything."""

import json

from lca_models.programme.jobs.queue import CHECK
from lca_models.programme.jobs.working import Here, Work, owner_name, work_off
from lca_models.programme.submissions.checking import CHECKING, Checked
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.manifest import with_manifest
from lca_models.reporting.verification.assurance.records import KIT, FindingRecord, FindingsFile, Where
from lca_models.reporting.verification.beginning import with_finding

STAGES = {"raw material acquisition": "5000", "manufacturing": "400", "distribution": "50", "recycling": "350"}


def bundle_bytes(
    *, model="A60", chemistry="LFP", energy=60.5, month="2025-01", is_example=True, mark="", payload=None, **members
):
    """A bundle that says what a registry reads, and no more. `mark`: tells two bundles apart."""
    declaration = {
        "example": is_example, "period": {"first_month": month, "months": 12}, "rules": {"id": "cn-551"}, "mark": mark,
        "product": {"model": model, "chemistry": chemistry, "rated_energy_kwh": energy},
    }  # fmt: skip
    held = {
        "declaration.json": json.dumps(declaration).encode(),
        "versions.json": json.dumps({"tables": "ab" * 32}).encode(),
        "sheet/sheet.json": json.dumps({"certificates": []}).encode(),
        "results/stages.csv": b"stage,total\n",
        "workbook/calculation.xlsx": b"secret",
    } | members
    if payload is not None:
        held["payloads/pact.json"] = json.dumps(payload).encode()
    return archive_bytes(with_manifest(held))


def bundle_of_sheet(text, **setup):
    """A bundle of what is calculated of one: a data sheet with its setup."""
    said = {"product": "pack.yaml", "rules": "cn-551", **setup}
    return archive_bytes(
        with_manifest({
            "declaration.json": json.dumps({"issued": "2026-01-01T00:00:00+00:00"}).encode(),
            "setup/setup.json": json.dumps(said).encode(),
            "sheet/pack.yaml": text.encode(),
            "sheet/sheet.json": b"{}",
        })
    )  # fmt: skip


def finding(name="f1", rule="ELE-01", severity="major", effect_kg=100.0):
    """A finding of a rule."""
    return FindingRecord(
        id=name, rule=rule, severity=severity, effect_kg=effect_kg, place="meters!B2", where=Where(pointer="/meters/0"),
        en="the factor is of another province", zh="因子属于另一省份",
    )  # fmt: skip


def nothing_found(content, name, nonce, day, time):
    """A check that finds nothing."""
    return _checked(nonce, time, [])


def one_major_finding(content, name, nonce, day, time):
    """A check that finds one thing, far above what is material."""
    return _checked(nonce, time, [finding()])


def broken_archive(content, name, nonce, day, time):
    """A check whose integrity rules fail."""
    file = FindingsFile(bundle="cd" * 32, nonce=nonce)
    return Checked(file, (), (("INT-02", "results/stages.csv"),))


def check_all(registry, check=nothing_found):
    """Do all checks that wait, by a function in place of the rules; how many."""
    work = CHECKING[CHECK]
    return work_off(registry, {CHECK: Work(work.gather, check, work.write)}, Here(), owner_name())


def _checked(nonce, time, records):
    file = FindingsFile(bundle="cd" * 32, nonce=nonce)
    for record in records:
        file = with_finding(file, record, KIT, time)
    rows = tuple(
        {"stage": stage, "amount_kg": kg, "low": None, "high": None, "primary_share": "0.5", "rating": "2"}
        for stage, kg in STAGES.items()
    )
    return Checked(file, rows, ())
