"""The pack of a data sheet in both languages: what its reader said in one language is no use to a reader of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from lca_models.inventory.study import InventoryStudy
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Pack
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking

Given = TypeVar("Given", GivenParameter, GivenPurchase)


def pack_in_both(study: InventoryStudy, sheet: str) -> Pack:
    """The pack of a data sheet by its path, read in each language whatever the sheet says of its own.

    Raises SheetError for a sheet that cannot be calculated, ScenarioError where there is no file.
    """
    with speaking(ENGLISH, is_asked=True):
        english = study.pack(sheet)
    with speaking(CHINESE, is_asked=True):
        chinese = study.pack(sheet)
    return replace(
        english,
        parameters=_labelled(english.parameters, chinese.parameters),
        purchases=_labelled(english.purchases, chinese.purchases),
        warnings_zh=chinese.warnings,
    )


def _labelled(english: tuple[Given, ...], chinese: tuple[Given, ...]) -> tuple[Given, ...]:
    """Values with their Chinese labels beside the English ones; both are of one sheet, in the same order."""
    return tuple(
        replace(one, origin=replace(one.origin, label_zh=other.origin.label))
        for one, other in zip(english, chinese, strict=True)
    )
