"""A product of somebody's own: the values they give, and the archetype that stands where they give none.

A value cuts the formula of the archetype where it is given: a parameter becomes a number, or follows what was given beside it;
a purchase gets an amount, or is added. Whatever is left blank keeps the archetype's formula. Every value has its origin.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.replacement import Replacement
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.marks import headed
from lca_models.scope.wording.messages import message

METER, INVOICE, SUPPLIER, CALCULATED, ESTIMATE = "meter", "invoice", "supplier", "calculated", "estimate"
SOURCE_KINDS = (METER, INVOICE, SUPPLIER, CALCULATED, ESTIMATE)
SCORES = ("time", "place", "technology", "accuracy", "method")


@dataclass(frozen=True)
class Origin:
    """Where a value of a maker comes from."""

    place: str  # sheet and cell, or the path in a file
    words: str = ""  # the value as it was written, with its unit
    source_kind: str = ""  # one of SOURCE_KINDS; empty where nobody says
    evidence: str = ""  # the document behind it, as words; empty where there is none
    period: str = ""
    spread: float | None = None  # half of the 95 % interval, as a share of the value
    scores: tuple[int | None, ...] = (None,) * len(SCORES)  # 1 to 5, in the order of SCORES
    note: str = ""
    label: str = ""  # what the value is, for people
    label_zh: str = ""  # the same in Chinese, where the sheet was read in both languages

    @property
    def is_measured(self) -> bool:
        """Whether it counts as the maker's primary data: read off a meter or a bill, or calculated from what documents say."""
        return self.source_kind in (METER, INVOICE) or (self.source_kind == CALCULATED and bool(self.evidence))


def said_by(origin: Origin) -> str:
    """Who says a value of a sheet: its place, its words and its document."""
    words = message("your input, {place}", place=origin.place) if origin.place else message("your input")
    said = headed(words, origin.words) if origin.words else words
    return f"{said} [{origin.evidence}]" if origin.evidence else said


@dataclass(frozen=True)
class GivenParameter:
    """A number in place of what the archetype has for a parameter, or a parameter of their own."""

    name: str
    value: float  # in the unit of the parameter
    unit: str
    origin: Origin
    formula: str = ""  # where it follows others that were given, such as a share from two masses


@dataclass(frozen=True)
class GivenPurchase:
    """An amount of an exchange in place of the formula of the archetype, or an exchange that the archetype does not have."""

    buyer: str  # code of a process of the archetype, such as cell_lfp
    input: str  # code of what is bought or emitted, or DATABASE/CODE
    formula: str  # of parameters, per unit of the buyer
    origin: Origin
    stage: str = ""  # of a purchase that the archetype does not have; that of its buyer where empty
    adds: bool = False  # beside what the archetype buys of the same, not in its place


@dataclass(frozen=True)
class AllocationKey:
    """What a meter of a plant gives a product by a key, where its products could share it by several."""

    meter: str  # for people
    key: str  # such as kwh_good
    is_used: bool
    amount: float  # of what the meter counts, all meters of it together, per kWh of good cells
    unit: str
    parameters: Mapping[str, float]  # parameters of the pack by this key


@dataclass(frozen=True)
class Pack:
    """A battery pack as its maker describes it, on the archetype of its chemistry."""

    id: str  # the name of its Brightway database: lower-case letters, digits and hyphens
    name: str
    archetype: str  # id of a shipped product
    parameters: tuple[GivenParameter, ...] = ()
    purchases: tuple[GivenPurchase, ...] = ()
    choices: Mapping[str, tuple[str, Origin]] = field(
        default_factory=dict
    )  # codes of choices by parameter, such as CN-SC
    replacements: tuple[Replacement, ...] = ()  # footprints of suppliers
    fade_curve: FadeCurve | None = None
    identity: Mapping[str, str] = field(
        default_factory=dict
    )  # what a declaration names it by: model, company, plant, period
    blanks: tuple[str, ...] = ()  # labels of the fields that fall back to the archetype
    warnings: tuple[str, ...] = ()  # what a reader of its result should know, each with sheet and cell
    is_example: bool = False  # made up, so that it cannot be declared
    file: Path | None = None
    sha256: str = ""  # of the file and of those that it names
    language: str = "en"
    keys: tuple[AllocationKey, ...] = ()  # by which the meters of its plant are shared, and others that could
    supplier_shares: Mapping[str, float] = field(default_factory=dict)  # primary data (0-1) that suppliers state
    warnings_zh: tuple[str, ...] = ()  # the warnings in Chinese, where the sheet was read in both languages

    def told(self, language: str) -> tuple[str, ...]:
        """What a reader of its result should know, in a language where the sheet was read in it."""
        return self.warnings_zh if language == CHINESE and self.warnings_zh else self.warnings

    @cached_property
    def structure(self) -> Hashable:
        """What packs of one system have in common: all of them but numbers, codes of choices and words."""
        return (
            self.archetype,
            tuple((one.name, one.formula) for one in self.parameters),
            tuple((one.buyer, one.input, one.formula, one.stage, one.adds) for one in self.purchases),
            tuple(self.choices),
            tuple(one.structure for one in self.replacements),
        )

    @property
    def given_names(self) -> frozenset[str]:
        """Parameters and choices that the maker gives: facts of the product, which stand above defaults of a rule set."""
        return frozenset(one.name for one in self.parameters) | frozenset(self.choices)

    def origin_of(self, name: str) -> Origin | None:
        """Where the maker says a parameter or a choice; None where they do not."""
        if name in self.choices:
            return self.choices[name][1]
        return next((one.origin for one in self.parameters if one.name == name), None)

    @property
    def given_count(self) -> int:
        """How many values the maker gives, choices included."""
        origins = [*(one.origin for one in self.parameters), *(one.origin for one in self.purchases)]
        origins += [origin for _, origin in self.choices.values()]
        return len({one.place for one in origins} - {""})


def own_name(*words: str) -> str:
    """The name of a parameter of the maker's own, such as own_aerogel_mass; letters that no name can have end in a hash."""
    return "_".join(["own", *filter(None, map(_plain, words))])


def _plain(word: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")
    return plain if word.isascii() else "_".join(filter(None, [plain, sha256(word.encode()).hexdigest()[:6]]))
