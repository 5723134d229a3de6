"""What a report shows of a data sheet: what its maker gives and from where, and what the archetype stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.interpretation.evidence.key_effects import key_effects
from lca_models.interpretation.evidence.next_data import next_data
from lca_models.interpretation.evidence.own_data import own_data
from lca_models.inventory.activity.sheet.fields import all_fields, materials
from lca_models.inventory.system.own.inputs import own_inputs, pack_document
from lca_models.inventory.system.pack import SOURCE_KINDS, Pack
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

if TYPE_CHECKING:
    import pandas as pd

IDENTITY = (
    "model",
    "company",
    "company_id",
    "plant",
    "plant_address",
    "period",
)  # what a report names it by, in this order


def own_inputs_table(pack: Pack) -> pd.DataFrame:
    """Every value of the maker: as it was written, where, from which kind of source, and the document behind it."""
    import pandas as pd

    columns = ("name", "value", "place", "source_kind", "evidence", "period", "spread", "note")
    rows = [{name: one[name] for name in columns} for one in pack_document(pack)["inputs"]]
    return pd.DataFrame(rows, columns=pd.Index(columns))


def archetype_table(pack: Pack) -> pd.DataFrame:
    """The fields that hold values of the archetype."""
    import pandas as pd

    rows = [(name, pack.archetype) for name in pack.blanks]
    return pd.DataFrame(rows, columns=pd.Index(["field", "archetype"]))


def own_document(result: Footprint) -> dict[str, Any]:
    """Of a data sheet, for programs: whose data it rests on, what to collect next, what other keys would give."""
    if result.system.pack is None:
        return {}
    return {
        "own_data": own_data(result.assessment).document(),
        "next_data": [one.document() for one in next_data(result.assessment)],
        "allocation_keys": [one.document() for one in key_effects(result.assessment)],
    }


def used_rows(parameters: pd.DataFrame) -> pd.DataFrame:
    """The parameters that a result uses: those of other packs say nothing about this one."""
    return parameters[parameters["used"].astype(bool)].reset_index(drop=True)


def input_rows(pack: Pack, language: str = ENGLISH) -> list[dict[str, str]]:
    """The values of the maker for the page, in a language."""
    kinds = {one: label(f"source_kind.{one}", language) for one in SOURCE_KINDS}
    names = field_names(language)
    return [
        {
            "name": names.get(one.name, one.name),
            "words": one.words,
            "place": one.origin.place,
            "kind": kinds.get(one.origin.source_kind, one.origin.source_kind),
            "evidence": one.origin.evidence,
            "period": one.origin.period,
            "note": one.origin.note,
        }
        for one in own_inputs(pack)
    ]


def blank_names(pack: Pack, language: str = ENGLISH) -> list[str]:
    """The fields that hold the archetype, in a language."""
    names = field_names(language)
    return [names.get(one, one) for one in pack.blanks]


@cache
def field_names(language: str) -> dict[str, str]:
    """Names of the fields of a sheet in a language, by those in the other: a sheet may be in another than its report."""
    pairs = [(one.chinese, one.english) for one in all_fields()]
    pairs += [(one.chinese, one.english) for one in materials()]
    return {there: here for chinese, english in pairs
            for there, here in [(english, chinese) if language == CHINESE else (chinese, english)]}  # fmt: skip


def identity_rows(pack: Pack, language: str = ENGLISH) -> list[tuple[str, str]]:
    """What the maker calls the product, the plant and the period, with labels in a language."""
    return [(label(f"own.{name}", language), pack.identity[name]) for name in IDENTITY if pack.identity.get(name)]
