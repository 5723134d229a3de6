"""`scenarios.yaml` of the inventories: named differences from the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lca_models.inventory.tables import InventoryError
from lca_models.scope.scenario import Scenario

SCENARIOS_FILE = "scenarios.yaml"
BASELINE = Scenario("baseline", "Every parameter at its default")


def read_scenarios(root: Path) -> dict[str, Scenario]:
    """Scenarios by name, the baseline among them.

    Raises InventoryError when the file is no mapping of names to descriptions and settings.
    """
    path = root / SCENARIOS_FILE
    if not path.is_file():
        return {BASELINE.name: BASELINE}
    import yaml

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InventoryError(f"scenarios.yaml cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise InventoryError("scenarios.yaml must map scenario names to a description and settings")
    return {BASELINE.name: BASELINE} | {str(name): _scenario(name, entry) for name, entry in document.items()}


def _scenario(name: str, entry: Any) -> Scenario:
    if not isinstance(entry, dict) or not isinstance(entry.get("settings", {}), dict):
        raise InventoryError(f"scenarios.yaml: '{name}' needs a description and a mapping of settings")
    if unknown := sorted(set(map(str, entry)) - {"description", "settings"}):
        raise InventoryError(
            f"scenarios.yaml: '{name}' holds {', '.join(map(repr, unknown))}; write description and settings"
        )
    return Scenario(str(name), str(entry.get("description", "")), entry.get("settings", {}))
