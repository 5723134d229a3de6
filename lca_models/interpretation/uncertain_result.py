"""The result of one pack as a plain function of its uncertain parameters, which the techniques of this package take.

Uncertain is every parameter with a distribution that neither a scenario nor a person has set. Techniques with a design of
their own (Morris, Sobol) move levels between 0 and 1, one per uncertain parameter; the shares of a mix are drawn from their
levels and then divided by their sum, so the level of a share stands for its weight among the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.compiled import CompiledSystem, compile_system
from lca_models.impact.distributions import Distribution
from lca_models.impact.sampling import UncertainParameters, uncertain_parameters
from lca_models.interpretation.monte_carlo import MonteCarlo, monte_carlo
from lca_models.interpretation.morris import MorrisEffects, morris
from lca_models.interpretation.sobol import SobolSample, sobol_sample
from lca_models.inventory.uncertainty import UNIFORM
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES

RESULTS = ("total", *STAGES)


@dataclass(frozen=True)
class UncertainResult:
    """One impact category of one pack; results in `unit`."""

    general: CompiledSystem  # all plain parameters vary
    model: CompiledSystem  # only the uncertain ones do, in the order of `inputs.names`
    inputs: UncertainParameters
    unit: str
    rows_hash: str  # of the project

    def results(self, values: np.ndarray) -> np.ndarray:
        """Total, then stages: (n, 5) of values (n, len(inputs.names))."""
        stages = self.model(values)[:, :, 0]
        return np.column_stack([stages.sum(axis=1), stages])

    def total(self, values: np.ndarray) -> np.ndarray:
        """Total (n,) of values (n, len(inputs.names))."""
        return np.asarray(self.model(values)[:, :, 0].sum(axis=1))

    def total_at_levels(self, levels: np.ndarray) -> np.ndarray:
        """Total (n,) at cumulative probabilities (n, d) of the uncertain parameters."""
        return self.total(self.inputs.values(levels))

    @property
    def levels(self) -> list[Distribution]:
        """The uncertain parameters by name, each as a level between 0 and 1."""
        return [Distribution(one.name, UNIFORM, 0.5, None, 0.0, 1.0, place=one.place) for one in self.inputs.uncertain]

    def monte_carlo(
        self, n: int, seed: int = 0, *, folder: Path | None = None, resume: bool = False, progress: bool = False
    ) -> MonteCarlo:
        """Samples of the total and of the stages; in threads, unless `joblib.parallel_config` says otherwise.

        `folder` keeps finished blocks, `resume` goes on with those of the same system, settings, n and seed.
        """
        self._need_inputs()
        with _threads():
            return monte_carlo(self.results, self.inputs.draw, n, seed, central=self.inputs.central, names=self.inputs.names,
                               labels=RESULTS, units=[self.unit] * len(RESULTS), progress=progress, folder=folder,
                               model=self.hash, resume=resume)  # fmt: skip

    @cached_property
    def hash(self) -> str:
        """Of everything that fixes the function: rows, category, settings, and which distributions are drawn."""
        fixed = {"rows": self.rows_hash, "category": self.general.categories, "settings": dict(self.general.settings),
                 "inputs": [asdict(one) for one in self.inputs.uncertain]}  # fmt: skip
        return sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()

    def morris(self, n: int = 50, seed: int = 0, **options: Any) -> MorrisEffects:
        """Elementary effects on the total, over the middle 95 % of each parameter."""
        self._need_inputs()
        return morris(self.total_at_levels, self.levels, n, seed, unit=self.unit, **options)

    def sobol_sample(self, n: int = 1024, seed: int = 0) -> SobolSample:
        """The design of Saltelli for the total."""
        self._need_inputs()
        return sobol_sample(self.total_at_levels, self.levels, n, seed)

    def _need_inputs(self) -> None:
        if not self.inputs.uncertain:
            raise ScenarioError("no parameter is uncertain here: each is certain, set, or without a distribution")


def uncertain_result(assessment: Assessment, fixed: Iterable[str] = (), *, spread: float = 1.0) -> UncertainResult:
    """The category, settings and product system of an assessment, with the parameters that are uncertain there.

    `fixed`: names a person has set, which then have no uncertainty. `spread` widens all distributions (0: none). Raises
    ScenarioError for impossible bounds, naming the row.
    """
    compiled = compile_system(assessment.system, [assessment.method])
    settings = {name: float(assessment.parameters[name]) for name in compiled.parameters}
    general = compiled.specialised(compiled.parameters, settings)
    inputs = uncertain_parameters(general, fixed, spread=spread)
    return UncertainResult(general, general.specialised(inputs.names), inputs, f"{assessment.unit} per pack",
                           assessment.system.rows_hash)  # fmt: skip


def _threads() -> AbstractContextManager[Any]:
    """All processors in threads, where nobody has chosen otherwise."""
    from joblib import cpu_count, parallel_config
    from joblib.parallel import get_active_backend

    backend, jobs = get_active_backend()
    chosen = jobs not in (None, 1) or type(backend).__name__ not in ("LokyBackend", "SequentialBackend")
    return nullcontext() if chosen else parallel_config(backend="threading", n_jobs=cpu_count())
