"""Findings on declarations of a pilot."""

from lca_models.programme.pilot.calculating import judged
from lca_models.programme.pilot.declared import declared_beside
from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.judging import Handed, case_of, limits, look_at, result_of
from lca_models.programme.pilot.planting.change import Ground
from lca_models.programme.pilot.planting.register import plants
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.rules.table import shipped_limits


def handed(study, name, document, folder, edits=None):
    sheet = judged(study, name, document, folder)
    result = result_of(study, sheet)
    return Handed(
        name, sheet, result, declared_beside(name, result, edits or {}).bundle if result else Bundle({}, name)
    )


def test_errors_are_found_where_they_stand_and_point_the_right_way(pilot_study, apart, kits, tmp_path):
    sheet = apart[0]
    ground = Ground(sheet, kits[sheet.company.chemistry], Draws(0, "x"), apart[10:])
    h20, f7 = (plants()[kind](ground, sheet.document) for kind in ("H20", "F7"))
    found = look_at(pilot_study, [
        handed(pilot_study, "cycles", h20.document, tmp_path), handed(pilot_study, "stage", sheet.document, tmp_path, f7.edits),
    ])  # fmt: skip

    seen = {(one.pack, one.rule): one for one in reversed(found)}
    assert seen["cycles", "V35"].pointer == "/cycle_test/cycles/yours"
    assert (seen["stage", "ARI-01"].pointer, seen["stage", "ARI-01"].sign) == ("results/stages.csv", 1)
    assert not [one for one in found if "could not run" in one.english]


def test_a_sheet_that_the_kit_refuses_is_no_case_and_its_faults_are_critical(pilot_study, tmp_path):
    one = handed(pilot_study, "broken", {"data_sheet": "1", "product": {"name": "x", "chemistry": "gold"}}, tmp_path)

    assert case_of(pilot_study, one) is None
    assert {found.severity for found in look_at(pilot_study, [one])} >= {"critical"}


def test_limits_of_a_pilot_stand_in_place_of_those_that_rules_have():
    assert {tuple(name.split("/", 1)) for name in limits()} <= shipped_limits().keys()
