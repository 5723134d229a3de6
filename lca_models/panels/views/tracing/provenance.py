"""The provenance of one number: where it stands, what it adds, how it follows, from which source, and what others publish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lca_models.interpretation.contribution.names_in_prose import in_words
from lca_models.interpretation.evidence.others import Others, others_of_material, others_of_parameter
from lca_models.interpretation.evidence.own_data import origins_behind
from lca_models.interpretation.uncertainty.names import parameter_words
from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.tables.records import VERIFICATION
from lca_models.panels.model.tracing.kinds import (
    ASSUMED,
    CALCULATED,
    CITED,
    SUPPLIER,
    YOURS,
    Formula,
    default_of,
    formula_of_parameter,
    formula_of_row,
    kind_of,
    set_by_person,
    source_words,
)
from lca_models.panels.model.tracing.traced import Traced
from lca_models.panels.state import PageState
from lca_models.panels.views.said import View, pair, said
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES
from lca_models.scope.wording.prose import told

SHORT_UNITS = {"kilogram": "kg", "kilowatt hour": "kWh", "megajoule": "MJ", "ton kilometer": "tkm", "1": ""}
PARTS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9.]+(?:e[-+]?[0-9]+)?|==|<=|>=|\*\*|[^\sA-Za-z0-9_.]")
SIGNS = {"*": "×", "/": "÷", "-": "−", "==": "=", "**": "^", "<=": "≤", ">=": "≥"}
FUNCTIONS = ("min", "max", "abs", "exp", "log", "sqrt")
STEP, SHOWN = "|", 3  # between keys of a path; cells of a sheet that a sentence names
OWN = "LcaModels"  # the source of what these tables define or calculate themselves


def provenance_view(
    state: PageState,
    found: Traced,
    looked: tuple[int, str] | None,
    parameter: str,
    factor: float,
    unit: str | list[str],
) -> View | None:
    """Of the parameter that is looked at, else of the row; None where nothing is.

    `factor`: from one pack in the unit of the score to the totals of the page, which are in `unit`.
    """
    if parameter in found.pack.system.parameters:
        return {**_of_parameter(found, parameter), "back": looked is not None}
    if looked is None:
        return None
    return _of_row(state, found, *looked, factor, unit)


def short_unit(unit: object) -> str:
    """A unit as people write it; empty for a share."""
    text = str(unit or "")
    return SHORT_UNITS.get(text, pretty_unit(text))


def _of_row(state: PageState, found: Traced, place: int, path: str, factor: float, unit: str | list[str]) -> View:
    system, before = found.system, found.pack.system.exchanges[place].data
    exchange, data = system.exchanges[place], system.exchanges[place].data
    buyer = system.processes[int(system.matrix_columns[place])]
    made = pair(*(buyer.product_words(language) for language in LANGUAGES))
    formula, kind = formula_of_row(found, place), kind_of(data)
    score, amount = found.assessment.score, _along(found, path, place)
    code = exchange.input[1]
    product = system.product
    may_be_supplied = kind != SUPPLIER and bool(system.stages[place]) and not system.is_biosphere[place]
    others = (
        others_of_material(found.assessment, found.tables, code, product.chemistry)
        if product and not found.setup.method
        else ()
    )
    return {
        "of": "row",
        "key": found.keys[place],
        "name": found.pair(place),
        "path": _path(found, path, place, buyer, made),
        "value": float(found.assessment.amounts[place]),
        "unit": short_unit(data.get("unit")),
        "per": {"unit": short_unit(buyer.data.get("unit")), "name": made},
        "kind": kind,
        "sentence": _of_sheet(found, place) or _sentence(found, kind, before, formula, float(before.get("amount", 0.0))),
        "adds": {"amount": amount * factor, "unit": unit, "per": state.per.code, "share": amount / score if score else 0.0},
        "formula": _tokens(found, formula),
        **_cited(found, before, kind),
        "row": {"table": str(before.get("table") or exchange.process[0]), "process": exchange.process[1], "input": code},
        "others": [_others(found, one) for one in others],
        "own": None,
        "supplier": f"{exchange.process[1]} > {code}" if may_be_supplied else "",
        "back": False,
    }  # fmt: skip


def _of_parameter(found: Traced, name: str) -> View:
    system, row = found.system, default_of(found, name)
    data, formula = system.parameters[name].data, formula_of_parameter(found, name)
    value, kind = float(found.assessment.parameters[name]), kind_of(data)
    if formula is not None and kind == CITED:
        kind = CALCULATED
    rules = _of_rules(found, name)
    others = others_of_parameter(found.tables, name, value)
    return {
        "of": "parameter",
        "key": name,
        "name": _words(found, name),
        "path": [],
        "value": value,
        "unit": short_unit(data.get("unit")),
        "per": None,
        "kind": kind,
        "sentence": _sentence(found, kind, rules or row.data, formula, float(row.amount)),
        "adds": None,
        "formula": _tokens(found, formula),
        **_cited(found, rules or row.data, kind),
        "row": {"table": str(row.data.get("table") or ""), "process": name, "input": ""},
        "others": [_others(found, others)] if others else [],
        "own": _own(found, name, value),
        "supplier": "",
    }


def _of_rules(found: Traced, name: str) -> dict[str, Any]:
    """Source and place of a value that the rule set puts in place of that of the tables; empty where it does not."""
    term, before = found.footprint.rule_set.term(name), found.pack.system.before_rules
    row = default_of(found, name)
    if term is None or before is None or before.parameters[name].amount == row.amount:
        return {}
    return {"source": term.source, "locator": term.locator, "evidence": "literature", "comment": term.description}


def _path(found: Traced, path: str, place: int, buyer: Any, made: list[str]) -> list[Any]:
    """Stage, buyers down to the row, and what is bought."""
    stage, *keys = path.split(STEP) if path else [""]
    stages = found.assessment.stages()
    crumbs: list[Any] = [said(f"stage.{stage.replace(' ', '_')}")] if stage in stages else []
    first = found.places.get(keys[0]) if keys else None
    at = found.system.matrix_columns[first] if first is not None else found.system.process_index[buyer.key]
    node = found.system.processes[int(at)]
    crumbs.append(pair(*(node.product_words(language) for language in LANGUAGES)))
    for key in keys[:-1]:
        crumbs.append(
            pair(*(one.bought for one in found.names([found.places[key]])[0])) if key in found.places else pair(key)
        )
    crumbs.append(pair(*(one.bought for one in found.names([place])[0])))
    return crumbs


def _along(found: Traced, path: str, place: int) -> float:
    """What a row adds along its path, of one pack; without a path, wherever it is bought."""
    first, *rest = [found.places.get(key, -1) for key in path.split(STEP)[1:]] or [-1]
    if [first, *rest][-1] != place or -1 in (first, *rest) or not found.system.stages[first]:
        return float(found.assessment.contributions[place])
    amount, above = float(found.assessment.purchases[first]), first
    for below in rest:
        amount, above = dict(found.tree.behind(above, amount)).get(below, 0.0), below
    return amount


def _of_sheet(found: Traced, place: int) -> View | None:
    """Of a row that a data sheet moves: the cells of the sheet, and what the archetype has; None for every other row."""
    pack, exchange = found.pack.system.pack, found.pack.system.exchanges[place]
    origins = origins_behind(found.pack.system).get(place, ()) if pack is not None else ()
    if pack is None or not origins or exchange.data.get("evidence") != USER:
        return None
    cells = list(dict.fromkeys(one.place for one in origins if one.place))
    archetype = found.model.pack(pack.archetype, found.setup.rules).system
    same = next(
        (one for one in archetype.exchanges if (one.process, one.input) == (exchange.process, exchange.input)), None
    )
    told_by = "; ".join(cells[:SHOWN]) + ("; …" if len(cells) > SHOWN else "")
    if same is None:
        return said("where.kind.sheet_new", cells=told_by)
    return said("where.kind.sheet", cells=told_by, was=float(same.data.get("amount", 0.0)),
                source=_title(found, str(same.data.get("source") or "")))  # fmt: skip


def _sentence(found: Traced, kind: str, before: Any, formula: Formula | None, was: float) -> View:
    """What the kind means here; a value of a person says what it was, and from where."""
    if kind == YOURS:
        words = _title(found, str(before.get("source") or ""))
        moved = set_by_person(found, formula) if formula else []
        if moved:
            names = [" · ".join(parameter_words(name, found.pack.system.parameters, language) for name in moved[:3])
                     for language in (ENGLISH, CHINESE)]  # fmt: skip
            return said("where.kind.moved", names=pair(*names), was=was, source=words)
        return said("where.kind.yours", was=was, source=words)
    if kind == CALCULATED and formula is not None:
        return said("where.kind.from_formula")
    return said(f"where.kind.{kind}")


def _title(found: Traced, key: str) -> Any:
    source = found.sources.get(key)
    return source_words(source.title, source.year) if source else (pair(key) if key else said("where.no_source"))


def _cited(found: Traced, data: Any, kind: str) -> View:
    """Source, place, licence, reasons and quality; a value of a person cites nobody."""
    if kind in (YOURS, SUPPLIER):
        return {
            "source": None,
            "place": None,
            "printed": None,
            "why": None,
            "note": None,
            "quality": None,
            "checked": "",
        }
    source = found.sources.get(str(data.get("source") or ""))
    scores = str(data.get("pedigree_scores") or "")
    comment = str(data.get("comment") or "")
    checked = {name: str(data.get(name) or "") for name in VERIFICATION}
    is_own = source is not None and source.key == OWN and kind == CALCULATED
    return {
        "source": None if source is None else {
            "title": source.title, "publisher": source.publisher, "year": str(source.year), "address": source.link,
            "licence": _prose(found, source.licence), "key": source.key,
        },
        "place": None if is_own else _prose(found, data.get("locator")),
        "printed": _prose(found, checked["figure_as_printed"]),
        "why": _prose(found, comment) if kind == ASSUMED else None,
        "note": _prose(found, comment) if kind != ASSUMED else None,
        "quality": [int(one) for one in scores.split("-")] if re.fullmatch(r"[1-5](-[1-5]){4}", scores) else None,
        "checked": checked["verified"],
    }  # fmt: skip


def _prose(found: Traced, text: object) -> list[str] | None:
    """A sentence of a table in both languages, with names in place of ids; None where there is none."""
    if not text:
        return None
    return pair(*(in_words(told(str(text), language), found.model.names_by_id, language) for language in LANGUAGES))


def _words(found: Traced, name: str) -> list[str]:
    return pair(*(parameter_words(name, found.pack.system.parameters, language) for language in LANGUAGES))


def _tokens(found: Traced, formula: Formula | None) -> list[Any]:
    """The formula in words: parameters with name, words, value and unit, and signs between them."""
    if formula is None:
        return []
    tokens: list[Any] = []
    for part in PARTS.findall(formula.text):
        if part in formula.names:
            name = formula.names[part]
            row = found.system.parameters[name]
            tokens.append({"parameter": name, "words": _words(found, name), "value": float(found.assessment.parameters[name]),
                           "unit": short_unit(row.data.get("unit")), "kind": kind_of(row.data)})  # fmt: skip
        else:
            tokens.append(SIGNS.get(part, part))
    return tokens


def _own(found: Traced, name: str, value: float) -> View | None:
    """What a person needs to give a value of their own; None for what follows from others and for lists."""
    row = default_of(found, name)
    if row.formula or row.data.get("kind") == "choice":
        return None
    limits: Sequence[float | None] = row.data.get("limits") or (None, None)
    given = found.footprint.resolved.numbers
    return {"parameter": name, "value": value, "default": float(row.amount), "low": limits[0], "high": limits[1],
            "unit": short_unit(row.data.get("unit")), "is_own": name in given and given[name] != float(row.amount)}  # fmt: skip


def _others(found: Traced, one: Others) -> View:
    points = [
        {"name": _title(found, point.source), "value": point.value, "place": point.locator} for point in one.published
    ]
    return {"measure": one.measure, "unit": pretty_unit(one.unit), "here": one.here, "points": points}
