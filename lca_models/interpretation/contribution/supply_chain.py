"""The supply chain of a result as a tree with a cut-off, and as the edges of a Sankey diagram.

bw_graph_tools walks the chain, the path of the largest score first. Each arrival at a process is a node of its own, so the
scores of the nodes that one node buys, its direct emissions and what lies below the cut-off sum to its own score. The walk
takes the matrices and intensities of an assessment, in double precision: any scenario and category, and no project is read.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Mapping, Sized
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

MOST_NODES = 20_000
DIRECT, BELOW, UPSTREAM = "direct emissions", "inputs below the cut-off", "further upstream"


@dataclass(frozen=True)
class ChainNode:
    """One arrival at a process. Scores in the unit of the result, credits negative."""

    number: int
    buyer: int | None  # the node that buys it; None for the product itself
    depth: int  # 0 for the product itself
    database: str
    code: str
    process: str
    location: str
    stage: str  # of the purchase in the foreground that leads here; empty where purchases of several stages follow
    direct_stage: str  # of its direct emissions
    amount: float  # of the product bought
    unit_of_amount: str
    score: float  # with everything upstream
    direct: float  # direct emissions only
    below: float  # inputs that are not in the tree


@dataclass(frozen=True)
class SupplyChain:
    """The tree, the product itself first, then by depth and score."""

    nodes: tuple[ChainNode, ...]
    unit: str
    score: float
    cutoff: float  # share of the score
    complete: bool  # False: the walk stopped at the largest number of nodes

    def worded(self, names: Mapping[tuple[str, str], str]) -> SupplyChain:
        """The same with processes called as `names` say by (database, code), for what is shown in a language."""
        named = (replace(one, process=names.get((one.database, one.code), one.process)) for one in self.nodes)
        return replace(self, nodes=tuple(named))

    def tree(self) -> pd.DataFrame:
        """Tidy table, one row per node: the fields of ChainNode, share of the score (0-1), unit."""
        import pandas as pd

        table = pd.DataFrame([vars(node) for node in self.nodes]).astype({"buyer": "Int64"})
        table["share"] = table["score"] / self.score
        return table.assign(unit=self.unit)

    def edges(self, depth: int | None = None) -> pd.DataFrame:
        """The edge list of a Sankey diagram: source, target, source_level, target_level, stage, amount, share, unit.

        A process has one place per level (distance to the product), so there are no loops. What goes into a place is what
        comes out of it: bought inputs, direct emissions, and inputs below the cut-off or, at `depth`, further upstream.
        """
        import pandas as pd

        shown = [node for node in self.nodes if depth is None or node.depth <= depth]
        by_number = {node.number: node for node in shown}
        rows = []
        for node in shown:
            if node.buyer is not None:
                buyer = by_number[node.buyer]
                rows.append((node.process, buyer.process, node.depth, buyer.depth, node.stage, node.score))
            rest = (DIRECT, node.direct_stage, node.direct), (BELOW, node.stage, node.below)
            if node.depth == depth:
                rest = rest[0], (UPSTREAM, node.stage, node.score - node.direct)
            rows += [(label, node.process, node.depth + 1, node.depth, stage, amount)
                     for label, stage, amount in rest if abs(amount) > 1e-12 * abs(self.score)]  # fmt: skip
        names = ["source", "target", "source_level", "target_level", "stage", "amount"]
        table = pd.DataFrame(rows, columns=names).groupby(names[:-1], sort=False)["amount"].sum().reset_index()
        table = table.sort_values(
            ["target_level", "amount"], key=lambda column: -column.abs() if column.name == "amount" else column,
            ignore_index=True, kind="stable",
        )  # fmt: skip
        table["share"] = table["amount"] / self.score
        return table.assign(unit=self.unit)

    def text(self) -> str:
        """The tree as indented lines, the largest input first."""
        bought: dict[int | None, list[ChainNode]] = {}
        for node in self.nodes:
            bought.setdefault(node.buyer, []).append(node)
        lines: list[str] = []

        def add(node: ChainNode) -> None:
            place = f" ({node.location})" if node.location else ""
            lines.append(f"{node.score / self.score:>7.1%}  {'  ' * node.depth}{node.process}{place}")
            for other in sorted(bought.get(node.number, ()), key=lambda one: -abs(one.score)):
                add(other)

        add(self.nodes[0])
        return "\n".join(lines)


def supply_chain(assessment: Assessment, cutoff: float = 0.01, depth: int | None = None) -> SupplyChain:
    """The tree of everything that makes at least `cutoff` (0-1) of the score, down to `depth` purchases.

    Raises ScenarioError for a cut-off that is no share, a depth below 1, and a score of 0.
    """
    problems = []
    if not 0 < cutoff < 1:
        problems.append(
            message(
                "the cut-off is {cutoff:g}; give a share of the result between 0 and 1, for example 0.01", cutoff=cutoff
            )
        )
    if depth is not None and depth < 1:
        problems.append(message("the depth is {depth}; give 1 or more", depth=depth))
    if assessment.score == 0:
        problems.append(message("the result is 0, so no part of it can be cut off"))
    if problems:
        raise ScenarioError(clauses(problems))
    walk = _walk(assessment, cutoff, depth)
    nodes = _nodes(assessment, walk)
    return SupplyChain(nodes, assessment.score_unit, assessment.score, cutoff, not walk.exceeded_calculation_count)


def _walk(assessment: Assessment, cutoff: float, depth: int | None) -> Any:
    """The finished traversal of bw_graph_tools."""
    from scipy import sparse

    tools, settings_of = _graph_tools()
    system = assessment.system
    technosphere = sparse.csc_matrix(system.technosphere(assessment.amounts))
    model = SimpleNamespace(
        score=assessment.score,
        technosphere_matrix=technosphere,
        technosphere_mm=None,
        biosphere_matrix=sparse.csc_matrix(system.biosphere(assessment.amounts)),
        characterization_matrix=sparse.diags(system.factors[assessment.method]).tocsc(),
        demand={system.product_index[system.demand]: system.demand_amount},
        dicts=SimpleNamespace(
            activity=_Positions.of(system.processes),
            product=_Positions.of(system.products),
            biosphere=_Positions.of(system.flows),
        ),
    )

    class Walk(tools):  # type: ignore[misc, valid-type]
        @classmethod
        def get_production_exchanges(cls, mapped_matrix: Any) -> tuple[np.ndarray, np.ndarray]:
            return np.arange(len(system.makers)), system.makers

    settings = settings_of(
        cutoff=cutoff,
        max_depth=None if depth is None else depth + 1,
        max_calc=MOST_NODES,
        separate_biosphere_flows=False,
        caching_solver=_Intensities(assessment.intensities),
        min_coverage_fraction=1e-12,
    )
    walk = Walk(model, settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # both its warnings stand in the answer: complete, and below
        walk.traverse()
    return walk


class _Positions(dict[int, int]):
    """Brightway's ids of the rows or columns of a matrix: here the positions themselves."""

    @classmethod
    def of(cls, labels: Sized) -> _Positions:
        return cls((position, position) for position in range(len(labels)))

    @property
    def reversed(self) -> _Positions:
        """Ids by position."""
        return self


