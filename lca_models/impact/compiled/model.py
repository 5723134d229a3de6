"""The compiled product system: parameters (n, k) -> results (n, stages, categories), and its exact gradient.

Formulas of parameters and exchanges become one graph; the intensities of all products and the supply of the foreground are
eliminated on it once (see elimination); what is left is a tape of a few thousand operations, run over blocks of samples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.compiled.blueprint import Blueprint, draw_blueprint
from lca_models.impact.compiled.direct import derived_values, solve_directly
from lca_models.impact.compiled.elimination import LEAST_PIVOT, least_of, result_nodes
from lca_models.impact.compiled.execution import derivatives, evaluate_tape
from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.file import CompiledFile, no_compiled_system, read_compiled, write_compiled
from lca_models.impact.compiled.tape import Tape, record, with_alarm
from lca_models.impact.compiled.values import Judge, columns_of, ends_of, refuse_bad_values
from lca_models.impact.methods import DEFAULT_METHOD, Method, MethodName, find_method, find_methods
from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.system.admissibility import joint_problems
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.system.sound_supply import naming
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.system.product_system import ProductSystem
    from lca_models.inventory.system.rows import ProjectRows

LIKENESS = 1e-9  # relative difference of results that are the same
MOST_SPECIALISED = 32  # specialised systems a system keeps
Values = np.ndarray | Mapping[str, float | np.ndarray]


@dataclass(frozen=True)
class CompiledSystem:
    """A product system as a function of the parameters that vary; all others keep the values in `settings`.

    `tape` answers with a row for each stage and category, then for the credits of each, then rows that tell which samples
    to solve directly: the least of all that must be positive, and 1, or no number where a formula that no result shows has
    no value. Where that least is not, a sample of this kit's tables is refused, as `assess` refuses it.
    """

    blueprint: Blueprint
    parameters: tuple[str, ...]  # columns of an array of values
    settings: Mapping[str, float]  # of every plain parameter, in its unit
    executor: str = "fastest"  # or "numpy", "numba"
    recorded: Tape | None = field(default=None, repr=False, compare=False)  # `tape`, where it is there already
    _specialised: dict[tuple[tuple[str, ...], tuple[float, ...]], CompiledSystem] = field(
        default_factory=dict, repr=False, compare=False
    )
    _parameter_tapes: dict[tuple[str, ...], Tape] = field(default_factory=dict, repr=False, compare=False)

    @property
    def stages(self) -> tuple[str, ...]:
        """Stages of the life cycle, in the order of the second axis of a result."""
        return self.blueprint.stage_names

    @property
    def categories(self) -> tuple[MethodName, ...]:
        """Impact categories that were compiled, in the order of the third axis of a result."""
        return self.blueprint.categories

    @property
    def units(self) -> tuple[str, ...]:
        """Unit of each category."""
        return self.blueprint.units

    def position_of(self, category: int | Method) -> int:
        """Position of a category, which may be named as `find_method` takes a method.

        Raises ScenarioError for one that was not compiled.
        """
        if isinstance(category, int):
            return category
        ids = self.blueprint.category_ids or [""] * len(self.categories)
        known = {name: {"lca_models_id": text} for name, text in zip(self.categories, ids, strict=True)}
        return self.categories.index(find_method(known, category))

    @cached_property
    def tape(self) -> Tape:
        """From parameters to results. Raises ProjectError without a unique solution, FormulaError for an unknown name."""
        return self.recorded or _tape(self.blueprint, self.parameters, self.settings, "lines")

    @cached_property
    def defaults(self) -> np.ndarray:
        """Values (k,) of the parameters that vary, in their units, where nothing else is said."""
        return np.array([self.settings[name] for name in self.parameters], dtype=float)

    @cached_property
    def idle(self) -> frozenset[str]:
        """Those that no result depends on while the others keep theirs. Raises FormulaError for a name of no parameter."""
        return self._unread(self.tape, self._results_of_tape)

    def __call__(self, values: Values | None = None) -> np.ndarray:
        """Results (n, stages, categories) per functional demand, in the unit of each category.

        `values`: an array (n, k), or numbers and arrays (n,) by name with the defaults elsewhere. Raises ScenarioError for
        an unknown or derived name, a shape that does not fit, a value that is no number and what the parameters cannot be;
        ProjectError where a formula has no value, or this kit's tables cannot supply the demand, naming it.
        """
        return self._results(values)[:, : len(self.stages)]

    def credits(self, values: Values | None = None) -> np.ndarray:
        """What avoided products take off: (n, stages, categories) in `units`, at most 0. Raises as a call does."""
        return self._results(values)[:, len(self.stages) :]

    def gradient(self, values: Values | None = None, *, total: bool = False) -> np.ndarray:
        """Exact derivatives (n, stages, categories, k) by reverse accumulation (Griewank and Walther 2008), per unit of each.

        With `total` of the sum over stages, (n, categories, k), for the price of one sweep. By a parameter that only
        switches (a choice) they are 0. Raises what a call raises, and ProjectError at a corner or a pole of a formula.
        """
        columns = self._columns(values)
        swept = len(self.categories) * (1 if total else len(self.stages))
        tape = self._gradient_tapes["total" if total else "stages"]
        found, outputs = derivatives(tape, columns, self.executor, swept=swept)
        # A formula may have a slope but no value, and a slope is no less of a result than a value.
        for sample in np.flatnonzero(~np.isfinite(outputs.sum(axis=0)) | self._is_doubtful(outputs[swept:])):
            self._solve(columns, sample)
        shape = (swept // len(self.categories), len(self.categories), len(self.parameters), columns.shape[1])
        moved = np.moveaxis(found.reshape(shape), 3, 0)
        if not np.isfinite(moved).all():
            raise ProjectError(
                message("a result has no derivative at these values: a formula has a corner or a pole there")
            )
        return moved[:, 0] if total else moved

    def parameter_values(self, names: Sequence[str], values: Values | None = None) -> dict[str, np.ndarray]:
        """Values (n,) of parameters in their units, derived ones included, at values of those they depend on.

        Raises ScenarioError for an unknown name, and ProjectError where one of their formulas has no value, naming it.
        """
        if unknown := [name for name in names if name not in self.blueprint.parameters]:
            known = self.blueprint.parameters
            raise ScenarioError(
                "\n".join(
                    message("there is no parameter '{name}'; {near}", name=name, near=suggestion(name, known))
                    for name in unknown
                )
            )
        return self._parameter_columns(names, self._columns(values, judged=False))

    def _parameter_columns(self, names: Sequence[str], columns: np.ndarray) -> dict[str, np.ndarray]:
        found = evaluate_tape(self.parameter_tape(tuple(names)), columns, self.executor)
        for sample in np.flatnonzero(~np.isfinite(found.sum(axis=0))):
            exact = derived_values(self.blueprint.derived_behind(names), self._sample(columns, sample))
            found[: len(names), sample] = [exact[name] for name in names]
        return dict(zip(names, found, strict=False))

    def idle_for(self, names: Sequence[str]) -> frozenset[str]:
        """Parameters that none of those named depends on. Raises ScenarioError for an unknown name."""
        return self._unread(self.parameter_tape(tuple(names)), len(names))

    def _unread(self, tape: Tape, outputs: int) -> frozenset[str]:
        """Parameters that none of the first outputs of a tape depends on."""
        read = tape.inputs_of(outputs)
        return frozenset(name for name, is_read in zip(self.parameters, read, strict=True) if not is_read)

    def parameter_tape(self, names: tuple[str, ...]) -> Tape:
        """The tape from the parameters that vary to those named, derived ones included, in their order.

        Then an alarm, 1 or no number, where a formula may have no value that none of them shows. Raises FormulaError for a
        formula that names no parameter.
        """
        if names not in self._parameter_tapes:
            self._parameter_tapes[names] = _parameter_tape(self.blueprint, self.parameters, self.settings, names)
        return self._parameter_tapes[names]

    def specialised(self, varying: Sequence[str], settings: Mapping[str, float] | None = None) -> CompiledSystem:
        """The same system as a function of some parameters, the others fixed: fewer operations, the same results.

        The last few are kept, so that asking again costs nothing. Raises ScenarioError for unknown names and values that
        are no numbers.
        """
        unchanged = {name: self.settings.get(name, 0.0) for name in varying}
        given = refuse_bad_values({**unchanged, **(settings or {})}, self.settings, self.blueprint)
        fixed = {**self.settings, **{name: float(given[name]) for name in settings or {}}}
        moved = tuple(settings or {})
        Judge(self.blueprint, moved, fixed).refuse(np.array([[fixed[name]] for name in moved]), lambda names: {})
        key = (tuple(varying), tuple(fixed[name] for name in self.settings))
        if key not in self._specialised:
            if len(self._specialised) >= MOST_SPECIALISED:
                del self._specialised[next(iter(self._specialised))]  # the oldest
            self._specialised[key] = self._with(tuple(varying), fixed)
        return self._specialised[key]

    def _with(self, varying: tuple[str, ...], settings: Mapping[str, float]) -> CompiledSystem:
        """The system as a function of `varying`; this tape is its own where they differ in what no operation reads."""
        tape: Any = vars(self).get("tape", self.recorded)
        named = {*varying, *(name for name, value in self.settings.items() if settings[name] != value)}
        is_within = tape is not None and named <= self._places.keys()
        recorded = tape.with_inputs([self._places[name] for name in varying]) if is_within else None
        return CompiledSystem(self.blueprint, varying, settings, self.executor, recorded)

    def save(self, path: Path | str) -> None:
        """Writes the file that `load_compiled` reads, without Brightway. Raises FormulaError for a name of no parameter."""
        write_compiled(CompiledFile(self.blueprint, self.parameters, self.settings, self.tape), path)

    def lines(self, columns: np.ndarray) -> np.ndarray:
        """Stages, then credits by stage (2 x stages, categories, n) in `units`, of inputs (k, n) that are known numbers.

        A sample whose elimination divides by almost nothing is solved directly. Raises ProjectError for a sample
        without a unique solution.
        """
        shaped, doubtful = self.unsolved_lines(columns)
        for sample in np.flatnonzero(doubtful):
            shaped[:, :, sample] = self._solve(columns, sample)
        return shaped

    def unsolved_lines(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Lines in `units`, and which samples (n,) are yet to be solved directly. Raises FormulaError for an unknown name."""
        return self._shaped(evaluate_tape(self.tape, columns, self.executor))

    def _solve(self, columns: np.ndarray, sample: np.intp) -> np.ndarray:
        """One sample without the tape, whose faults are named."""
        values = self._sample(columns, sample)
        if problems := joint_problems(values, self.blueprint.parameters, {}):
            raise ScenarioError("\n".join(problems))
        with naming(values, self.blueprint.parameters):
            return solve_directly(self.blueprint, values)

    @property
    def _results_of_tape(self) -> int:
        """Rows of the tape that are results."""
        return 2 * len(self.stages) * len(self.categories)

    def _shaped(self, outputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Outputs of the tape by line and category, and which samples divided by almost nothing."""
        count = self._results_of_tape
        results, positive = outputs[:count], outputs[count:]
        doubtful = ~np.isfinite(results.sum(axis=0)) | self._is_doubtful(positive)
        return results.reshape(2 * len(self.stages), len(self.categories), -1), doubtful

    def _is_doubtful(self, positive: np.ndarray) -> np.ndarray:
        """Which samples (n,) have something that is not positive; of others' projects, that is almost 0."""
        sizes = positive if self.blueprint.is_own else np.abs(positive)
        return np.asarray(~(sizes >= LEAST_PIVOT).all(axis=0))

    def _results(self, values: Values | None) -> np.ndarray:
        return np.moveaxis(self.lines(self._columns(values)), 2, 0)

    def _columns(self, values: Values | None, *, judged: bool = True) -> np.ndarray:
        """Values as inputs (k, n) of the tape; those that are not `judged` may be beyond what the parameters can be."""
        columns = self.defaults[:, None] if values is None else self._read(values)
        if judged:
            self._judge.refuse(columns, lambda names: self._parameter_columns(names, columns))
        elif columns.size and (problems := self._judge.strange(columns, ends_of(columns))):
            raise ScenarioError("\n".join(problems))
        return columns

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.blueprint, self.parameters, self.settings)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.parameters)}

    def _read(self, values: Values) -> np.ndarray:
        if not isinstance(values, Mapping):
            return columns_of(values, self.parameters)
        arrays = refuse_bad_values(values, self.settings, self.blueprint)
        if fixed := [name for name in arrays if name not in self._places]:
            raise ScenarioError(
                message("{listed}: fixed in this specialised system; take the general one", listed=enumerated(fixed))
            )
        n = max((len(array) for array in arrays.values() if array.ndim), default=1)
        columns = np.repeat(self.defaults[:, None], n, axis=1)
        for name, array in arrays.items():
            columns[self._places[name]] = array
        return columns

    def _sample(self, columns: np.ndarray, sample: np.intp) -> dict[str, float]:
        return {**self.settings, **dict(zip(self.parameters, columns[:, sample].tolist(), strict=True))}

    @cached_property
    def _gradient_tapes(self) -> dict[str, Tape]:
        return {name: _tape(self.blueprint, self.parameters, self.settings, name) for name in ("stages", "total")}


