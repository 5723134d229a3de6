"""A bundle received: kept whole and durable first, then a row and an event; acknowledged only after both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from lca_models.programme.jobs.queue import CHECK, enqueue
from lca_models.programme.registry.blobs import Blob, receive
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, Problem
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import OPEN_STATES, members, models, plants, submissions
from lca_models.programme.registry.writing import Write
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.submissions.declared import DeclaredBundle, declared_bundle
from lca_models.programme.submissions.seen import OWN
from lca_models.programme.submissions.transitions import RETURNED, VERIFIED, transition
from lca_models.scope.wording.messages import bilingual

LARGEST = 128 * 2**20  # bytes of a bundle


def submit(
    registry: Registry,
    actor: Actor,
    bundle: Path | BinaryIO | Blob,
    *,
    model: str,
    plant: str,
    sha256: str = "",
    answers: str = "",
    most: int = LARGEST,
    also: Callable[[Write], None] | None = None,
) -> str:
    """Hand in a bundle; the id of the submission. When this returns, it is on disk and in the log.

    `bundle`: its file, a stream of it, or what is kept already; `model`, `plant`: ids of the actor's own; `sha256`: what the
    file must be; `answers`: a returned submission that this one answers; `most`: bytes; `also`: what is written in the same
    transaction. The same file handed in twice gives the same id.

    Raises DeniedError for a role that hands nothing in, TooLargeError, InvalidError for what is no bundle, is made up where
    the registry is not (or the reverse), or fits neither model nor plant; ConflictError while another one is open for the same
    model, plant and period.
    """
    if not may(actor, "submit", {OWN}):
        raise DeniedError(Problem("submit", *bilingual("is for makers; you are {role}", role=actor.role)))
    if isinstance(bundle, Path):
        with bundle.open("rb") as stream:
            blob = receive(registry, actor.org, stream, most=most, sha256=sha256)
    else:
        blob = bundle if isinstance(bundle, Blob) else receive(registry, actor.org, bundle, most=most, sha256=sha256)
    said = declared_bundle(blob.path.read_bytes())
    _check_kind(registry, said)
    with registry.writing(str(actor)) as write:
        if also is not None:
            also(write)
        earlier = write.run(
            select(submissions.c.id).where(submissions.c.org == actor.org, submissions.c.bundle == blob.sha256)
        ).scalar_one_or_none()
        if earlier is not None:
            return str(earlier)
        _check_own(write, actor, said, model, plant, answers)
        own = write_received(write, actor.role, actor.org, said, blob.sha256, blob.bytes, model, plant, answers)
        enqueue(write, CHECK, own, blob.sha256)
        return own


def submitted(registry: Registry, actor: Actor, sha256: str) -> str:
    """The id of the submission that a file of the actor's organisation was handed in as; empty where there is none."""
    query = select(submissions.c.id).where(submissions.c.org == actor.org, submissions.c.bundle == sha256.lower())
    with registry.reading() as connection:
        return str(connection.execute(query).scalar_one_or_none() or "") if may(actor, "submit", {OWN}) else ""


def _check_kind(registry: Registry, said: DeclaredBundle) -> None:
    """Raises InvalidError where made-up bundles and real ones would meet in one registry."""
    if said.is_made_up and not registry.is_synthetic:
        raise InvalidError(Problem("bundle", *bilingual(
            "is an example or synthetic, and this registry holds declarations; hand it in to a synthetic one"
        )))  # fmt: skip
    if registry.is_synthetic and not said.is_made_up:
        raise InvalidError(Problem("bundle", *bilingual(
            "is a declaration, and this registry is synthetic; declare it as an example, or hand it in elsewhere"
        )))  # fmt: skip


def _check_own(write: Write, actor: Actor, said: DeclaredBundle, model: str, plant: str, answers: str) -> None:
    """Raises InvalidError with everything that does not fit, ConflictError while another one is open."""
    problems = []
    found = write.run(select(models).where(models.c.id == model, models.c.org == actor.org)).one_or_none()
    if found is None:
        problems.append(Problem("model", *bilingual("there is none of this id in your organisation")))
    else:
        problems += [
            Problem("model", *bilingual("the registry has {name} {ours}, the bundle {theirs}; hand in to the model it is of",
                                        name=name, ours=ours, theirs=theirs))
            for name, ours, theirs in (("code", found.code, said.model), ("chemistry", found.chemistry, said.chemistry))
            if ours != theirs
        ]  # fmt: skip
        if float(found.rated_kwh) != float(said.rated_kwh):
            problems.append(Problem("model", *bilingual(
                "the registry has {name} {ours}, the bundle {theirs}; hand in to the model it is of",
                name="rated_kwh", ours=found.rated_kwh, theirs=said.rated_kwh,
            )))  # fmt: skip
    if write.run(select(plants.c.id).where(plants.c.id == plant, plants.c.org == actor.org)).first() is None:
        problems.append(Problem("plant", *bilingual("there is none of this id in your organisation")))
    if answers:
        state = write.run(
            select(submissions.c.state).where(submissions.c.id == answers, submissions.c.org == actor.org)
        ).scalar_one_or_none()
        if state != RETURNED:
            problems.append(Problem("answers", *bilingual("is no returned submission of your organisation")))
    if problems:
        raise InvalidError(*problems)
    is_open = select(submissions.c.id).where(
        submissions.c.model == model, submissions.c.plant == plant, submissions.c.period_end == said.period_end,
        submissions.c.state.in_(OPEN_STATES),
    )  # fmt: skip
    if write.run(is_open).first() is not None:
        raise ConflictError(Problem("bundle", *bilingual(
            "another submission of this model, plant and period is on its way; withdraw it, or wait for its end"
        )))  # fmt: skip


def write_received(
    write: Write, role: str, org: str, said: DeclaredBundle, bundle: str, size: int, model: str, plant: str, answers: str = ""
) -> str:  # fmt: skip
    """The rows and the event of a submission; its id. `bundle`: SHA-256 of its file, of `size` bytes."""
    own = new_id(write.now)
    before = write.run(
        select(submissions.c.id)
        .where(submissions.c.model == model, submissions.c.plant == plant, submissions.c.state == VERIFIED,
               submissions.c.period_end < said.period_end)
        .order_by(submissions.c.period_end.desc())
    ).scalars().first()  # fmt: skip
    data = {
        "org": org, "model": model, "plant": plant, "period_start": said.period_start,
        "period_end": said.period_end, "bundle": bundle, "manifest": said.manifest, "bytes": size,
        "release": said.tables, "rules": said.rules, "supersedes": before, "answers": answers or None,
        "certificate_ranges": [
            {"first": first, "last": last, "month": month} for first, last, month in said.certificates
        ],
    }  # fmt: skip
    write.event(transition("", "submission.received", role).event, f"submission:{own}", data)
    write.run(members.insert(), [
        {"submission": own, "path": one.path, "sha256": one.sha256, "bytes": one.bytes, "class": one.confidentiality}
        for one in said.members
    ])  # fmt: skip
    return own
