"""Own products are found by the databases that say so."""

import json

import pytest

from lca_models.inventory.projects.own_products import OwnProduct, find_own_product, own_databases
from lca_models.inventory.projects.places import ProjectPlace
from lca_models.inventory.system.own.record import KEY, OwnRecord, record_of
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import Pack
from lca_models.scope.scenario import ScenarioError


@pytest.fixture
def place(toy_study, copy_base):
    """The toy project, whose database `recycling` says that it is an own product."""
    folder = copy_base / toy_study.current.folder
    listed = json.loads((folder / "databases.json").read_text(encoding="utf-8"))
    system = with_pack(toy_study.product_system("toy").before_rules, Pack("recycling", "Mine", "toy"))
    listed["recycling"][KEY] = record_of(system)
    (folder / "databases.json").write_text(json.dumps(listed), encoding="utf-8")
    return ProjectPlace("toy: 2", copy_base, folder)


@pytest.mark.parametrize("address", ["toy: 2:recycling", "toy: 2:recycling/life_cycle_toy", "recycling/life_cycle_toy"])
def test_a_database_or_its_process_of_one_pack_is_the_product(place, address):
    found = find_own_product(address, place, lambda: [place])

    assert (found.database, found.address, found.key) == ("recycling", address, ("recycling", "life_cycle_toy"))


@pytest.mark.parametrize(
    "address",
    ["toy: 2:recycling/recycling_toy", "toy: 2:manufacturing", "manufacturing/pack_toy", "toy: 2:none/none", "toy"],
)
def test_every_other_address_is_of_a_process_or_of_nothing(place, address):
    assert find_own_product(address, place, lambda: [place]) is None


def test_a_name_of_two_projects_is_refused_with_both(place, tmp_path):
    other = ProjectPlace(place.name, tmp_path / "elsewhere", place.folder)

    with pytest.raises(
        ScenarioError, match=r"can be read as project 'toy: 2' \(.*, database 'recycling' and as project"
    ):
        find_own_product("toy: 2:recycling", place, lambda: [place, other])


def test_a_list_of_databases_that_cannot_be_read_holds_none(place):
    for text in ("{", "[]", '{"recycling": 3}'):
        (place.folder / "databases.json").write_text(text, encoding="utf-8")
        assert own_databases(place) == {}


def test_a_setting_is_named_as_brightway_does_or_plainly_and_once(place, toy_study):
    product = OwnProduct(place, "mine", "toy: 2:mine", OwnRecord(Pack("mine", "Mine", "toy"), toy_study.product("toy")))

    assert product.plain_settings({"mine::a": 1, "b": 2, "other::c": 3}) == {"a": 1, "b": 2, "other::c": 3}
    with pytest.raises(ScenarioError, match="'a' is given twice"):
        product.plain_settings({"mine::a": 1, "a": 2})
