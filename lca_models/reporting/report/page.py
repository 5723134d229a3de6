"""The page of a report: one file that loads nothing from anywhere, in the language of the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_words
from lca_models.interpretation.contribution.names_in_prose import in_words, names_by_id
from lca_models.interpretation.contribution.verification import CLASSES
from lca_models.interpretation.evidence.assumptions import assumed_rows
from lca_models.interpretation.evidence.own_data import BACKGROUND, CREDIT, WHOSE
from lca_models.reporting.report.content import Neighbour, Report
from lca_models.reporting.report.grid import national_table
from lca_models.reporting.report.own import blank_names, field_names, identity_rows, input_rows
from lca_models.reporting.report.template import page_template
from lca_models.reporting.text.category import mark_of, marked, shown_unit
from lca_models.reporting.text.numbers import number_text, places_of
from lca_models.reporting.text.own_data import key_words, status_words, whose_words
from lca_models.reporting.text.tables.trace import plant_words
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED, PACK, DeclaredUnit, find_declared_unit
from lca_models.scope.labels import label, stage_label, unit_words, word_label
from lca_models.scope.quantity import totals_per_unit, unit_label, unit_text
from lca_models.scope.wording.catalogue import CHINESE, catalogue
from lca_models.scope.wording.prose import told

if TYPE_CHECKING:
    pass

PAGE_ROWS = 15  # of each level of the trace
FAR = 0.05  # a province beyond this deviation relative to the nation owes an explanation


def render(report: Report, drawings: Mapping[str, str], charted: Mapping[str, Any]) -> str:
    """The page: one file that loads nothing from anywhere; `charted`: tables of drawings that stand nowhere else on it."""
    template = page_template(_FILTERS, _words(report))
    return template.render(**_context(report), drawings=drawings, charted=charted)


def _context(report: Report) -> dict[str, Any]:
    result = report.result
    product, assessment = result.system.product, result.assessment
    sources = report.sources.to_dict("records")
    return {
        "report": report,
        "result": result,
        "document": report.document,
        "product": product,
        "category": category_words(assessment.method, result.system.method_metadata, report.language),
        "unit": shown_unit(result, report.language),
        "declared_unit": marked(result.declared, mark_of(result, report.language)).readable().unit,
        "main": KWH_CAPACITY,
        "pack": PACK,
        "declared": KWH_DELIVERED,
        "tiles": _tiles(report),
        "gate": marked(result.cradle_to_gate, mark_of(result, report.language)),
        "gate_interval": report.gate,
        "totals": [marked(total, mark_of(result, report.language)).readable() for total in result.totals()],
        "stages": _stage_rows(result),
        "credits": {stage: amount for stage, amount in assessment.credits().items() if amount},
        "trace_rows": {
            level: [row for row in report.trace.rows if row["level"] == level][:PAGE_ROWS]
            for level in ("purchase", "emission")
        },
        "national": national_table(report.tables, report.grid).to_dict("records") if report.grid else [],
        "far_provinces": _far_provinces(report),
        "far": FAR,
        "assumed_rows": assumed_rows(assessment, 6),
        "assumed_parameters": report.assumed[:6],
        "parameters": [row for row in report.parameters.to_dict("records") if row["used"]],
        "sources": sources,
        "cited": {row["key"] for row in sources},
        "province_name": _province(report, result.province, "China"),
        "resting": [(find_declared_unit(one.per), one) for one in report.resting],
        "verified_words": {one: label(f"report.verified_{one.replace(' ', '_')}", report.language) for one in CLASSES},
        "evidence_words": {one: label(f"report.evidence_{one}", report.language) for one in EVIDENCE},
        "language": report.language,
        "scenario": result.resolved.title(report.language),
        "product_name": _named(report, product),
        "sheet": report.pack,
        "own_rows": input_rows(report.pack, report.language) if report.pack else [],
        "own_blanks": blank_names(report.pack, report.language) if report.pack else [],
        "own_identity": identity_rows(report.pack, report.language) if report.pack else [],
        "archetype": _named(report, report.study.products[report.pack.archetype]) if report.pack else "",
        "whose": {one: whose_words(one, report.language) for one in (*WHOSE, CREDIT)},
        "whose_stages": dict.fromkeys(one.stage for one in report.own_data.parts) if report.pack else {},
        "background": BACKGROUND,
        "status": lambda name: status_words(name, report.language),
        "key_name": lambda code: key_words(code, report.language),
    }


def _tiles(report: Report) -> list[dict[str, Any]]:
    """The total per every declared unit, what is declared first, each with its interval in the same unit."""
    mark = mark_of(report.result, report.language)
    pairs = zip(report.result.totals(), report.intervals, strict=True)  # samples are in the unit that is read best
    found = [{"total": marked(total, mark).readable(), "interval": interval} for total, interval in pairs]
    return sorted(found, key=lambda tile: tile["total"].basis != KWH_DELIVERED)


def _words(report: Report) -> dict[str, Callable[..., str]]:
    """What the template asks for words: of the catalogue, and of data that have a name in both languages."""
    from markupsafe import Markup

    language, rows = report.language, report.result.system.parameters

    def text(key: str, **values: object) -> str:
        return Markup(label(key, language)).format(**values)  # noqa: S704 - the words are ours, the values are escaped

    def named(row: Mapping[str, Any]) -> str:
        own = rows[row["parameter"]].data.get("label_zh") if language == CHINESE else ""
        words = str(own or row["label"])
        return field_names(language).get(words, words)  # a value of the maker is called as its field

    def supplied(name: str, other: Neighbour) -> str:
        nodes = [node for one in (report.result.system, other.result.system) for node in (*one.processes, *one.flows)]
        words = {node.name: node.name_words(language) for node in nodes}
        words |= {node.product_words(): node.product_words(language) for node in nodes}
        counted = re.fullmatch(r"(.*)( \(\d+\))", name)  # of two that share a name
        return words.get(name) or (words.get(counted[1], counted[1]) + counted[2] if counted else name)

    def pack_name(other: Neighbour) -> str:
        return _named(report, other.result.system.product)

    def per(unit: str, basis: DeclaredUnit) -> str:
        return _FILTERS["pretty"](unit_text(unit, basis, language))

    system = report.result.system
    known = names_by_id(system.parameters.values(), (*system.processes, *system.flows))
    return {
        "t": text,
        "stage": lambda name: stage_label(name, language),
        "per": per,
        "heading": lambda basis: basis.heading(language),
        "aspect": lambda name: label(f"aspect.{name.replace(' ', '_')}", language),
        "named": named,
        "plant": lambda code: plant_words(code, language),
        "told": lambda words: in_words(told(words, language), known, language),
        "unit_name": lambda name: unit_words(name, language),
        "supplied": supplied,
        "called": lambda row: row["name_zh" if language == CHINESE else "name"],
        "word": lambda name: word_label(name, language),
        "pack_name": pack_name,
        "unit_words": lambda text: _FILTERS["pretty"](unit_label(text, language)),
        "place": lambda code, name: _province(report, code, name),
    }


def _named(report: Report, product: Any) -> str:
    """The name of a product in the language of the report."""
    return (product.name_zh if report.language == CHINESE else "") or product.name


def _province(report: Report, code: str, otherwise: str) -> str:
    """The name of a province in the language of the report, from the catalogue or the inventories."""
    key = f"value.province_{code}"
    if report.language == CHINESE and key in catalogue():
        return label(key, report.language)
    for one in report.study.provinces:
        if one.code == code:
            return one.name_zh if report.language == CHINESE else one.name
    return otherwise


def _stage_rows(result: Footprint) -> list[dict[str, Any]]:
    """Stages and their total: a cell per declared unit, with five digits of the total, and the share."""
    score = sum(result.stages.values())
    places = [places_of([total.readable().amount], 5) for total in result.totals()]
    found = []
    for stage, amount in {**result.stages, "total": score}.items():
        totals = totals_per_unit(amount, result.assessment.unit, result.functional_unit)
        cells = [_number(one.readable().amount, decimals) for one, decimals in zip(totals, places, strict=True)]
        found.append({"stage": stage, "cells": cells, "share": amount / score if score else 0.0})
    return found


def _far_provinces(report: Report) -> list[dict[Any, Any]]:
    if report.provinces is None:
        return []
    rows = report.provinces.rows
    return [dict(row) for _, row in rows[rows["relative"].abs() > FAR].iterrows()]


def _number(value: float | None, decimals: int = 1) -> str:
    """A number with thousands set apart and a true minus; a dash for none."""
    if value is None or value != value:
        return "–"
    text = f"{value:,.{decimals}f}"
    return (text if float(text.replace(",", "")) else text.lstrip("-")).replace("-", "\u2212")


def _percent(value: float | None, decimals: int = 1) -> str:
    return "–" if value is None or value != value else f"{_number(100 * value, decimals)} %"


def _signed(value: float | None, decimals: int = 1) -> str:
    text = _number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def _short(value: float) -> str:
    """Four significant digits."""
    return f"{value:,.4g}".replace("-", "\u2212")


_FILTERS: dict[str, Callable[..., str]] = {
    "number": _number,
    "digits": number_text,
    "tenth": lambda value: _number(value, places_of([value])),
    "percent": _percent,
    "signed": _signed,
    "short": _short,
    "pretty": lambda text: str(text).replace("CO2", "CO\u2082"),
}
EVIDENCE = ("measured", "literature", "calculated", "assumed", "user", "aggregated")
