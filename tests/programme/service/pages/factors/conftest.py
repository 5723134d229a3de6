"""A release that the authority has proposed, with a row of each of two tables."""

import pytest
from releases_of_tables import MASS, NICKEL, edited

from lca_models.programme.registry.members import add_client, add_organisation
from lca_models.programme.releases.proposing import begin_releases, propose_release
from lca_models.programme.roles.access import Actor
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def proposed(parties, tmp_path):
    begin_releases(parties.registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    new = edited(TINY_INVENTORY, tmp_path / "new", (NICKEL, MASS))
    return propose_release(parties.registry, parties.authority, new).version


@pytest.fixture
def second(parties):
    """An expert of another university, known as a party."""
    org = add_organisation(parties.registry, kind="university", name_en="second", name_zh="第二", credit_code="SYN-2ND")
    client, secret = add_client(parties.registry, org, "expert")
    parties.secrets[client] = secret
    parties.second = Actor(client, org, "expert")
    return parties.second
