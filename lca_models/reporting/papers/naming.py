"""Names of files that say what is in them: product, province, rules, figure, unit, version, inventories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lca_models import __version__
from lca_models.impact.footprint import Footprint
from lca_models.scope.calculation_setup import DATA_SHEET

LONGEST = 120  # letters of a name without its ending
MOST = 2  # results that are named one by one
_ODD = re.compile(r"[^\w.+-]+")


def stem_of(results: Sequence[Footprint], kind: str, per: str = "") -> str:
    """Such as `lfp-60kwh_CN-SC_cn-551_stages_kwh-capacity_0.2.0-7141b23a`; what does not apply is left out."""
    first = results[0]
    told = [
        _joined([Path(product_of(one)).stem if _is_sheet(one) else one.product for one in results], "products"),
        _joined([one.province for one in results if not one.is_foreign], "provinces"),
        _joined([one.rules for one in results if not one.is_foreign], "rules"),
        kind,
        per,
        f"{__version__}-{short_hash(first)}",
    ]
    parts = [_ODD.sub("-", part).strip("-") for part in told if part]
    if (longer := len("_".join(parts)) - LONGEST) > 0:  # a file or an address as the product
        parts[0] = parts[0][-max(len(parts[0]) - longer, 8) :].lstrip("-._")
    return "_".join(parts)


def product_of(result: Footprint) -> str:
    """The product; of a data sheet its file without the folders, which nobody else has."""
    return Path(result.product).name if _is_sheet(result) else result.product


def _is_sheet(result: Footprint) -> bool:
    return not result.is_foreign and result.complete_setup.kind == DATA_SHEET


def _joined(names: Sequence[str], plural: str) -> str:
    different = list(dict.fromkeys(filter(None, names)))
    return "+".join(different) if len(different) <= MOST else f"{len(different)}-{plural}"


def short_hash(result: Footprint) -> str:
    """Eight digits of the hash of the inventories."""
    return str(result.document()["inventory_hash"]).rpartition(":")[2][:8]
