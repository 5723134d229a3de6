"""The members of a bundle that hold the conformity matrix."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.reporting.declaration.bundle import FURTHER_REQUIREMENTS, MATRIX, MATRIX_WORKBOOK
from lca_models.reporting.declaration.conformity.judging import Touches, matrix, matrix_table
from lca_models.reporting.declaration.conformity.outcome import Outcome
from lca_models.reporting.declaration.conformity.workbook import matrix_workbook
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.declaration.status import rule_set_status

EXAMPLE = "made-up example, not a declaration 虚构示例，非申报文件"
UNOFFICIAL = (
    "none of these results is an official one; texts that were not read are marked 均非官方结果；未读原文均已注明"
)


def members(
    declared: Declared, outcomes: Mapping[str, Outcome] | None = None, touches: Touches | None = None
) -> dict[str, bytes]:
    """The matrix as table and as workbook, and the table of the holder of a standard as it was handed in.

    `outcomes`: by the id of a rule, what `verify` found; none where nothing was verified yet. `touches`: findings by the id of
    a requirement. Raises RequirementsError for a malformed table of a holder, OSError where it cannot be read.
    """
    rows = matrix(declared, outcomes, touches=touches)
    status = rule_set_status(declared.result.rule_set)
    header = [
        f"{declared.pack.identity.get('model') or declared.pack.name} · {declared.issued.date().isoformat()}",
        f"{status.english} ({status.date}): {status.status_en}"
        if status.date
        else f"{status.english}: {status.status_en}",
        f"{status.chinese}：{status.status_zh}",
        UNOFFICIAL,
    ]
    found = {
        MATRIX: matrix_table(rows).csv(),
        MATRIX_WORKBOOK: matrix_workbook(rows, declared.issued, [EXAMPLE, *header] if declared.is_example else header,
                                         result_table(declared, "electricity")),
    }  # fmt: skip
    if declared.further_requirements is not None:
        found[FURTHER_REQUIREMENTS] = declared.further_requirements.read_bytes()
    return found
