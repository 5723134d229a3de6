"""A setup as the address of the page: what stands behind the question mark, as people can read and change it.

Keys are the words of the command line (`product`, `rules`, `scenario`, `province`, `per`, `fade-curve`, `method`,
`allow-incomplete`); a parameter is `set.NAME`, in an address of the time before versions a name with an underscore alone. An
address names no file: what a stranger sends opens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import parse_qsl, quote, urlencode

from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    FOREIGN,
    RULE_FILES,
    SCENARIO_FILES,
    STRUCTURE,
    CalculationSetup,
    file_and_name,
    written,
)
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

LONGEST, MOST_KEYS = 8000, 200
KEYS = {"product": "product", "rules": "rules", "scenario": "scenarios", "province": "province", "per": "declared_unit",
        "fade-curve": "fade_curve", "method": "method", "allow-incomplete": "allow_incomplete"}  # fmt: skip
SETTING = "set."
VERSION, FIRST = "v", "1"  # of the addresses of the page, which open there as they are


def to_address(setup: CalculationSetup) -> str:
    """What stands behind the address of the page, beginning with `?`.

    >>> to_address(CalculationSetup("lfp-60kwh", province="CN-SC", settings={"green_power_share": 0.5}))
    '?v=1&product=lfp-60kwh&province=CN-SC&set.green_power_share=0.5'

    Raises ScenarioError for what an address cannot hold: files, replacements, overrides.
    """
    if problems := [*_files(setup), *_structure(setup)]:
        raise ScenarioError("\n".join(problems))
    curve, unit = setup.fade_curve, setup.declared_unit
    said = {key: getattr(setup, name) for key, name in KEYS.items()}
    said |= {"fade-curve": curve.text if curve else "", "per": unit.code if unit else ""}
    said["allow-incomplete"] = "yes" if setup.allow_incomplete else ""
    pairs = [(key, one) for key, value in said.items() for one in (value if key == "scenario" else [value]) if one]
    pairs += [(SETTING + name, written(value)) for name, value in setup.settings.items()]
    return "?" + urlencode([(VERSION, FIRST), *pairs], safe=":,/@", quote_via=quote)


def from_address(address: str, sheets: Sequence[str] = ()) -> CalculationSetup:
    """The setup of an address, whole or from the question mark on.

    >>> from_address("?product=lfp-60kwh&province=CN-SC").province
    'CN-SC'

    `sheets`: paths of data sheets that an address may name, each by the name of its file. Raises ScenarioError with every
    key that is none, every value that is empty or given twice, and every other file.
    """
    place, mark, behind = address.partition("#")[0].partition("?")
    query = behind if mark or "=" not in place.partition("/")[0] else place
    if len(query) > LONGEST:
        raise ScenarioError(
            message(
                "the address has {count} characters; an address of a calculation has at most {LONGEST}",
                count=len(query),
                LONGEST=LONGEST,
            )
        )
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_KEYS)
    except ValueError as error:
        raise ScenarioError(
            message(
                "the address cannot be read ({error}); open the page without what follows the question mark",
                error=error,
            )
        ) from None
    said: dict[str, str | list[str]] = {"scenarios": []}
    settings: dict[str, str] = {}
    problems = []
    for key, value in pairs:
        if (key, value) == (VERSION, FIRST):
            continue
        name = key.removeprefix(SETTING) if key not in KEYS else key
        problem = _problem_of(key, value, key in said or name in settings)
        if problem:
            problems.append(problem)
        elif key == "scenario":
            said["scenarios"] = [*said["scenarios"], value]
        elif key in KEYS:
            said[key] = value
        else:
            settings[name] = value
    fields = {KEYS.get(key, key): value for key, value in said.items()}
    try:
        offered = {PurePath(one).name: one for one in sheets}
        fields["product"] = offered.get(str(fields.get("product", "")), fields.get("product", ""))
        found = CalculationSetup(**fields, settings=settings)  # type: ignore[arg-type]
        problems += _files(found, sheets)
    except ScenarioError as error:
        problems.append(str(error))
    if problems:
        raise ScenarioError("\n".join(problems))
    return found


def _problem_of(key: str, value: str, again: bool) -> str:
    if key not in KEYS and "_" not in key and not key.startswith(SETTING):
        return message("an address has no '{key}'; {near}", key=key, near=suggestion(key, KEYS))
    if not value.strip():
        return message("'{key}' is empty in the address; give it a value or leave it out", key=key)
    return message("'{key}' stands twice in the address; keep one", key=key) if again else ""


def _structure(setup: CalculationSetup) -> list[str]:
    """What a setup changes of the product system itself, and what it says of a process of a Brightway project."""
    named = (*STRUCTURE, "amount", "stages", "background", "background_electricity")
    return [message("an address holds no {name}", name=name) for name in named if getattr(setup, name)]


def _files(setup: CalculationSetup, sheets: Sequence[str] = ()) -> list[str]:
    """Files that a setup names, without data sheets that are offered."""
    named = [setup.product] if setup.kind == DATA_SHEET and setup.product not in sheets else []
    named += [setup.rules] if file_and_name(setup.rules, RULE_FILES)[0] else []
    named += [one for one in setup.scenarios if file_and_name(one, SCENARIO_FILES)[0]]
    found = [message("'{one}' is a file, and an address names no file; use the command line", one=one) for one in named]
    if setup.kind == FOREIGN:
        found.append(
            message(
                "'{product}' is a process of a Brightway project, and an address names none; use the command line",
                product=setup.product,
            )
        )
    return found
