"""What a programme of declarations needs: a registry, an exchange of footprints, the evaluation of a pilot.

An extra (`pip install lca_models[programme]`) that no other phase needs: a bench for research on such programmes, not a
national platform. Names are loaded where they are first used, as those of `lca_models` are.
"""

from __future__ import annotations

_HOMES = {
    # The registry.
    "create_registry": "lca_models.programme.registry.opening",
    "open_registry": "lca_models.programme.registry.opening",
    "migrate_registry": "lca_models.programme.registry.opening",
    "Registry": "lca_models.programme.registry.opening",
    "RegistryError": "lca_models.programme.registry.errors",
    "add_organisation": "lca_models.programme.registry.members",
    "add_client": "lca_models.programme.registry.members",
    "add_plant": "lca_models.programme.registry.members",
    "add_model": "lca_models.programme.registry.members",
    "set_callback": "lca_models.programme.registry.members",
    "events_after": "lca_models.programme.registry.log",
    "audit": "lca_models.programme.registry.audit",
    "Audit": "lca_models.programme.registry.audit",
    "take_checkpoint": "lca_models.programme.registry.audit",
    "Checkpoint": "lca_models.programme.registry.audit",
    "Actor": "lca_models.programme.roles.access",
    # Submissions.
    "submit": "lca_models.programme.submissions.receiving",
    "list_submissions": "lca_models.programme.submissions.listing",
    "submission_of": "lca_models.programme.submissions.listing",
    "members_of": "lca_models.programme.submissions.listing",
    "member_of": "lca_models.programme.submissions.listing",
    "Submission": "lca_models.programme.submissions.seen",
    "assign": "lca_models.programme.submissions.assigning",
    "decline": "lca_models.programme.submissions.assigning",
    "check_waiting": "lca_models.programme.submissions.checking",
    "findings_of": "lca_models.programme.submissions.judging",
    "answer": "lca_models.programme.submissions.judging",
    "decide": "lca_models.programme.submissions.judging",
    "add_finding": "lca_models.programme.submissions.judging",
    "give_opinion": "lca_models.programme.submissions.judging",
    "withdraw": "lca_models.programme.submissions.publishing",
    "order": "lca_models.programme.submissions.publishing",
    "reopen": "lca_models.programme.submissions.publishing",
    # Footprints of others.
    "publish_submission": "lca_models.programme.exchange.offering",
    "offer": "lca_models.programme.exchange.offering",
    "grant": "lca_models.programme.exchange.offering",
    "list_footprints": "lca_models.programme.exchange.reading",
    "fetch_footprints": "lca_models.programme.exchange.fetching",
    "Host": "lca_models.programme.exchange.fetching",
    # Evaluation and the life of a battery.
    "evaluate": "lca_models.programme.evaluation.evaluating",
    "Evaluation": "lca_models.programme.evaluation.evaluating",
    "issue_evaluation": "lca_models.programme.evaluation.evaluating",
    "pilot_at": "lca_models.programme.evaluation.reading",
    "rule_change": "lca_models.programme.evaluation.rule_change",
    "Change": "lca_models.programme.evaluation.rule_change",
    "begin_batch": "lca_models.programme.batches.keeping",
    "report_event": "lca_models.programme.batches.keeping",
    "event_of": "lca_models.programme.batches.written",
    "kept_batch": "lca_models.programme.batches.keeping",
    "restated": "lca_models.programme.batches.keeping",
    "factors_of": "lca_models.programme.batches.kit_factors",
    "Batch": "lca_models.programme.batches.life",
    "Ledger": "lca_models.programme.batches.ledger",
    # A synthetic pilot.
    "generate_pilot": "lca_models.programme.pilot.generating",
    "run_pilot": "lca_models.programme.pilot.running",
    "write_pilot": "lca_models.programme.pilot.folder",
    "register_pilot": "lca_models.programme.pilot.registering",
    "kinds": "lca_models.programme.pilot.kinds",
    "events_of": "lca_models.programme.pilot.scoring",
    "recall_table": "lca_models.programme.pilot.tables",
    "summary_table": "lca_models.programme.pilot.tables",
    "missed_table": "lca_models.programme.pilot.tables",
    "precision_table": "lca_models.programme.pilot.tables",
    # Versions of the factors.
    "begin_releases": "lca_models.programme.releases.proposing",
    "propose_release": "lca_models.programme.releases.proposing",
    "revise_release": "lca_models.programme.releases.proposing",
    "comment_release": "lca_models.programme.releases.reviewing",
    "decide_release": "lca_models.programme.releases.reviewing",
    "publish_release": "lca_models.programme.releases.reviewing",
    "list_releases": "lca_models.programme.releases.listing",
    "release_of": "lca_models.programme.releases.listing",
    "calculate_waiting": "lca_models.programme.releases.moves.queued",
    "find_moves": "lca_models.programme.releases.moves.kept",
    "kept_moves": "lca_models.programme.releases.moves.kept",
    "told_moves": "lca_models.programme.releases.moves.kept",
    # The service.
    "create_app": "lca_models.programme.service.app",
    "serve": "lca_models.programme.service.serving",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module  # not above: whoever asks for one name needs no other

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lca_models.programme' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if name.startswith("__")), *_HOMES])
