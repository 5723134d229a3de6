"""What a Brightway database of an own product says of it, so that it is taken as one again: plain values under one key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from lca_models.inventory.system.pack import AllocationKey, GivenParameter, GivenPurchase, Origin, Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.reading import Place
from lca_models.inventory.tables.records import Product
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.replacement import read_replacements
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

KEY = "lca_models_own_product"  # of the metadata of its database
FORMAT = 1
TEXTS = ("id", "name", "archetype", "sha256", "language")


@dataclass(frozen=True)
class OwnRecord:
    """An own product as its database records it."""

    pack: Pack
    product: Product
    rows_hash: str = ""  # of the project as it was written


def record_of(system: ProductSystem) -> dict[str, Any]:
    """The record of a system of an own product, as JSON knows it.

    Raises ScenarioError for a system of something else.
    """
    pack = system.pack
    if pack is None:
        raise ScenarioError(message("'{product}' is no product of a data sheet", product="/".join(system.demand)))
    product = system.shipped_product
    said = {one.name: getattr(product, one.name) for one in fields(product) if one.name != "place"}
    whole = replace(pack, replacements=system.replacements)  # those of a scenario too
    return {"format": FORMAT, "product": said, "pack": _pack_document(whole)}


def read_record(document: Any, database: str) -> OwnRecord:
    """The own product that a record is of.

    Raises ScenarioError for a record that is none, naming the database.
    """
    try:
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']!r}")
        names = {one.name for one in fields(Product)} - {"place"}
        product = {name: str(document["product"][name]) for name in names}
        pack = _pack(document["pack"])
        return OwnRecord(pack, Product(**product, place=Place(database, 0)), str(document.get("rows_hash") or ""))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ScenarioError(
            message("the database '{database}' does not say what product it is ({error}); write it anew from its data sheet",
                    database=database, error=f"{type(error).__name__}: {error}")
        ) from None  # fmt: skip


def _pack_document(pack: Pack) -> dict[str, Any]:
    texts = {name: getattr(pack, name) for name in TEXTS}
    return {
        **texts,
        "parameters": [
            {"name": one.name, "value": one.value, "unit": one.unit, "formula": one.formula, "origin": _plain(one.origin)}
            for one in pack.parameters
        ],
        "purchases": [{**_plain(one), "origin": _plain(one.origin)} for one in pack.purchases],
        "choices": {name: {"code": code, "origin": _plain(origin)} for name, (code, origin) in pack.choices.items()},
        "replacements": [one.entry() for one in pack.replacements],
        "fade_curve": [list(point) for point in pack.fade_curve.points] if pack.fade_curve else [],
        "identity": dict(pack.identity),
        "blanks": list(pack.blanks),
        "warnings": list(pack.warnings),
        "is_example": pack.is_example,
        "file": str(pack.file or ""),
        "keys": [{**_plain(one), "parameters": dict(one.parameters)} for one in pack.keys],
        "supplier_shares": dict(pack.supplier_shares),
    }  # fmt: skip


def _plain(one: Origin | GivenPurchase | AllocationKey) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _pack(said: Mapping[str, Any]) -> Pack:
    curve = [(float(cycles), float(retention)) for cycles, retention in said["fade_curve"]]
    return Pack(
        **dict[str, Any]({name: str(said[name]) for name in TEXTS}),
        parameters=tuple(
            GivenParameter(str(one["name"]), float(one["value"]), str(one["unit"]), _origin(one["origin"]),
                           str(one["formula"]))
            for one in said["parameters"]
        ),
        purchases=tuple(
            GivenPurchase(**{**_known(one, GivenPurchase), "origin": _origin(one["origin"])}) for one in said["purchases"]
        ),
        choices={str(name): (str(one["code"]), _origin(one["origin"])) for name, one in said["choices"].items()},
        replacements=read_replacements(said["replacements"]),
        fade_curve=FadeCurve(tuple(one for one, _ in curve), tuple(one for _, one in curve)) if curve else None,
        identity={str(name): str(text) for name, text in said["identity"].items()},
        blanks=tuple(map(str, said["blanks"])),
        warnings=tuple(map(str, said["warnings"])),
        is_example=bool(said["is_example"]),
        file=Path(said["file"]) if said["file"] else None,
        keys=tuple(AllocationKey(**_known(one, AllocationKey)) for one in said.get("keys") or ()),
        supplier_shares={str(name): float(one) for name, one in (said.get("supplier_shares") or {}).items()},
    )  # fmt: skip


def _origin(said: Mapping[str, Any]) -> Origin:
    return Origin(**{**_known(said, Origin), "scores": tuple(said.get("scores") or Origin("").scores)})


def _known(said: Mapping[str, Any], kind: type[Origin] | type[GivenPurchase] | type[AllocationKey]) -> dict[str, Any]:
    return {one.name: said[one.name] for one in fields(kind) if one.name in said}
