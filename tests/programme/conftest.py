"""A registry of each database: SQLite always, PostgreSQL in the long run."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from counts import LONG
from postgresql_server import running

from lca_models.programme.registry.members import add_client, add_model, add_organisation, add_plant
from lca_models.programme.registry.opening import Registry, create_registry, open_registry

START = 1_767_225_600_000_000  # µs: 2026-01-01
SECOND = 1_000_000  # µs


class Clock:
    """A clock of a test: a second later whenever it is asked, or when the test says."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        self.now += SECOND
        return self.now


@dataclass(frozen=True)
class Place:
    """Where a registry of a test lies."""

    where: str
    store: Path
    clock: Clock

    def create(self, **given: object) -> Registry:
        given = {"programme": "synthetic", "synthetic": True, "clock": self.clock, **given}
        return create_registry(self.where, store=self.store, **given)

    def open(self) -> Registry:
        return open_registry(self.where, store=self.store, clock=self.clock)


@dataclass(frozen=True)
class Maker:
    """A maker with what its submissions name."""

    org: str
    client: str
    secret: str
    plant: str
    model: str


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes an empty database of a server; its URL."""
    if not LONG:
        pytest.skip("in the long run")
    import psycopg

    with running() as server:
        numbers = itertools.count()

        def make() -> str:
            name = f"registry_{next(numbers)}"
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return f"{server}/{name}"

        yield make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Room for a registry of each database."""
    where = tmp_path / "pilot.db" if request.param == "sqlite" else request.getfixturevalue("postgresql")()
    return Place(str(where), tmp_path / "store", Clock())


@pytest.fixture
def registry(place: Place) -> Iterator[Registry]:
    made = place.create()
    yield made
    made.close()


@pytest.fixture
def maker(registry: Registry) -> Maker:
    org = add_organisation(registry, kind="maker", name_en="Maker 07", name_zh="合成企业 07", credit_code="SYN-07")
    client, secret = add_client(registry, org, "maker")
    plant = add_plant(registry, org, name="Plant 1", province="CN-FJ")
    return Maker(org, client, secret, plant, add_model(registry, org, code="A60", chemistry="LFP", rated_kwh="60.5"))
