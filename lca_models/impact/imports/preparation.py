"""Every new process of a project prepared for a calculation and for a Monte Carlo, so that an import says what the first
calculation would.

What a process buys is prepared with it: a process that a sound one reaches is sound. So those are prepared that no other
new process buys, and what they buy one by one only where they cannot be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lca_models.impact.assessment import assess
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.impact.methods import default_method, find_method
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import (
    PROCESS_TYPES,
    PRODUCTION_TYPES,
    Key,
    ProjectError,
    ProjectRows,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import UNASSIGNED
from lca_models.scope.wording.messages import message


def unprepared(rows: ProjectRows, databases: Collection[str]) -> tuple[str, ...]:
    """The processes of some databases of a project that cannot be calculated or drawn, each with the reason."""
    try:
        method = find_method(rows, default_method(rows))
    except (ScenarioError, ProjectError) as error:
        return (str(error),)
    return tuple(_unprepared(rows, databases, method))


def _unprepared(rows: ProjectRows, databases: Collection[str], method: tuple[str, ...]) -> Iterator[str]:
    further: Collection[Key]
    bought = _purchases(rows, databases)
    inside = {one for inputs in bought.values() for one in inputs}
    waiting = [key for key in bought if key not in inside] or [*bought]  # where all buy one another, each by itself
    sound: set[Key] = set()
    seen = set(waiting)
    while waiting:
        key = waiting.pop()
        if problem := _problem(rows, key, method):
            yield message("'{process}': {problem}", process="/".join(key), problem=problem)
            further = bought[key]
        else:
            sound |= (reached := _reached(key, bought))
            further = () if sound >= reached else reached
        waiting += [one for one in further if one not in seen]
        seen.update(further)
    rest = [key for key in bought if key not in sound and key not in seen]
    for key in rest:  # in circles that nobody outside buys from
        if key not in sound:
            if problem := _problem(rows, key, method):
                yield message("'{process}': {problem}", process="/".join(key), problem=problem)
            else:
                sound |= _reached(key, bought)


def _purchases(rows: ProjectRows, databases: Collection[str]) -> Mapping[Key, tuple[Key, ...]]:
    """What each new process buys of the new ones."""
    found: dict[Key, list[Key]] = {
        node.key: [] for node in rows.nodes if node.key[0] in databases and node.type in PROCESS_TYPES
    }
    for row in rows.exchanges:
        if row.process in found and row.type not in (*PRODUCTION_TYPES, "biosphere") and row.input in found:
            found[row.process].append(row.input)
    return {key: tuple(dict.fromkeys(inputs)) for key, inputs in found.items()}


def _reached(key: Key, bought: Mapping[Key, tuple[Key, ...]]) -> set[Key]:
    found, waiting = {key}, [key]
    while waiting:
        further = [one for one in bought[waiting.pop()] if one not in found]
        found.update(further)
        waiting += further
    return found


def _problem(rows: ProjectRows, key: Key, method: tuple[str, ...]) -> str:
    """Why a process cannot be calculated, or not drawn; empty for nothing."""
    try:
        system = build_product_system(rows, key, default_stage=UNASSIGNED)
        assess(system, method=method, allow_incomplete=True)
    except LcaModelsError as error:
        return _first(error)
    try:
        everything_uncertain(system, (method,), allow_incomplete=True)
    except LcaModelsError as error:
        return message("it can be calculated, but not drawn: {error}", error=_first(error))
    return ""


def _first(error: LcaModelsError) -> str:
    """The first problem of an error, and how many more there are."""
    lines = [" ".join(line.split()) for line in str(error).splitlines() if line.strip()]
    listed = (
        lines[1:] if len(lines) > 1 and not str(error).splitlines()[0].startswith(" ") and _is_heading(lines) else lines
    )
    more = message(" (and {count} more)", count=len(listed) - 1) if len(listed) > 1 else ""
    return listed[0] + more


def _is_heading(lines: list[str]) -> bool:
    """Whether the first line counts the problems that follow."""
    return lines[0].split()[0].isdigit()
