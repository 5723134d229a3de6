"""`PROJECT:DATABASE/CODE`, or `DATABASE/CODE` of the project in use: which process of which project is meant.

Every part may hold `:` and `/` itself, so an address is matched against what exists; one that can be read in two ways is
refused with both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lca_models.inventory.projects.places import ProjectPlace
from lca_models.inventory.stored.connection import opened
from lca_models.inventory.system.rows import Key, ProjectError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

MOST_SHOWN, MOST_NAMES = 5, 5000  # readings in a message; names that a near one is looked for among


@dataclass(frozen=True)
class ProcessAddress:
    """A process, or a product, of a Brightway project."""

    place: ProjectPlace
    key: Key

    def __str__(self) -> str:
        database, code = self.key
        return message(
            "project '{project}' ({folder}), database '{database}', code '{code}'",
            project=self.place.name,
            folder=self.place.base,
            database=database,
            code=code,
        )


def is_address(text: str) -> bool:
    """Whether a text has the marks of an address."""
    return "/" in text


def find_process(
    text: str, current: ProjectPlace | None, projects: Callable[[], Sequence[ProjectPlace]]
) -> ProcessAddress:
    """The process that an address names: of the project in use, or of one of the `projects`.

    Raises ScenarioError for an address that fits nothing, with the nearest names, and for one that fits several processes.
    """
    known = projects()
    here = [ProcessAddress(current, key) for key in _keys(current, text)] if current else []
    found = here + [
        ProcessAddress(place, key)
        for place in known
        if text.startswith(f"{place.name}:")
        for key in _keys(place, text.removeprefix(f"{place.name}:"))
    ]
    if len(found) > 1:
        shown = [*map(str, found[:MOST_SHOWN])]
        if len(found) > MOST_SHOWN:
            shown.append(message("and {count} more", count=len(found) - MOST_SHOWN))
        raise ScenarioError(
            message("'{words}' can be read as {listed}; rename one", words=text, listed=message(" and as ").join(shown))
        )
    if not found:
        raise ScenarioError(_unknown(text, current, known))
    return found[0]


def find_key(place: ProjectPlace, text: str) -> Key:
    """The key of `DATABASE/CODE` in a project.

    Raises ScenarioError as `find_process` does.
    """
    return find_process(text, place, lambda: ()).key


def _splits(text: str) -> Iterator[Key]:
    """Database and code of every `/` that may part them."""
    for place, letter in enumerate(text):
        if letter == "/" and 0 < place < len(text) - 1:
            yield text[:place], text[place + 1 :]


def _keys(place: ProjectPlace, text: str) -> list[Key]:
    """Those of the readings of `DATABASE/CODE` that exist."""
    query = "SELECT 1 FROM activitydataset WHERE database = ? AND code = ?"
    return [key for key in _splits(text) if _rows(place, query, key)]


def _rows(place: ProjectPlace, query: str, values: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    path = place.folder / "lci" / "databases.db"
    try:
        with opened(path) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise ProjectError(
            message("{folder} cannot be read ({error}); close other programs that use it", folder=path, error=error)
        ) from None


def _unknown(text: str, current: ProjectPlace | None, known: Sequence[ProjectPlace]) -> str:
    """What of an address exists, and what is near to the part that does not."""
    fitting = [place for place in known if text.startswith(f"{place.name}:")]
    if fitting:
        place = max(fitting, key=lambda one: len(one.name))
        return _unknown_in(place, text.removeprefix(f"{place.name}:"))
    project, colon, _ = text.partition(":")
    if current is None or (colon and not _database_of(current, text)):
        near = suggestion(project, (place.name for place in known))
        return message("there is no Brightway project '{name}'; {near}", name=project, near=near)
    return _unknown_in(current, text)


def _database_of(place: ProjectPlace, text: str) -> str:
    """The longest name of a database that the text begins with."""
    found = [name for (name,) in _rows(place, "SELECT DISTINCT database FROM activitydataset")
             if text.startswith(f"{name}/")]  # fmt: skip
    return max(found, key=len, default="")


def _unknown_in(place: ProjectPlace, text: str) -> str:
    database = _database_of(place, text)
    if not database:
        names = [name for (name,) in _rows(place, "SELECT DISTINCT database FROM activitydataset")]
        return message(
            "the project '{project}' has no database that '{words}' begins with; {near}",
            project=place.name,
            words=text,
            near=suggestion(text.partition("/")[0], names),
        )
    code = text.removeprefix(f"{database}/")
    codes = [one for (one,) in _rows(place, "SELECT code FROM activitydataset WHERE database = ?", (database,))]
    return message(
        "the database '{database}' of the project '{project}' has no code '{code}'; {near}",
        database=database,
        project=place.name,
        code=code,
        near=suggestion(code, codes[:MOST_NAMES]),
    )
