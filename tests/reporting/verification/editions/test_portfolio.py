"""Bundles of a folder side by side, as they state themselves."""

from datetime import date

import pytest

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.verification.editions.portfolio import portfolio_of
from lca_models.scope.scenario import ScenarioError
from tests.reporting.verification.editions.bundles import bundle

TODAY = date(2026, 11, 28)


def folder_of(folder, **bundles):
    for name, one in bundles.items():
        (folder / f"{name}.zip").write_bytes(archive_bytes(one.members))
    return folder


def test_each_bundle_has_a_row_with_what_it_states(tmp_path):
    """10 * 6.4 = 64 kg: 1 kg per kWh of 64; data of 2025 hold three years, to the end of 2028"""
    found = portfolio_of(folder_of(tmp_path, a=bundle({"x": (10, 6.4)}), b=bundle({"x": (1, 1)}, example=True)), TODAY)
    first, second = found.holdings

    assert (first.total_kg, first.per_kwh, first.rating, first.primary_share) == (64, 1, 1.8, 0.25)
    assert (first.status, first.holds_until) == ("declared", date(2028, 12, 31))
    assert second.status == "example"
    assert list(found.table()["model"]) == ["M", "M"]
    assert found.document()["bundles"][0]["kg_co2e_per_pack"] == 64


def test_what_is_over_is_expired_and_what_is_no_bundle_is_named(tmp_path):
    (tmp_path / "z.zip").write_bytes(b"no archive")
    found = portfolio_of(folder_of(tmp_path, old=bundle({"x": (1, 1)}, period="2021-06")), TODAY)

    assert [one.status for one in found.holdings] == ["expired"]
    assert found.holdings[0].holds_until == date(2025, 5, 31)
    assert len(found.problems) == 1
    assert "z.zip" in found.problems[0]


def test_a_folder_without_bundles_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="holds no bundle"):
        portfolio_of(tmp_path, TODAY)
