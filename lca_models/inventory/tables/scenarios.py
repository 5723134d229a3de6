"""`scenarios.yaml` of the inventories, and files of the user: named differences from the baseline.

An entry holds settings, and may hold what else a calculation says (product, rules, province, …): a whole setup then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    RULE_FILES,
    SCENARIO_FILES,
    CalculationSetup,
    file_and_name,
    setup_of,
    thawed,
)
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.messages import message

SCENARIOS_FILE = "scenarios.yaml"
TEXT_ZH = "text_zh"  # the description in simplified Chinese
BASELINE = Scenario("baseline", "Every parameter at its default")


def read_scenarios(root: Path) -> dict[str, Scenario]:
    """Scenarios by name, the baseline among them.

    Raises InventoryError when the file is no mapping of names to descriptions and settings.
    """
    path = root / SCENARIOS_FILE
    return {BASELINE.name: BASELINE} | (read_scenarios_file(path) if path.is_file() else {})


def read_scenarios_file(path: Path) -> dict[str, Scenario]:
    """Scenarios of one file by name, in its order.

    Raises InventoryError when the file is no mapping of names to descriptions, settings and fields of a setup, or says one
    name twice, OSError when there is none.
    """
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        tree, document = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InventoryError(message("{name} cannot be read: {error}", name=path.name, error=error)) from None
    except RecursionError:
        raise InventoryError(message("{name} cannot be read: it is nested too deeply", name=path.name)) from None
    if not isinstance(document, dict) or not document:
        raise InventoryError(message("{name} must map scenario names to a description and settings", name=path.name))
    if twice := list(_said_twice(tree)):
        raise InventoryError(
            "\n".join(
                message("{name}:{line}  '{key}' stands there twice; keep one", name=path.name, line=line, key=key)
                for line, key in twice
            )
        )
    return {str(name): _scenario(path, str(name), entry) for name, entry in document.items()}


def scenarios_text(scenarios: Iterable[Scenario], remark: str = "") -> str:
    """The contents of a file of scenarios, with a remark above them."""
    import yaml

    document = {
        one.name: {
            "description": one.description,
            **({TEXT_ZH: one.text_zh} if one.text_zh else {}),
            **thawed(one.asks),
            "settings": {name: _plain(value) for name, value in one.settings.items()},
        }
        for one in scenarios
    }
    above = "".join(f"# {line}\n" for line in remark.splitlines())
    return above + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)


def _said_twice(tree: Any) -> Iterator[tuple[int, str]]:
    """Line and name of what a mapping of the file, or one inside it, says again: YAML would keep the last silently."""
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or not isinstance(node.value, list):
            continue
        seen.add(id(node))
        names: set[str] = set()
        for entry in node.value:
            key, inner = entry if isinstance(entry, tuple) else (None, entry)
            waiting.append(inner)
            if key is not None and isinstance(key.value, str):
                if key.value in names:
                    yield key.start_mark.line + 1, key.value
                names.add(key.value)


def _plain(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _scenario(path: Path, name: str, entry: Any) -> Scenario:
    if not isinstance(entry, dict) or not isinstance(entry.get("settings", {}), dict):
        raise InventoryError(
            message("{name}: '{name_2}' needs a description and a mapping of settings", name=path.name, name_2=name)
        )
    asks = {str(key): value for key, value in entry.items() if key not in ("description", TEXT_ZH, "settings")}
    try:
        found = _beside(path.parent, setup_of(asks))
    except ScenarioError as error:
        raise InventoryError("\n".join(f"{path.name}: '{name}': {line}" for line in str(error).splitlines())) from None
    return Scenario(name, str(entry.get("description", "")), entry.get("settings", {}), found.document(),
                    str(entry.get(TEXT_ZH, "")))  # fmt: skip


def _beside(folder: Path, setup: CalculationSetup) -> CalculationSetup:
    """The setup with the files that it names, which stand beside the file that holds it."""

    def place(text: str, endings: tuple[str, ...]) -> str:
        file, name = file_and_name(text, endings)
        return str(folder / file) + (f"#{name}" if name else "") if file else text

    return replace(
        setup,
        product=str(folder / setup.product) if setup.kind == DATA_SHEET else setup.product,
        rules=place(setup.rules, RULE_FILES),
        scenarios=tuple(place(one, SCENARIO_FILES) for one in setup.scenarios),
    )
