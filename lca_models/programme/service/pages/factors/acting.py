"""What forms do to a release, and which of them somebody is shown: by the table of roles and that of its states."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.programme.jobs.queue import RUNNING, WAITING
from lca_models.programme.registry.opening import Registry
from lca_models.programme.releases.listing import Release
from lca_models.programme.releases.moves.kept import NAMED
from lca_models.programme.releases.moves.queued import start_moves
from lca_models.programme.releases.proposing import PROPOSE
from lca_models.programme.releases.reviewing import (
    DECISIONS,
    comment_release,
    decide_release,
    publish_release,
    relation_to,
)
from lca_models.programme.releases.states import WITHDRAWN, allowed
from lca_models.programme.roles.access import ALL, Actor, may, scopes_of
from lca_models.programme.service.pages.acting import Act
from lca_models.programme.service.pages.forms import Form


def offered(registry: Registry, actor: Actor, one: Release, state_of_moves: str) -> frozenset[str]:
    """Verbs of ACTS that somebody is shown forms for. `state_of_moves`: of the jobs that calculate what it moves."""
    with registry.reading() as connection:
        relation = relation_to(connection, actor, one.org or None)
    can = {
        "comment": may(actor, "release.comment", {relation}) and ("comment.given", one.status) in allowed(),
        "decide": bool(decisions(actor, one)),
        "publish": may(actor, "release.publish", set()) and ("release.released", one.status) in allowed(),
        "moves": ALL in scopes_of(actor, NAMED) and bool(one.parent) and state_of_moves not in (WAITING, RUNNING),
    }
    return frozenset(verb for verb, is_open in can.items() if is_open)


def decisions(actor: Actor, one: Release) -> tuple[str, ...]:
    """What an actor may decide of a release in its state."""
    is_own = one.org == actor.org and may(actor, PROPOSE, set())
    return tuple(
        decision for decision, event in DECISIONS.items()
        if (event, one.status) in allowed() and (may(actor, "release.publish", set()) or (decision == WITHDRAWN and is_own))
    )  # fmt: skip


def _comment(registry: Registry, actor: Actor, version: str, form: Form) -> None:
    comment_release(
        registry, actor, version, form.text("table"), form.text("key"), form.text("verdict"), form.text("text")
    )


def _decide(registry: Registry, actor: Actor, version: str, form: Form) -> None:
    decide_release(registry, actor, version, form.text("decision"), form.text("text"))


def _publish(registry: Registry, actor: Actor, version: str, form: Form) -> None:
    publish_release(registry, actor, version, form.text("effective_on"))


def _moves(registry: Registry, actor: Actor, version: str, form: Form) -> None:
    start_moves(registry, actor, version)


ACTS: Mapping[str, Act] = {"comment": _comment, "decide": _decide, "publish": _publish, "moves": _moves}
