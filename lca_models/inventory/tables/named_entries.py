"""An entry by its name: of the inventories, or of a file of the user."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

Named = TypeVar("Named")


def named_entries(
    file: str, name: str, own: Mapping[str, Named], shipped: Mapping[str, Named], what: str
) -> tuple[Named, ...]:
    """The entry of a name, of a file of the user where one is given: all of its entries where none is named.

    `what`: the word for such an entry. Raises ScenarioError for an unknown name, InventoryError for a file that repeats one
    of the inventories.
    """
    if taken := [one for one in own if one in shipped]:
        raise InventoryError(
            message(
                "{name}: there is a {what} '{value}' already; give yours another name",
                name=Path(file).name,
                what=what,
                value=taken[0],
            )
        )
    known = own if file else shipped
    if file and not name:
        return tuple(known.values())
    if name not in known:
        where = message(" in {file}", file=Path(file).name) if file else ""
        raise ScenarioError(
            message(
                "there is no {what} '{name}'{where}; {near}",
                what=what,
                name=name,
                where=where,
                near=suggestion(name, known),
            )
        )
    return (known[name],)
