"""A test of structure as lines: a material each, and the reason of each that deviates by more than a tenth."""

from __future__ import annotations

from lca_models.interpretation.comparison.structure import ALIKE, StructureTest
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.scope.wording.messages import in_language, message

MARGIN = 2


def structure_text(found: StructureTest) -> str:
    """The materials with both results, closest first, and what makes the others differ."""
    heads = (message("published"), message("fed"), message("deviation"), message("own"), message("this kit"))
    width = max(width_of(one.material) for one in found.materials) + MARGIN
    lines = [
        message("this kit's processes with the factors of {reference}, kg CO2e per unit", reference=found.reference),
        "",
        left(message("material"), width) + "".join(right(head, 12) for head in heads),
    ]
    for one in found.materials:
        cells = (
            f"{one.published:.4g}",
            f"{one.fed:.4g}",
            f"{one.deviation:+.1%}",
            f"{one.own_share:.0%}",
            f"{one.kit:.4g}",
        )
        lines.append(left(one.material, width) + "".join(right(cell, 12) for cell in cells))
    lines += ["", message("own: share of what was fed that stays this kit's, as the reference has no factor for it")]
    far = [one for one in found.materials if one.owes_reason]
    if far:
        lines += ["", message("beyond {limit:.0%}:", limit=ALIKE)]
    lines += [f"{one.material}: {in_language(one.reason, one.reason_zh)}" for one in far]
    return "\n".join(lines)
