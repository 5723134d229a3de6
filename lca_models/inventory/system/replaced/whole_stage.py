"""A figure in place of a whole stage of the life cycle: what a buyer knows better than the maker, such as the way to the buyer.

All that counts in the stage becomes rows of 0, its credits too, and one purchase of the demanded process stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.growth import Growth
from lca_models.inventory.system.rows import IN_PLACE_OF, REPLACED_BY, ExchangeRow, Key, Node
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import PER_PACK, Replacement
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def check_stages(
    system: ProductSystem, stages: Iterable[Replacement], purchases: Mapping[Replacement, Sequence[str]]
) -> None:
    """Raises ScenarioError with every stage that is none, is replaced twice, per something else, or holds what is replaced.

    `purchases`: the stages of what each other replacement stands for.
    """
    problems, seen = [], set[str]()
    for one in stages:
        where = message("replacement of stage {stage}", stage=excerpt(one.input))
        if one.input not in system.stage_names:
            problems.append(
                f"{where}: {message('there is no such stage; {near}', near=suggestion(one.input, system.stage_names))}"
            )
            continue
        if one.input in seen:
            problems.append(f"{where}: {message('it is replaced twice; keep one')}")
        if one.per != PER_PACK:
            problems.append(
                f"{where}: {message('it is in kg CO2e per {per}; give kg CO2e/pack', per=excerpt(one.per))}"
            )
        if one.stages:
            problems.append(f"{where}: {message('it is of one stage; leave stages out')}")
        seen.add(one.input)
    for bought, names in purchases.items():
        if inside := sorted(seen & set(names)):
            problems.append(
                message("replacement of {buyer} > {input}: it counts in the stage {stage}, which is replaced as a whole; keep "
                        "one", buyer=excerpt(bought.buyer), input=excerpt(bought.input), stage=inside[0])
            )  # fmt: skip
    if problems:
        raise ScenarioError("\n".join(problems))


def stage_node(one: Replacement) -> Node:
    """What a figure of a stage is of, as a process would be called."""
    return Node(0, ("", one.input), "process", {"name": one.input, "reference product": one.input, "unit": "unit"})


def replace_stage(growth: Growth, one: Replacement, made: Key) -> None:
    """Turn all rows of a stage to 0, and let the demanded process buy what stands for them, one per pack."""
    for place in growth.in_stage(one.input):
        growth.drop(place, {REPLACED_BY: made[1]})
    system = growth.base
    buyer = system.demanded.key
    data = {"type": "technosphere", "input": made, "output": buyer, "unit": "unit", "stage": one.input, "source": one.source,
            "locator": one.locator, "evidence": "user", "pedigree_scores": one.pedigree, "comment": one.boundary,
            "uncertainty type": 0, "table": "replacements", "distribution": "determined", IN_PLACE_OF: one.input}  # fmt: skip
    growth.add_exchange(
        ExchangeRow(growth.number(), buyer, made, "technosphere", 1.0, "", data), 1.0, "", {}, one.input
    )
