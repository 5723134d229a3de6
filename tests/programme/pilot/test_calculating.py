"""What sheets of a pilot come to."""

import pytest

from lca_models.programme.pilot.calculating import HEAD, Came, came_of, footprint, judged, results_of, yaml_text


def test_right_less_declared_counts_energy_that_is_not_delivered():
    assert Came(100.0, 10.0).kg_beside(Came(110.0, 10.0)) == 10.0
    assert Came(100.0, 13.0).kg_beside(Came(100.0, 10.0)) == pytest.approx(
        30.0
    )  # 30 % too much energy stands for 30 kg
    assert Came(100.0, 10.0).kg_beside(Came(120.0, 10.0), 0.25) == 5.0


def test_a_file_says_in_both_languages_on_its_first_line_that_it_is_synthetic(together):
    text = yaml_text(together[0].document)

    assert text.startswith(HEAD)
    assert "SYNTHETIC" in HEAD
    assert "合成" in HEAD


def test_packs_calculated_together_come_to_what_they_come_to_alone(pilot_study, together, tmp_path):
    one = together[0]
    alone = footprint(pilot_study, judged(pilot_study, one.id, one.document, tmp_path).pack)
    both = results_of(pilot_study, {"a": one.document}, tmp_path / "more")

    assert both["a"].kg == pytest.approx(came_of(alone).kg, rel=1e-9)
    assert both["a"].delivered_kwh == pytest.approx(came_of(alone).delivered_kwh)


def test_a_document_that_is_refused_comes_to_nothing(pilot_study, together, tmp_path):
    broken = {**together[0].document, "product": {"name": "x", "chemistry": "gold"}}

    assert results_of(pilot_study, {"a": broken}, tmp_path) == {}
