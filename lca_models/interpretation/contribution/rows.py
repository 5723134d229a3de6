"""Where a result comes from: purchases of the foreground, emissions anywhere, and the rows of `inventories/` behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.interpretation.contribution.chain import SupplyTree
from lca_models.interpretation.contribution.names import purchase_names
from lca_models.interpretation.contribution.verification import verification_shares
from lca_models.inventory.system.rows import ExchangeRow
from lca_models.inventory.tables.records import VERIFICATION
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("purchase", "emission")
VIEWS = ("stage", "process", "flow", "input", "location", "province", "row")
NO_PROVINCE, ALL_OTHER = "no province", "all other"


@dataclass(frozen=True)
class Trace:
    """Rows by share of the result.

    Each level adds up to the whole result: what the product's own processes buy and emit (purchase), and which emission of
    which process it becomes (emission).
    """

    rows: tuple[dict[str, Any], ...]
    covered: float  # share of the result behind the rows listed, the lower of the two levels
    verification: Mapping[str, Mapping[str, float]]  # share of the whole result by level and class of verification

    def document(self) -> dict[str, Any]:
        """The trace as one JSON document."""
        shares = {level: dict(shares) for level, shares in self.verification.items()}
        return {"rows": list(self.rows), "covered": self.covered, "verification": shares}


def trace(assessment: Assessment, top: int | None = None, cover: float = 0.95) -> Trace:
    """The rows behind at least `cover` of the result, or the `top` largest rows of each level.

    `share` of a row is its contribution over the score; credits have negative shares.
    """
    chosen: list[tuple[int, str, float]] = []
    covered = []
    for level, amounts in zip(LEVELS, (assessment.purchases, assessment.emissions), strict=True):
        order = np.argsort(-np.abs(amounts), kind="stable")
        total = 0.0
        for count, position in enumerate(order):
            enough = count >= top if top is not None else abs(1 - total) <= 1 - cover and total >= cover
            if enough or amounts[position] == 0:
                break
            share = float(amounts[position] / assessment.score)
            total += share
            chosen.append((int(position), level, share))
        covered.append(total)
    names = both_names(assessment, [position for position, *_ in chosen])
    rows = [{**_row(assessment, *one), **called} for one, called in zip(chosen, names, strict=True)]
    return Trace(tuple(rows), min(covered), verification_shares(assessment))


def both_names(assessment: Assessment, positions: Sequence[int]) -> list[dict[str, str]]:
    """Names of exchanges in English and Chinese: `name` and `name_zh`."""
    english, chinese = (
        [one.words(language) for one in purchase_names(assessment.system, positions, language)]
        for language in (ENGLISH, CHINESE)
    )
    return [{"name": name, "name_zh": name_zh} for name, name_zh in zip(english, chinese, strict=True)]


def _row(assessment: Assessment, position: int, level: str, share: float) -> dict[str, Any]:
    data = assessment.system.exchanges[position].data
    return {
        "level": level,
        **inventory_row(assessment, position),
        "stage": assessment.system.stages[position],
        "source": data.get("source", ""),
        "locator": data.get("locator", ""),
        "evidence": data.get("evidence", ""),
        **{name: data.get(name, "") for name in VERIFICATION},
        "share": share,
    }


def inventory_row(assessment: Assessment, position: int) -> dict[str, Any]:
    """Where an exchange stands in the inventories, what it joins, and its amount per unit of its process."""
    exchange = assessment.system.exchanges[position]
    return {
        "table": exchange.data.get("table", "") or exchange.process[0],
        "row": exchange.data.get("row", 0),
        "process": exchange.process[1],
        "input": exchange.input[1],
        "amount": float(assessment.amounts[position]),
        "unit": exchange.data.get("unit", ""),
    }


def largest_contributions(assessment: Assessment, count: int = 10, *, language: str = ENGLISH) -> pd.DataFrame:
    """The largest purchases and emissions of the foreground, the rest as one row.

    Tidy table: input, stage, amount, bought, buyer, unit, share. `input` is the name of a purchase, which no other row has:
    what is bought and who buys it.

    `language`: of the names. Raises ScenarioError for an unknown language.
    """
    import pandas as pd

    amounts = assessment.purchases
    places = np.flatnonzero(amounts)
    names = purchase_names(assessment.system, places.tolist(), language)
    table = pd.DataFrame(
        {
            "input": [one.words(language) for one in names],
            "stage": [assessment.system.stages[place] for place in places],
            "amount": amounts[places],
            "bought": [one.bought for one in names],
            "buyer": [one.buyer for one in names],
        }
    )
    table = table.sort_values("amount", key=abs, ascending=False, ignore_index=True, kind="stable")
    rest = table["amount"].iloc[count:].sum()
    table = table.iloc[:count]
    if rest:
        other = pd.DataFrame({"input": [ALL_OTHER], "stage": [""], "amount": [rest], "bought": [""], "buyer": [""]})
        table = pd.concat([table, other], ignore_index=True)
    table["unit"] = assessment.score_unit
    table["share"] = table["amount"] / assessment.score
    return table


def contribution_by(assessment: Assessment, view: str, *, language: str = ENGLISH) -> pd.DataFrame:
    """The whole score split one way, largest first: the column named by `view`, amount, unit, share.

    Views: `stage`; `process` and `location` of direct emissions; `province` as `by_province` does; elementary `flow`; `input`
    bought by the foreground with everything upstream, own emissions by their name; `row` of the inventories behind it.
    Each sums to the score. `language`: of processes, flows and inputs. Raises ScenarioError for another view.
    """
    import pandas as pd

    if view not in VIEWS:
        raise ScenarioError(
            message("there is no contribution by '{view}'; {near}", view=view, near=suggestion(view, VIEWS))
        )
    if view == "province":
        return by_province(assessment)
    by_emission = view in ("process", "flow", "location")
    amounts = assessment.emissions if by_emission else assessment.purchases
    table = pd.DataFrame({view: _labels(assessment, view, language), "amount": amounts})
    table = table[table["amount"] != 0].groupby(view, sort=False)["amount"].sum().reset_index()
    if view == "stage":
        order = [stage for stage in assessment.system.stage_names if stage not in set(table[view])]
        table = pd.concat([table, pd.DataFrame({view: order, "amount": 0.0})], ignore_index=True)
    table = table.sort_values("amount", key=abs, ascending=False, ignore_index=True, kind="stable")
    table["unit"] = assessment.score_unit
    table["share"] = table["amount"] / assessment.score
    return table


def by_province(assessment: Assessment) -> pd.DataFrame:
    """Tidy table, largest first: province, amount, unit, share; an emission belongs to the nearest buyer in a province.

    Power of a province is burnt in processes that stand for the whole country, so the place of an emission says little; the
    first process up the chain that is located in a province (code such as CN-GD) says who caused it. With Q the processes
    in no province, what one of them adds per unit without passing a province is x = A_QQ^-T e_Q; a process p in a province
    then answers for s_p (e_p - A_Qp x), and the demand for what passes none. The parts sum to the score.
    """
    import pandas as pd
    from scipy.sparse.linalg import splu

    system = assessment.system
    locations = [str(node.data.get("location") or "") for node in system.processes]
    inside = np.array(["-" in location for location in locations], dtype=np.bool_)
    makers = system.makers
    technosphere = system.technosphere(assessment.amounts)[np.argsort(makers)]  # row i is made by process i
    emitted = np.asarray(system.biosphere(assessment.amounts).T @ system.factors[assessment.method])
    outside = np.flatnonzero(~inside)
    per_unit = np.zeros(len(locations))
    if len(outside):
        per_unit[outside] = splu(technosphere[outside][:, outside].tocsc()).solve(emitted[outside], trans="T")
    caused = assessment.supply * (emitted - technosphere.T @ per_unit) * inside
    amounts: dict[str, float] = {}
    for location, amount in zip(locations, caused, strict=True):
        if amount:
            amounts[location] = amounts.get(location, 0.0) + float(amount)
    demanded = makers[system.product_index[system.demand]]
    amounts[NO_PROVINCE] = float(per_unit[demanded] * system.demand_amount)
    table = pd.DataFrame({"province": list(amounts), "amount": list(amounts.values())})
    table = table.sort_values("amount", key=abs, ascending=False, ignore_index=True, kind="stable")
    table["unit"] = assessment.score_unit
    table["share"] = table["amount"] / assessment.score
    return table


def _labels(assessment: Assessment, view: str, language: str) -> list[str]:
    """Per exchange: what the view calls it."""
    system = assessment.system
    names = product_words(assessment, language)
    locations = {node.key: str(node.data.get("location") or "not stated") for node in system.processes}
    match view:
        case "stage":
            return list(system.stages)
        case "process":
            titles = {node.key: node.name_words(language) for node in system.processes}
            return [_label(exchange.process, titles, locations) for exchange in system.exchanges]
        case "flow" | "input":
            return [_label(exchange.input, names, locations) for exchange in system.exchanges]
        case "location":
            return [locations[exchange.process] for exchange in system.exchanges]
    return [_place(exchange) for exchange in system.exchanges]


def _place(exchange: ExchangeRow) -> str:
    """The row of the inventories that an exchange is, or of a Brightway project its process and what it names."""
    if exchange.data.get("table"):
        return f"{exchange.data['table']}:{exchange.data.get('row', '')}"
    return f"{'/'.join(exchange.process)} <- {'/'.join(exchange.input)}"


def product_words(assessment: Assessment, language: str = ENGLISH) -> dict[tuple[str, str], str]:
    """What each process supplies, and each elementary flow, in a language."""
    system = assessment.system
    made = {
        key: system.processes[maker].product_words(language)
        for key, maker in zip(system.products, system.makers.tolist(), strict=True)
    }
    return made | {node.key: node.product_words(language) for node in (*system.processes, *system.flows)}


def _words_in(assessment: Assessment, language: str) -> Callable[[int], str]:
    """What names an exchange by its position; the purchases of a buyer are named together, so that no two are alike."""
    system, known = assessment.system, dict[int, str]()

    def words(place: int) -> str:
        if place not in known:
            mates = np.flatnonzero(
                (system.matrix_columns == system.matrix_columns[place]) & ~system.is_production
            ).tolist()
            names = purchase_names(system, mates, language)
            known.update({mate: name.words(language) for mate, name in zip(mates, names, strict=True)})
        return known[place]

    return words


def _label(key: tuple[str, str], names: dict[tuple[str, str], str], locations: dict[tuple[str, str], str]) -> str:
    location = locations.get(key, "")
    return f"{names[key]} ({location})" if location not in ("", "CN", "GLO", "not stated") else names[key]


def input_contribution(assessment: Assessment, codes: frozenset[str]) -> tuple[float, float]:
    """What the foreground buys of the given processes, in their unit, and its score, upstream included, in score units.

    Purchases of one of them by another are inside it already and are not counted again.
    """
    bought = bought_of(assessment, codes)
    quantity, score = (
        sum(amounts[bought].tolist(), start=0.0) for amounts in (assessment.quantities, assessment.contributions)
    )
    return quantity, score


def bought_of(assessment: Assessment, codes: frozenset[str], *, upstream: bool = False) -> np.ndarray:
    """Per exchange: whether the foreground (with `upstream` any process) buys one of the given products by it.

    Not where one of them buys another.
    """
    system = assessment.system
    return np.array(
        [
            exchange.input[1] in codes
            and exchange.process[1] not in codes
            and not outside
            and (upstream or bool(buyer.stage))
            for exchange, outside, buyer in zip(
                system.exchanges,
                system.is_biosphere,
                (system.processes[column] for column in system.matrix_columns),
                strict=True,
            )
        ],
        dtype=np.bool_,
    )


@dataclass(frozen=True)
class Branch:
    """One purchase or emission in the supply chain of a result: its inventory row, and what stands behind it."""

    name: str
    row: Mapping[str, Any]  # table, row, amount, unit, source, locator, evidence and verification of the inventory row
    contribution: float  # in score units
    share: float  # of the whole result
    branches: tuple[Branch, ...] = ()  # largest first; those below the limit are left out


def contribution_tree(
    assessment: Assessment, *, smallest_share: float = 0.01, deepest: int = 10, language: str = ENGLISH
) -> dict[str, tuple[Branch, ...]]:
    """Foreground purchases by stage, and behind each of them what its supplier buys and emits, down to the emissions.

    Branches below `smallest_share` of the result are left out.
    `language`: of their names. Raises ScenarioError for an unknown one.
    """
    system, least = assessment.system, abs(smallest_share * assessment.score)
    tree, words = SupplyTree(assessment), _words_in(assessment, language)

    def branch(place: int, contribution: float, depth: int) -> Branch:
        parts = tree.behind(place, contribution) if depth < deepest else []
        found = tuple(branch(child, part, depth + 1) for child, part in parts if abs(part) >= least)
        row = _row(assessment, place, "", contribution / assessment.score)
        return Branch(words(place), row, contribution, row["share"], found)

    by_stage: dict[str, tuple[Branch, ...]] = {}
    purchases = assessment.purchases
    for place in np.argsort(-np.abs(purchases), kind="stable"):
        if abs(purchases[place]) < least or not purchases[place]:
            break
        stage = system.stages[place]
        by_stage[stage] = (*by_stage.get(stage, ()), branch(int(place), float(purchases[place]), 1))
    return by_stage
