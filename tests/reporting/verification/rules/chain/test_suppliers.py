"""Footprints of suppliers in a result, and the files they came in."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, NotApplicableError
from lca_models.reporting.verification.rules.chain import suppliers
from lca_models.reporting.verification.rules.chain.suppliers import RULES, Supplied, supplied
from tests.reporting.verification.rules.result.cases import ENGAGED


def seen(rule, case):
    return list(RULES[rule](case))


@pytest.fixture
def case(nmc_declared):
    return Case(Bundle({}), nmc_declared, ENGAGED)


def standing(monkeypatch, case, *, value=None, **said):
    """The case with another figure, or other words, of its supplier."""
    (one,) = supplied(case)
    found = replace(one.replaced, value=one.replaced.value if value is None else value,
                    replacement=replace(one.replaced.replacement, **said))  # fmt: skip
    monkeypatch.setattr(suppliers, "supplied", lambda _: (Supplied(found, one.amount, 0),))
    return found


def test_the_example_has_one_supplier_whose_kg_are_those_of_its_lines(case, nmc_declared):
    (one,) = supplied(case)
    lines = [line for line in lines_of_result(nmc_declared) if line.factor_of == "supplier"]

    assert one.kg == pytest.approx(sum(line.kg for line in lines))
    assert not [one for rule in ("SUP-01", "SUP-02", "SUP-03", "SUP-04") for one in seen(rule, case)]


def test_a_footprint_counts_in_the_time_for_which_it_is_valid(monkeypatch, case):
    standing(monkeypatch, case, valid_from="2025-01-01", valid_until="2025-12-31")
    assert len(seen("SUP-01", case)) == 1
    late = Case(case.bundle, replace(case.again, issued=datetime(2025, 6, 1, tzinfo=UTC)), ENGAGED)
    assert not seen("SUP-01", late)


@pytest.mark.parametrize("power", [-3, 3, 6])
def test_a_power_of_ten_from_the_tables_is_a_slip_of_the_unit(monkeypatch, case, power):
    """the right figure is a power of ten away, and so is its effect"""
    found = standing(monkeypatch, case)
    standing(monkeypatch, case, value=found.was * 10.0**power)
    (one,) = seen("SUP-02", case)

    assert one.values["f"] == pytest.approx(found.was)
    standing(monkeypatch, case, value=found.was * 4)
    assert not seen("SUP-02", case)


def test_what_nobody_says_of_boundary_potentials_and_verification_is_told(monkeypatch, case):
    standing(monkeypatch, case, boundary=" ", gwp="GWP20 AR6", locator="")

    assert [len(seen(rule, case)) for rule in ("SUP-03", "SUP-04", "SUP-08")] == [1, 1, 1]
    standing(monkeypatch, case, locator="verified by a body, 2026")
    assert not seen("SUP-08", case)


def test_a_figure_far_from_the_tables_is_a_question_and_grave_where_it_moves_the_result(monkeypatch, case):
    found = standing(monkeypatch, case)
    standing(monkeypatch, case, value=found.was * 0.1, locator="")
    (grave,) = seen("SUP-09", case)
    standing(monkeypatch, case, value=found.was * 0.1, locator="verified")
    (asked,) = seen("SUP-09", case)

    assert (grave.severity, asked.severity) == (MAJOR, "")
    assert grave.effect_kg > case.threshold_kg


def test_a_file_whose_figures_contradict_each_other_is_named(case, nmc_declared):
    name = next(one.file for one in nmc_declared.sheet.suppliers if one.file)
    document = json.loads((nmc_declared.file.parent / name).read_text())
    stages = document["pcfValues"]["sharesPerStage"]

    def having(whole):
        values = {"sharesPerStage": stages | {"absPcfValue": {"stageValue": whole}}}
        content = json.dumps(document | {"pcfValues": document["pcfValues"] | values}).encode()
        return Case(Bundle({f"sheet/{name}": content}), nmc_declared, ENGAGED)

    summed = 20.5 + 5.5  # raw materials and production; the others are 0
    assert not [one for rule in ("SUP-06", "BIO-01", "BIO-02", "BIO-03") for one in seen(rule, having(summed))]
    assert seen("SUP-06", having(2 * summed))
    with pytest.raises(NotApplicableError):
        seen("SUP-06", case)


def test_a_result_without_suppliers_is_not_looked_at(lfp_declared):
    with pytest.raises(NotApplicableError):
        seen("SUP-01", Case(Bundle({}), lfp_declared, ENGAGED))
