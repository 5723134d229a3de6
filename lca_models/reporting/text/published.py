"""This kit beside what others publish as text: the way to a published value, and its processes with published factors."""

from __future__ import annotations

from lca_models.interpretation.comparison.reconciliation import Reconciliation
from lca_models.interpretation.comparison.structure import ALIKE, StructureTest
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.scope.labels import word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.messages import in_language, language_in_use, message
from lca_models.scope.wording.prose import told

MARGIN = 2


def reconciliation_text(found: Reconciliation) -> str:
    """The waterfall, line by line, with the reference's own figures below each bar."""
    one, product = found.reference, found.footprint.system.shipped_product
    head = message(
        "{product} beside {reference}, {unit}",
        product=in_language(product.name, product.name_zh),
        reference=told(one.name, language_in_use()),
        unit=unit_label(found.unit, language_in_use()),
    )
    names = [word_label(row["step"], language_in_use()) for row in found.rows()]
    width = max(width_of(name) for name in names) + MARGIN
    lines = [head, ""]
    for name, row in zip(names, found.rows(), strict=True):
        amount = f"{row['amount']:.2f}" if row["kind"] == "total" else f"{row['amount']:+.2f}"
        lines.append(left(name, width) + right(amount, 10))
        lines += [f"{'':{MARGIN}}{text}" for text in row["cited"]]
    lines.append("")
    if found.is_range_only:
        lines.append(
            message(
                "range only: the reference publishes {count} inputs, too few to say where the difference comes from",
                count=found.inputs,
            )
        )
    elif found.explained_share is not None:
        lines.append(message("explained: {share:.0%} of the difference", share=found.explained_share))
    if one.low is not None and one.high is not None:
        inside = one.low <= found.kit <= one.high
        text = message("inside") if inside else message("outside")
        lines.append(message("published range: {low:g} to {high:g}; this kit is {inside} of it",
                             low=one.low, high=one.high, inside=text))  # fmt: skip
    return "\n".join([*lines, *([told(one.comment, language_in_use())] if one.comment else [])])


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
