"""Lines of a result as a bundle holds them."""

from evaluated_pilots import declaration

from lca_models.programme.evaluation.indicators.weights import ResultLine
from lca_models.programme.evaluation.lines import lines_of, result_lines
from lca_models.reporting.declaration.archive import archive_bytes

CONTRIBUTIONS = b"""line,stage,kg_co2e_per_pack,whose,evidence
cell > foil,manufacturing,400.5,measured,E1
cell > cathode,raw material acquisition,2000,supplier,
cell > glue,manufacturing,1,archetype,
"""
QUALITY = b"""kind,name,grade
line,cell > foil,1.5
line,cell > cathode,3
stage,cell > glue,2
"""
BUNDLE = archive_bytes({"results/contributions.csv": CONTRIBUTIONS, "results/quality.csv": QUALITY})


def test_a_line_says_what_it_adds_and_what_its_data_are_worth():
    assert result_lines(BUNDLE) == (
        ResultLine("manufacturing", 400.5, 1.5, is_primary=True, has_evidence=True),
        ResultLine("raw material acquisition", 2000, 3.0, is_primary=True),
        ResultLine("manufacturing", 1, None),
    )


def test_a_bundle_without_tables_is_left_out():
    bundles = {"a": BUNDLE, "b": archive_bytes({"declaration.json": b"{}"}), "c": b"no archive"}
    assert {*lines_of([declaration(own, "c") for own in bundles], lambda one: bundles[one.id])} == {"a"}
