import json

import pytest
from pact_payloads import pact_payload
from served_registry import served

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.suppliers.payloads.reading import read_footprint
from lca_models.programme.exchange.calling import UnansweredError
from lca_models.programme.exchange.fetching import Host, fetch_footprints
from lca_models.programme.exchange.offering import grant, offer
from lca_models.programme.registry.errors import InvalidError


@pytest.fixture
def host(parties):
    with served(parties) as one:
        yield Host(one.url, parties.maker.client, parties.secrets[parties.maker.client])


@pytest.fixture
def granted(parties):
    payloads = [pact_payload(str(number)) for number in range(3)]
    for payload in payloads:
        grant(parties.registry, parties.supplier, offer(parties.registry, parties.supplier, payload), parties.maker.org)
    return payloads


def test_footprints_are_fetched_into_files_that_a_data_sheet_reads(host, granted, tmp_path):
    found = fetch_footprints(host, {"productId": granted[1]["productIds"]}, tmp_path / "sheet")

    assert [(one.id, one.product, one.faults) for one in found] == [(granted[1]["id"], granted[1]["productIds"][0], ())]
    assert json.loads((tmp_path / "sheet" / found[0].file).read_text()) == granted[1]
    read = read_footprint(found[0].file, tmp_path / "sheet", "suppliers!G5", Findings())
    assert (read.value, read.unit, read.primary_share) == (7.5, "kg", 0.6)


def test_all_pages_are_fetched(host, granted, tmp_path):
    assert len(fetch_footprints(host, {"limit": ["1"]}, tmp_path / "sheet")) == 3


def test_a_wrong_secret_is_told_and_writes_nothing(host, granted, tmp_path):
    with pytest.raises(UnansweredError, match="401"):
        fetch_footprints(Host(host.url, host.client, "lcasec_wrong"), {}, tmp_path / "sheet")
    assert not (tmp_path / "sheet").exists()


def test_a_host_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnansweredError, match="cannot be reached"):
        fetch_footprints(Host("http://127.0.0.1:1", "a", "b"), {}, tmp_path)


def test_secrets_are_sent_by_https_alone(tmp_path):
    with pytest.raises(InvalidError, match="no address of https"):
        fetch_footprints(Host("http://example.org", "a", "b"), {}, tmp_path)
