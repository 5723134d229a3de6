import pytest
from submitted_bundles import bundle_bytes

from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.registry.members import add_model, add_plant
from lca_models.programme.submissions.owning import model_named, plant_named


def test_models_and_plants_are_named_by_id_or_by_what_people_call_them(parties):
    for name in (parties.own.model, "A60", ""):
        assert model_named(parties.registry, parties.maker, name) == parties.own.model
    for name in (parties.own.plant, "Plant 1", ""):
        assert plant_named(parties.registry, parties.maker, name) == parties.own.plant


def test_of_several_models_a_bundle_names_its_own(parties, tmp_path):
    (tmp_path / "b.zip").write_bytes(bundle_bytes(model="B80"))
    second = add_model(parties.registry, parties.maker.org, code="B80", chemistry="LFP", rated_kwh="80")
    assert model_named(parties.registry, parties.maker, "", tmp_path / "b.zip") == second
    with pytest.raises(UnknownError):
        model_named(parties.registry, parties.maker, "")


def test_what_another_organisation_has_is_not_named(parties):
    own = add_plant(parties.registry, parties.other.org, name="Plant 9", province="CN-SC")
    for name in (own, "Plant 9"):
        with pytest.raises(UnknownError, match="Plant 1"):
            plant_named(parties.registry, parties.maker, name)
