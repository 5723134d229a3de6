import pytest
from releases_of_tables import NICKEL, edited

from lca_models.programme.releases.proposing import begin_releases, propose_release
from tests.conftest import TINY_INVENTORY


def test_a_registry_without_releases_says_so(parties, person):
    assert "There is no release yet." in person("reader").see("/pages/releases").text


@pytest.mark.parametrize("name", ["maker", "expert", "authority", "reader"])
def test_every_role_reads_the_releases_the_latest_first(parties, person, tmp_path, name):
    begin_releases(parties.registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    propose_release(parties.registry, parties.expert, edited(TINY_INVENTORY, tmp_path / "new", (NICKEL,)))
    text = person(name).see("/pages/releases").text
    assert text.index(">1.5.0</a>") < text.index(">1.4.0</a>")
    assert ("the host" in text, "2026-01-01" in text, ">draft<" in text) == (True, True, True)
