"""What forms do to a submission, and which of them somebody is shown: by the table of roles and that of transitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lca_models.programme.exchange.offering import publish_submission
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.opening import Registry
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.service.pages.forms import Form
from lca_models.programme.submissions.assigning import assign, decline
from lca_models.programme.submissions.judging import add_finding, answer, decide, give_opinion
from lca_models.programme.submissions.publishing import order, reopen, withdraw
from lca_models.programme.submissions.seen import ASSIGNED, ORDERED, OWN, Submission
from lca_models.programme.submissions.transitions import CHECKED, OPEN, UNDER_VERIFICATION, VERIFIED
from lca_models.scope.wording.messages import bilingual

Act = Callable[[Registry, Actor, str, Form], object]


def offered(actor: Actor, one: Submission, *, is_asked_back: bool) -> frozenset[str]:
    """Verbs of ACTS that somebody is shown forms for. `is_asked_back`: the maker asked to withdraw it."""
    relations = one.relations
    can = {
        "answer": may(actor, "findings.answer", relations) and one.state in OPEN,
        "decide": may(actor, "findings.write", relations) and one.state == UNDER_VERIFICATION,
        "opinion": may(actor, "opinion", relations & {ASSIGNED}) and one.state == UNDER_VERIFICATION,
        "assign": may(actor, "assign", relations) and one.state == CHECKED,
        "publish": may(actor, "publish", relations) and one.state == VERIFIED and not one.is_published,
        "reopen": may(actor, "reopen", relations) and one.state == VERIFIED,
        "order": may(actor, "order", relations) and ORDERED not in relations,
        "withdraw": (may(actor, "withdraw", relations & {OWN}) and one.state in (*OPEN, VERIFIED))
        or (may(actor, "reopen", relations) and one.state == VERIFIED and is_asked_back),
    }
    can |= {"open": can["decide"], "decline": can["opinion"]}
    return frozenset(verb for verb, is_open in can.items() if is_open)


def _answer(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    answer(registry, actor, own_id, form.text("finding"), form.text("text"), _evidence(form))


def _decide(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    decide(
        registry, actor, own_id, form.text("finding"), form.text("kind"), form.text("text"), bundle=form.text("bundle"),
        evidence=_evidence(form),
    )  # fmt: skip


def _open(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    add_finding(
        registry,
        actor,
        own_id,
        form.text("text"),
        form.text("place"),
        _amount(form.text("effect_kg")),
        form.text("severity"),
    )


def _opinion(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    give_opinion(
        registry, actor, own_id, form.text("kind"), signed_by=form.text("signed_by"), reviewer=form.text("reviewer"),
        excepting=form.all("excepting"), missing=form.text("missing"),
    )  # fmt: skip


def _decline(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    decline(registry, actor, own_id, form.text("reason"))


def _assign(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    assign(registry, actor, own_id, org=form.text("org"), lead=form.text("lead"), reviewer=form.text("reviewer"))


def _publish(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    publish_submission(registry, actor, own_id)


def _withdraw(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    withdraw(registry, actor, own_id, form.text("reason"))


def _reopen(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    reopen(registry, actor, own_id, form.text("reason"))


def _order(registry: Registry, actor: Actor, own_id: str, form: Form) -> None:
    order(registry, actor, own_id, form.text("reason"))


ACTS: Mapping[str, Act] = {
    "answer": _answer, "decide": _decide, "open": _open, "opinion": _opinion, "decline": _decline, "assign": _assign,
    "publish": _publish, "withdraw": _withdraw, "reopen": _reopen, "order": _order,
}  # fmt: skip


def _evidence(form: Form) -> list[tuple[str, str]]:
    """The one document that a form names; none where both its fields are empty."""
    named = form.text("document"), form.text("evidence").lower()
    return [named] if any(named) else []


def _amount(text: str) -> float | None:
    """Kilograms as a person writes them. Raises InvalidError for what is no number."""
    if not text:
        return None
    try:
        value = float(text.replace(",", "").replace("\u2212", "-"))
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e12:
        raise InvalidError(Problem("effect_kg", *bilingual("'{text}' is no number of kilograms", text=text[:40])))
    return value
