"""What is declared beside a sheet."""

import pytest

from lca_models.programme.pilot.calculating import footprint, judged
from lca_models.programme.pilot.declared import declared_beside
from lca_models.reporting.verification.rules.declared_figures import declared_stages


@pytest.fixture(scope="module")
def result(pilot_study, together, tmp_path_factory):
    folder = tmp_path_factory.mktemp("declared")
    return footprint(pilot_study, judged(pilot_study, "x", together[0].document, folder).pack)


def test_an_honest_bundle_declares_what_comes_out(result):
    beside = declared_beside("x", result, {})
    declared = declared_stages(beside.bundle)

    assert {name: kg for name, kg in declared.items() if name != "total"} == dict(result.stages)
    assert (beside.moved_kg, beside.bundle.table is not None) == (0.0, True)


def test_an_altered_stage_moves_the_total_by_its_part(result):
    beside = declared_beside("x", result, {"stage manufacturing": 0.9})

    assert beside.moved_kg == pytest.approx(-0.1 * result.stages["manufacturing"])
    assert declared_stages(beside.bundle)["total"] == pytest.approx(sum(result.stages.values()) + beside.moved_kg)


def test_a_lowered_row_is_listed_as_edited_with_what_it_moves(result):
    beside = declared_beside("x", result, {"row graphite": 0.5})
    listed = beside.bundle.members["inventory/differs.csv"].decode().splitlines()

    assert beside.moved_kg < 0
    assert listed[1].startswith("edited,")
    assert repr(beside.moved_kg) in listed[1]
