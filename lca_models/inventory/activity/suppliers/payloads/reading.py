"""A footprint file of a supplier, whichever form it has: one footprint, a list of them, or an answer that holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint
from lca_models.inventory.activity.suppliers.payloads.catenax import read_catenax
from lca_models.inventory.activity.suppliers.payloads.catenax_pcf import (
    IDENTITY,
    PRODUCT,
    is_catenax_pcf,
    read_catenax_pcf,
)
from lca_models.inventory.activity.suppliers.payloads.field_types import Judged
from lca_models.inventory.activity.suppliers.payloads.json_text import PayloadError, check_size, read_json
from lca_models.inventory.activity.suppliers.payloads.pact import read_pact
from lca_models.inventory.activity.suppliers.payloads.structure import at
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.reasons import reason_of

MARK = "#"  # between a file and the product of it: answer.json#urn:gtin:4712345060507
LISTED = 6
MOST_FOOTPRINTS = 1_000


def read_footprint(file: str, folder: Path, place: str, findings: Findings) -> SupplierFootprint | None:
    """The footprint in a file that a sheet names, relative to the folder of the sheet; None where it is refused.

    `file`: may end with `#` and an id, where a file holds several. `place`: sheet and cell that name it. Faults of the
    sheet are found at that place, those of the file at its fields.
    """
    name, _, wanted = file.partition(MARK)
    path = folder / name
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise PayloadError(message("{name}: is no file; ask the supplier for the JSON file", name=path.name))
        check_size(path.stat().st_size, path.name)
        content = path.read_bytes()
        trees = footprints_in(read_json(content, path.name), path.name)
    except PayloadError as error:
        findings.error(place, str(error))
        return None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else message("no name of a file")
        findings.error(place, message("'{file}' cannot be read ({reason}); it is looked for beside the sheet",
                                      file=excerpt(name), reason=reason))  # fmt: skip
        return None
    tree = _wanted(trees, wanted, path.name, place, findings)
    if tree is None:
        return None
    judged = judge_footprint(tree)
    for fault in judged.errors:
        findings.error(_at(path.name, fault.field), fault.text, fault.code)
    for fault in judged.warnings:
        findings.warn(_at(path.name, fault.field), fault.text, fault.code)
    if judged.footprint is None:
        return None
    return replace(judged.footprint, file=path.name, sha256=hashlib.sha256(content).hexdigest(), place=place)


def judge_footprint(tree: Mapping[str, Any]) -> Judged:
    """One footprint of PACT or Catena-X with every fault of it. Raises nothing."""
    if is_catenax_pcf(tree):
        return read_catenax_pcf(tree)
    return read_catenax(tree) if "pcfValues" in tree else read_pact(tree)


def footprints_in(tree: Any, name: str) -> list[Mapping[str, Any]]:
    """The footprints in a file: itself, a list, or what an answer or an event carries.

    `name`: of the file. Raises PayloadError for a file of another kind, which is named.
    """
    if isinstance(tree, list):
        found = tree
    elif not isinstance(tree, Mapping):
        raise PayloadError(
            message("{name}: is no footprint but a single value; ask the supplier for the JSON file", name=name)
        )
    elif "pcfValues" in tree or is_catenax_pcf(tree) or ("pcf" in tree and "data" not in tree):
        found = [tree]
    elif isinstance(tree.get("data"), Mapping) and isinstance(tree["data"].get("pfs"), list):
        found = tree["data"]["pfs"]
    elif "data" in tree:
        found = tree["data"] if isinstance(tree["data"], list) else [tree["data"]]
    else:
        raise PayloadError(_other_kind(tree, name))
    if not found or not all(isinstance(one, Mapping) for one in found):
        raise PayloadError(message("{name}: holds no footprint; ask the supplier for it", name=name))
    if len(found) > MOST_FOOTPRINTS:
        raise PayloadError(message("{name}: holds {count:,} footprints; give a file of this product alone",
                                   name=name, count=len(found)))  # fmt: skip
    for one in found:
        if "pcf" not in one and "pcfValues" not in one and not is_catenax_pcf(one):
            raise PayloadError(_other_kind(one, name))
        if "pcf" in one and str(one.get("specVersion", "")).startswith("urn:io.catenax"):
            raise PayloadError(message("{name}: is a Catena-X product carbon footprint of an earlier edition; 9.0.0 is read "
                                       "here, its model for battery component suppliers, and PACT 3", name=name))  # fmt: skip
    return list(found)


def _other_kind(tree: Mapping[str, Any], name: str) -> str:
    """What a file is that is no footprint."""
    if {"code", "message"} <= set(tree):
        return message(
            "{name}: is a refusal of the supplier's system: {words}", name=name, words=excerpt(str(tree["message"]))
        )
    if "ProductCarbonFootprints" in tree or "productOrSectorSpecificCarbonFootprints" in tree:
        return message("{name}: is the carbon footprint of a battery passport (IDTA); PACT 3, or Catena-X for battery "
                       "component suppliers, is read here", name=name)  # fmt: skip
    keys = ", ".join(excerpt(str(key), 24) for key in list(tree)[:LISTED]) or message("none")
    return message("{name}: is neither PACT 3 (with pcf) nor Catena-X (for battery component suppliers with pcfValues, 9.0.0 "
                   "with scopeOfPcfForm); its fields are {keys}", name=name, keys=keys)  # fmt: skip


def _wanted(
    trees: Sequence[Mapping[str, Any]], wanted: str, name: str, place: str, findings: Findings
) -> Mapping[str, Any] | None:
    """The footprint that a sheet means."""
    known = [one for one in trees if not wanted or wanted.strip() in _names(one)]
    active = [one for one in known if one.get("status") != "Deprecated"] or known
    if len(active) == 1:
        return active[0]
    listed = ", ".join(excerpt(_names(one)[0], 48) for one in (active or trees)[:LISTED])
    if active:
        findings.error(place, message("{name} holds {count} footprints; name one as {name}#ID: {listed}",
                                      name=name, count=len(active), listed=listed))  # fmt: skip
    else:
        findings.error(place, message("{name} holds no footprint of '{wanted}'; it holds {listed}",
                                      name=name, wanted=excerpt(wanted), listed=listed))  # fmt: skip
    return None


def _names(tree: Mapping[str, Any]) -> list[str]:
    """What a footprint can be named by."""
    inner = at(tree, PRODUCT) or {}
    ids = tree.get("productIds") or at(inner, "productIds")
    named = [tree.get("id"), at(tree, f"{IDENTITY}.id"), *(ids if isinstance(ids, list) else []),
             tree.get("productNameCompany"), at(inner, "productNameCompany"), tree.get("manufacturerPartId"),
             tree.get("customerPartId")]  # fmt: skip
    return [one for one in named if isinstance(one, str)] or ["?"]


def _at(name: str, field: str) -> str:
    return f"{name}, {field}" if field else name
