"""The lines of a declared result, as its bundle holds them: what each adds, what its data are worth and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from lca_models.programme.evaluation.indicators.weights import ResultLine
from lca_models.programme.submissions.result_rows import OWN
from lca_models.reporting.verification.received import received
from lca_models.scope.errors import LcaModelsError

if TYPE_CHECKING:
    from lca_models.programme.evaluation.declarations import Declaration

LINE = "line"  # a kind of row of the table of quality


def lines_of(
    declarations: Sequence[Declaration], bundle_of: Callable[[Declaration], bytes]
) -> dict[str, tuple[ResultLine, ...]]:
    """The lines of declarations by submission; those whose bundle does not hold its tables are left out.

    `bundle_of`: the bytes of a declaration's bundle.
    """
    found = {}
    for one in declarations:
        try:
            found[one.id] = result_lines(bundle_of(one))
        except (LcaModelsError, KeyError, ValueError, OSError):
            continue  # it is evaluated by its stages alone
    return found


def result_lines(content: bytes) -> tuple[ResultLine, ...]:
    """The lines of a bundle. Raises ArchiveError, and KeyError or ValueError where its tables are not there or none."""
    bundle = received(content).bundle
    scores = {row["name"]: row["grade"] for row in bundle.table("quality") if row["kind"] == LINE}
    return tuple(_line(row, scores) for row in bundle.table("contributions"))


def _line(row: Mapping[str, str], scores: Mapping[str, str]) -> ResultLine:
    score = scores.get(row["line"], "")
    kg, is_primary = float(row["kg_co2e_per_pack"]), row["whose"] in OWN
    return ResultLine(row["stage"], kg, float(score) if score else None, is_primary, bool(row["evidence"]))
