"""Own products in Brightway projects: the databases that say so, found by `PROJECT:DATABASE` or `PROJECT:DATABASE/CODE`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.edits import Edits, with_provenance
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.projects.addresses import find_process, is_address
from lca_models.inventory.projects.places import ProjectPlace
from lca_models.inventory.system.own.record import KEY, OwnRecord, read_record
from lca_models.inventory.system.own.scoped import with_plain_names, with_typed_numbers, without_replacements
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.inventory.system.rows import IN_PLACE_OF, Key, ParameterRow, ProjectRows
from lca_models.inventory.tables.records import Product
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

UNEDITED = Edits()
UNHASHED = "1:" + "0" * 64  # of a project whose build is not known: no rows have it


@dataclass(frozen=True)
class OwnProduct:
    """An own product of a Brightway project, under the address that somebody named it by."""

    place: ProjectPlace
    database: str
    address: str
    record: OwnRecord

    @property
    def product(self) -> Product:
        """The parameters of its service life, and its plant."""
        return self.record.product

    @property
    def key(self) -> Key:
        """The process of one pack over its life."""
        return self.database, self.product.process

    @property
    def project(self) -> CurrentProject:
        """Its project, as one is that this kit has built."""
        folder = self.place.folder.relative_to(self.place.base).as_posix()
        return CurrentProject(self.place.name, folder, "", self.record.rows_hash or UNHASHED)

    def system(self, rows: ProjectRows, edits: Edits = UNEDITED, *, checked: bool) -> ProductSystem:
        """Its product system before a rule set, with what was edited in Brightway since it was written.

        Raises ProjectError when the project cannot be trusted.
        """
        counted = with_typed_numbers(rows, self.database, with_provenance(rows, edits))
        system = self._built(counted, checked=checked)
        pack = _as_stored(self.record.pack, system.parameters)
        typed = sum(bool(one.formula) and not other.formula
                    for one, other in zip(rows.parameters, counted.parameters, strict=True))  # fmt: skip
        count = None if edits.count is None else edits.count + typed
        found = replace(system, product=self.product, pack=pack, edited_rows=count)
        names = parameter_names(pack.replacements)
        if not names or not set(names) <= {row.input[1] for row in system.exchanges if IN_PLACE_OF in row.data}:
            return found
        before = self._built(without_replacements(counted, self.database), checked=checked)
        kept = {name: row for name, row in before.parameters.items() if name not in names}
        before = replace(before, product=self.product, parameters=kept, choices=found.choices)
        return replace(found, replacements=pack.replacements, before_replacements=before)

    def _built(self, rows: ProjectRows, *, checked: bool) -> ProductSystem:
        return with_plain_names(build_product_system(rows, self.key, checked=checked), self.database)

    def plain_settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Settings by plain names; a parameter of the database may be named `DATABASE::NAME`.

        Raises ScenarioError for one that is said twice.
        """
        found: dict[str, Any] = {}
        for name, value in settings.items():
            plain = name.removeprefix(f"{self.database}::")
            if plain in found:
                raise ScenarioError(message("'{name}' is given twice; keep one", name=plain))
            found[plain] = value
        return found


def _as_stored(pack: Pack, parameters: Mapping[str, ParameterRow]) -> Pack:
    """What a maker gives, with numbers that were edited in Brightway in place of those of the data sheet."""
    names = parameter_names(pack.replacements)
    return replace(
        pack,
        parameters=tuple(_given_as_stored(one, parameters.get(one.name)) for one in pack.parameters),
        replacements=tuple(
            replace(one, buyer=one.buyer.rpartition("/")[2], value=float(parameters[name].amount))  # of the copies
            if name in parameters else one
            for name, one in zip(names, pack.replacements, strict=True)
        ),
    )  # fmt: skip


def _given_as_stored(one: GivenParameter, row: ParameterRow | None) -> GivenParameter:
    if row is None or row.formula or float(row.amount) == one.value:
        return one
    origin = Origin(message("your edit"), f"{row.amount:.6g}", label=one.origin.label)
    return replace(one, value=float(row.amount), formula="", origin=origin)


def is_own_address(text: str) -> bool:
    """Whether a text has the marks of an address of an own product."""
    return is_address(text) or ":" in text


def find_own_product(
    text: str, current: ProjectPlace | None, projects: Callable[[], Sequence[ProjectPlace]]
) -> OwnProduct | None:
    """The own product that an address names; None for the address of anything else.

    Raises ScenarioError for a database whose record is none and for a name of two, ProjectError for projects that cannot be
    read.
    """
    named = [
        (place, database, known[database])
        for place in projects() if text.startswith(f"{place.name}:")
        if (database := text.removeprefix(f"{place.name}:")) in (known := own_databases(place))
    ]  # fmt: skip
    if len(named) > 1:
        listed = message(" and as ").join(
            message("project '{project}' ({folder}), database '{database}'",
                    project=place.name, folder=place.base, database=database) for place, database, _ in named
        )  # fmt: skip
        raise ScenarioError(message("'{words}' can be read as {listed}; rename one", words=text, listed=listed))
    for place, database, said in named:
        return OwnProduct(place, database, text, read_record(said, database))
    if not is_address(text):
        return None
    try:
        found = find_process(text, current, projects)
    except ScenarioError:  # whoever wants a process says so
        return None
    database, code = found.key
    known = own_databases(found.place)
    if database not in known:
        return None
    record = read_record(known[database], database)
    return OwnProduct(found.place, database, text, record) if code == record.product.process else None


def own_databases(place: ProjectPlace) -> dict[str, Any]:
    """The records of own products in a project, by database; none where the list of databases cannot be read."""
    try:
        listed = json.loads(Path(place.folder, "databases.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {str(name): said[KEY] for name, said in listed.items() if isinstance(said, dict) and KEY in said}