@dataclass(frozen=True)
class _Intensities:
    """Answers for the solver of the walk: the score of a product is known already."""

    intensities: np.ndarray

    def scores(self, products: list[int], amounts: list[float]) -> list[float]:
        return [float(self.intensities[row] * amount) for row, amount in zip(products, amounts, strict=True)]


def _graph_tools() -> tuple[Any, Any]:
    """The walk and its settings; importing them imports bw2data, which wants a folder and talks."""
    if "bw2data" not in sys.modules:
        from lca_models.inventory.brightway.database import import_brightway
        from lca_models.inventory.brightway.project import base_folder
        from lca_models.inventory.files.commit import make_folder

        folder = base_folder()
        make_folder(folder)
        import_brightway(folder)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from bw_graph_tools import GraphTraversalSettings, NewNodeEachVisitGraphTraversal
    return NewNodeEachVisitGraphTraversal, GraphTraversalSettings


def _nodes(assessment: Assessment, walk: Any) -> tuple[ChainNode, ...]:
    """What the walk found, in the words of the product system."""
    system = assessment.system
    stages = {(int(column), int(row)): stage
              for column, row, inside, stage in zip(
                  system.matrix_columns, system.matrix_rows, ~system.is_biosphere, system.stages, strict=True)
              if inside and stage}  # fmt: skip
    buyers = {edge.producer_unique_id: edge.consumer_unique_id for edge in walk.edges}
    found = sorted((node for node in walk.nodes.values() if node.unique_id in buyers),
                   key=lambda node: (node.depth, -abs(node.cumulative_score)))  # fmt: skip
    bought: dict[int, float] = {}
    for node in found:
        bought[buyers[node.unique_id]] = bought.get(buyers[node.unique_id], 0.0) + node.cumulative_score
    known: dict[int, ChainNode] = {}
    for node in found:
        process = system.processes[node.activity_index]
        buyer = known.get(buyers[node.unique_id])
        column = system.process_index[buyer.database, buyer.code] if buyer else -1
        stage = stages.get((column, node.reference_product_index)) or (buyer.stage if buyer else "")
        known[node.unique_id] = ChainNode(
            number=node.unique_id,
            buyer=buyer.number if buyer else None,
            depth=node.depth - 1,
            database=process.key[0],
            code=process.key[1],
            process=process.name,
            location=str(process.data.get("location", "")),
            stage=stage,
            direct_stage=stage or process.stage,
            amount=float(node.supply_amount * node.reference_product_production_amount),
            unit_of_amount=str(process.data.get("unit", "")),
            score=float(node.cumulative_score),
            direct=float(node.direct_emissions_score),
            below=float(node.cumulative_score - node.direct_emissions_score - bought.get(node.unique_id, 0.0)),
        )
    return tuple(known.values())
