"""A package gives the declared result again, by this kit and by bw2calc."""

import pytest

from lca_models.reporting.declaration.listing.databases import Databases
from lca_models.reporting.declaration.listing.package import package_bytes
from lca_models.reporting.verification.package.reading import read_package
from lca_models.reporting.verification.package.recalculation import recalculate, recalculate_with_bw2calc


@pytest.mark.parametrize("name", ["lfp_result", "nmc_result"])
def test_both_programs_find_total_stages_and_gases_of_a_sheet(name, request, tmp_path):
    result = request.getfixturevalue(name)
    package = read_package(package_bytes(Databases(result)))
    total = sum(result.stages.values())
    for found, allowed in ((recalculate(package), 1e-9), (recalculate_with_bw2calc(package, tmp_path), 1e-6)):
        assert found.total == pytest.approx(total, rel=allowed)
        assert found.stages == pytest.approx({one: kg for one, kg in result.stages.items() if kg}, abs=allowed * total)
        assert found.gases == pytest.approx(result.gases, abs=allowed * total)
    assert not [*tmp_path.glob("**/recalculated*")]
