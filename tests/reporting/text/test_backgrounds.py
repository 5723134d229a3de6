"""Both results by material as lines."""

from lca_models.interpretation.contribution.backgrounds import side_by_side
from lca_models.reporting.text.backgrounds import SHOWN, side_by_side_text
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.messages import speaking
from tests.licensed_databases import STAND_IN


def test_the_lines_add_up_to_the_totals_in_both_languages(licensed):
    found = side_by_side(licensed.footprint(CalculationSetup("lfp-60kwh", background=STAND_IN)))
    for language, common in (("en", "in common"), ("zh", "两者相同部分")):
        with speaking(language):
            first, _, *lines, total = side_by_side_text(found).splitlines()
        assert STAND_IN in first
        assert len(lines) == SHOWN + 2
        assert lines[-1].startswith(common)
        columns = [[float(cell.replace(",", "")) for cell in line.split()[-3:]] for line in (*lines, total)]
        for column in zip(*columns, strict=True):
            assert abs(sum(column[:-1]) - column[-1]) < 0.05 * len(columns)
