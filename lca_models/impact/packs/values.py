"""Values of plain parameters of packs: of one alone, and of many of one structure at once, as columns.

Packs of one structure give numbers to the same parameters. What stands beside and above these before anything is calculated
(the rest of a mix, the terms of a rule set, the settings that are asked for) is then the same arithmetic on other numbers, done
here on arrays. A pack that any of it refuses, or may refuse, is marked, so that it is asked alone, which says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.system.accounted.given import merged
from lca_models.inventory.system.admissibility import joint_doubts, share_doubts, with_other_shares
from lca_models.inventory.system.choices import resolve_choice
from lca_models.inventory.system.own.structure import pack_parameters
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.system.under_rules import ruled_parameters
from lca_models.scope.replacement import Replacement, read_replacements

Column = float | np.ndarray  # of all packs, or one for each (n,)
SHARE_UNIT = "1"


@dataclass(frozen=True)
class Columns:
    """Values of plain parameters of n packs, in their units."""

    values: Mapping[str, Column]
    doubtful: np.ndarray  # (n,) packs whose values hold only if they stand alone too


def values_of(
    pack: Pack, archetype: ProductSystem, asked: ResolvedSetup, system: ProductSystem, names: Sequence[str]
) -> dict[str, float]:
    """Values of plain parameters of a pack: those of the rule set, its own above them, then what is asked for.

    `system`: of a pack of its structure, under the rule set and with replacements. Raises ScenarioError for what cannot be.
    """
    rows = ruled_parameters(pack_parameters(archetype, pack), system.choices, asked.rule_set, pack.given_names)
    numbers = resolve_settings(merged(asked.levels), rows, system.choices)
    bought = figures_of(pack, asked)
    found = {
        name: bought[name] if name in bought else (rows.get(name) or system.parameters[name]).amount for name in names
    }
    return found | {name: number for name, number in numbers.items() if name in found}


def replacements_of(pack: Pack, asked: ResolvedSetup) -> tuple[Replacement, ...]:
    """What stands in place of purchases of a pack: its own, and what is asked for in place of these."""
    said = read_replacements(asked.asked.replacements)
    now = {(one.buyer, one.input) for one in said}
    return (*(one for one in pack.replacements if (one.buyer, one.input) not in now), *said)


def figures_of(pack: Pack, asked: ResolvedSetup) -> dict[str, float]:
    """The parameters that replacements bring, with their figures."""
    found = replacements_of(pack, asked)
    return dict(zip(parameter_names(found), (one.value for one in found), strict=True))


def columns_of(
    packs: Sequence[Pack], archetype: ProductSystem, asked: ResolvedSetup, system: ProductSystem, names: Sequence[str]
) -> Columns:
    """`values_of` many packs of one structure at once.

    Raises ScenarioError where the first of them cannot be.
    """
    first, choices = packs[0], system.choices
    given = pack_parameters(archetype, first)
    ruled = ruled_parameters(given, choices, asked.rule_set, first.given_names)
    said = merged(asked.levels)
    numbers = resolve_settings(said, ruled, choices)
    own = _given(packs)
    plain: dict[str, Column] = {
        name: float(row.amount) for name, row in archetype.parameters.items() if not row.formula
    }
    chosen, doubtful = _chosen(packs, archetype)
    shares = {name: own[name] for name in own if _is_share(archetype.parameters.get(name))}
    shares = {one.name: shares[one.name] for one in first.parameters if one.name in shares and not one.formula}
    terms = {name: float(ruled[name].amount) for name in asked.rule_set.settings() if name not in first.given_names}
    for values, rows in (
        (chosen, archetype.parameters), (shares, archetype.parameters), (own, given), (terms, given),
        ({name: numbers[name] for name in said}, ruled),
    ):  # fmt: skip
        if values is own:  # numbers as they are: nothing of them is judged before the rule set is in force
            plain |= own
            plain = {name: value for name, value in plain.items() if not given[name].formula}
            continue
        plain |= with_other_shares(values, rows, plain)
        doubtful = doubtful | share_doubts(values, rows) | joint_doubts(plain, rows)
    if any(_depends_on_what_is_given(first, ruled[name], numbers[name]) for name in said):
        doubtful = np.ones(len(packs), dtype=np.bool_)
    plain |= _figures(packs, asked)
    found = {name: plain[name] if name in plain else float(system.parameters[name].amount) for name in names}
    return Columns(found, np.broadcast_to(doubtful, (len(packs),)))


def _given(packs: Sequence[Pack]) -> dict[str, Column]:
    """What packs give, by parameter."""
    names = [one.name for one in packs[0].parameters]
    return _columns(names, [[one.value for one in pack.parameters] for pack in packs])


def _figures(packs: Sequence[Pack], asked: ResolvedSetup) -> dict[str, Column]:
    """What replacements of packs bring, by parameter."""
    names = [*figures_of(packs[0], asked)]
    return _columns(names, [[one.value for one in replacements_of(pack, asked)] for pack in packs] if names else [])


def _columns(names: Sequence[str], rows: Sequence[Sequence[float]]) -> dict[str, Column]:
    """Rows of packs as columns; of what all of them have, the number."""
    if not names:
        return {}
    table = np.array(rows, dtype=float).T
    same = (table == table[:, :1]).all(axis=1).tolist()
    return {
        name: float(column[0]) if is_one else column for name, column, is_one in zip(names, table, same, strict=True)
    }


def _chosen(packs: Sequence[Pack], archetype: ProductSystem) -> tuple[dict[str, Column], np.ndarray]:
    """Numbers of the codes that packs choose, and which packs have a code that is none."""
    names, rows = [*packs[0].choices], archetype.parameters
    known: dict[tuple[str, str], float] = {}
    doubtful = np.zeros(len(packs), dtype=np.bool_)
    table: list[list[float]] = []
    for place, pack in enumerate(packs):
        line = []
        for name in names:
            key = (name, pack.choices[name][0])
            if key not in known:
                number, problem = resolve_choice(rows[name], key[1], archetype.choices)
                known[key] = np.nan if problem or rows[name].data.get("kind") != "choice" else number
            line.append(known[key])
        table.append(line)
        doubtful[place] = any(map(np.isnan, line))
    return _columns(names, table), doubtful


def _is_share(row: ParameterRow | None) -> bool:
    return row is not None and row.data.get("kind") == "share"


def _depends_on_what_is_given(pack: Pack, row: ParameterRow, number: float) -> bool:
    """Whether a setting of what a pack gives may be possible or not by the number that it stands above."""
    if row.name not in pack.given_names or row.data.get("kind") in ("choice", "share"):
        return False
    return not (0 <= number <= 1 or (number > 1 and row.data.get("unit") != SHARE_UNIT))
