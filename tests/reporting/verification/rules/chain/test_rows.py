"""Rows of the inventory in a bundle."""

import json

import pytest

from lca_models.reporting.declaration.bundle import PROVENANCE, Bundle
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, NotApplicableError
from lca_models.reporting.verification.rules.chain.rows import DIFFERS, PARAMETERS, ROWS, RULES
from tests.reporting.verification.rules.result.cases import ENGAGED


def seen(rule, declared, **members):
    return list(RULES[rule](Case(Bundle(members), declared, ENGAGED)))


def table(*rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(str(row.get(name, "")) for name in names) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


ROW = {"process": "p", "input": "i", "type": "technosphere", "source": "S", "evidence": "literature", "distribution": "",
       "minimum": "", "maximum": "", "scale": "", "amount": "1", "kg_co2e_per_pack": "3"}  # fmt: skip


def test_the_example_has_no_edited_row_and_every_row_its_source(nmc_declared, nmc_listed):
    for rule in ("ROW-01", "ROW-02", "ROW-03", "ROW-04", "GWP-01"):
        assert not seen(rule, nmc_declared, **nmc_listed), rule


def test_an_edited_row_is_told_with_the_release_and_its_kg(lfp_declared):
    """here 500 kg too much: right less declared is -500, above 5 % of 6,428"""
    row = {"whose": "edited", "table": "cells.csv", "row": "7", "release": "1", "here": "2", "kg_co2e_per_pack": "500"}
    (one,) = seen("ROW-01", lfp_declared, **{DIFFERS: table(row, row | {"whose": "given"})})

    assert (one.effect_kg, one.severity, one.place) == (-500, CRITICAL, "cells.csv:7")


def test_a_row_without_a_source_is_told_and_the_makers_own_is_not(lfp_declared):
    bare, own = ROW | {"source": ""}, ROW | {"source": "", "evidence": "user"}

    assert [one.effect_kg for one in seen("ROW-02", lfp_declared, **{ROWS: table(bare, own, ROW)})] == [3]


def test_a_spread_has_its_ends_in_order(lfp_declared):
    turned = ROW | {"distribution": "triangular", "minimum": "2", "maximum": "1"}
    parameter = {"name": "x", "value": "1", "distribution": "lognormal", "scale": "-1", "minimum": "", "maximum": ""}
    sound = {
        ROWS: table(ROW | {"distribution": "uniform", "minimum": "1", "maximum": "2"}),
        PARAMETERS: table(parameter),
    }

    assert len(seen("ROW-04", lfp_declared, **{ROWS: table(turned), PARAMETERS: table(parameter)})) == 2
    assert [one.member for one in seen("ROW-04", lfp_declared, **sound)] == [PARAMETERS]


def test_a_replacement_without_provenance_is_told(nmc_declared, lfp_declared):
    assert len(seen("ROW-03", nmc_declared, **{PROVENANCE: json.dumps({"replacements": []}).encode()})) == 1
    with pytest.raises(NotApplicableError):
        seen("ROW-03", lfp_declared)


def test_a_bundle_without_rows_is_not_looked_at(lfp_declared):
    for rule in ("ROW-01", "ROW-02", "ROW-04", "GWP-01"):
        with pytest.raises(NotApplicableError):
            seen(rule, lfp_declared)
