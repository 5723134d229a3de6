"""Impact categories of a project, by the short id of this kit or by Brightway's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lca_models.inventory.system.rows import ProjectRows
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.spelling import suggestion

if TYPE_CHECKING:
    from lca_models.inventory.system.product_system import ProductSystem

MethodName = tuple[str, ...]
DEFAULT_METHOD: MethodName = ("climate change", "GWP100", "IPCC AR6")
GAS_METHODS = {
    "fossil": "gwp100-ar6-fossil",
    "biogenic": "gwp100-ar6-biogenic",
    "land use change": "gwp100-ar6-land-use",
}
DEFAULT_METHOD_ID = "gwp100-ar6"


def method_ids(metadata: Mapping[MethodName, Mapping[str, object]]) -> dict[str, MethodName]:
    """Brightway names by id; a method that this kit did not write goes by its name joined with |."""
    return {str(entry.get("lca_models_id") or "|".join(name)): name for name, entry in metadata.items()}


def find_method(source: ProductSystem | ProjectRows, text: str) -> MethodName:
    """A method by id.

    Raises ScenarioError for an unknown one.
    """
    metadata = (
        {method.name: method.metadata for method in source.methods}
        if isinstance(source, ProjectRows)
        else source.method_metadata
    )
    known = method_ids(metadata)
    if text not in known:
        raise ScenarioError(f"there is no method '{text}'; {suggestion(text, known)}")
    return known[text]


def category_name(name: MethodName) -> str:
    """`climate change (GWP100, IPCC AR6)`."""
    return f"{name[0]} ({', '.join(name[1:])})" if len(name) > 1 else name[0]
