"""A result as HTML: the three totals, the stage chart for wide and for narrow pages, and the same as a table for readers
of the screen and for programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from lca_models.interpretation.uncertainty.intervals import Interval
from lca_models.panels.charts.stages import stage_bars, stage_chart
from lca_models.panels.look import output_element
from lca_models.panels.model.answers import PackResult, change
from lca_models.reporting.figures.palette import INK, MUTED
from lca_models.reporting.text.numbers import MINUS, number_text, percent_text, pretty_unit, signed_text
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_DELIVERED, PACK, DeclaredUnit
from lca_models.scope.labels import label, stage_label
from lca_models.scope.quantity import readable, readable_text, unit_text
from lca_models.scope.wording.catalogue import ENGLISH


def totals_html(
    result: PackResult,
    baseline: PackResult,
    language: str = ENGLISH,
    against: str = "panel.against",
    intervals: Mapping[str, Interval] | None = None,
) -> str:
    """The total per every declared unit, what rules declare first, with its interval and difference to the baseline."""
    cells = []
    for per in sorted(DECLARED_UNITS, key=lambda one: one != KWH_DELIVERED):
        total = result.total(per)
        shown, found = total.readable(), change(result, baseline, per)
        scale = readable(total.unit, per)[0]
        side = "" if not found.amount else "lca-down" if found.amount < 0 else "lca-up"
        words = label("panel.same", language)
        if found.amount:
            percent = percent_text(found.share).replace(" ", "\u00a0") if found.share is not None else MINUS
            words = label("panel.versus", language, change=signed_text(found.amount * scale, 3), percent=percent)
        cells.append(
            f"<div>{output_element(f'total {per.code}', total.amount, number_text(shown.amount))}"
            f"<small>{escape(pretty_unit(unit_text(shown.unit, per, language)))}</small>"
            f"{_interval_html((intervals or {}).get(per.code), scale, language)}"
            f'<small class="lca-change {side}">{escape(words)}</small></div>'
        )
    gate = result.cradle_to_gate
    words = label("panel.gate", language, amount=number_text(gate.amount),
                  unit=pretty_unit(unit_text(gate.unit, gate.basis, language)))  # fmt: skip
    hint = "".join(f'<p class="lca-hint">{escape(text)}</p>' for text in (words, label(against, language)))
    return f'<div class="lca-totals" aria-live="polite">{"".join(cells)}{hint}</div>'


def _interval_html(found: Interval | None, scale: float, language: str) -> str:
    if found is None:
        return ""
    low, high = number_text(found.low * scale, 3), number_text(found.high * scale, 3)
    words = label("panel.interval", language, low=low, high=high, percentile=f"{found.percentile:.0f}")
    return f"<small>{escape(words)}</small>"


def chart_html(result: PackResult, baseline: PackResult, per: DeclaredUnit, language: str = ENGLISH) -> str:
    """The stage chart per declared unit, with its key and the numbers behind it."""
    bars = stage_bars(result.of_basis(per), baseline.of_basis(per))
    _, unit = readable_text(result.unit(per))
    wide, small = (stage_chart(bars, unit, language, narrow=narrow) for narrow in (False, True))
    return (
        wide_and_small(wide, small)
        + _key(language, credited=any(bar.credit for bar in bars))
        + _numbers(result, language)
    )


def wide_and_small(wide: str, small: str) -> str:
    """Two forms of a chart, of which the style sheet shows the one that fits the page."""
    return wide.replace("lca-chart", "lca-chart lca-wide", 1) + small.replace("lca-chart", "lca-chart lca-small", 1)


def _key(language: str, credited: bool) -> str:
    box = '<svg width="26" height="14">{}<rect x="1" y="1" width="24" height="12" {}/></svg>'
    outline = box.format("", f'fill="none" stroke="{INK}" stroke-dasharray="4 3"')
    lines = f'<path d="M2 13L13 1M9 13L20 1M16 13L25 3" stroke="{MUTED}" stroke-width="2"/>'
    hatch = box.format(lines, f'fill="none" stroke="{MUTED}"')
    net = f'<svg width="14" height="14"><path d="M7 1l6 6l-6 6l-6 -6z" fill="{INK}"/></svg>'
    shown = [(outline, "figure.baseline"), *([(hatch, "figure.credit"), (net, "figure.net")] if credited else [])]
    return f'<div class="lca-key">{"".join(f"<span>{mark}{escape(label(key, language))}</span>" for mark, key in shown)}</div>'


def _numbers(result: PackResult, language: str) -> str:
    """Scores per pack by stage, to the last digit, where only programs and readers of the screen look."""
    rows = "".join(
        f"<tr><th>{escape(stage_label(stage, language))}</th>"
        f"<td>{output_element(f'stage {stage}', amount, number_text(amount))}</td>"
        f"<td>{output_element(f'credit {stage}', result.credits.get(stage, 0.0), number_text(result.credits.get(stage, 0.0)))}"
        f"</td></tr>"
        for stage, amount in result.stages.items()
    )
    return f'<table class="lca-hidden"><caption>{escape(unit_text(result.score_unit, PACK, language))}</caption>{rows}</table>'
