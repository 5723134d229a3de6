"""Rules: one pack under two rule sets, the steps from one total to the other, and what each rule set says of every aspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from lca_models.interpretation.comparison.rule_sets import RuleComparison
from lca_models.interpretation.contribution.names_in_prose import in_words
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.state import PageState
from lca_models.panels.views.said import View, choice_name, pair, said, unit_words
from lca_models.reporting.text.category import mark_of
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.quantity import readable
from lca_models.scope.rules import ASPECTS, RuleSet, Term
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.prose import told

SECOND = "eu-cfb-ev"  # that the page compares with, where it is not the first itself
KIT, RULE = "kit", "rule"  # who decided a term


def rulebooks_view(state: PageState, model: PanelModel) -> View:
    """The tab.

    Raises ScenarioError where one of the rule sets gives no result.
    """
    second = second_of(state, model)
    found = model.compare_rules(state.setup, second)
    scale, unit = readable(found.first.assessment.unit, KWH_DELIVERED)
    books = [model.study.rules[state.setup.rules], model.study.rules[second]]
    totals = [value * scale for value in found.values]
    return {
        "unit": unit_words(unit, _marks(found)),
        "per": KWH_DELIVERED.code,
        "sides": [{"id": book.id, "name": book_name(model, book), "total": total}
                  for book, total in zip(books, totals, strict=True)],
        "ratio": found.ratio,
        "steps": _steps(found, scale),
        "aspects": [_aspect(aspect, books, found, scale, model) for aspect in aspects_of(books)],
        "offer": [{"code": code, "name": book_name(model, book)} for code, book in model.study.rules.items()
                  if code != state.setup.rules],
        "second": second,
    }  # fmt: skip


def _marks(found: RuleComparison) -> dict[str, str]:
    """What tells the category of both results from the default, by language; nothing where it is not the same."""
    marks = {one: {mark_of(result, one) for result in (found.first, found.second)} for one in LANGUAGES}
    return {one: both.pop() if len(both) == 1 else "" for one, both in marks.items()}


def second_of(state: PageState, model: PanelModel) -> str:
    """The rule set that is compared with: the one chosen, else that of the EU, else the first other one."""
    asked = (state.second_rules, SECOND, *model.study.rules)
    return next(code for code in asked if code in model.study.rules and code != state.setup.rules)


def choose_rules(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """Another second rule set.

    Raises ScenarioError for one that is not known, and for the first itself.
    """
    code = str(heard.get("code"))
    if code not in model.study.rules or code == state.setup.rules:
        raise ScenarioError(message("there is no rule set '{name}'; {near}", name=code[:60],
                                    near=enumerated(one for one in model.study.rules if one != state.setup.rules)))  # fmt: skip
    return replace(state, second_rules=code)


def book_name(model: PanelModel, book: RuleSet) -> View | list[str]:
    """The name of a rule set, in the words of the page where it has some."""
    known = next((one for one in model.offer.rules if one.code == book.id), None)
    return choice_name("rules", known) if known is not None else pair(book.title, book.title_zh)


def _steps(found: RuleComparison, scale: float) -> list[View]:
    """Each from where the last one ended; the mean over all orders, so that they sum to the difference."""
    level, steps = found.values[0] * scale, []
    for one in found.steps:
        amount = one.contribution_mean * scale
        steps.append({"aspect": one.aspect, "name": said(aspect_key(one.aspect)), "amount": amount, "start": level,
                      "end": level + amount,
                      "orders": sorted((one.contribution * scale, one.contribution_reverse * scale)),
                      "factor": one.factor_mean})  # fmt: skip
        level += amount
    return steps


def aspect_key(aspect: str) -> str:
    """The key of the words of an aspect."""
    return f"aspect.{aspect.replace(' ', '_')}"


def aspects_of(books: Iterable[RuleSet]) -> list[str]:
    """What the terms of rule sets are about, in the order of all aspects."""
    spoken = {term.aspect for book in books for term in book.terms}
    return [aspect for aspect in ASPECTS if aspect in spoken]


def _aspect(aspect: str, books: list[RuleSet], found: RuleComparison, scale: float, model: PanelModel) -> View:
    """What both say of an aspect, and what it changes: nothing where they set the same, or set nothing that counts."""
    step = next((one for one in found.steps if one.aspect == aspect), None)
    sides = [[term_view(term, model) for term in book.terms if term.aspect == aspect] for book in books]
    other = [{one["key"]: one["value"] for one in side if one["key"]} for side in sides]
    for side, theirs in zip(sides, reversed(other), strict=True):
        for one in side:
            one["differs"] = bool(one["key"]) and theirs.get(one["key"]) != one["value"]
    return {"aspect": aspect, "name": said(aspect_key(aspect)), "sides": sides, "same": step is None,
            "effect": None if step is None else step.contribution_mean * scale}  # fmt: skip


def term_view(term: Term, model: PanelModel) -> View:
    """A clause: what it sets, in the words of both languages, who decided it, and where it is read."""
    source = model.study.sources.get(term.source)
    return {
        "key": term.key,
        "value": term.value,
        "statement": pair(term.value, term.name_zh) if not term.key else None,
        "text": pair(*(in_words(term.words(one), model.names_by_id, one) for one in (ENGLISH, CHINESE))),
        "clause": pair(term.locator, told(term.locator, CHINESE)),
        "decided": KIT if term.is_kit_default else RULE,
        "confidence": said(f"rulebook.confidence.{term.confidence.replace(' ', '_')}"),
        "source": {"key": term.source, "title": source.title, "publisher": source.publisher, "year": source.year,
                   "address": source.link} if source is not None else None,
    }  # fmt: skip
