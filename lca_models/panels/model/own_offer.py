"""What the page offers of data sheets: their products, their size, and their own values where a field stands for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lca_models.inventory.study import InventoryStudy
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.offer import PackSize
from lca_models.panels.model.own.desk import NAMELESS, NAMELESS_ZH
from lca_models.panels.model.parameter_fields import ParameterField


@dataclass(frozen=True)
class OwnOffer:
    """Products of data sheets, by the paths of these."""

    choices: tuple[Choice, ...] = ()
    sizes: Mapping[str, PackSize] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, str | float]] = field(default_factory=dict)  # by product and field


def own_offer(study: InventoryStudy, sheets: Sequence[str], fields: Iterable[ParameterField]) -> OwnOffer:
    """The offer of data sheets; a form opens each at the values of its file.

    Raises SheetError for a sheet that cannot be calculated.
    """
    choices, sizes, defaults, fields = [], {}, {}, [*fields]
    for place, path in enumerate(sheets, len(study.products)):
        system, pack = study.product_system(path), study.pack(path)
        parameter = system.shipped_product.rated_energy
        shipped = next(row for row in study.rows.parameters if row.name == parameter)
        energy = system.parameters[parameter].amount
        reach = [energy, *(one for one in shipped.data["limits"] if one is not None)]
        choices.append(Choice(path, place, pack.name, NAMELESS_ZH if pack.name == NAMELESS else pack.name))
        sizes[path] = PackSize(parameter, energy, min(reach), max(reach))
        rows = {one.name: system.parameters[one.name] for one in fields if one.name in system.parameters}
        defaults[path] = {
            name: choice_code(row, row.amount, study.choices) if row.data.get("kind") == "choice" else row.amount
            for name, row in rows.items()
        }
    return OwnOffer(tuple(choices), sizes, defaults)
