"""The rows behind a result as a terminal shows them: where each stands, what it joins, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lca_models.reporting.text.columns import left, right
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import CHINESE, catalogue
from lca_models.scope.wording.messages import in_language, language_in_use, message
from lca_models.scope.wording.prose import told

if TYPE_CHECKING:
    from lca_models.interpretation.contribution.rows import Trace

PLACE, NAME = 44, 72  # columns of a row's place, and of a purchase


def trace_text(found: Trace) -> str:
    """Rows of the inventories by level, largest first."""
    titles = {
        "purchase": message("what the life cycle buys and emits"),
        "emission": message("which emissions it becomes"),
    }
    lines = []
    for level, title in titles.items():
        lines += [
            message("{title}:", title=title),
            right(message("share"), 7)
            + "  "
            + left(message("row"), PLACE)
            + left(message("what is bought → who buys it"), NAME)
            + right(message("amount"), 12)
            + "  "
            + message("source, locator [evidence, verification, plant]"),
        ]
        for row in found.rows:
            if row["level"] == level:
                place = f"{row['table']}:{row['row']}" if row["row"] else row["table"]
                name = left(in_language(row["name"], row["name_zh"]), NAME)
                lines.append(f"{row['share']:>7.1%}  {place:<{PLACE}}{name}{row['amount']:>12.5g}  {_cited(row)}")
        lines.append("")
    covered = message("rows listed stand behind {share:.1%} of the result", share=found.covered)
    return "\n".join([*lines, covered, *_verification_lines(found.verification)])


def _verification_lines(shares: Mapping[str, Mapping[str, float]]) -> list[str]:
    """How the rows behind the whole result were checked, a line for each level; nothing where none says so."""
    from lca_models.interpretation.contribution.verification import is_checked, shares_text

    titles = {
        "purchase": message("of what the life cycle buys and emits"),
        "emission": message("of the emissions it becomes"),
    }
    if not is_checked(shares):
        return []
    return [
        message("how it was checked, {level}: {shares}", level=title, shares=shares_text(shares[level]))
        for level, title in titles.items()
    ]


def plant_words(code: str, language: str) -> str:
    """Whose plants a figure is of: words for a code that is no country's (`none`, `unknown`, `GLO`), else the code."""
    key = f"plant.{code}"
    return label(key, language) if key in catalogue() else code


def _cited(row: Mapping[str, Any]) -> str:
    """Source, locator, evidence and verification of a row; what a row of a Brightway project does not give stays out."""
    language = language_in_use()
    comma = label("text.comma", language)
    cited = comma.join(filter(None, (str(row["source"]), told(str(row["locator"]), language))))
    judged = (
        label(f"evidence.{row['evidence']}", language) if language == CHINESE and row["evidence"] else row["evidence"],
        label(f"verified.{str(row['verified']).replace(' ', '_')}", language)
        if language == CHINESE and row["verified"]
        else row["verified"],
        plant_words(str(row["plant_country"]), language),
    )
    words = comma.join(str(one) for one in judged if one)
    return f"{cited} [{words}]" if words else cited
