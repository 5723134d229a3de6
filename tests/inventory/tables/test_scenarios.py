"""Files of scenarios: what is written is what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.reading import InventoryError
from lca_models.inventory.tables.scenarios import read_scenarios_file, scenarios_text
from lca_models.scope.scenario import Scenario

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)
VALUES = st.floats(allow_nan=False, allow_infinity=False) | TEXT


@given(TEXT, TEXT, st.dictionaries(TEXT, VALUES, max_size=5))
def test_a_scenario_survives_its_file(tmp_path_factory, name, description, settings):
    path = tmp_path_factory.mktemp("scenario") / "own.yaml"
    path.write_text(scenarios_text([Scenario(name, description, settings)], "two lines\nof remark"), encoding="utf-8")

    assert read_scenarios_file(path) == {name: Scenario(name, description, settings)}


def test_a_file_that_is_no_mapping_is_refused_by_its_name(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("- 1\n", encoding="utf-8")

    with pytest.raises(InventoryError, match=r"own\.yaml must map scenario names"):
        read_scenarios_file(path)
