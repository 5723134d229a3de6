"""What a result of a data sheet rests on, as text: whose data by stage, which to collect next, what other keys would give."""

from __future__ import annotations

from collections.abc import Sequence

from lca_models.impact.footprint import Footprint
from lca_models.interpretation.evidence.key_effects import KeyEffect, key_effects
from lca_models.interpretation.evidence.next_data import DataPoint, next_data
from lca_models.interpretation.evidence.own_data import BACKGROUND, CREDIT, WHOSE, OwnData, own_data
from lca_models.inventory.activity.sheet.fields import find_entry
from lca_models.reporting.text.category import shown_unit
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.scope.declared_unit import PACK
from lca_models.scope.labels import label, stage_label
from lca_models.scope.quantity import unit_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import language_in_use, message

STAGE, NUMBER = 26, 12  # columns of a terminal


def whose_words(whose: str, language: str = "") -> str:
    """What a class of data is called, in a language (default: that in use)."""
    return label(f"whose.{whose}", language or language_in_use())


def status_words(status: str, language: str = "") -> str:
    """What a data point is now, in a language (default: that in use)."""
    return label(f"data_point.{status}", language or language_in_use())


def key_words(key: str, language: str = "") -> str:
    """A key of allocation, in a language (default: that in use)."""
    entry = find_entry("allocation_keys", key)
    if entry is None:
        return key
    return entry.chinese if (language or language_in_use()) == CHINESE else entry.english


def own_data_text(result: Footprint) -> list[str]:
    """Lines below the footprint of a data sheet; none for any other product."""
    if result.system.pack is None:
        return []
    found = own_data(result.assessment)
    lines = ["", message("Whose data it rests on, credits left out"), *whose_lines(found), *share_lines(found)]
    if points := next_data(result.assessment):
        lines += ["", message("Collect next, by share of the result and of its spread"), *next_lines(points)]
    if effects := key_effects(result.assessment):
        unit = unit_text(shown_unit(result), PACK, language_in_use())
        lines += ["", message("Keys of allocation, and what others would give"), *key_lines(effects, unit)]
    return lines


def whose_lines(found: OwnData) -> list[str]:
    """Shares by stage and class: a line a stage, the whole last."""
    heads = [whose_words(whose) for whose in WHOSE]
    widths = [max(NUMBER, width_of(head) + 2) for head in heads]
    lines = [left(message("stage"), STAGE) + _row(heads, widths)]
    stages = dict.fromkeys(one.stage for one in found.parts if one.whose != CREDIT)
    for stage in (*stages, None):
        name = message("whole result") if stage is None else stage_label(stage, language_in_use())
        shares = [f"{found.share(whose, stage):.0%}" for whose in WHOSE]
        lines.append(left(name, STAGE) + _row(shares, widths))
    return lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(right(cell, width) for cell, width in zip(cells, widths, strict=True))


def share_lines(found: OwnData) -> list[str]:
    """How many values are the maker's, the shares of activity and of primary data, and what stands behind them."""
    return [
        found.note(),
        message(
            "measured or documented activity data: {whole:.0%} of the life cycle, {gate:.0%} to the gate of the plant",
            whole=found.activity_share,
            gate=found.activity_share_to_gate,
        ),
        message(
            "primary-data share: {whole:.0%} of the life cycle, {gate:.0%} to the gate of the plant (Pathfinder Framework: "
            "based on both activity data and emission factors)",
            whole=found.primary_share,
            gate=found.primary_share_to_gate,
        ),
        message(
            "behind {share:.0%} of the result stand background processes of this kit, whosever the amounts are",
            share=found.factor_share(BACKGROUND),
        ),
    ]


def next_lines(points: Sequence[DataPoint]) -> list[str]:
    """A line a data point: what it is and whose now, its shares, who has it, and where it is written."""
    return [
        message(
            "{number:>2}. {label} ({status}): {share:.1%} of the result, spread {spread:.1%}; {who}; {place}",
            number=number,
            label=one.label,
            status=status_words(one.status),
            share=one.share,
            spread=one.spread,
            who=one.who,
            place=one.place,
        )
        for number, one in enumerate(points, 1)
    ]


def key_lines(effects: Sequence[KeyEffect], unit: str) -> list[str]:
    """A line a meter: the key in use, and what each other would do to the result."""
    lines = []
    for meter in dict.fromkeys(one.key.meter for one in effects):
        rows = [one for one in effects if one.key.meter == meter]
        others = "; ".join(
            message("{key} {amount:.4g} ({effect:+.3g} {unit})", key=key_words(one.key.key), amount=one.key.amount,
                    effect=one.effect, unit=unit)
            for one in rows if not one.key.is_used
        )  # fmt: skip
        used = [one for one in rows if one.key.is_used]
        words = f"{key_words(used[0].key.key)} {used[0].key.amount:.4g} {used[0].key.unit}" if used else message("none")
        lines.append(message("{meter}: {used}; by {others}", meter=meter, used=words, others=others))
    return lines