def load_compiled(
    path: Path | str, executor: str = "fastest", *, rows_hash: str = "", rows: ProjectRows | None = None
) -> CompiledSystem:
    """A compiled system from the file that `CompiledSystem.save` wrote, without Brightway.

    `rows_hash`: of the Brightway project that the file has to be made from (`ProductSystem.rows_hash`); `rows`: of that
    project (`Study.rows`), which tell it for files of earlier editions too. A file without a checksum is compiled anew from
    the exchanges that it holds, so that what it cannot supply is refused as today. Raises ScenarioError for a file that is
    none, that another edition of the kit wrote, or that belongs to another state of the project.
    """
    found = read_compiled(path, rows_hash=rows_hash, rows=rows)
    system = CompiledSystem(found.blueprint, found.parameters, found.settings, executor, found.tape)
    if found.is_sealed:
        return system
    with refusing(lambda words: no_compiled_system(path, words)):
        _refuse_contradictions(system)
        anew = replace(system, recorded=None)
        return replace(anew, recorded=anew.tape)


def _refuse_contradictions(system: CompiledSystem) -> None:
    """Raises SealError where the tape of a file without a checksum says something else than its exchanges, at the defaults."""
    columns = system.defaults[:, None]
    stored, directly = system.lines(columns)[:, :, 0], solve_directly(system.blueprint, system.settings)
    if not np.allclose(stored, directly, rtol=LIKENESS, atol=LIKENESS * np.abs(directly).max(initial=0)):
        raise SealError(message("its results contradict its exchanges"))


