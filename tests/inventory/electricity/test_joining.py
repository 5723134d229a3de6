"""Electricity joined to the tables: a mix of your own, shares of a mix with their spread."""

import pytest
from grids import WIND, joined

from lca_models.inventory.brightway.database import datasets, keys_of
from lca_models.inventory.electricity.joining import user_mix_rows
from lca_models.inventory.tables.reading import InventoryError, Place, Row, Table


def test_a_users_mix_that_does_not_sum_to_one_is_refused():
    rows = tuple(
        Row(Place("electricity/user_mix.csv", 2), {"technology": WIND, "share": share}) for share in ("0.5", "0.4")
    )

    with pytest.raises(InventoryError, match=r"user_mix\.csv: shares sum to 0\.9, not 1"):
        user_mix_rows((Table("electricity/user_mix.csv", "user_mix", ("technology", "share"), rows),))


def test_shares_of_a_mix_sum_to_one_and_carry_the_spread_of_their_weight():
    groups = {}
    for item in joined().exchanges:
        if item.share_group:
            assert item.share_group == item.process
            assert item.weight_sigma > 0
            assert (item.distribution, item.formula) == ("determined", "")
            groups.setdefault(item.share_group, []).append(item.amount)

    assert "electricity_production_cn_gd_2023" in groups
    assert {group: sum(amounts) for group, amounts in groups.items()} == {group: pytest.approx(1) for group in groups}


def test_brightway_gets_share_group_and_weight_sigma():
    """Beside the exchange's own distribution, which stays certain (0)."""
    key = ("electricity", "electricity_production_cn_gd_2023")
    data = dict(datasets(joined(), "electricity", keys_of(joined())))[key]
    shares = [exchange for exchange in data["exchanges"] if exchange["type"] == "technosphere"]

    assert {exchange["share_group"] for exchange in shares} == {key[1]}
    assert all(exchange["weight_sigma"] > 0 and exchange["uncertainty type"] == 0 for exchange in shares)
