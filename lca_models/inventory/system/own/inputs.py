"""What a maker says of a pack, as a list for people and programs: every value with its words, place and document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.system.pack import SCORES, SUPPLIER, Origin, Pack
from lca_models.inventory.system.product_system import ProductSystem


@dataclass(frozen=True)
class OwnInput:
    """A value of a maker, as it was written, with its origin."""

    name: str  # what it is, for people
    words: str  # as it was written, with its unit
    origin: Origin


def own_inputs(pack: Pack) -> tuple[OwnInput, ...]:
    """Every value that a pack gives, each cell once where it feeds several values; choices and suppliers last."""
    found: dict[tuple[str, str], OwnInput] = {}
    for one in _every(pack):
        found.setdefault((one.origin.place or one.name, one.words), one)
    return tuple(found.values())


def pack_document(pack: Pack) -> dict[str, Any]:
    """A pack for programs: who it is, what its maker gives and from where, what falls back to the archetype."""
    return {
        "id": pack.id,
        "name": pack.name,
        "archetype": pack.archetype,
        "example": pack.is_example,
        "identity": dict(pack.identity),
        "file": pack.file.name if pack.file else "",
        "sha256": pack.sha256,
        "inputs": [
            {
                "name": one.name,
                "value": one.words,
                "place": one.origin.place,
                "source_kind": one.origin.source_kind,
                "evidence": one.origin.evidence,
                "period": one.origin.period,
                "spread": one.origin.spread,
                "scores": dict(zip(SCORES, one.origin.scores, strict=True)),
                "note": one.origin.note,
            }
            for one in own_inputs(pack)
        ],
        "archetype_values": list(pack.blanks),
        "warnings": list(pack.warnings),
    }


def plant_of_file(system: ProductSystem) -> str:
    """The parameter of the plant's province where a data sheet says it; empty for every other system."""
    plant = system.product.plant_province if system.product else ""
    return plant if system.pack and plant in system.pack.choices else ""


def _every(pack: Pack) -> Iterator[OwnInput]:
    for one in pack.parameters:
        words = one.origin.words or f"{one.value:.6g} {'' if one.unit == '1' else one.unit}".strip()
        yield OwnInput(one.origin.label or one.name, words, one.origin)
    for bought in pack.purchases:
        yield OwnInput(
            bought.origin.label or f"{bought.buyer} > {bought.input}",
            bought.origin.words or bought.formula,
            bought.origin,
        )
    for name, (code, origin) in pack.choices.items():
        yield OwnInput(origin.label or name, origin.words or code, origin)
    for replaced in pack.replacements:
        said = Origin("", source_kind=SUPPLIER, evidence=replaced.source)
        words = f"{replaced.value:.6g} {replaced.unit or f'kg CO2e/{replaced.per}'}"
        yield OwnInput(f"{replaced.input}: {replaced.supplier}", words, said)
