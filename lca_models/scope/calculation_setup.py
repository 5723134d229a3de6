"""One calculation as a person asks for it: which product, under which rules and scenarios, with which settings, counted how.

A setup holds words only, as the command line, a scenario file, the page, its address and Python give them; a study finds what
they name (`Study.resolve`) and refuses what does not exist. What is not said stays open: what the scenarios say then holds,
else the default of the kit. Replacements and overrides change the structure of a product system, not its parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from numbers import Integral, Real
from typing import Any

from lca_models.scope.declared_unit import DeclaredUnit, find_declared_unit
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import FadeCurve, fade_curve_of
from lca_models.scope.grammar.excerpts import SHOWN, excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import first_problems, suggestion
from lca_models.scope.replacement import typed_words
from lca_models.scope.scenario import Scenario, ScenarioError, parse_assignments
from lca_models.scope.wording.messages import message

SHIPPED, DATA_SHEET, FOREIGN = "shipped product", "data sheet", "process of a Brightway project"
DECLARATION = "bundle of a declaration"
SHEETS, BUNDLES = (".xlsx", ".yaml", ".yml"), (".zip",)
RULE_FILES, SCENARIO_FILES = (".csv",), (".yaml", ".yml")
TEXTS = ("product", "rules", "province", "background", "background_electricity")
STRUCTURE = ("replacements", "overrides")
NOT_YET = ("overrides",)
LARGEST_WHOLE = 10**15  # a float holds every whole number below it


class Said(Mapping[str, Any]):
    """What is said of some names, frozen: equal where the same would be written, so that 0.5 is "0.5"."""

    def __init__(self, values: Mapping[str, Any] = {}) -> None:
        self._values = {str(name): frozen(value) for name, value in values.items()}
        self._written = frozenset((name, written(value)) for name, value in self._values.items())

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self._written == (other if isinstance(other, Said) else Said(other))._written

    def __hash__(self) -> int:
        return hash(self._written)

    def __repr__(self) -> str:
        return repr(self._values)


@dataclass(frozen=True)
class CalculationSetup:
    """One calculation as a person asks for it; empty is what nobody has said.

    Raises ScenarioError with every word that is none: a text that is no text, a setting without a value, a curve that is no
    curve. Whether the names exist is for a study to say.
    """

    product: str = ""  # a shipped id, the path of a data sheet or of a bundle, or PROJECT:DATABASE/CODE of any project
    rules: str = ""  # id of a rule set, FILE.csv, or FILE.csv#ID
    scenarios: tuple[str, ...] = ()  # names, FILE.yaml, or FILE.yaml#NAME; later ones stand above earlier ones
    settings: Mapping[str, str | float] = field(default_factory=Said)  # in their units; above scenarios
    province: str = ""  # of the cell and pack plant
    method: str = ""  # impact category; also as Brightway's name, a tuple of texts
    declared_unit: DeclaredUnit | None = None  # what results are counted per; also by its code
    fade_curve: FadeCurve | None = None  # measured, in place of the fade of the settings
    allow_incomplete: bool = False  # take a category although most of the chain has no data for it
    replacements: tuple[Any, ...] = ()  # of what a purchase buys
    overrides: tuple[Any, ...] = ()  # of amounts that the inventories derive
    amount: float | None = None  # of the product of a Brightway project, in its own unit; one where nobody says
    stages: str | Mapping[str, str] = ""  # its stage map: FILE.csv, or stages by pattern of DATABASE/CODE
    background: str = ""  # NAME or PROJECT:NAME of a database in place of this kit's background
    background_electricity: str = ""  # with it: own (this kit's, the default) or theirs

    def __post_init__(self) -> None:
        problems: list[str] = []
        for name, read in _READERS.items():
            object.__setattr__(self, name, read(name, getattr(self, name), problems))
        if problems:
            raise ScenarioError("\n".join(problems))

    @property
    def kind(self) -> str:
        """What the product is: a shipped product, a data sheet, a bundle, or a process of a Brightway project."""
        if self.product.lower().endswith(SHEETS):
            return DATA_SHEET
        if self.product.lower().endswith(BUNDLES):
            return DECLARATION
        return FOREIGN if ":" in self.product or "/" in self.product else SHIPPED

    def not_yet(self) -> tuple[str, ...]:
        """What a setup may say, but no calculation follows yet."""
        return tuple(
            message("{name} are not supported yet; leave them out", name=name)
            for name in NOT_YET
            if getattr(self, name)
        )

    def with_setting(self, name: str, value: str | float) -> CalculationSetup:
        """The same with one setting in place."""
        return replace(self, settings={**self.settings, name: value})

    def above(self, other: CalculationSetup) -> CalculationSetup:
        """What is said here, and where nothing is, what the other says; scenarios are those said here.

        Settings and replacements of both hold, and where both name the same, those said here.
        """
        said = {one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)}
        said["settings"] = {**other.settings, **self.settings}
        said["scenarios"] = self.scenarios
        own = {_purchase(one) for one in self.replacements}
        said["replacements"] = (*(one for one in other.replacements if _purchase(one) not in own), *self.replacements)
        return CalculationSetup(**said)

    def document(self) -> dict[str, Any]:
        """What is said, as JSON and YAML know it; `CalculationSetup(**document)` is the same setup."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        said["declared_unit"] = self.declared_unit and self.declared_unit.code
        said["fade_curve"] = self.fade_curve and self.fade_curve.points
        return {name: thawed(value) for name, value in said.items() if value}

    def files(self) -> tuple[str, ...]:
        """Paths of the files that it names, in the order of its words."""
        curve = self.fade_curve
        found = [
            file_and_name(self.rules, RULE_FILES)[0],
            *(file_and_name(one, SCENARIO_FILES)[0] for one in self.scenarios),
        ]
        found += [curve.file if curve else "", self.product if self.kind == DATA_SHEET else ""]
        return tuple(dict.fromkeys(filter(None, found)))

    def scenario(self, name: str, description: str = "") -> Scenario:
        """The setup as an entry of a scenario file."""
        asks = self.document()
        return Scenario(name, description, asks.pop("settings", {}), asks)

    def words(self, command: str = "footprint") -> tuple[str, ...]:
        """The command line that repeats it.

        Raises ScenarioError for what no command line holds: overrides, and replacements that say more than a figure.
        """
        said = [typed_words(one) for one in self.replacements]
        unsaid = [*(["replacements"] if None in said else []), "overrides",
                  *(["stages"] if isinstance(self.stages, Mapping) else [])]  # fmt: skip
        if structure := [name for name in unsaid if getattr(self, name)]:
            raise ScenarioError(
                message(
                    "no command line holds {listed}; keep the setup in a scenario file",
                    listed=message(" and ").join(structure),
                )
            )
        curve = self.fade_curve
        options = (
            ("--rules", [self.rules]),
            ("--scenario", self.scenarios),
            ("--province", [self.province]),
            ("--set", [f"{name}={written(value)}" for name, value in self.settings.items()]),
            ("--per", [self.declared_unit.code] if self.declared_unit else []),
            ("--fade-curve", [curve.file or curve.text] if curve else []),
            ("--method", [self.method]),
            ("--amount", [written(self.amount)] if self.amount else []),
            ("--stages", [self.stages] if isinstance(self.stages, str) else []),
            *((one[0], [one[1]]) for one in said if one),
            ("--background", [self.background]),
            ("--background-electricity", [self.background_electricity]),
        )
        flags = ["--allow-incomplete"] if self.allow_incomplete else []
        given = [word for name, values in options for value in values if value for word in _option(name, value)]
        return ("lca-models", command, *([self.product] if self.product else []), *given, *flags)


