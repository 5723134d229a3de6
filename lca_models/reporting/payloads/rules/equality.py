"""A payload against the same made again from the result: every figure and text that differs (PAY-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.structure import MOST_FLAWS, figure_of, shown
from lca_models.reporting.payloads.rules.checking import RESULT_RULE, PayloadProblem
from lca_models.reporting.payloads.sentinels import leaves
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message, speaking


@dataclass(frozen=True)
class Difference:
    """A field that is not what the result makes of it; None where one side lacks it."""

    path: str
    received: Any
    again: Any

    @property
    def gap(self) -> float | None:
        """Of two figures: the received one less the other; None where one is no figure."""
        return difference(self.received, self.again)

    @property
    def words(self) -> str:
        """What differs, in the language in use."""
        if self.received is None:
            return message("is missing; the result gives {ours}", ours=shown(self.again))
        if self.again is None:
            return message("is {theirs}, and the result has no such field", theirs=shown(self.received))
        text = message("is {theirs}, and the result gives {ours}", theirs=shown(self.received), ours=shown(self.again))
        return text if self.gap is None else f"{text} ({self.gap:+.6g})"


def differences(received: Any, again: Any) -> tuple[Difference, ...]:
    """The fields in which a payload differs from the one that the result makes, at most MOST_FLAWS.

    Figures are equal where they are the same number, however written. `again`: of the same issue and identifiers.
    """
    return tuple(islice(_differences(received, again), MOST_FLAWS))


def compare_payload(received: Any, again: Any) -> tuple[PayloadProblem, ...]:
    """The same as problems, in both languages; none where both say the same."""
    found = differences(received, again)
    with speaking(ENGLISH):
        english = [one.words for one in found]
    with speaking(CHINESE):
        chinese = [one.words for one in found]
    return tuple(
        PayloadProblem(one.path, RESULT_RULE, "result", en, zh)
        for one, en, zh in zip(found, english, chinese, strict=True)
    )


def difference(received: Any, again: Any) -> float | None:
    """Of two figures: the first less the second; None where one is no figure."""
    first, second = figure_of(received), figure_of(again)
    return None if first is None or second is None else float(first - second)


def _differences(received: Any, again: Any) -> Iterator[Difference]:
    theirs, ours = dict(leaves(received)), dict(leaves(again))
    for path in [*ours, *(one for one in theirs if one not in ours)]:
        first, second = theirs.get(path), ours.get(path)
        if first != second and difference(first, second) != 0:
            yield Difference(path, first, second)
