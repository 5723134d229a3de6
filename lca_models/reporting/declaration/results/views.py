"""The same result counted otherwise: the four views of electricity, the approaches of end of life."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.electricity.supply import RULE_PARAMETER
from lca_models.inventory.system.choices import choice_code
from lca_models.impact.views import electricity_views
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.totals import difference_kg, total_kg
from lca_models.reporting.declaration.table import Cell, ResultTable

AS_CLAIMED = "as_claimed"
VIEWS = {"location_based": "location", "market_based": "market", "official_factor": "national_factor"}
COUNTS = ("contracts_count", "certificates_count", "residual_mix_counts")
APPROACH, APPROACHES = "end_of_life_approach", "end_of_life_approaches"
COMPARED = ("no-credit", "cut-off", "cff")  # what every declaration shows side by side


def electricity_table(declared: Declared) -> ResultTable:
    """The result as it claims its electricity, by location, by market, and by the official factor of the nation.

    None of them is called conforming. A view without a value says why.
    """
    total, values = total_kg(declared), declared.result.assessment.parameters
    changes = electricity_views(declared.result.system, values)
    rows = [_view(declared, AS_CLAIMED, {}, total)]
    rows += [
        _view(declared, name, changes[view], declared.result.electricity.get(view))
        for view, name in VIEWS.items()
        if view in changes
    ]
    return ResultTable(
        "electricity",
        ("view", "rule", *COUNTS, "total_kg_co2e_per_pack", "difference_kg_co2e_per_pack", "note"),
        tuple(rows),
    )


def _view(declared: Declared, name: str, changes: Mapping[str, float], amount: float | None) -> tuple[Cell, ...]:
    system = declared.result.system
    values = {**declared.result.assessment.parameters, **changes}
    rule: Cell = ""
    if RULE_PARAMETER in values:
        rule = choice_code(system.parameters[RULE_PARAMETER], values[RULE_PARAMETER], system.choices)
    counts = [int(values[one]) if one in values else None for one in COUNTS]
    note = "" if amount is not None else "the year of electricity has no official factor"
    return (name, rule, *counts, amount, None if amount is None else difference_kg(declared, amount), note)


def end_of_life_table(declared: Declared) -> ResultTable:
    """The result without credit, with recycling cut off and by the circular footprint formula, by stage.

    `declared` says which of them it is; an approach of the rule set that is none of the three stands below.
    """
    result = declared.result
    stages = tuple(result.system.stage_names)
    columns = ("approach", "declared", *(f"{_plain(one)}_kg_co2e_per_pack" for one in stages),
               "credit_kg_co2e_per_pack", "total_kg_co2e_per_pack", "difference_kg_co2e_per_pack")  # fmt: skip
    numbers = {one.code: float(one.number) for one in result.system.choices.get(APPROACHES, ())}
    now = result.assessment.parameters.get(APPROACH)
    rows = []
    for code, number in numbers.items():
        if code in COMPARED or number == now:
            found = result.changed({} if number == now else {APPROACH: number})
            by_stage, total = found.stages(), sum(found.stages().values())
            rows.append((code, "yes" if number == now else "no", *(by_stage[one] for one in stages),
                         sum(found.credits().values()), total, difference_kg(declared, total)))  # fmt: skip
    return ResultTable("end_of_life", columns, tuple(rows))


def _plain(words: str) -> str:
    return words.replace(" ", "_")


