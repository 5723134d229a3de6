"""A submission given to a verifier, whom the authority chooses: no maker has a say in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.programme.registry.errors import DeniedError, InvalidError, Problem
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import assignments, organisations
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.submissions.checking import nonce_of
from lca_models.programme.submissions.findings_files import changed, current, keep
from lca_models.programme.submissions.seen import ASSIGNED, one, relations_of
from lca_models.programme.submissions.transitions import CHECKED, transition
from lca_models.reporting.verification.assurance.records import Verifier
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.writing import Write

VERIFIER = "verifier"  # kind of organisation


def assign(registry: Registry, actor: Actor, own_id: str, *, org: str, lead: str, reviewer: str) -> str:
    """Give a submission to a verifier; the id of the assignment. `org`: its organisation; `lead`, `reviewer`: two persons.

    Raises DeniedError for a role that assigns nothing, UnknownError, TransitionError where the state does not allow it, and
    InvalidError with everything that is wrong with the verifier: another kind of organisation, the maker's own group, one
    person in both places.
    """
    if not may(actor, "assign", set()):
        raise DeniedError(Problem("assign", *bilingual("is for the authority; you are {role}", role=actor.role)))
    with registry.writing(str(actor)) as write:
        row = one(write.connection, None, own_id)
        move = transition(row.state, "submission.under_verification", actor.role)
        _check(write, row, org, lead, reviewer)
        own = new_id(write.now)
        nonce = nonce_of(registry, own_id)
        write.event("assignment.made", f"assignment:{own}", {
            "submission": own_id, "org": org, "lead": lead, "reviewer": reviewer, "nonce": nonce,
        })  # fmt: skip
        write.event(move.event, f"submission:{own_id}", {"before": row.state})
        file = current(write.connection, registry, row.org, own_id)
        name = write.run(select(organisations.c.name_en).where(organisations.c.id == org)).scalar_one()
        engaged = file.engagement.model_copy(
            update={"verifier": Verifier(name=name, team=(lead,)), "reviewer": reviewer, "criteria": (row.rules,)}
        )
        begun = file.model_copy(update={"engagement": engaged})
        changed(write, own_id, file, begun, keep(registry, row.org, begun))
        return own


def decline(registry: Registry, actor: Actor, own_id: str, reason: str) -> None:
    """Give an assignment back, which an interest of one's own forbids. Raises DeniedError, UnknownError, TransitionError."""
    with registry.writing(str(actor)) as write:
        row = one(write.connection, actor, own_id)
        must_be_assigned(write, actor, row, "opinion")
        move = transition(row.state, "submission.checked", actor.role, after=CHECKED, reason=reason)
        write.event(move.event, f"submission:{own_id}", {"before": row.state}, reason)
        end_assignment(write, own_id)


def verifiers(registry: Registry, maker: str) -> tuple[tuple[str, str, str], ...]:
    """Verifiers that a maker's submissions may be given to: id, name in English and in Chinese; none of the maker's group."""
    with registry.reading() as connection:
        group = connection.execute(select(organisations.c.group_id).where(organisations.c.id == maker)).scalar_one()
        rows = connection.execute(
            select(organisations).where(organisations.c.kind == VERIFIER).order_by(organisations.c.name_en)
        ).all()
    return tuple((row.id, row.name_en, row.name_zh) for row in rows if not group or row.group_id != group)


def end_assignment(write: Write, own_id: str) -> None:
    """End the open assignment of a submission, and with it what the verifier may read."""
    found = write.run(
        select(assignments.c.id).where(assignments.c.submission == own_id, assignments.c.to_n.is_(None))
    ).scalar_one_or_none()
    if found is not None:
        write.event("assignment.ended", f"assignment:{found}", {})


def must_be_assigned(write: Write, actor: Actor, row: Any, action: str) -> None:
    """Raises DeniedError where an actor is not the verifier of a submission."""
    relations = relations_of(write.connection, actor, row)
    if not may(actor, action, relations & {ASSIGNED}):
        raise DeniedError(Problem(action, *bilingual("is for the verifier whom the submission is assigned to")))


def _check(write: Write, row: Any, org: str, lead: str, reviewer: str) -> None:
    problems = []
    groups = {one.id: one.group_id for one in write.run(select(organisations.c.id, organisations.c.group_id))}
    kind = write.run(select(organisations.c.kind).where(organisations.c.id == org)).scalar_one_or_none()
    if kind != VERIFIER:
        problems.append(Problem("org", *bilingual("is no verifier of this registry")))
    elif org == row.org or (groups[org] and groups[org] == groups[row.org]):
        problems.append(Problem("org", *bilingual("is of the maker's own group; choose a verifier of another one")))
    for name, person in (("lead", lead), ("reviewer", reviewer)):
        if not person.strip():
            problems.append(Problem(name, *bilingual("is missing; name a person")))
    if lead.strip() and " ".join(lead.split()).casefold() == " ".join(reviewer.split()).casefold():
        problems.append(Problem("reviewer", *bilingual("is the lead too; a reviewer is another person")))
    if problems:
        raise InvalidError(*problems)
