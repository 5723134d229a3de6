"""What stands beside a figure in both languages: its caption, the paragraph on methods, and its table for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models import __version__
from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_words
from lca_models.interpretation.uncertainty.names import driver_words
from lca_models.inventory.tables.records import Province, Source
from lca_models.reporting.papers.chart import Chart
from lca_models.reporting.papers.naming import short_hash
from lca_models.reporting.text.numbers import number_text, pretty_unit
from lca_models.reporting.text.tables.cells import heading
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import CHINESE, catalogue

if TYPE_CHECKING:
    import pandas as pd

MOST_SETUPS = 4  # results whose setup a caption tells
ASPECTS = ("boundary", "electricity", "end of life")  # of a rule set, in the paragraph on methods
EVIDENCE = ("measured", "literature", "calculated", "assumed")
MOST_ROWS = 200  # of a table for readers; longer ones are for programs


def caption(chart: Chart, table: pd.DataFrame, language: str, provinces: Sequence[Province] = ()) -> str:
    """What a figure shows, of what, and what made it, in one paragraph.

    `table`: that of the chart in the language; `provinces`: of the study, for their names.
    """
    first = chart.results[0]
    names = list(dict.fromkeys(product_name(one, language) for one in chart.results))
    words = {
        "product": _listed(names, language),
        "category": category_of(first, language),
        "unit": pretty_unit(unit_label(str(table["unit"].iloc[0]), language)) if "unit" in table else "",
        **({"pair": table["pair"].iloc[0]} if "pair" in table else {}),
        **chart.values,
    }
    parts = [label(f"caption.{chart.kind}", language, **words)]
    setups = dict.fromkeys(setup_words(one, language, provinces) for one in chart.results if not one.is_foreign)
    parts += list(setups)[:MOST_SETUPS] if len(setups) <= MOST_SETUPS else []
    if "kind" in table and "credit" in set(table["kind"]):
        parts.append(label("caption.credits", language))
    if "n" in chart.values and (key := f"caption.{chart.kind}.draws") in catalogue():
        parts.append(label(key, language, **words))
    parts.append(label("caption.made_by", language, version=__version__, hash=short_hash(first)))
    return ("" if language == CHINESE else " ").join(filter(None, parts)) + "\n"


def setup_words(result: Footprint, language: str, provinces: Sequence[Province] = ()) -> str:
    """Where the plant stands, after which rules, and what a person set: a sentence."""
    said = [
        label("caption.setup", language, province=province_name(result.province, language, provinces),
              rules=result.rule_set.words(language))
    ]  # fmt: skip
    plant = result.system.product.plant_province if result.system.product else ""
    own = [
        f"{driver_words(one.name, result.system.parameters, language)} = {one.value}"
        for one in result.resolved.yours
        if one.name != plant and one.name in result.system.parameters
    ]
    if own:
        said.append(label("caption.set", language, settings=_listed(own, language)))
    return ("" if language == CHINESE else " ").join(said)


def methods(
    result: Footprint,
    language: str,
    sources: Sequence[Source],
    evidence: Mapping[str, float],
    provinces: Sequence[Province] = (),
    draws: Mapping[str, object] | None = None,
) -> str:
    """The paragraph on methods of one result.

    `evidence`: shares (0-1) of the result by class; `draws`: n, k and seed where something was drawn.
    """
    assessment = result.assessment
    words: dict[str, Any] = {
        "product": product_name(result, language),
        "version": __version__,
        "hash": short_hash(result),
        "category": category_of(result, language),
        "processes": int(np.count_nonzero(assessment.supply)),
        "rows": int(np.count_nonzero(assessment.quantities)),
        "sources": len(sources),
    }
    parts = [label("methods.model", language, **words)]
    if not result.is_foreign:
        unit = result.functional_unit
        parts += [
            label("methods.unit", language, energy=_plain(unit.energy_delivered_kwh), cycles=_plain(unit.full_cycles),
                  rated=_plain(unit.rated_energy_kwh)),
            setup_words(result, language, provinces),
            *_rules(result, language),
        ]  # fmt: skip
    parts.append(label("methods.evidence", language, **{one: f"{100 * evidence[one]:.0f}" for one in EVIDENCE}))
    if draws:
        parts.append(label("methods.draws", language, **draws))
    parts.append(label("methods.sources", language, **words))
    return ("" if language == CHINESE else " ").join(parts) + "\n"


def _plain(value: float) -> str:
    """Four digits without zeros behind the last of them."""
    text = number_text(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rules(result: Footprint, language: str) -> list[str]:
    """What the rule set says of boundary, electricity and end of life: the first term of each."""
    found = []
    for aspect in ASPECTS:
        term = next((one for one in result.rule_set.terms if one.aspect == aspect), None)
        text = (term.text_zh if language == CHINESE else term.description) if term is not None else ""
        if text:
            named = label(f"aspect.{aspect.replace(' ', '_')}", language)
            found.append(label("methods.rule", language, aspect=named[:1].upper() + named[1:], text=text.rstrip("。.")))
    return found


def product_name(result: Footprint, language: str) -> str:
    """The name of a product in a language."""
    product = result.system.product
    if product is None:
        return result.system.demanded.product_words(language)
    return (product.name_zh if language == CHINESE else "") or product.name


def category_of(result: Footprint, language: str) -> str:
    """The impact category in a language."""
    return pretty_unit(category_words(result.assessment.method, result.system.method_metadata, language))


def province_name(code: str, language: str, provinces: Sequence[Province]) -> str:
    """The name of a province in a language; that of the catalogue for the nation and a mix of one's own."""
    for one in provinces:
        if one.code == code:
            return one.name_zh if language == CHINESE else one.name
    key = f"value.province_{code}"
    return label(key, language) if key in catalogue() else code


def table_text(table: pd.DataFrame, language: str) -> str:
    """A table for readers, in Markdown: heads and words in a language, numbers with four digits."""
    shown = table.head(MOST_ROWS)
    heads = [heading(str(name), language).replace("_", " ") for name in shown.columns]
    lines = [heads, ["---:" if shown[name].dtype.kind in "fi" else "---" for name in shown.columns]]
    lines += [[_cell(str(name), value, language) for name, value in zip(shown.columns, row, strict=True)]
              for row in shown.itertuples(index=False, name=None)]  # fmt: skip
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cell(name: str, value: object, language: str) -> str:
    if isinstance(value, bool | np.bool_):
        return label("column.yes" if value else "column.no", language)
    if isinstance(value, float | np.floating):
        return "" if value != value else number_text(float(value))
    text = str(value)
    if name == "unit" or name.endswith("_unit"):
        return pretty_unit(unit_label(text, language))
    return (stage_label(text, language) if name == "stage" else word_label(text, language)).replace("|", r"\|")


def _listed(names: Sequence[str], language: str) -> str:
    return ("、" if language == CHINESE else ", ").join(names)
