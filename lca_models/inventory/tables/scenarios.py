"""`scenarios.yaml` of the inventories, and files of the user: named differences from the baseline.

An entry holds settings, and may hold what else a calculation says (product, rules, province, …): a whole setup then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import first_problems
from lca_models.scope.grammar.text_files import TextFileError, read_text
from lca_models.scope.grammar.yaml_text import LARGEST, YamlError, read_yaml, write_yaml
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.messages import message

SCENARIOS_FILE = "scenarios.yaml"
TEXT_ZH = "text_zh"  # the description in simplified Chinese
BASELINE = Scenario("baseline", "Every parameter at its default", text_zh="所有参数取默认值")


def read_scenarios(root: Path) -> dict[str, Scenario]:
    """Scenarios by name, the baseline among them.

    Raises InventoryError when the file is no mapping of names to descriptions and settings.
    """
    path = root / SCENARIOS_FILE
    return {BASELINE.name: BASELINE} | (read_scenarios_file(path) if path.is_file() else {})


def read_scenarios_file(path: Path) -> dict[str, Scenario]:
    """Scenarios of one file by name, in its order.

    Raises InventoryError when the file is no YAML that says everything once (`read_yaml`), or no mapping of names to
    descriptions, settings and fields of a setup; OSError when there is none.
    """
    try:
        document = read_yaml(read_text(path, largest=4 * LARGEST), path.name)
    except (TextFileError, YamlError) as error:
        raise InventoryError(str(error)) from None
    if not isinstance(document, dict) or not document:
        raise InventoryError(message("{name} must map scenario names to a description and settings", name=path.name))
    problems = [problem for name, entry in document.items() for problem in _entry_problems(path.name, name, entry)]
    if problems:
        raise InventoryError("\n".join(first_problems(problems, str)))
    return {name: _scenario(path, name, entry) for name, entry in document.items()}


def scenarios_text(scenarios: Iterable[Scenario], remark: str = "") -> str:
    """The contents of a file of scenarios, with a remark above them."""
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
    return above + write_yaml(document)


def _plain(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _entry_problems(file: str, name: str, entry: Any) -> Iterator[str]:
    """What keeps an entry from being a scenario: texts are texts, and it sets something."""
    if not isinstance(entry, dict) or not isinstance(entry.get("settings", {}), dict):
        yield message(
            "{name}: '{name_2}' needs a description and a mapping of settings", name=file, name_2=excerpt(name)
        )
        return
    for key in ("description", TEXT_ZH):
        if not isinstance(entry.get(key, ""), str):
            yield message(
                "{name}: '{name_2}': {key} is {value}; give a text, in quotation marks where it looks like a number",
                name=file,
                name_2=excerpt(name),
                key=key,
                value=excerpt(entry[key]),
            )
    if not entry.get("settings") and not set(entry) - {"description", TEXT_ZH, "settings"}:
        yield message("{name}: '{name_2}' sets nothing; give it settings", name=file, name_2=excerpt(name))


def _scenario(path: Path, name: str, entry: Mapping[str, Any]) -> Scenario:
    asks = {key: value for key, value in entry.items() if key not in ("description", TEXT_ZH)}
    try:
        found = _beside(path.parent, setup_of(asks))
    except ScenarioError as error:
        raise InventoryError("\n".join(f"{path.name}: '{name}': {line}" for line in str(error).splitlines())) from None
    said = found.document()
    return Scenario(
        name, entry.get("description", ""), said.pop("settings", {}), said, entry.get(TEXT_ZH, ""), path.name
    )


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
        stages=str(folder / setup.stages) if setup.stages and isinstance(setup.stages, str) else setup.stages,
    )
