"""What is refused before a compiled system runs, with every fault named at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np

from lca_models.impact.compiled.blueprint import Blueprint
from lca_models.inventory.system.admissibility import Admissibility, admissibility_of, code_problem, joint_problems
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.ranges import Doubts, Range
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

CHUNK = 8  # columns
MOST_LEFT = 4  # wide ranges that are remembered
NEARLY_ALL = 0.99  # of a number that may become smaller: it comes near to 0 and keeps its sign


@dataclass(frozen=True)
class Judge:
    """Refuses values that a single calculation refuses too: what parameters cannot be, and formulas that have no value.

    Formulas behind the exchanges are on the tape. Of the others a range says for whole columns at once that all have a
    value; where it cannot, `evaluate` gives the values of parameters by name, no number where there is none.
    """

    blueprint: Blueprint
    names: tuple[str, ...]  # of the columns
    settings: Mapping[str, float]  # of every plain parameter

    def refuse(self, columns: np.ndarray, evaluate: Callable[[tuple[str, ...]], Mapping[str, np.ndarray]]) -> None:
        """Raises ScenarioError for impossible values, ProjectError for a formula without a value, naming it."""
        if not columns.size:
            return
        ends = ends_of(columns)
        if problems := self.strange(columns, ends) or self._admissible.problems(columns, ends):
            raise ScenarioError("\n".join(problems))
        if not (doubtful := self.doubtful(ends)):
            return
        try:
            evaluate(tuple(doubtful))
        except ProjectError:
            self._refuse_together(columns)  # in other words than those of a guard
            raise

    def _refuse_together(self, columns: np.ndarray) -> None:
        """Raises ScenarioError for the first sample with several values that cannot be together."""
        for sample in columns.T.tolist():
            values = {**self.settings, **dict(zip(self.names, sample, strict=True))}
            if problems := joint_problems(values, self.blueprint.parameters, {}):
                raise ScenarioError("\n".join(problems))

    def strange(self, columns: np.ndarray, ends: np.ndarray) -> list[str]:
        """What is no finite number in columns (k, n), and of choices no code; `ends` (2, k) as `ends_of` gives them."""
        places = np.flatnonzero(~np.isfinite(ends).all(axis=0)).tolist()
        codes = (code_problem(name, columns[at], self.blueprint.parameters[name]) for at, name in self._choices)
        return [*(_no_number(self.names[at], columns[at]) for at in places), *filter(None, codes)]

    @cached_property
    def _choices(self) -> tuple[tuple[int, str], ...]:
        rows = self.blueprint.parameters
        return tuple((place, name) for place, name in enumerate(self.names) if rows[name].data.get("kind") == "choice")

    def doubtful(self, ends: np.ndarray) -> list[str]:
        """Derived parameters behind no exchange that may lack a value in the ranges `ends` (2, k) of the columns.

        What has a value in a wider range has one here: of columns in it, such as the blocks of one ensemble, only the others
        are asked.
        """
        if (ends[0] == ends[1]).all():
            return self._asked(self.blueprint.doubts, ends)
        for low, high, doubts in self._left:
            if (ends[0] >= low).all() and (ends[1] <= high).all():
                return self._asked(doubts, ends)
        wide = np.array([ends[0] - NEARLY_ALL * np.abs(ends[0]), ends[1] + np.abs(ends[1])])
        wide[:, ends[0] == ends[1]] = ends[:, ends[0] == ends[1]]
        left = Doubts(self.blueprint.derived_behind(self._asked(self.blueprint.doubts, wide)))
        self._left[:] = [(*wide, left), *self._left[: MOST_LEFT - 1]]
        return self._asked(left, ends)

    def _asked(self, doubts: Doubts, ends: np.ndarray) -> list[str]:
        return doubts.within({**self._settled, **dict(zip(self.names, map(tuple, ends.T.tolist()), strict=True))})

    @cached_property
    def _left(self) -> list[tuple[np.ndarray, np.ndarray, Doubts]]:
        """The last wide ranges, least and most (k,), and what may lack a value there."""
        return []

    @cached_property
    def _settled(self) -> dict[str, Range]:
        return {name: (value, value) for name, value in self.settings.items()}

    @cached_property
    def _admissible(self) -> Admissibility:
        return admissibility_of(self.blueprint.parameters, self.names, self.settings)


@overload
def refuse_bad_values(
    values: Mapping[str, Any], known: Mapping[str, float], blueprint: Blueprint
) -> dict[str, np.ndarray]: ...
@overload
def refuse_bad_values(values: np.ndarray, known: Sequence[str], blueprint: Blueprint) -> np.ndarray: ...
def refuse_bad_values(values: Any, known: Any, blueprint: Blueprint) -> Any:
    """The values as arrays of float64.

    Raises ScenarioError with every unknown or derived name, every shape that does not fit and every value that is no
    finite number.
    """
    problems: list[str] = []
    if isinstance(values, Mapping):
        found = {name: _array(name, value, known, blueprint, problems) for name, value in values.items()}
        lengths = {name: len(array) for name, array in found.items() if array.ndim}
        if len(set(lengths.values())) > 1:
            problems.append(
                message(
                    "values have different numbers of samples: {listed}",
                    listed=enumerated(f"{name}: {length}" for name, length in lengths.items()),
                )
            )
        result: Any = found
    else:
        columns = columns_of(values, known)
        result = columns.T
        problems = Judge(blueprint, tuple(known), {}).strange(columns, ends_of(columns)) if columns.size else []
    if any(problems):
        raise ScenarioError("\n".join(filter(None, problems)))
    return result


def columns_of(values: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """An array of values (n, k) as columns (k, n) of float64.

    Raises ScenarioError for a shape that does not fit the names.
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 2 or found.shape[1] != len(names):
        raise ScenarioError(
            message(
                "an array of values has the shape (samples, {count}); this one has {shape}",
                count=len(names),
                shape=found.shape,
            )
        )
    return np.ascontiguousarray(found.T)


