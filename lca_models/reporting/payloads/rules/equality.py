"""A payload against the same made again from the result: every figure and text that differs (PAY-07)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.structure import MOST_FLAWS, figure_of, shown
from lca_models.reporting.payloads.rules.checking import RESULT_RULE, PayloadProblem
from lca_models.reporting.payloads.sentinels import leaves
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message, speaking


def compare_payload(received: Any, again: Any) -> tuple[PayloadProblem, ...]:
    """What differs between a payload and the one that the result makes; none where both say the same.

    Figures are equal where they are the same number, however written. `again`: of the same issue and identifiers.
    """
    with speaking(ENGLISH):
        english = list(_differences(received, again))
    with speaking(CHINESE):
        chinese = list(_differences(received, again))
    pairs = zip(english, chinese, strict=True)
    return tuple(PayloadProblem(path, RESULT_RULE, "result", en, zh) for (path, en), (_, zh) in pairs)[:MOST_FLAWS]


def difference(received: Any, again: Any) -> float | None:
    """Of two figures: the first less the second; None where one is no figure."""
    first, second = figure_of(received), figure_of(again)
    return None if first is None or second is None else float(first - second)


def _differences(received: Any, again: Any) -> Iterator[tuple[str, str]]:
    theirs, ours = dict(leaves(received)), dict(leaves(again))
    for path in [*ours, *(one for one in theirs if one not in ours)]:
        if path not in theirs:
            yield path, message("is missing; the result gives {ours}", ours=shown(ours[path]))
        elif path not in ours:
            yield path, message("is {theirs}, and the result has no such field", theirs=shown(theirs[path]))
        elif theirs[path] != ours[path] and (gap := difference(theirs[path], ours[path])) != 0:
            text = message(
                "is {theirs}, and the result gives {ours}", theirs=shown(theirs[path]), ours=shown(ours[path])
            )
            yield path, text if gap is None else f"{text} ({gap:+.6g})"
