"""What an archive of openLCA (JSON-LD, version 2) holds, read by olca-schema: its entities by kind and id, and their units.

The archive is read without trust: sizes before contents, nothing unpacked to disk, no name that leads out of it.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.files.archives import member_content, plain_members
from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.formats.reading.units import brightway_unit, is_known
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS
from lca_models.scope.wording.messages import message

LARGEST = 2**29  # bytes, packed and unpacked
MOST = 200_000  # files
VERSION = 2  # of the schema
SCHEMA, FORMER = "olca-schema.json", "context.json"
HELD = "lca_models:held"  # tag of an elementary flow that only its file has, with factors of its own
FOLDERS = {  # that are read, with the class of olca-schema
    "unit_groups": "UnitGroup", "flow_properties": "FlowProperty", "flows": "Flow", "locations": "Location",
    "parameters": "Parameter", "processes": "Process", "lcia_categories": "ImpactCategory",
}  # fmt: skip


@dataclass(frozen=True)
class OlcaUnit:
    """A unit: its name, how many units of reference of its group one is, and the id of that group."""

    name: str
    factor: float
    group: str


@dataclass(frozen=True)
class OlcaEntities:
    """The entities of an archive by id, their units, and how many it holds of kinds that are left out."""

    name: str  # of the file
    flows: Mapping[str, Any]
    places: Mapping[str, str]  # codes of locations
    parameters: Mapping[str, Any]
    processes: Mapping[str, Any]
    categories: Mapping[str, Any]
    units: Mapping[str, OlcaUnit]
    left_out: Mapping[str, int]  # by folder

    def in_reference(self, exchange: Any, flow: Any) -> float:
        """How many units of the flow one unit of an exchange is.

        Raises ValueError, in words, for a unit or a property that neither the archive nor its flow has.
        """
        factor = self.unit_of(exchange).factor
        wanted = exchange.flow_property.id if exchange.flow_property else None
        for one in flow.flow_properties or ():
            given = one.flow_property.id if one.flow_property else None
            if given == wanted or (wanted is None and one.is_ref_flow_property):
                return factor / _positive(one.conversion_factor, message("the factor of a property of its flow"))
        raise ValueError(
            message("flow property: its flow '{flow}' does not have it; add it to the flow", flow=excerpt(flow.name))
        )

    def unit_of(self, exchange: Any) -> OlcaUnit:
        """The unit of an exchange. Raises ValueError, in words, for one that the archive does not hold."""
        found = self.units.get(exchange.unit.id) if exchange.unit else None
        if found is None:
            name = exchange.unit.name or exchange.unit.id if exchange.unit else message("none")
            raise ValueError(message("unit: '{unit}' is in no unit group of the file; export the unit groups with it",
                                     unit=excerpt(str(name))))  # fmt: skip
        return found


def _positive(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise ValueError(message("{what} is no number above 0; give one", what=what))
    return float(value)


def preferred(unit: OlcaUnit) -> bool:
    """Whether Brightway has a name for a unit."""
    return is_known(unit.name) and brightway_unit(unit.name)[1] == 1


def look_at(path: Path) -> None:
    """Look at an archive before it is read.

    Raises ProjectError for what is none, and for one of openLCA 1.
    """
    with refusing(lambda words: _no_archive(path, words)):
        if path.stat().st_size > LARGEST:
            raise SealError(message("it has more than {most:,} bytes", most=LARGEST))
        with zipfile.ZipFile(path) as archive:
            _members(archive)


def _no_archive(path: Path, words: str) -> ProjectError:
    return ProjectError(
        message(
            "{name} is no JSON-LD archive of openLCA 2 ({what}); export the processes again", name=path.name, what=words
        )
    )


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = plain_members(archive, LARGEST, MOST)
    if SCHEMA not in members and FORMER in members:
        raise SealError(message("it is of openLCA 1; open it in openLCA 2"))
    if not any(name.startswith("processes/") for name in members):
        raise SealError(message("it holds no processes"))
    return members


def read_entities(path: Path) -> OlcaEntities:
    """The entities of an archive.

    Raises ProjectError for what is none, and with every file of it that cannot be read.
    """
    found: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
    left_out: dict[str, int] = {}
    problems: list[str] = []
    with refusing(lambda words: _no_archive(path, words)):
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name, member in sorted(_members(archive).items()):
                folder, _, rest = name.rpartition("/")
                if folder in FOLDERS and rest.endswith(".json"):
                    try:
                        entity = _entity(folder, member_content(archive, member))
                        found[folder][str(entity.id)] = entity
                    except (SealError, ValueError) as error:
                        problems.append(f"{path.name} {name}: {error}")
                elif folder:
                    left_out[folder] = left_out.get(folder, 0) + 1
                elif name == SCHEMA:
                    _check_version(member_content(archive, member))
    units = _units(path.name, found["unit_groups"], problems)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        raise ProjectError("\n".join([*problems[:MOST_PROBLEMS],
                                      *([message("and {count} more", count=more)] if more > 0 else [])]))  # fmt: skip
    places = {id_: str(one.code or one.name or "") for id_, one in found["locations"].items()}
    return OlcaEntities(path.name, found["flows"], places, found["parameters"], found["processes"],
                        found["lcia_categories"], units, left_out)  # fmt: skip


def _check_version(content: bytes) -> None:
    said = _json(content)
    if said.get("version") != VERSION:
        raise SealError(message("its schema has the version {version}, of {known}", version=excerpt(str(said.get("version"))),
                                known=VERSION))  # fmt: skip


def _json(content: bytes) -> dict[str, Any]:
    """An object of JSON; NaN and the like are none. Raises ValueError for anything else."""
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(message("it is no JSON of UTF-8 ({error})", error=excerpt(str(error)))) from None
    if not isinstance(found, dict):
        raise ValueError(message("it is no JSON object"))
    return found


def _no_number(text: str) -> float:
    raise ValueError(message("it says {text}, which is no number", text=text))


def _entity(folder: str, content: bytes) -> Any:
    """One entity by olca-schema. Raises ValueError for a file that is none of its kind, or has no id."""
    schema = openlca_schema()
    said = _json(content)
    try:
        found = getattr(schema, FOLDERS[folder]).from_dict(said)
    except MemoryError:
        raise
    except Exception as error:  # olca-schema answers a field of another kind with whatever happens first
        raise ValueError(
            message("its fields are not those of the format ({error})", error=excerpt(str(error)))
        ) from None
    if not isinstance(found.id, str) or not found.id:
        raise ValueError(message("@id: there is none; give it one"))
    return found


def openlca_schema() -> Any:
    """The package that reads and writes openLCA's format. Raises ProjectError where it is not installed."""
    try:
        import olca_schema
    except ImportError:
        raise ProjectError(
            message("openLCA's format needs the package olca-schema; run pip install 'lca_models[openlca]'")
        ) from None
    return olca_schema


def _units(name: str, groups: Mapping[str, Any], problems: list[str]) -> dict[str, OlcaUnit]:
    found: dict[str, OlcaUnit] = {}
    for group in groups.values():
        for unit in group.units or ():
            try:
                factor = _positive(unit.conversion_factor, message("conversionFactor"))
                found[str(unit.id)] = OlcaUnit(str(unit.name or ""), factor, str(group.id))
            except (ValueError, AttributeError, LcaModelsError) as error:
                problems.append(f"{name} unit_groups '{excerpt(str(group.name))}': {error}")
    return found
