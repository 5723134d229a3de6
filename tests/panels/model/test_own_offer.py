"""Data sheets in the page: the toy pack of 64 kWh in Sichuan, beside the toy of 60 kWh in Guangdong."""

from types import SimpleNamespace

import pytest

from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.own_offer import own_offer
from lca_models.scope.address import from_address
from lca_models.scope.scenario import ScenarioError

SHEET = "folder/my_pack.yaml"
PACK = Pack("ex-a", "My pack", "toy", (GivenParameter("toy_pack_energy", 64.0, "kWh", Origin("product!E12")),),
            choices={"cell_plant_province": ("CN-SC", Origin("product!E10"))})  # fmt: skip


@pytest.fixture(scope="module")
def study(toy_study):
    """The toy study that finds one data sheet."""
    own = with_pack(toy_study.product_system("toy").before_rules or toy_study.product_system("toy"), PACK)
    return SimpleNamespace(products=toy_study.products, rows=toy_study.rows, choices=toy_study.choices,
                           pack=lambda path: PACK, product_system=lambda path: own)  # fmt: skip


def test_a_sheet_is_offered_at_its_own_energy_and_its_own_plant(study, toy_study):
    fields = PanelModel(toy_study).offer.fields
    offer = own_offer(study, [SHEET], fields)

    assert [(one.code, one.name) for one in offer.choices] == [(SHEET, "My pack")]
    assert offer.sizes[SHEET].default == 64
    assert offer.sizes[SHEET].lowest <= 64 <= offer.sizes[SHEET].highest
    if "cell_plant_province" in {one.name for one in fields}:
        assert offer.defaults[SHEET]["cell_plant_province"] == "CN-SC"


def test_an_address_names_a_sheet_by_its_file_where_the_page_was_opened_with_it():
    assert from_address("?product=my_pack.yaml", [SHEET]).product == SHEET
    for stranger in ("?product=my_pack.yaml", "?product=/etc/my_pack.yaml", "?product=folder/my_pack.yaml"):
        with pytest.raises(ScenarioError, match="is a file, and an address names no file"):
            from_address(stranger)
