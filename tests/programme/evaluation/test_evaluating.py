"""Evaluations of a registry: repeatable, by role, and kept back where two issues would tell of a newcomer."""

import json

import pytest
from evaluated_pilots import declaration

from lca_models.programme.evaluation.declarations import Participant, Pilot
from lca_models.programme.evaluation.evaluating import archetypes, evaluate, issue_evaluation
from lca_models.programme.registry.errors import DeniedError
from lca_models.programme.registry.log import head
from lca_models.programme.registry.members import add_model, add_organisation, add_plant
from lca_models.programme.roles.access import Actor
from lca_models.scope.calculation_setup import CalculationSetup

TABLES = {"coverage", "results", "quality", "process", "hidden"}


@pytest.fixture
def tell(registry):
    """Adds a maker with a verified declaration of an LFP pack in Sichuan; its organisation."""

    def add(number, kg=6000):
        org = add_organisation(
            registry, kind="maker", name_en=f"M{number}", name_zh=f"合成{number}", credit_code=f"SYN-{number}"
        )
        plant = add_plant(registry, org, name="P", province="CN-SC")
        model = add_model(registry, org, code="A", chemistry="lfp", rated_kwh="60")
        received = {
            "org": org, "model": model, "plant": plant, "period_start": "2025-01-01", "period_end": "2025-12-31",
            "bundle": f"{number:064}", "manifest": f"{number:064}", "bytes": 1, "release": "r", "rules": "cn-551",
        }  # fmt: skip
        row = {"stage": "manufacturing", "amount_kg": str(kg + number), "primary_share": "0.5", "rating": "2"}
        with registry.writing("worker") as write:
            subject = f"submission:s{number}"
            write.event("submission.received", subject, received)
            write.event("submission.checked", subject, {"results": [row]})
            write.event("submission.under_verification", subject, {})
            write.event("submission.verified", subject, {"valid_until": "2028-12-31"})
        return org

    return add


@pytest.fixture
def orgs(tell):
    return [tell(number) for number in range(6)]


def value(found, table, indicator):
    rows = found.tables[table].set_index(["indicator", "chemistry", "province", "part"])
    return rows.loc[(indicator, "total", "total", "total"), "value"]


def test_an_evaluation_is_repeated_by_its_event_and_seed(registry, tell, orgs):
    then = head(registry).n
    first = evaluate(registry, seed=3)
    for number in range(6, 9):
        tell(number)
    again = evaluate(registry, then, seed=3)
    assert again.document() == first.document()
    assert (again.as_of, again.k, again.is_synthetic, again.release) == (then, 5, True, "r")
    assert value(evaluate(registry), "coverage", "declarations") == 9
    json.dumps(first.document(), allow_nan=False)


def test_aggregates_are_for_all_and_names_for_the_authority(registry, orgs):
    def seen(role, org="other"):
        return evaluate(registry, actor=Actor("c", org, role)).tables

    assert {*evaluate(registry).tables} == TABLES | {"companies"}
    assert {*seen("authority")} == TABLES | {"companies"}
    for role in ("supplier", "verifier", "expert", "reader"):
        assert {*seen(role)} == TABLES
    own = seen("maker", orgs[2])["companies"]
    assert [*own["company"]] == [orgs[2]]
    assert [*seen("reader")["hidden"]] == ["why", "cells"]
    assert "province" in seen("authority")["hidden"]


def test_after_an_issue_one_newcomer_is_kept_back_and_five_are_shown(registry, tell, orgs):
    assert value(evaluate(registry), "coverage", "declarations") == 6
    number = issue_evaluation(registry)
    assert evaluate(registry).document()["tables"] == evaluate(registry, number).document()["tables"]
    tell(6)
    kept_back = evaluate(registry)
    assert kept_back.tables["coverage"].empty
    assert {*kept_back.tables["hidden"]["why"]} == {"reissued"}
    issue_evaluation(registry)
    for more in range(7, 11):
        tell(more)
    assert value(evaluate(registry), "coverage", "declarations") == 11


def test_only_the_authority_issues(registry, orgs):
    with pytest.raises(DeniedError, match="role: only the authority issues an evaluation"):
        issue_evaluation(registry, Actor("c", orgs[0], "maker"))
    issue_evaluation(registry, Actor("c", "o", "authority"))


def test_archetypes_are_the_kit_s_at_the_chemistry_and_province(shipped_study):

    ones = [declaration("a", "c"), declaration("b", "c", chemistry="strange"), declaration("c", "c", province="XX")]
    found = archetypes(shipped_study, Pilot([Participant("c", "c", "c")], ones, 1, 20.0))
    assert {*found} == {("lfp", "CN-SC")}
    expected = shipped_study.footprint(CalculationSetup("lfp-60kwh", province="CN-SC"))
    assert found["lfp", "CN-SC"] == pytest.approx(expected.assessment.score / 60, rel=1e-9)