def compile_system(
    system: ProductSystem,
    methods: Method | Sequence[Method] = (DEFAULT_METHOD,),
    *,
    executor: str = "fastest",
    allow_incomplete: bool = False,
    at_once: bool = True,
) -> CompiledSystem:
    """The compiled form of a product system; every plain parameter varies, choices included.

    `methods`: one or several, as `find_method` takes them. `executor`: `numba`, `numpy`, or the fastest that is installed.
    Not `at_once`: its tape is recorded where it is first asked for, which a system that is only specialised spares.
    Raises ScenarioError for an unknown method and, unless `allow_incomplete`, for one whose data stand behind less than half
    of the climate score; ProjectError for a system without a unique solution.
    """
    if not allow_incomplete:
        from lca_models.impact.assessment import refuse_incomplete_methods  # SciPy, which a compiled file does without

        refuse_incomplete_methods(system, find_methods(system, methods))
    blueprint = draw_blueprint(system, find_methods(system, methods))
    settings = {name: float(system.parameters[name].amount) for name in blueprint.plain_parameters}
    found = CompiledSystem(blueprint, blueprint.plain_parameters, settings, executor)
    return replace(found, recorded=found.tape) if at_once else found


def _tape(blueprint: Blueprint, varying: tuple[str, ...], settings: Mapping[str, float], outputs: str) -> Tape:
    """The tape of the parameters that vary; outputs are `lines` (stages, then their credits), `stages` or their `total`."""
    graph = Graph()
    inputs = {name: graph.input(name) for name in varying}
    known = parameter_nodes(graph, blueprint.derived_behind_exchanges, _plain_nodes(graph, inputs, settings))
    amounts = formula_nodes(graph, blueprint, known)
    lines, pivots = result_nodes(graph, blueprint, amounts)
    positive = least_of(graph, blueprint, known, amounts, pivots)
    stages = lines[: len(blueprint.stage_names)]
    match outputs:
        case "lines":
            wanted = [node for line in lines for node in line]
        case "stages":
            wanted = [node for line in stages for node in line]
        case _:
            wanted = [_sum(graph, [line[category] for line in stages]) for category in range(len(blueprint.categories))]
    rows = with_alarm(graph, [*wanted, *positive])
    return record(graph, [inputs[name] for name in varying], rows, reuse=outputs == "lines")


