"""The screening at work on the sheets of a programme: findings as those of a verification, by declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lca_models.programme.evaluation.screening import alone, months, peers
from lca_models.programme.evaluation.screening.screened import Screen, Screened
from lca_models.programme.evaluation.screening.table import screening_rules
from lca_models.reporting.verification.finding import Finding
from lca_models.reporting.verification.rules.findings import finding_of

MODULES: tuple[Mapping[str, Screen], ...] = (alone.SCREENS, months.SCREENS, peers.SCREENS)


def screens() -> Mapping[str, Screen]:
    """The function of every rule, by its id, in the order of the table."""
    found = {rule: screen for module in MODULES for rule, screen in module.items()}
    return {rule: found[rule] for rule in screening_rules()}


def screen(entries: Sequence[Screened]) -> Mapping[str, tuple[Finding, ...]]:
    """What the rules find in sheets that stand side by side, by the name of the declaration; nothing for those without.

    A finding asks and judges nobody: of two that are alike it names both.
    """
    thresholds = {one.name: one.case.threshold_kg for one in entries}
    found: dict[str, dict[str, Finding]] = defaultdict(dict)
    for id, look in screens().items():
        rule = screening_rules()[id].rule
        for name, seen in look(entries):
            finding = finding_of(rule, seen, thresholds[name])
            found[name][finding.id] = finding
    return {name: tuple(by_id.values()) for name, by_id in found.items()}
