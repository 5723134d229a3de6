"""Every product of the kit: two witnesses, and the table of the README recomputed."""

import re
from pathlib import Path

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.impact.study import Study
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.inventory.system.product_system import build_product_system
from lca_models.reporting.verification.contributions import verify

ROOT = Path(__file__).parents[2]


def readme_rows() -> list[list[str]]:
    """Cells of the table of products in the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- products.*?-->\n(.*?)<!-- end of products -->", text, re.DOTALL)
    assert table is not None
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in table[1].strip().splitlines()[2:]]


@pytest.fixture(scope="module")
def study(shipped_study: Study) -> Study:
    return shipped_study


def test_the_readme_shows_every_product(study):
    assert [row[0].strip("`") for row in readme_rows()] == list(study.products)


def test_the_figures_of_the_readme_are_those_of_the_kit(study):
    for cells in readme_rows():
        product = study.product(cells[0].strip("`"))
        result = footprint(study.product_system(product.id))
        unit = result.functional_unit
        gate = assess(build_product_system(study.rows, ("manufacturing", f"pack_{product.chemistry}")))
        shares = evidence_shares(gate)

        assert cells[1:] == [
            f"{result.total().amount:,.0f}",
            f"{result.total('kwh-capacity').amount:.1f}",
            f"{result.total('kwh-delivered').readable().amount:.1f}",
            f"{gate.score / unit.rated_energy_kwh:.1f}",
            f"{shares['assumed']:.1%}",
            f"{shares['aggregated']:.1%}",
        ]


@pytest.mark.parametrize("product", ["lfp", "nmc811"])
def test_cradle_to_gate_at_most_15_percent_rests_on_assumed_rows_and_35_percent_on_aggregated_processes(study, product):
    shares = evidence_shares(assess(build_product_system(study.rows, ("manufacturing", f"pack_{product}"))))

    assert shares["assumed"] <= 0.15
    assert shares["aggregated"] <= 0.35


def test_all_witnesses_recompute_every_product(study):
    for product in study.products:
        found = verify(assess(study.product_system(product)), study.base, study.current.project)

        assert found.numpy.relative_difference < 1e-9
        assert found.holds


def test_the_exchanges_name_everything_a_reviewer_asks_for(study):
    """Unit, source, locator, evidence, pedigree, and a distribution or `determined`."""
    kept = ("unit", "source", "locator", "evidence", "pedigree_scores", "distribution")
    for exchange in study.rows.exchanges:
        if exchange.type != "production":
            assert all(exchange.data.get(key) for key in kept), exchange


def test_there_are_at_least_150_processes(study):
    assert len([node for node in study.rows.nodes if node.type == "processwithreferenceproduct"]) >= 150
