"""What is refused before a compiled system runs, with every fault named at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

import numpy as np

from lca_models.impact.compiled.blueprint import Blueprint
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


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
                    listed=", ".join(f"{name}: {length}" for name, length in lengths.items()),
                )
            )
        result: Any = found
    else:
        result = np.asarray(values, dtype=float)
        if result.ndim != 2 or result.shape[1] != len(known):
            raise ScenarioError(
                message(
                    "an array of values has the shape (samples, {count}); this one has {shape}",
                    count=len(known),
                    shape=result.shape,
                )
            )
        for column in () if np.isfinite(result.sum()) else np.flatnonzero(~np.isfinite(result).all(axis=0)):
            sample = int(np.flatnonzero(~np.isfinite(result[:, column]))[0])
            problems.append(
                message(
                    "{value} is {value_2:g} in sample {sample}; give finite numbers",
                    value=known[column],
                    value_2=result[sample, column],
                    sample=sample,
                )
            )
        for place, name in enumerate(known):
            problems.extend(_code_problems(name, result[:, place], blueprint))
    if problems:
        raise ScenarioError("\n".join(problems))
    return result


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
        problems.extend(_code_problems(name, array, blueprint))
    return array


def _code_problems(name: str, values: np.ndarray, blueprint: Blueprint) -> Iterator[str]:
    """A value of a choice that is none of its codes: no exchange would be switched on, and the result too small."""
    data = blueprint.parameters[name].data
    codes = data.get("codes")
    if data.get("kind") != "choice" or not codes:
        return
    strange = values[~np.isin(values, np.asarray(codes, dtype=float))]
    if strange.size:
        known = ", ".join(f"{code:g}" for code in codes)
        yield message(
            "{name} is {value:g}, which no process supplies; give one of {known}",
            name=name,
            value=strange.flat[0],
            known=known,
        )
