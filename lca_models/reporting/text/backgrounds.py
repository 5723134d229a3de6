"""A result on a database of somebody beside the same on this kit's background, as lines."""

from __future__ import annotations

from lca_models.interpretation.contribution.backgrounds import Material, SideBySide
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.scope.declared_unit import PACK
from lca_models.scope.quantity import unit_text
from lca_models.scope.wording.messages import language_in_use, message

SHOWN, MARGIN = 15, 2  # materials; columns between cells


def side_by_side_text(found: SideBySide) -> str:
    """Both results by material, the largest differences first, and what both have in common."""
    own, theirs = found.totals
    unit = unit_text(found.theirs.assessment.unit, PACK, language_in_use())
    shown, rest = found.materials[:SHOWN], found.materials[SHOWN:]
    rows = [(one.words, one.own, one.theirs) for one in shown]
    if rest:
        rows.append((message("{count} others", count=len(rest)), _sum(rest, "own"), _sum(rest, "theirs")))
    rows += [(message("in common"), found.unchanged, found.unchanged), (message("total"), own, theirs)]
    width = max(width_of(name) for name, *_ in rows) + MARGIN
    heads = (message("this kit"), message("there"), message("difference"))
    lines = [
        message("on this kit's background and on {database}, {unit}:", database=found.background.database, unit=unit),
        left("", width) + "".join(right(head, 12) for head in heads),
    ]
    lines += [
        left(name, width) + "".join(right(f"{cell:,.1f}", 12) for cell in (mine, other))
        + right(f"{other - mine:+,.1f}", 12)
        for name, mine, other in rows
    ]  # fmt: skip
    return "\n".join(lines)


def _sum(materials: tuple[Material, ...], name: str) -> float:
    return sum(float(getattr(one, name)) for one in materials)