def ends_of(columns: np.ndarray) -> np.ndarray:
    """Least and most (2, k) of every one of some columns (k, n); no number where one of them is none."""
    found = np.empty((2, len(columns)))
    for start in range(0, len(columns), CHUNK):  # the second pass finds them in the cache
        part = slice(start, start + CHUNK)
        columns[part].min(axis=1, out=found[0, part])
        columns[part].max(axis=1, out=found[1, part])
    return found


def _no_number(name: str, column: np.ndarray) -> str:
    sample = int(np.flatnonzero(~np.isfinite(column))[0])
    return message("{value} is {value_2:g} in sample {sample}; give finite numbers",
                   value=name, value_2=column[sample], sample=sample)  # fmt: skip


def _array(name: str, value: Any, known: Mapping[str, float], blueprint: Blueprint, problems: list[str]) -> np.ndarray:
    if name not in known:
        if name in blueprint.parameters:
            formula = blueprint.parameters[name].formula
            problems.append(
                message("parameter '{name}' is derived ({formula}); set what it depends on", name=name, formula=formula)
            )
        else:
            problems.append(message("there is no parameter '{name}'; {near}", name=name, near=suggestion(name, known)))
        return np.zeros(())
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        problems.append(message("{name}={value!r} is not a number", name=name, value=value))
        return np.zeros(())
    if array.ndim > 1:
        problems.append(
            message(
                "{name} has the shape {shape}; give a number, or one number for each sample",
                name=name,
                shape=array.shape,
            )
        )
    elif not np.isfinite(array).all():
        where = "" if array.ndim == 0 else f" in sample {int(np.flatnonzero(~np.isfinite(array))[0])}"
        problems.append(
            message(
                "{name} is {value:g}{where}; give finite numbers",
                name=name,
                value=array[~np.isfinite(array)].flat[0],
                where=where,
            )
        )
    else:
        problems.append(code_problem(name, array, blueprint.parameters[name]))
    return array
