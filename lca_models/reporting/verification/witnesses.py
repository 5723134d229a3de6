"""The independent witness: bw2calc on the Brightway project, and plain NumPy on its exchange data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.brightway.database import import_brightway
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.system.rows import Key


@dataclass(frozen=True)
class Witness:
    """The same score by this kit and by another program."""

    kit: float
    other: float

    @property
    def relative_difference(self) -> float:
        """|kit - other| over the larger of the two."""
        return abs(self.kit - self.other) / max(abs(self.kit), abs(self.other), np.finfo(float).tiny)


def lca_of_project(base: Path, project: str, demand: Key, amount: float, method: tuple[str, ...]) -> Any:
    """A calculated `bw2calc.LCA` of a project below Brightway's base folder, as it stands.

    Raises ValueError when there is no such project.
    """
    brightway = import_brightway(base)
    if project not in brightway.projects:
        raise ValueError(f"there is no project '{project}' in {base}")
    brightway.projects.set_current(project, update=False)
    return calculated_lca(brightway, demand, amount, method)


def calculated_lca(brightway: Any, demand: Key, amount: float, method: tuple[str, ...]) -> Any:
    """A calculated `bw2calc.LCA` of the project that is open in `brightway`, at its own parameter values.

    Brightway's processed arrays are float32, so scores agree to about 1e-7.
    """
    with silence():  # bw2calc advises installing pypardiso, which slows small systems down
        from bw2calc import LCA

        lca = LCA({brightway.get_activity(demand): amount}, method=method)
        lca.lci()
        lca.lcia()
    return lca


def score_matrices_with_bw2calc(
    technosphere: np.ndarray, biosphere: np.ndarray, factors: np.ndarray, demand: np.ndarray
) -> float:
    """The score c B A^-1 f by `bw2calc.LCA` on matrices in memory, in double precision.

    Shapes: technosphere (products, processes), biosphere (flows, processes), factors (flows), demand (products).
    """
    with silence():
        from bw2calc import LCA
        from bw_processing import INDICES_DTYPE, create_datapackage

        # Ids of processes and products must differ from those of flows.
        first_flow = 1 + max(technosphere.shape)
        package = create_datapackage(sum_intra_duplicates=True)
        for name, matrix, offset in (
            ("technosphere_matrix", technosphere, 1),
            ("biosphere_matrix", biosphere, first_flow),
        ):
            rows, columns = np.nonzero(matrix)
            indices = np.array(list(zip(rows + offset, columns + 1, strict=True)), dtype=INDICES_DTYPE)
            package.add_persistent_vector(matrix=name, indices_array=indices, data_array=matrix[rows, columns])
        flows = np.arange(len(factors)) + first_flow
        indices = np.array([(flow, 0) for flow in flows], dtype=INDICES_DTYPE)
        package.add_persistent_vector(matrix="characterization_matrix", indices_array=indices, data_array=factors,
                                      global_index=0)  # fmt: skip
        wanted = {int(row) + 1: float(demand[row]) for row in np.flatnonzero(demand)}
        lca = LCA(wanted, data_objs=[package])
        lca.lci()
        lca.lcia()
    return float(lca.score)


def recompute_with_numpy(assessment: Assessment) -> Witness:
    """The score by a dense solve of the same exchange data: h = c B A^-1 f.

    A witness: it fills and solves its own matrices on purpose, and reads nothing that `Assessment` has worked out.
    """
    system = assessment.system
    technosphere = np.zeros((len(system.products), len(system.processes)))
    biosphere = np.zeros((len(system.flows), len(system.processes)))
    for position in range(len(system.exchanges)):
        matrix = biosphere if system.is_biosphere[position] else technosphere
        place = system.matrix_rows[position], system.matrix_columns[position]
        matrix[place] += system.signs[position] * assessment.amounts[position]
    demand = np.zeros(len(system.products))
    demand[system.product_index[system.demand]] = system.demand_amount
    supply = np.linalg.solve(technosphere, demand)
    return Witness(assessment.score, float(system.factors[assessment.method] @ biosphere @ supply))
