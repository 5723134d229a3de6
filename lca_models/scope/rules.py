"""Accounting rule sets."""

from __future__ import annotations

from lca_models.scope.scenario import ScenarioError
from lca_models.scope.spelling import suggestion

DEFAULT_RULES = "cn-551"
RULES = (DEFAULT_RULES,)


def check_rules(name: str) -> str:
    """The name of a known rule set.

    Raises ScenarioError for any other.
    """
    if name not in RULES:
        raise ScenarioError(f"there is no rule set '{name}'; {suggestion(name, RULES)}")
    return name
