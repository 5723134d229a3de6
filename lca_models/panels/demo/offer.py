"""What the demo offers: the fields of the page with the numbers behind their codes, and the words that it says."""

from __future__ import annotations

from typing import Any

import numpy as np

from lca_models.impact.draws.blocks import Blocks
from lca_models.inventory.system.choices import resolve_choice
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import RULES, Choosing, start_setup
from lca_models.panels.model.offer import APPROACH, AS_THE_RULES_SAY, INSTRUMENTS
from lca_models.panels.model.parameter_fields import ParameterField
from lca_models.panels.views.rulebooks import SECOND, aspect_key, aspects_of, book_name, term_view
from lca_models.panels.views.said import pair, said
from lca_models.panels.views.setup import approach_name, offer_view
from lca_models.scope.declared_unit import CODES
from lca_models.scope.rules import RuleSet
from lca_models.scope.wording.catalogue import CHINESE, messages

# What is said of a link, in the words of the page that has Python.
TEXTS = {
    "too_long": "the link is too long: at most {letters:,} characters and {pairs} settings",
    "version": "the link is of version '{version}', which this page cannot read; it reads {known}",
    "not_written": "is not written as addresses are; copy the link again",
    "no_value": "has no value",
    "too_much": "has a value of more than {most} characters",
    "unprintable": "holds characters that cannot be printed",
    "no_setting": "there is no such setting; {near}",
    "again": "stands there more often than it may; the first counts",
    "no_range": "is no range; give two numbers, the lower one first, as 1~2",
    "other_inventories": "this link was made with other inventories; numbers may differ",
    "shown_without": "shown without {count} settings of the link: {listed}",
}
SAMPLES, SEED = 1000, 0  # of intervals: those of `lca-models montecarlo -n 1000 --seed 0`


def offer_document(model: PanelModel) -> dict[str, Any]:
    """Products, rule sets (that of the page first), fields by the names of their parameters, provinces, stream of draws."""
    offer = model.offer
    first = Choosing(offer, start_setup(offer))
    rules = sorted((one.code for one in offer.rules), key=lambda code: code != first.default(RULES))
    return {
        "view": offer_view(model),
        "products": [one.code for one in offer.products],
        "rules": rules,
        "sizes": {code: {"parameter": one.parameter, "default": one.default, "lowest": one.lowest, "highest": one.highest}
                  for code, one in offer.sizes.items()},
        "fields": {one.name: _field(model, one) for one in offer.fields},
        "technologies": {name: {"default": offer.default_technologies[name], "numbers": _numbers(model, name)}
                         for name in offer.technologies},
        "instruments": {code: list(names) for code, names in INSTRUMENTS.items()},
        "provinces": [{"code": one.code, "name": pair(one.name, one.name_zh), "row": one.row, "column": one.column}
                      for one in model.study.provinces],
        "approaches": {code: approach_name(first, model.approach_of(code)) for code in rules},
        "units": list(CODES),
        "texts": {name: [words, messages()[words][CHINESE]] for name, words in TEXTS.items()},
        "stream": stream_document(),
    }  # fmt: skip


def rules_document(model: PanelModel) -> dict[str, Any]:
    """What every rule set says of every aspect, and which of them the page compares with first."""
    books = [model.study.rules[one.code] for one in model.offer.rules]
    return {
        "first": SECOND,
        "aspects": [{"aspect": one, "name": said(aspect_key(one))} for one in aspects_of(books)],
        "books": {book.id: {"name": book_name(model, book), "terms": _terms(model, book)} for book in books},
    }


def _terms(model: PanelModel, book: RuleSet) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for term in book.terms:
        found.setdefault(term.aspect, []).append(term_view(term, model))
    return found


def _field(model: PanelModel, one: ParameterField) -> dict[str, Any]:
    default = AS_THE_RULES_SAY if one.name == APPROACH else one.default
    if one.is_number:
        return {"group": one.group, "default": default, "lowest": one.lowest, "highest": one.highest, "unit": one.unit}
    return {"group": one.group, "default": default, "numbers": _numbers(model, one.name)}


def _numbers(model: PanelModel, name: str) -> dict[str, float]:
    """The number of a choice parameter behind each code that the page offers."""
    row = next(one for one in model.study.rows.parameters if one.qualified_name == name)
    known = model.offer.technologies.get(name) or next(one.choices for one in model.offer.fields if one.name == name)
    return {one.code: resolve_choice(row, one.code, model.study.choices)[0] for one in known}


def stream_document() -> dict[str, str]:
    """Where the random numbers of a Monte Carlo begin: PCG64 as NumPy sets it for the first block; 128 bits, so as text."""
    state: Any = np.random.PCG64(Blocks(SAMPLES, SEED)[0].stream).state["state"]
    return {"state": str(state["state"]), "increment": str(state["inc"])}
