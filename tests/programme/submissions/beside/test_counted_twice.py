import io
import json

import pytest
from submitted_bundles import bundle_bytes, check_all

from lca_models.programme.registry.members import add_model, add_plant
from lca_models.programme.roles.access import Actor
from lca_models.programme.submissions.judging import findings_of
from lca_models.programme.submissions.publishing import withdraw
from lca_models.programme.submissions.receiving import submit


@pytest.fixture
def hand_in(parties):
    """Hand in a bundle with certificates, as a maker of its own plant and model; the id."""
    registry = parties.registry
    places = {parties.maker.org: (parties.own.model, parties.own.plant)}
    places[parties.other.org] = (
        add_model(registry, parties.other.org, code="A60", chemistry="LFP", rated_kwh="60.5"),
        add_plant(registry, parties.other.org, name="Plant 1", province="CN-SC"),
    )

    def hand_in(actor: Actor, first: str, last: str = "", plant: str = "", **said: str) -> str:
        row = {"number_first": first, "number_last": last, "generation_month": "2025-03"}
        sheet = json.dumps({"certificates": [row]}).encode()
        content = bundle_bytes(**{"sheet/sheet.json": sheet}, mark=f"{actor.org} {first}", **said)
        model, own = places[actor.org]
        return submit(registry, actor, io.BytesIO(content), model=model, plant=plant or own)

    return hand_in


def found(parties, own):
    file, _ = findings_of(parties.registry, parties.authority, own)
    return [(one.rule, one.severity) for one in file.findings]


def test_a_certificate_of_two_makers_is_a_finding_at_the_one_that_came_later(parties, hand_in):
    first, later = hand_in(parties.maker, "GEC-100", "GEC-200"), hand_in(parties.other, "gec 200", "gec 250")
    check_all(parties.registry)
    assert found(parties, first) == []
    assert found(parties, later) == [("CER-01", "critical")]


def test_the_finding_names_the_certificate_and_hides_who_else_counts_it(parties, hand_in):
    first, later = hand_in(parties.maker, "GEC-100", "GEC-200"), hand_in(parties.other, "GEC-150")
    check_all(parties.registry)
    file, _ = findings_of(parties.registry, parties.other, later)
    said = file.content().decode()
    assert "GEC-150" in said
    hidden = (first, parties.maker.org, parties.maker.client, "Maker 07", "合成企业 07", "GEC-100", "GEC-200")
    assert [one for one in hidden if one in said] == []


def test_certificates_of_one_plant_are_listed_by_all_its_products(parties, hand_in):
    hand_in(parties.maker, "GEC-100", "GEC-200")
    again = hand_in(parties.maker, "GEC-150", month="2024-01")
    check_all(parties.registry)
    assert found(parties, again) == []


def test_two_plants_of_a_maker_do_not_count_one_certificate(parties, hand_in):
    second = add_plant(parties.registry, parties.maker.org, name="Plant 2", province="CN-FJ")
    hand_in(parties.maker, "GEC-100", "GEC-200")
    later = hand_in(parties.maker, "GEC-199", "GEC-300", plant=second)
    check_all(parties.registry)
    assert found(parties, later) == [("CER-01", "critical")]


def test_what_was_withdrawn_counts_nothing(parties, hand_in):
    first = hand_in(parties.maker, "GEC-100", "GEC-200")
    withdraw(parties.registry, parties.maker, first)
    later = hand_in(parties.other, "GEC-150")
    check_all(parties.registry)
    assert found(parties, later) == []


@pytest.mark.parametrize(("first", "last"), [("GEC-201", "GEC-300"), ("GEC-1", "GEC-99"), ("GED-150", ""), ("?", "")])
def test_other_certificates_are_no_finding(parties, hand_in, first, last):
    hand_in(parties.maker, "GEC-100", "GEC-200")
    later = hand_in(parties.other, first, last)
    check_all(parties.registry)
    assert found(parties, later) == []