def setup_of(said: Mapping[str, Any]) -> CalculationSetup:
    """The setup that a mapping of fields describes, such as an entry of a file.

    Raises ScenarioError with every unknown field and every word that is none.
    """
    known = [one.name for one in fields(CalculationSetup)]
    problems = first_problems(
        [str(name) for name in said if name not in known],
        lambda name: message("a calculation has no '{name}'; {near}", name=excerpt(name), near=suggestion(name, known)),
    )
    try:
        found = CalculationSetup(**{name: value for name, value in said.items() if name in known})
    except ScenarioError as error:
        problems.append(str(error))
    if problems:
        raise ScenarioError("\n".join(problems))
    return found


def setup_of_scenario(scenario: Scenario) -> CalculationSetup:
    """What a scenario asks for.

    Raises ScenarioError as `setup_of` does.
    """
    return setup_of({**scenario.asks, "settings": scenario.settings})


def file_and_name(text: str, endings: tuple[str, ...]) -> tuple[str, str]:
    """The file and the entry of `FILE` or `FILE#NAME`, where the file has one of the endings; no file in a plain name."""
    if text.lower().endswith(endings):
        return text, ""
    file, _, name = text.rpartition("#")
    return (file, name) if file.lower().endswith(endings) else ("", text)


def written(value: Any) -> str:
    """A value as people write it; a whole number without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{name}: {written(inner)}' for name, inner in value.items()))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if not isinstance(value, Real):
        return repr(value)
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < LARGEST_WHOLE else repr(number)


def frozen(value: Any) -> Any:
    """Plain data that can be hashed."""
    if isinstance(value, Mapping):
        return Said(value)
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def thawed(value: Any) -> Any:
    """Frozen data as plain dictionaries and lists."""
    if isinstance(value, Mapping):
        return {name: thawed(inner) for name, inner in value.items()}
    return list(map(thawed, value)) if isinstance(value, list | tuple) else value


def _purchase(replacement: Mapping[str, Any]) -> tuple[str, str]:
    return str(replacement.get("buyer")), str(replacement.get("input"))


def _option(name: str, value: str) -> tuple[str, ...]:
    """An option of the command line; a value that looks like an option is bound to it."""
    return (f"{name}={value}",) if value.startswith("-") else (name, value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _shown(value: object) -> str:
    """A value as Python writes it, so that a text has its quotation marks."""
    return excerpt(repr(value[: 2 * SHOWN] if isinstance(value, str | list | tuple) else value))


def _read_text(name: str, value: Any, problems: list[str]) -> str:
    if value is None or value == "":
        return ""
    if not _is_text(value):
        problems.append(message("{name} is {shown}; give one line of text", name=name, shown=_shown(value)))
        return ""
    if name == "product" and value.strip().startswith("-"):
        problems.append(message("product is {shown}; a product does not begin with a dash", shown=_shown(value)))
    return str(value.strip())


def _read_names(name: str, value: Any, problems: list[str]) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [value]
    odd = [one for one in given if not _is_text(one)]
    problems += [message("{name} holds {shown}; give names of one line", name=name, shown=_shown(one)) for one in odd]
    return tuple(one.strip() for one in given if one not in odd)


def _read_settings(name: str, value: Any, problems: list[str]) -> Said:
    """Settings by name, or texts `NAME=VALUE`."""
    if not isinstance(value, Mapping):
        try:
            value = parse_assignments([value] if isinstance(value, str) else [str(one) for one in value or ()])
        except (ScenarioError, TypeError) as error:
            problems.append(
                str(error)
                if isinstance(error, ScenarioError)
                else message("{name} is {shown}; give a mapping", name=name, shown=_shown(value))
            )
            return Said()
    found: dict[str, str | float] = {}
    for key, one in value.items():
        if not _is_text(key) or "=" in key:
            problems.append(
                message("{name} holds the name {shown}; give the name of a parameter", name=name, shown=_shown(key))
            )
        elif isinstance(one, bool):
            problems.append(message("{key}={shown}: give a number or a code", key=key, shown=_shown(one)))
        elif isinstance(one, str) and _is_text(one):
            found[key.strip()] = one.strip()
        elif isinstance(one, Integral) and abs(int(one)) < LARGEST_WHOLE:
            found[key.strip()] = int(one)
        elif isinstance(one, Real) and not isinstance(one, Integral):
            found[key.strip()] = float(one)
        else:
            problems.append(message("{key}={shown}: give a number or a code", key=key, shown=_shown(one)))
    return Said(found)


def _read_unit(name: str, value: Any, problems: list[str]) -> DeclaredUnit | None:
    if value is None or value == "":
        return None
    try:
        return find_declared_unit(value if isinstance(value, DeclaredUnit) else str(value))
    except ScenarioError as error:
        problems.append(str(error))
        return None


def _read_curve(name: str, value: Any, problems: list[str]) -> FadeCurve | None:
    """A curve, its text, or its points."""
    if value is None or value == "" or isinstance(value, FadeCurve):
        return value or None
    try:
        return fade_curve_of(value)
    except LcaModelsError as error:
        problems.append(f"{name}: {error}")
        return None


def _read_flag(name: str, value: Any, problems: list[str]) -> bool:
    if value not in (None, "", True, False, "yes", "no"):
        problems.append(message("{name} is {shown}; give yes or no", name=name, shown=_shown(value)))
    return value in (True, "yes")


def _read_structure(name: str, value: Any, problems: list[str]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
        problems.append(message("{name} is {shown}; give a list of entries", name=name, shown=_shown(value)))
        return ()
    return tuple(map(frozen, value))


def _read_method(name: str, value: Any, problems: list[str]) -> str:
    """A method in words, or Brightway's name of it."""
    if isinstance(value, list | tuple) and value and all(_is_text(one) for one in value):
        return "|".join(value)
    return _read_text(name, value, problems)


def _read_amount(name: str, value: Any, problems: list[str]) -> float | None:
    """An amount of a product; texts as the command line gives them."""
    if value is None or value == "":
        return None
    try:
        found = read_number(value)
    except NumberError as error:
        problems.append(f"{name}: {error}")
        return None
    if not found:
        problems.append(message("{name} is {shown}; give a number other than 0", name=name, shown=_shown(value)))
    return found or None


def _read_stages(name: str, value: Any, problems: list[str]) -> str | Said:
    """A file, or stages by pattern."""
    if not isinstance(value, Mapping):
        return _read_text(name, value, problems)
    if odd := [one for pair in value.items() for one in pair if not _is_text(one)]:
        problems.append(message("{name} holds {shown}; give names of one line", name=name, shown=_shown(odd[0])))
        return ""
    return Said(value)


_READERS = {
    **dict.fromkeys(TEXTS, _read_text),
    "method": _read_method,
    "amount": _read_amount,
    "stages": _read_stages,
    "scenarios": _read_names,
    "settings": _read_settings,
    "declared_unit": _read_unit,
    "fade_curve": _read_curve,
    "allow_incomplete": _read_flag,
    **dict.fromkeys(STRUCTURE, _read_structure),
}
