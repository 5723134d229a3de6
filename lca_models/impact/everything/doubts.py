"""What a reader of a Monte Carlo should know of its draws: what is not drawn, and distributions that miss their amounts.

Brightway draws around the loc of a distribution, whatever the amount beside it is, and so does this kit: where the two do not
meet, the samples lie elsewhere than the result without uncertainty.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lca_models.impact.draws.distributions import Distributions
from lca_models.impact.draws.further import FURTHER_KINDS
from lca_models.impact.draws.parameters import stored_distributions
from lca_models.impact.everything.system import uncertain_system
from lca_models.impact.methods import MethodName
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.uncertainty import LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.wording.messages import message

NEAR = 1e-3  # of an amount: a middle that was rounded is none that misses it
TAIL = 1e-3  # share of a skewed distribution beyond which an amount is none of its middle


def doubts_of_everything(system: ProductSystem, methods: Sequence[MethodName]) -> tuple[str, ...]:
    """Of exchanges and factors drawn: those whose distribution misses the amount, or has the other sign.

    Raises ScenarioError for distributions that cannot be drawn.
    """
    return _said(uncertain_system(system, methods).distributions, message("drawn as they are"))


def doubts_of_parameters(system: ProductSystem, methods: Sequence[MethodName]) -> tuple[str, ...]:
    """Of parameters alone drawn: what is not drawn beside them in a project of others, and what stays certain of them.

    Raises ScenarioError for distributions that cannot be drawn.
    """
    if system.product is not None:  # of the kit's tables, whose rule sets move parameters away from their middle
        return ()
    found = uncertain_system(system, methods)
    exchanges = int(found.distributions.uncertain[: len(system.exchanges)].sum())
    factors = int((found.factor_flows >= 0).sum())
    left_out = (
        (
            message(
                "only parameters are drawn: {exchanges} uncertain exchanges and {factors} uncertain factors are not; "
                "--everything draws them",
                exchanges=exchanges,
                factors=factors,
            ),
        )
        if exchanges or factors
        else ()
    )
    derived = {name for name, _, _ in system.derived}
    values = {name: float(row.amount) for name, row in system.parameters.items() if name not in derived}
    return (*left_out, *_said(stored_distributions(system.parameters, values), message("kept certain")))


def _said(inputs: Distributions, what: str) -> tuple[str, ...]:
    wrong = np.flatnonzero(misses(inputs))
    if not len(wrong):
        return ()
    return (
        message(
            "distributions whose middle is not their amount, or of the other sign, {what}: {count} (the first: {first})",
            what=what,
            count=len(wrong),
            first=inputs.names[int(wrong[0])],
        ),
    )


def misses(inputs: Distributions) -> np.ndarray:
    """Per input: whether it is uncertain and its amount is not where its distribution has its middle."""
    amounts, types = inputs.amounts, inputs.types
    near = NEAR * np.abs(amounts)
    found = np.zeros(len(inputs), dtype=np.bool_)
    log = types == LOGNORMAL
    found[log] = (inputs.negative != (amounts < 0))[log] | (np.abs(np.exp(inputs.loc) - np.abs(amounts)) > near)[log]
    plain = np.isin(types, (NORMAL, TRIANGULAR))
    found[plain] = (np.abs(inputs.loc - amounts) > near)[plain]
    flat = types == UNIFORM
    found[flat] = ((amounts < inputs.minimum - near) | (amounts > inputs.maximum + near))[flat]
    rows = np.flatnonzero(np.isin(types, tuple(FURTHER_KINDS)) & inputs.uncertain)
    if len(rows):
        low, high = inputs[rows].ppf(np.tile([TAIL, 1 - TAIL], (len(rows), 1))).T
        found[rows] = (amounts[rows] < low - near[rows]) | (amounts[rows] > high + near[rows])
    return np.asarray(found & inputs.uncertain)