def _parameter_tape(
    blueprint: Blueprint, varying: tuple[str, ...], settings: Mapping[str, float], names: tuple[str, ...]
) -> Tape:
    graph = Graph()
    inputs = {name: graph.input(name) for name in varying}
    nodes = parameter_nodes(graph, blueprint.derived_behind(names), _plain_nodes(graph, inputs, settings))
    return record(graph, [inputs[name] for name in varying], with_alarm(graph, (nodes[name] for name in names)))


def _plain_nodes(graph: Graph, inputs: Mapping[str, int], settings: Mapping[str, float]) -> dict[str, int]:
    """The node of every plain parameter: an input where it varies, else a constant."""
    return {name: inputs.get(name, graph.constant(value)) for name, value in settings.items()}


def parameter_nodes(
    graph: Graph, derived: Sequence[tuple[str, str, Mapping[str, str]]], plain: Mapping[str, int]
) -> dict[str, int]:
    """The node of every parameter, from those of all plain ones; `derived` as in ProductSystem and Blueprint."""
    known = dict(plain)
    for name, text, names in derived:
        known[name] = graph.formula(text, {short: known[names[short]] for short in names_in(text)})
    return known


def formula_nodes(graph: Graph, blueprint: Blueprint, known: Mapping[str, int]) -> list[int]:
    """The node of every exchange's amount, from those of all parameters."""
    amounts = [graph.constant(amount) for amount in blueprint.amounts]
    for exchange, text, names in blueprint.formulas:
        amounts[exchange] = graph.amount(text, {short: known[full] for short, full in names.items()})
    return amounts


def _sum(graph: Graph, nodes: Sequence[int]) -> int:
    return reduce(graph.add, nodes, graph.constant(0))
