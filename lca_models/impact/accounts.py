"""Accounts of a result: each setting moves it, or is announced with the reason; what is yours; who stands above whom.

A setting moves a result where a stage, a credit, or what one pack counts for in a declared unit differs from what it is
without the setting, other settings left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from lca_models.impact.methods import MethodName
from lca_models.impact.replaced import Replaced, background_notes, replaced_of
from lca_models.impact.service_life import functional_unit_of, service_life_parameters
from lca_models.inventory.system.accounted.given import GivenSetting, overruled_options, user_mix_is_nation
from lca_models.inventory.system.accounted.idle import guard_words, moves_amounts, other_values, why_idle
from lca_models.inventory.system.admissibility import is_drawn_in_mix
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.functional_unit import SERVICE_LIVES, ServiceLifeError
from lca_models.scope.labels import word_label
from lca_models.scope.rules import SERVICE_LIFE, RuleSet, Term
from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import language_in_use, message, speaking

SAME, ROUNDING = 1e-13, 1e-9  # of the largest stage: nothing below the one, something above the other
LONG = 6  # inputs that a note lists


class Scores(Protocol):
    """Scores of stages and credits (any number of them) at values of all parameters."""

    def __call__(self, values: Mapping[str, float]) -> np.ndarray: ...


@dataclass(frozen=True)
class Accounts:
    """What becomes of every setting of one result."""

    resolved: ResolvedSetup
    values: Mapping[str, float]  # of all parameters
    scores: Scores
    method: MethodName  # impact category of the scores

    @cached_property
    def moves(self) -> tuple[bool, ...]:
        """Whether each setting, in the order of `resolved.given`, moves the result."""
        own = self.scores(self.values), self._counted(self.values)
        return tuple(self._moves(one, own) for one in self.resolved.given)

    def _moves(self, one: GivenSetting, own: tuple[np.ndarray, tuple[float, ...] | None]) -> bool:
        before = self._before(one.name)
        if before == self.values:
            return False
        if self._counted(before) != own[1]:
            return True
        try:
            found = self.scores(before)
        except ProjectError:  # without the setting there is no result: it moves more than a number
            return True
        difference = np.abs(own[0] - found).max(initial=0.0) / (np.abs(own[0]).max(initial=0.0) or 1.0)
        if difference > ROUNDING:
            return True
        # Idle columns of the matrix move the last bits of a solution: what is used then tells.
        return bool(difference > SAME) and moves_amounts(self.resolved.system, self.values, before)

    def _before(self, name: str) -> Mapping[str, float]:
        try:
            return self.resolved.values_without(name)
        except ProjectError:
            return {}

    def _counted(
        self, values: Mapping[str, float], rules: RuleSet | None = None, *, curve: bool = True
    ) -> tuple[float, ...] | None:
        """What one pack is in every declared unit, under other rules or without the measured fade; None where it cannot be."""
        found = self.resolved
        if not values or found.system.product is None:
            return None
        fade = found.fade_curve if curve else None
        try:
            unit = functional_unit_of(found.system, values, rules or found.rule_set, fade)
            return tuple(one.of_pack(unit) for one in DECLARED_UNITS)
        except ServiceLifeError:
            return None

    @cached_property
    def replaced(self) -> tuple[Replaced, ...]:
        """What stands in place of what purchases buy."""
        return replaced_of(self.resolved.system, self.values, self.method)

    def why(self, place: int) -> str:
        """Why a setting moves nothing, in the language in use; empty where it moves the result."""
        if self.moves[place]:
            return ""
        one = self.resolved.given[place]
        before = self._before(one.name)
        authors = {other.name: other.author for other in self.resolved.given}
        mix = self._rest_of_mix(one.name)  # what it leaves is a difference, so it is alike but for rounding
        if mix and before and abs(before[one.name] - self.values[one.name]) < ROUNDING:
            return message("the rest of its mix leaves it this share: {names}", names=enumerated(mix))
        if before and before != self.values and (reason := self._why_not_counted(before)):
            return reason
        if before == self.values:
            return message("it is so already ({source})", source=one.was_author.words())
        system = self.resolved.system
        read = service_life_parameters(system) if system.product else ()
        return why_idle(system, one.name, self.values, before or self.values, authors, read)

    def _rest_of_mix(self, name: str) -> list[str]:
        """Other shares of its mix that the setup gives, which already make a share what it is set to."""
        rows = self.resolved.system.parameters
        group = rows[name].data.get("group") if is_drawn_in_mix(rows[name]) else None
        others = [one.name for one in self.resolved.given if one.name != name]
        return [one for one in others if group and rows[one].data.get("group") == group]

    def _why_not_counted(self, before: Mapping[str, float]) -> str:
        """Why a term of the service life does not count: another service life, a measured curve, or another term."""
        found = self.resolved
        if found.system.product is None:
            return ""
        terms = service_life_parameters(found.system) & set(self.values)
        if not any(before[name] != self.values[name] for name in terms):
            return ""
        if why := self._another_life(before, self.values):
            return why
        if found.fade_curve is not None and self._counted(before, curve=False) != self._counted(
            self.values, curve=False
        ):
            return message("the measured fade stands in its place")
        authors = {other.name: other.author for other in found.given}
        for name in sorted(terms):
            if before[name] == self.values[name]:
                for value in other_values(found.system, name, self.values[name]):
                    if self._counted({**before, name: value}) != self._counted({**self.values, name: value}):
                        return message("kept out by {guards}",
                                       guards=guard_words(found.system, [name], self.values, authors))  # fmt: skip
        return ""

    def _another_life(self, before: Mapping[str, float], after: Mapping[str, float], *, curve: bool = True) -> str:
        """The service life that would count what the rules do not; `curve`: whether the measured fade counts before."""
        rules = self.resolved.rule_set
        for life in SERVICE_LIVES:
            other = _with_life(life)
            if life != rules.service_life and self._counted(before, other, curve=curve) != self._counted(after, other):
                counted, named = (word_label(one, language_in_use()) for one in (rules.service_life, life))
                return message("rules {rules} count {counted}, and it is a term of {other}", rules=rules.id,
                               counted=counted, other=named)  # fmt: skip
        return ""

    def document(self) -> dict[str, Any]:
        """What is yours, and what becomes of every setting, for programs."""
        found = self.resolved
        return {
            "header": list(found.header),
            "note": "".join(your_inputs(found.yours)),
            "edited_rows": found.system.edited_rows,
            "replacements": [one.document() for one in self.replaced],
            "yours": [_said(one) for one in found.yours],
            "settings": [
                {**_said(one), "by": one.author.words(), "moves": moves, "why": self.why(place)}
                for place, (one, moves) in enumerate(zip(found.given, self.moves, strict=True))
            ],
        }

    def notes(self, language: str = "") -> tuple[str, ...]:
        """What a reader should know of the settings: which are yours, which move nothing, which stand above others.

        `language`: that in use where none is named.
        """
        with speaking(language or language_in_use()):
            return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        found = self.resolved
        for replaced in self.replaced:
            yield from replaced.notes()
        yield from background_notes(found.system, self.method)
        yield from your_inputs(found.yours)
        yield from self._facts()
        for place, one in enumerate(found.given):
            if not self.moves[place]:
                yield message("{setting} changes nothing here: {why}", setting=one.words, why=self.why(place))
        if found.asked.fade_curve is not None and self._counted(self.values) == self._counted(self.values, curve=False):
            why = self._another_life(self.values, self.values, curve=False)
            yield message("{setting} changes nothing here: {why}", setting=message("measured fade"),
                          why=why or message("the result does not depend on it here"))  # fmt: skip
        for one in found.given:
            for author, value in one.overruled:
                yield message("{setting} ({author}) stands above {name}={value} ({other})", setting=one.words,
                              author=one.author.words(), name=one.name, value=value, other=author.words())  # fmt: skip
        for name, value, author, others in overruled_options(found.levels):
            for other, text in others:
                yield message("{setting} ({author}) stands above {name}={value} ({other})", setting=f"{name}={value}",
                              author=author.words(), name=name, value=text, other=other.words())  # fmt: skip
        for name in user_mix_is_nation(found.system, self.values):
            yield message("{name}=USER-MIX is the market of China: electricity/user_mix.csv is empty", name=name)
        yield from edited_rows(found.system.edited_rows)

    def _facts(self) -> Iterator[str]:
        """The note on shares of mixtures that the setup gives: of the average they are a statistic, given they are a fact."""
        rows = self.resolved.system.parameters
        if names := [one.name for one in self.resolved.given if is_drawn_in_mix(rows[one.name])]:
            yield message("given, so a fact and not drawn, with the rest of its mix: {names}", names=enumerated(names))


def edited_rows(count: int | None) -> Iterator[str]:
    """The note that counts rows of the project that were edited; none where it is as it was built."""
    if count is None:
        yield message("the project differs from its build, which kept no record of its rows")
    elif count == 1:
        yield message("the project differs from its build in 1 row (lca-models status)")
    elif count:
        yield message("the project differs from its build in {count} rows (lca-models status)", count=count)


def your_inputs(yours: Sequence[GivenSetting]) -> Iterator[str]:
    """The note that counts what a person sets; none where it is nothing."""
    if not yours:
        return
    listed = clauses([*(one.said() for one in yours[:LONG]), *(["…"] if len(yours) > LONG else [])])
    if len(yours) == 1:
        yield message("1 input is yours: {listed}", listed=listed)
    else:
        yield message("{count} inputs are yours: {listed}", count=len(yours), listed=listed)


def _said(one: GivenSetting) -> dict[str, Any]:
    return {"name": one.name, "value": one.value, "was": one.was, "was_from": one.was_author.words()}


def _with_life(life: str) -> RuleSet:
    """Rules that count another service life and say nothing else."""
    return RuleSet("", "", (Term("", SERVICE_LIFE, life, "", "", "", "", is_kit_default=False),))
