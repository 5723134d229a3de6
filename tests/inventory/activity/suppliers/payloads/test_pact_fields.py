"""The fields of PACT 3.0: ranges that its schema does not hold."""

import pytest
from pydantic import ValidationError
from supplier_files import pact

from lca_models.inventory.activity.suppliers.payloads.pact_fields import ProductFootprint, field_places


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("exemptedEmissionsPercent", "120", "120 is outside 0 to 100"),
        ("primaryDataShare", "250", "250 is outside 0 to 100"),
        ("declaredUnitAmount", "0", "0 is not above 0"),
        ("fossilGhgEmissions", "-1", "-1 is below 0"),
        ("biogenicCO2Uptake", "0.2", "0.2 is above 0"),
        ("ipccCharacterizationFactors", ["IPCC 2021"], "'IPCC 2021' is no report"),
        ("dqi", {"technologicalDQR": "9", "geographicalDQR": "1", "temporalDQR": "1"}, "9 is outside 1 to 5"),
    ],
)
def test_a_value_out_of_its_range_is_refused(field, value, said):
    with pytest.raises(ValidationError, match=said):
        ProductFootprint.model_validate(pact(**{field: value}))


def test_every_field_knows_its_place():
    places = field_places()

    assert places["temporalDQR"] == "pcf.dqi"
    assert places["landManagementBiogenicCO2Removals"] == "pcf"
    assert places["otherOperatorName"] == "pcf.productOrSectorSpecificRules[0]"
    assert places["companyName"] == "the footprint itself"
