import numpy as np
import pytest

from lca_models.interpretation.uncertainty.drivers import REST, drivers_of

MIXED = drivers_of(("coal_share", "energy", "wind_share"), np.array([3, -1, 3]), {3: "power_route"})


def test_members_of_a_group_are_one_driver_by_the_name_of_their_mixture():
    assert MIXED.names == ("power_route (mix)", "energy")
    assert [positions.tolist() for positions in MIXED.positions] == [[0, 2], [1]]
    assert MIXED.members == ("coal_share + wind_share", "energy")


def test_who_is_alone_in_a_group_keeps_its_name():
    assert drivers_of(("a", "b"), np.array([0, -1]), {0: "route"}).names == ("a", "b")


def test_the_table_sums_to_1():
    table = MIXED.table(np.array([0.2, 0.7]), np.array([0.03, 0.04]), varies=True)

    assert table["parameter"].to_list() == ["energy", "power_route (mix)", REST]
    assert table["share"].to_list() == pytest.approx([0.7, 0.2, 0.1])
    assert MIXED.table(np.array([0.2, 0.7]), np.zeros(2), varies=True, top=1)["parameter"].to_list() == [
        "energy", "all other", REST
    ]  # fmt: skip
    assert MIXED.table(np.zeros(2), np.zeros(2), varies=False)["share"].sum() == 0
