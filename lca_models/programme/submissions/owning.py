"""Models and plants of an actor by what people call them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from lca_models.programme.registry.errors import Problem, UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import models, plants
from lca_models.programme.roles.access import Actor
from lca_models.programme.submissions.declared import declared_bundle
from lca_models.reporting.declaration.archive import read_archive_file
from lca_models.scope.wording.messages import bilingual


def model_named(registry: Registry, actor: Actor, name: str, bundle: Path | None = None) -> str:
    """The id of a model by its id or code; where no name is given, of the one that the bundle names, or the only one.

    Raises UnknownError with the models that the actor's organisation has.
    """
    said = name or (declared_bundle(read_archive_file(bundle)).model if bundle is not None else "")
    return _found(registry, actor, models, models.c.code, said, "model")


def plant_named(registry: Registry, actor: Actor, name: str) -> str:
    """The id of a plant by its id or name; the only one where no name is given. Raises UnknownError with those there are."""
    return _found(registry, actor, plants, plants.c.name, name, "plant")


def models_of(registry: Registry, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Ids and codes of the models of an actor's organisation."""
    return _listed(registry, actor, models, models.c.code)


def plants_of(registry: Registry, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Ids and names of the plants of an actor's organisation."""
    return _listed(registry, actor, plants, plants.c.name)


def _listed(registry: Registry, actor: Actor, table: Table, named: Any) -> tuple[tuple[str, str], ...]:
    with registry.reading() as connection:
        rows = connection.execute(select(table.c.id, named).where(table.c.org == actor.org).order_by(named)).all()
    return tuple((str(own), str(called)) for own, called in rows)


def _found(registry: Registry, actor: Actor, table: Table, named: Any, name: str, where: str) -> str:
    rows = _listed(registry, actor, table, named)
    fitting = [own for own, called in rows if name in (own, called) or not name]
    if len(fitting) != 1:
        listed = ", ".join(called for _, called in rows) or "–"
        raise UnknownError(Problem(where, *bilingual("'{name}' is none of your organisation; it has: {listed}",
                                                     name=name, listed=listed)))  # fmt: skip
    return str(fitting[0])
