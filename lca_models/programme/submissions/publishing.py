"""What others may see of a submission: published, ordered, withdrawn, looked at again. Withdrawing hides, deletes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, Problem
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.plain_json import read_plain
from lca_models.programme.registry.schema import events
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.submissions.assigning import end_assignment
from lca_models.programme.submissions.seen import ORDER, ORDERED, one, relations_of
from lca_models.programme.submissions.transitions import VERIFIED, WITHDRAWN, transition
from lca_models.reporting.declaration.archive import read_archive
from lca_models.reporting.declaration.bundle import PAYLOADS
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from lca_models.programme.registry.writing import Write

ASKED = "submission.withdrawal_asked"


def publish(registry: Registry, actor: Actor, own_id: str) -> None:
    """Show the values of a verified submission to every reader.

    Raises DeniedError for a role that publishes nothing, UnknownError, ConflictError where it is not verified, or published.
    """
    with registry.writing(str(actor)) as write:
        published(write, actor, own_id)


def published(write: Write, actor: Actor, own_id: str) -> Row[Any]:
    """Publish within a transaction; the row of the submission. Raises as `publish`."""
    if not may(actor, "publish", set()):
        raise DeniedError(Problem("publish", *bilingual("is for the authority; you are {role}", role=actor.role)))
    row = one(write.connection, None, own_id)
    if row.state != VERIFIED:
        raise ConflictError(Problem("publish", *bilingual(
            "the submission is {state}; only verified ones are published", state=row.state
        )))  # fmt: skip
    if row.published_n is not None:
        raise ConflictError(Problem("publish", *bilingual("the submission is published already")))
    write.event("submission.published", f"submission:{own_id}", {})
    return row


def withdraw(registry: Registry, actor: Actor, own_id: str, reason: str = "") -> bool:
    """Take a submission back; whether it is withdrawn.

    A maker withdraws what is not verified yet. What is verified a maker asks to withdraw, with a reason that all may read, and
    the authority does. Raises DeniedError, UnknownError, TransitionError.
    """
    with registry.writing(str(actor)) as write:
        if actor.role == "maker":
            row = one(write.connection, actor, own_id, "withdraw")
            if row.state == VERIFIED:
                _ask(write, own_id, reason)
                return False
        else:
            if not may(actor, "reopen", set()):
                raise DeniedError(Problem("withdraw", *bilingual("is for the maker and the authority")))
            row = one(write.connection, None, own_id)
            if row.state == VERIFIED and not _is_asked(write.connection, own_id):
                raise ConflictError(Problem("withdraw", *bilingual(
                    "what is verified is withdrawn by both: its maker has not asked for it"
                )))  # fmt: skip
        move = transition(row.state, "submission.withdrawn", actor.role, after=WITHDRAWN, reason=reason)
        write.event(move.event, f"submission:{own_id}", {"before": row.state}, reason)
        end_assignment(write, own_id)
        return True


def reopen(registry: Registry, actor: Actor, own_id: str, reason: str) -> None:
    """Look at a verified submission again, as a fact was found; its value says so as long.

    Raises DeniedError, UnknownError, TransitionError.
    """
    if not may(actor, "reopen", set()):
        raise DeniedError(Problem("reopen", *bilingual("is for the authority; you are {role}", role=actor.role)))
    with registry.writing(str(actor)) as write:
        row = one(write.connection, None, own_id)
        move = transition(row.state, "submission.reopened", actor.role, reason=reason)
        write.event(move.event, f"submission:{own_id}", {"before": row.state}, reason)


def order(registry: Registry, actor: Actor, own_id: str, reason: str) -> None:
    """Order the secret members of a submission, which the authority reads from then on; the maker sees when and why.

    Raises DeniedError, UnknownError, InvalidError without a reason, ConflictError where they are ordered already.
    """
    if not may(actor, "order", set()):
        raise DeniedError(Problem("order", *bilingual("is for the authority; you are {role}", role=actor.role)))
    if not reason.strip():
        raise InvalidError(Problem("reason", *bilingual("is missing; whoever orders secret members says why")))
    with registry.writing(str(actor)) as write:
        row = one(write.connection, None, own_id)
        if ORDERED in relations_of(write.connection, actor, row):
            raise ConflictError(
                Problem("order", *bilingual("the secret members of this submission are ordered already"))
            )
        write.event(ORDER, f"submission:{own_id}", {}, reason)


def is_withdrawal_asked(registry: Registry, actor: Actor, own_id: str) -> bool:
    """Whether the maker asked to withdraw what is verified. Raises UnknownError for what the actor may not know of."""
    with registry.reading() as connection:
        one(connection, actor, own_id)
        return _is_asked(connection, own_id)


def payload_of(registry: Registry, row: Any) -> dict[str, Any] | None:
    """The footprint of PACT in the bundle of a submission; None where it carries none. Raises InvalidError for what is none."""
    with open_blob(registry, row.org, row.bundle) as stream:
        content = read_archive(stream.read()).get(PAYLOADS["pact"])
    if content is None:
        return None
    payload = read_plain(content, PAYLOADS["pact"])
    if not isinstance(payload, dict):
        raise InvalidError(Problem(PAYLOADS["pact"], *bilingual("is no JSON object")))
    return payload


def _ask(write: Write, own_id: str, reason: str) -> None:
    if not reason.strip():
        raise InvalidError(
            Problem("reason", *bilingual("is missing; what is verified is withdrawn with a reason that all read"))
        )
    write.event(ASKED, f"submission:{own_id}", {}, reason)


def _is_asked(connection: Connection, own_id: str) -> bool:
    asked = select(events.c.n).where(events.c.subject == f"submission:{own_id}", events.c.kind == ASKED)
    return connection.execute(asked).first() is not None
