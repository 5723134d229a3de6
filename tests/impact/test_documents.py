"""Parts of documents that several results share."""

from lca_models.impact.documents import co2e_by_key, versions
from lca_models.scope.declared_unit import KG, PACK
from lca_models.scope.quantity import Quantity


def test_totals_have_keys_of_kg_co2e_in_that_unit_alone():
    totals = (Quantity(3.0, "kg CO2-eq", PACK), Quantity(2.0, "MJ", KG), Quantity(1.0, "kg CO2-eq", None))
    assert co2e_by_key(totals) == {"kg_co2e_per_pack": 3.0}


def test_versions_name_the_programs_of_a_result():
    assert [*versions()] == ["lca_models", "bw2data", "numpy", "scipy"]
