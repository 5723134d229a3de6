"""Registries for the benchmarks: small bundles of a given size, many submissions by statement, and a log of many events."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, update

from lca_models.programme.registry.blobs import blob_path
from lca_models.programme.registry.folding import folded
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import Event, chained, event_body, head
from lca_models.programme.registry.members import add_client, add_model, add_organisation, add_plant
from lca_models.programme.registry.opening import Registry, create_registry
from lca_models.programme.registry.schema import METADATA, chain_head, events, submissions
from lca_models.programme.roles.access import Actor
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.manifest import with_manifest

MAKERS, MODELS = 60, 5  # of the pilot: companies, packs of each
STATES = ("verified", "verified", "verified", "verified", "verified", "returned", "withdrawn", "superseded")
HASH = "ab" * 32
START = 1_767_225_600_000_000  # us: 2026-01-01


@dataclass(frozen=True)
class Place:
    """A registry with one maker and the authority."""

    registry: Registry
    file: Path
    maker: Actor
    authority: Actor
    secrets: dict[str, str]  # by client
    model: str
    plant: str


def new_place(folder: Path) -> Place:
    """An empty synthetic registry below a folder, with a maker and the authority."""
    folder.mkdir(parents=True)
    registry = create_registry(folder / "pilot.db", programme="bench", synthetic=True)
    secrets, actors = {}, {}
    for kind in ("maker", "authority"):
        org = add_organisation(registry, kind=kind, name_en=kind, name_zh=kind, credit_code=f"SYN-{kind}")
        client, secret = add_client(registry, org, kind)
        secrets[client], actors[kind] = secret, Actor(client, org, kind)
    org = actors["maker"].org
    model = add_model(registry, org, code="A60", chemistry="LFP", rated_kwh="60.5")
    plant = add_plant(registry, org, name="Plant 1", province="CN-FJ")
    return Place(registry, folder / "pilot.db", actors["maker"], actors["authority"], secrets, model, plant)


def bundle_of_size(number: int, size: int) -> bytes:
    """A bundle of a month of its own that fills about so many bytes."""
    month = f"{1900 + number // 12}-{number % 12 + 1:02}"
    declaration = {
        "example": True, "period": {"first_month": month, "months": 1}, "rules": {"id": "cn-551"},
        "product": {"model": "A60", "chemistry": "LFP", "rated_energy_kwh": 60.5},
    }  # fmt: skip
    return archive_bytes(with_manifest({
        "declaration.json": json.dumps(declaration).encode(),
        "versions.json": json.dumps({"tables": HASH}).encode(),
        "sheet/sheet.json": b'{"certificates": []}',
        "evidence/meters.bin": _noise(number, size - 1_500),
    }))  # fmt: skip


def fill_submissions(place: Place, count: int) -> None:
    """So many submissions of sixty makers, by statement: the list reads tables, and asks for no events."""
    rows = {"organisations": [], "models": [], "plants": []}
    for maker in range(MAKERS):
        org = new_id(maker)
        rows["organisations"].append({
            "id": org, "kind": "maker", "name_en": f"Maker {maker}", "name_zh": f"合成企业 {maker}",
            "credit_code": f"SYN-{maker}", "group_id": "", "added_n": maker,
        })  # fmt: skip
        rows["plants"].append({"id": new_id(maker), "org": org, "name": "Plant", "province": "CN-SC", "added_n": maker})
        rows["models"] += [
            {"id": new_id(maker), "org": org, "code": f"A{model}", "chemistry": "NMC" if maker % 4 else "LFP",
             "rated_kwh": "60.5", "added_n": maker}
            for model in range(MODELS)
        ]  # fmt: skip
    with place.registry.writing(None) as write:
        for name, made in rows.items():
            write.run(insert(METADATA.tables[name]), made)
        write.run(insert(submissions), [_submission(rows, number) for number in range(count)])


def _submission(rows: dict[str, list[dict[str, object]]], number: int) -> dict[str, object]:
    maker, state = number % MAKERS, STATES[number * 7 // MAKERS % len(STATES)]
    day = f"{2000 + number // (MAKERS * 12) % 900}-{number // MAKERS % 12 + 1:02}-28"
    return {
        "id": new_id(START + number * 1_000_000), "org": rows["organisations"][maker]["id"],
        "model": rows["models"][maker * MODELS]["id"], "plant": rows["plants"][maker]["id"], "period_start": day,
        "period_end": day, "bundle": f"{number:064x}", "manifest": HASH, "bytes": 100_000, "release": HASH,
        "rules": "cn-551", "supersedes": None, "answers": None, "state": state, "valid_until": None,
        "received_n": number, "published_n": number if state == "verified" else None, "deleted_n": None,
    }  # fmt: skip


def fill_log(place: Place, count: int, size: int) -> None:
    """So many events in all, with the rows that they make and a bundle of so many bytes for every twenty."""
    made = []
    last = head(place.registry)
    digest = bytes.fromhex(last.hash)
    for n, (kind, subject, data) in zip(range(last.n + 1, count), _told(place, size), strict=False):
        at = START + n
        body = event_body(n, at, kind, "host", subject, data)
        digest = chained(digest, body)
        made.append(Event(n, at, kind, "host", subject, json.loads(body)["data"], body.decode(), digest.hex()))
    with place.registry.writing(None) as write:
        write.run(insert(events), [
            {"n": one.n, "at": one.at, "kind": one.kind, "actor": one.actor, "subject": one.subject, "body": one.body,
             "hash": one.hash}
            for one in made
        ])  # fmt: skip
        write.run(update(chain_head).values(n=made[-1].n, hash=made[-1].hash))
        told = folded(made)
        for table in METADATA.sorted_tables:  # those that others refer to come first
            rows = told.get(table.name)
            keys, none = [column.name for column in table.primary_key], dict.fromkeys(table.c.keys())
            if rows:
                write.run(insert(table), [
                    {**none, **dict(zip(keys, key, strict=True)), **row} for key, row in rows.items()
                ])  # fmt: skip


def _told(place: Place, size: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Kind, subject and data of the events of one verified submission after another; its bundle is kept."""
    for number in itertools.count():
        own, day = f"s-{number:08}", f"{2000 + number // 12}-{number % 12 + 1:02}-28"
        this, assignment = f"submission:{own}", f"assignment:a-{number:08}"
        yield "submission.received", this, {
            "org": place.maker.org, "model": place.model, "plant": place.plant, "period_start": day, "period_end": day,
            "bundle": _kept(place, number, size), "manifest": HASH, "bytes": size, "release": HASH, "rules": "cn-551",
            "supersedes": None, "answers": None, "certificate_ranges": [],
        }  # fmt: skip
        yield "submission.checked", this, {"results": [
            {"stage": stage, "amount_kg": f"{number}.5", "low": None, "high": None, "primary_share": "0.5", "rating": "2"}
            for stage in ("raw material acquisition", "manufacturing", "distribution", "recycling")
        ]}  # fmt: skip
        people = {"submission": own, "org": place.authority.org, "lead": "Li", "reviewer": "Wang", "nonce": HASH}
        yield "assignment.made", assignment, people
        for finding in range(1, 5):
            told = {"rule": "ELE-01", "severity": "minor", "effect_kg": "1.5", "pointer": "/meters/0"}
            for verb, data in (("opened", told), ("answered", {"text": HASH}), ("closed", {"text": HASH})):
                yield f"finding.{verb}", f"finding:{own}/F-{finding:03}", data
        yield "opinion.given", f"opinion:o-{number:08}", {
            "submission": own, "kind": "unmodified", "assurance": "limited", "threshold": "0.05", "findings_sha": HASH,
            "valid_until": "2099-12-31",
        }  # fmt: skip
        yield "assignment.ended", assignment, {}
        yield "submission.verified", this, {"before": "under_verification", "valid_until": "2099-12-31"}
        yield "submission.published", this, {}
        yield "submission.read", this, {"member": "evidence/meters.pdf"}


def _kept(place: Place, number: int, size: int) -> str:
    """The hash of a file of chance that is kept as a bundle of the maker."""
    content = _noise(number, size)
    digest = hashlib.sha256(content).hexdigest()
    path = blob_path(place.registry, place.maker.org, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest


def _noise(number: int, size: int) -> bytes:
    """Bytes that nothing packs, the same for the same number."""
    return hashlib.shake_128(str(number).encode()).digest(size)
