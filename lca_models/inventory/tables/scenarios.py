"""`scenarios.yaml` of the inventories: named differences from the baseline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.scenario import Scenario

SCENARIOS_FILE = "scenarios.yaml"
BASELINE = Scenario("baseline", "Every parameter at its default")


def read_scenarios(root: Path) -> dict[str, Scenario]:
    """Scenarios by name, the baseline among them.

    Raises InventoryError when the file is no mapping of names to descriptions and settings.
    """
    path = root / SCENARIOS_FILE
    return {BASELINE.name: BASELINE} | (read_scenarios_file(path) if path.is_file() else {})


def read_scenarios_file(path: Path) -> dict[str, Scenario]:
    """Scenarios of one file by name, in its order.

    Raises InventoryError when the file is no mapping of names to descriptions and settings, OSError when there is none.
    """
    import yaml

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InventoryError(f"{path.name} cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise InventoryError(f"{path.name} must map scenario names to a description and settings")
    return {str(name): _scenario(path.name, name, entry) for name, entry in document.items()}


def scenarios_text(scenarios: Iterable[Scenario], remark: str = "") -> str:
    """The contents of a file of scenarios, with a remark above them."""
    import yaml

    document = {
        one.name: {
            "description": one.description,
            "settings": {name: _plain(value) for name, value in one.settings.items()},
        }
        for one in scenarios
    }
    above = "".join(f"# {line}\n" for line in remark.splitlines())
    return above + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)


def _plain(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _scenario(file: str, name: str, entry: Any) -> Scenario:
    if not isinstance(entry, dict) or not isinstance(entry.get("settings", {}), dict):
        raise InventoryError(f"{file}: '{name}' needs a description and a mapping of settings")
    if unknown := sorted(set(map(str, entry)) - {"description", "settings"}):
        raise InventoryError(f"{file}: '{name}' holds {', '.join(map(repr, unknown))}; write description and settings")
    return Scenario(str(name), str(entry.get("description", "")), entry.get("settings", {}))
