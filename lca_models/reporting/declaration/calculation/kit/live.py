"""Which parameters of a result move with the cells of its maker, and how each follows the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from lca_models.impact.footprint import Footprint
from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.inventory.tables.formulas import names_in
from lca_models.reporting.declaration.calculation.book.pages import LONGEST_NAME
from lca_models.reporting.declaration.calculation.kit.translation import UntranslatableError, Written, translated

# Names of cells that the front pages have.
RESERVED = (
    "e_rated_kwh", "e_usable_kwh", "cycles_n", "r_eol", "r_mean", "e_total_kwh", "pack_mass_kg", "key_name", "key_share",
    "good_packs", "good_kwh", "el_total_kwh", "el_green_kwh", "green_share", "el_factor", "total_kg", "factor_code",
    "factor_value",
)  # fmt: skip
_PLAIN = re.compile(r"[a-z][a-z0-9]*_[a-z0-9_]*", re.ASCII)


def cell_name(parameter: str) -> str:
    """How the workbook calls the cell of a parameter: by its name, or by digits of a hash where that can name no cell."""
    if _PLAIN.fullmatch(parameter) and len(parameter) <= LONGEST_NAME and parameter not in RESERVED:
        return parameter
    return f"parameter_{sha256(parameter.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Parameters:
    """Parameters of a result as a workbook has them."""

    values: Mapping[str, float]  # of all, by qualified name
    roots: tuple[str, ...]  # those that the maker gives as a number: cells of the front pages, or cells of their own
    followers: Mapping[str, Written]  # those that follow others, in the order of evaluation
    stuck: Mapping[str, str] = field(default_factory=dict)  # those that cannot follow in a workbook, and why

    def is_live(self, name: str) -> bool:
        """Whether a parameter moves with a cell of the maker."""
        return name in self.followers or name in self._root_set

    @cached_property
    def _root_set(self) -> frozenset[str]:
        return frozenset(self.roots)


def live_parameters(result: Footprint) -> Parameters:
    """The parameters that move with what the maker gives, at the settings of a result, which stand above the sheet."""
    system, values = result.system, result.assessment.parameters
    fixed = set(result.resolved.numbers)
    pack = system.pack
    given = [one for one in pack.parameters if not one.formula] if pack is not None else []
    roots = [one.name for one in given if one.name not in fixed and one.name in values]
    roots += [name for name in parameter_names(system.replacements) if name in values and name not in fixed]
    live, followers, stuck = set(roots), dict[str, Written](), dict[str, str]()
    for name, written in _shares_beside(result, roots, fixed):
        live.add(name)
        followers[name] = written
    for name, text, names in system.derived:
        if not any(names[one] in live for one in names_in(text)):
            continue
        try:
            found = translated(text, names, values, live.__contains__, cell_name)
        except UntranslatableError as error:
            stuck[name] = str(error)
            continue
        if found.is_live:
            live.add(name)
            followers[name] = found
    return Parameters(values, tuple(roots), followers, stuck)


def _shares_beside(result: Footprint, roots: Iterable[str], fixed: set[str]) -> Iterable[tuple[str, Written]]:
    """Shares of a mix that make room for those that are given: what these leave, in their own ratio."""
    parameters, values = result.system.parameters, result.assessment.parameters
    derived = {name for name, _, _ in result.system.derived}
    groups: dict[str, list[str]] = {}
    for name in roots:
        if name in parameters and (group := parameters[name].data.get("group")):
            groups.setdefault(str(group), []).append(name)
    for group, given in groups.items():
        others = [name for name, row in parameters.items()
                  if row.data.get("group") == group and name not in given and name not in derived]  # fmt: skip
        rest = 1 - sum(values[name] for name in given)
        if any(name in fixed for name in others) or (len(others) > 1 and rest <= 0):
            continue
        for name in others:
            part = 1.0 if len(others) == 1 else values[name] / rest
            text = "-".join(["1", *map(cell_name, given)])
            words = text if part == 1 else f"({text})*{part!r}"
            yield name, Written(words, values[name], True, frozenset(given), 1)
