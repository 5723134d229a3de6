"""An entry by its name, of the inventories or of a file of the user."""

import pytest

from lca_models.inventory.tables.named_entries import named_entries
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.scenario import ScenarioError

SHIPPED, OWN = {"cn-551": 1}, {"mine": 2, "other": 3}


def test_a_name_is_of_the_inventories_or_of_the_file():
    assert named_entries("", "cn-551", {}, SHIPPED, "rule set") == (1,)
    assert named_entries("rules.csv", "mine", OWN, SHIPPED, "rule set") == (2,)
    assert named_entries("rules.csv", "", OWN, SHIPPED, "rule set") == (2, 3)


def test_an_unknown_name_and_one_that_is_taken_are_refused():
    with pytest.raises(ScenarioError, match=r"no rule set 'mein' in rules.csv; did you mean 'mine'"):
        named_entries("folder/rules.csv", "mein", OWN, SHIPPED, "rule set")
    with pytest.raises(InventoryError, match=r"rules.csv: there is a rule set 'cn-551' already"):
        named_entries("rules.csv", "", {"cn-551": 1}, SHIPPED, "rule set")
