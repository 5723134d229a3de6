"""Two bundles and a portfolio on a terminal, in both languages."""

from datetime import date

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.verification.editions.difference import difference_of
from lca_models.reporting.verification.editions.portfolio import portfolio_of
from lca_models.reporting.verification.editions.words import difference_text, portfolio_text
from lca_models.scope.wording.messages import speaking
from tests.reporting.verification.editions.bundles import bundle


def test_a_difference_says_result_kinds_lines_and_facts():
    found = difference_of(bundle({"power": (100, 0.5)}), bundle({"power": (120, 0.4)}, name="b.zip", cycles="1600"))
    text = difference_text(found)

    for said in ("a.zip -> b.zip", "50.0000 -> 48.0000 kg CO2e", "inputs: +9.000", "factors: −11.00", "2000 -> 1600"):
        assert said in text
    with speaking("zh"):
        assert "投入" in difference_text(found)


def test_a_portfolio_has_a_row_a_bundle(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive_bytes(bundle({"x": (10, 6.4)}).members))
    text = portfolio_text(portfolio_of(tmp_path, date(2026, 11, 28)))

    assert "2028-12-31" in text
    assert "64.0000" in text
