"""The stage of every exchange in a project that names none, or names them for some of its processes only.

The foreground is what carries stages: the processes that have one, those of the demand's own database, and whatever buys
from them. Each foreground purchase from outside and each of its emissions has one stage, so the stages sum to the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lca_models.scope.stages import STAGES, UNASSIGNED

Key = tuple[str, str]  # database, code
MOST = 500  # processes of the demand's database: more are a background that the demand stands in


@dataclass(frozen=True)
class Purchase:
    """An exchange of one process with another, or with the environment."""

    buyer: Key
    input: Key
    supplier: Key | None  # None: an elementary flow
    is_production: bool
    stage: str  # stored with it, or given by a stage map


def assigned_stages(
    purchases: Sequence[Purchase], stages: Mapping[Key, str], demanded: Key, otherwise: str = UNASSIGNED
) -> tuple[str, ...]:
    """The stage of each purchase; empty for those of the background, and for what stays inside the foreground.

    `stages`: by process, empty where it has none. `demanded`: the process that makes the product demanded. A foreground
    process without a stage of its own has the stage `otherwise`.
    """
    own = {process: stage for process, stage in stages.items() if stage}
    if demanded not in own:
        beside = [process for process in stages if process[0] == demanded[0]]
        for process in beside if len(beside) <= MOST else [demanded]:
            own.setdefault(process, otherwise)
    buyers: dict[Key, set[Key]] = {}
    for one in purchases:
        if one.supplier is not None and not one.is_production:
            buyers.setdefault(one.supplier, set()).add(one.buyer)
    waiting = list(own)
    while waiting:
        for buyer in buyers.get(waiting.pop(), ()):
            if buyer not in own:
                own[buyer] = otherwise
                waiting.append(buyer)
    return tuple(
        (one.stage or own[one.buyer]) if one.buyer in own and one.supplier not in own else "" for one in purchases
    )


def names_of_stages(stages: Sequence[str]) -> tuple[str, ...]:
    """Stages that some exchange has: those of this kit in the order of the life cycle, then others as they come."""
    found = dict.fromkeys(stage for stage in stages if stage)
    return (
        *(stage for stage in STAGES if stage in found),
        *(stage for stage in found if stage not in (*STAGES, UNASSIGNED)),
        *((UNASSIGNED,) if UNASSIGNED in found or not found else ()),
    )
