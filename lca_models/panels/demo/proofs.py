"""Settings among those offered with the numbers that the kit has for them, so that an interpreter can prove itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import CATEGORY, PRODUCT, RULES, Choosing, start_setup
from lca_models.scope.calculation_setup import CalculationSetup

PROOFS = 20  # of each product and rule set
MOVED = 0.5  # share of the fields that are moved
PLACES = 1  # of a number that is drawn


def offered_setups(model: PanelModel, product: str, rules: str, n: int, seed: int) -> Iterator[CalculationSetup]:
    """Setups (n) that the page can show, their fields drawn among what each can take; the first one has the defaults."""
    numbers = random.Random(f"{product} {rules} {seed}")  # noqa: S311 - samples, no secrets
    first = Choosing(model.offer, start_setup(model.offer, product)).with_value(RULES, rules)
    for at in range(n):
        yield _moved(model, first, numbers) if at else first


def _moved(model: PanelModel, setup: CalculationSetup, numbers: random.Random) -> CalculationSetup:
    """A setup with half of its fields at values drawn among those that they can take."""
    for name in Choosing(model.offer, setup).names:
        choosing = Choosing(model.offer, setup)
        if name in (PRODUCT, RULES, CATEGORY) or numbers.random() > MOVED:
            continue
        if choosing.is_number(name):
            lowest, highest, _ = choosing.limits(name)
            setup = choosing.with_value(name, round(numbers.uniform(lowest, highest), PLACES))
        else:
            setup = choosing.with_value(name, numbers.choice(choosing.offered(name)).code)
    return setup


def proofs(model: PanelModel, product: str, rules: str, n: int = PROOFS) -> list[dict[str, Any]]:
    """What `lca-models footprint` says of offered setups (n): stages and credits per pack, totals per declared unit.

    The numbers are those of the solver, which knows nothing of tapes.
    """
    found = []
    pack = model.pack(product, rules)
    for setup in offered_setups(model, product, rules, n, seed=0):
        footprint = model.footprint(setup)
        stages = [footprint.stages.get(stage, 0.0) for stage in pack.compiled.stages]
        credits = [footprint.assessment.credits().get(stage, 0.0) for stage in pack.compiled.stages]
        totals = [one.amount for one in footprint.totals()]
        found.append({"settings": dict(setup.settings), "numbers": pack.numbers(setup.settings), "stages": stages,
                      "credits": credits, "totals": totals})  # fmt: skip
    return found
