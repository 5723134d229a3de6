"""A registry of each database: SQLite always, PostgreSQL in the long run; parties, and submissions in each state."""

import io
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from counts import LONG
from postgresql_server import running
from submitted_bundles import bundle_bytes, check_all

from lca_models.programme.registry.members import add_client, add_model, add_organisation, add_plant
from lca_models.programme.registry.opening import Registry, create_registry, open_registry
from lca_models.programme.roles.access import Actor
from lca_models.programme.submissions.assigning import assign
from lca_models.programme.submissions.judging import give_opinion
from lca_models.programme.submissions.receiving import submit

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


@pytest.fixture(autouse=True)
def _quick_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are hashed with little work, as every test adds clients."""
    monkeypatch.setattr("lca_models.programme.registry.members.SCRYPT", {"n": 2, "r": 8, "p": 1})


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[..., str]]:
    """Makes a database of a server, empty or like another one; its URL."""
    if not LONG:
        pytest.skip("in the long run")
    import psycopg

    with running() as server:
        numbers = itertools.count()

        def make(like: str = "template0") -> str:
            name = f"registry_{next(numbers)}"
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2]}")
            return f"{server}/{name}"

        yield make


def database(request: pytest.FixtureRequest, kind: str, folder: Path, like: str = "") -> str:
    """Room for a registry in a database of a kind, empty or like another one."""
    if kind == "sqlite":
        if like:
            shutil.copyfile(like, folder / "pilot.db")
        return str(folder / "pilot.db")
    return request.getfixturevalue("postgresql")(*[like] if like else [])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def place(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Place:
    """Room for a registry of each database."""
    return Place(database(request, kind, tmp_path), tmp_path / "store", Clock())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    """An empty registry of each kind of database that was asked for: to make the tables takes longer than to copy them."""
    return {}


@pytest.fixture
def registry(
    request: pytest.FixtureRequest,
    kind: str,
    made: dict[str, Place],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Registry]:
    if kind not in made:
        folder = tmp_path_factory.mktemp(kind)
        made[kind] = Place(database(request, kind, folder), folder / "store", Clock())
        made[kind].create().close()
    shutil.copytree(made[kind].store, tmp_path / "store")
    opened = Place(database(request, kind, tmp_path, made[kind].where), tmp_path / "store", Clock()).open()
    yield opened
    opened.close()


@pytest.fixture
def maker(registry: Registry) -> Maker:
    return made_maker(registry)


def made_maker(registry: Registry) -> Maker:
    """A maker with a client, a plant and a model."""
    org = add_organisation(registry, kind="maker", name_en="Maker 07", name_zh="合成企业 07", credit_code="SYN-07")
    client, secret = add_client(registry, org, "maker")
    plant = add_plant(registry, org, name="Plant 1", province="CN-FJ")
    return Maker(org, client, secret, plant, add_model(registry, org, code="A60", chemistry="LFP", rated_kwh="60.5"))


class Parties:
    """Who takes part in a registry of a test."""

    def __init__(self, registry, maker):
        self.registry, self.own = registry, maker
        self.maker = Actor(maker.client, maker.org, "maker")
        self.secrets = {maker.client: maker.secret}
        for number, (name, kind, role) in enumerate(
            [("other", "maker", "maker"), ("supplier", "supplier", "supplier"), ("verifier", "verifier", "verifier"),
             ("stranger", "verifier", "verifier"), ("expert", "university", "expert"),
             ("authority", "authority", "authority"), ("reader", "public", "reader")]
        ):  # fmt: skip
            org = add_organisation(registry, kind=kind, name_en=name, name_zh=name, credit_code=f"SYN-9{number}")
            client, secret = add_client(registry, org, role)
            self.secrets[client] = secret
            setattr(self, name, Actor(client, org, role))

    @property
    def everyone(self):
        names = ("maker", "other", "supplier", "verifier", "stranger", "expert", "authority", "reader")
        return {name: getattr(self, name) for name in names}

    def submit(self, **said):
        content = bundle_bytes(**said)
        return submit(self.registry, self.maker, io.BytesIO(content), model=self.own.model, plant=self.own.plant)

    def checked(self, check=None, **said):
        own = self.submit(**said)
        check_all(self.registry, *([check] if check else []))
        return own

    def assigned(self, check=None, **said):
        own = self.checked(check, **said)
        assign(self.registry, self.authority, own, org=self.verifier.org, lead="Li", reviewer="Wang")
        return own

    def verified(self, **said):
        own = self.assigned(**said)
        give_opinion(self.registry, self.verifier, own, "unmodified", signed_by="Li", reviewer="Wang")
        return own


@pytest.fixture
def parties(registry, maker):
    return Parties(registry, maker)
