"""Every product of the kit: two witnesses, and the table of the README recomputed."""

import pytest
from readme_tables import READMES, block_of, product_rows, products

from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.impact.study import Study
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.inventory.system.product_system import build_product_system
from lca_models.reporting.verification.contributions import verify


@pytest.fixture(scope="module")
def study(shipped_study: Study) -> Study:
    return shipped_study


@pytest.fixture(scope="module")
def rows(study):
    return list(product_rows(study))


@pytest.mark.parametrize("language", READMES)
def test_the_table_of_the_readme_is_that_of_the_kit(rows, language):
    text = READMES[language].read_text(encoding="utf-8")

    assert block_of(text, "products") == products(rows, language), "run make tables"


def test_the_table_leads_with_cradle_to_gate_and_names_every_product(study, rows):
    """cradle to gate is the pack of its own, without distribution and end of life"""
    assert [row.product for row in rows] == list(study.products)
    for row, product in zip(rows, study.products.values(), strict=True):
        gate = assess(build_product_system(study.rows, ("manufacturing", f"pack_{product.chemistry}")))
        energy = footprint(study.product_system(product.id)).functional_unit.rated_energy_kwh
        assert row.cells()[1].startswith(f"**{gate.score / energy:.1f}** (")


@pytest.mark.parametrize("product", ["lfp", "nmc811"])
def test_cradle_to_gate_at_most_a_third_rests_on_assumed_rows_and_35_percent_on_aggregated_processes(study, product):
    shares = evidence_shares(assess(build_product_system(study.rows, ("manufacturing", f"pack_{product}"))))

    assert shares["assumed"] <= 1 / 3  # a centre without three plants, a statistic or a standard is a judgement
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
