"""Pilots from their seeds."""

from collections import Counter

import pytest

from lca_models.programme.pilot.generating import BALANCED, REALISTIC, PilotError, generate_pilot
from lca_models.programme.pilot.kinds import kinds
from lca_models.programme.pilot.planting.register import OF_PLANT


@pytest.fixture(scope="module")
def balanced(pilot_study):
    return generate_pilot(pilot_study, 0, BALANCED, companies=12)


@pytest.fixture(scope="module")
def realistic(pilot_study):
    return generate_pilot(pilot_study, 0, REALISTIC, companies=12)


def test_the_same_seed_makes_the_same_pilot_and_another_one_another(pilot_study, realistic):
    again, other = (generate_pilot(pilot_study, seed, REALISTIC, companies=12) for seed in (0, 1))

    assert [(one.id, one.document, one.errors) for one in again.declarations] == [
        (one.id, one.document, one.errors) for one in realistic.declarations
    ]
    assert other.declarations[0].document != realistic.declarations[0].document


def test_a_balanced_pilot_has_at_most_one_error_a_sheet_and_as_many_of_each_kind(balanced):
    counts = Counter(one.kind for one in balanced.errors)

    assert all(len(one.errors) <= 1 for one in balanced.declarations)
    assert set(counts.values()) == {1}
    assert len(counts) >= len(kinds()) - 3  # few companies buy green power or sell steam


def test_an_error_of_a_plant_stands_in_all_its_sheets(realistic):
    by_event = {}
    for error in realistic.errors:
        by_event.setdefault(error.event, []).append(error)
    shared = [group for group in by_event.values() if group[0].kind in OF_PLANT]

    assert shared
    for group in shared:
        plant = next(one.clean.plant for one in realistic.declarations if one.id == group[0].pack)
        assert {one.pack for one in group} == {pack.id for pack in plant.packs}
        assert len({one.change.size for one in group}) == 1


def test_a_sheet_without_an_error_is_the_clean_one(realistic):
    for one in realistic.declarations:
        assert bool(one.errors) or one.document == one.clean.document
    assert 0 < sum(bool(one.errors) for one in realistic.declarations) < len(realistic.declarations)


def test_more_companies_leave_the_errors_of_the_others_as_they_are(pilot_study, realistic):
    few = generate_pilot(pilot_study, 0, REALISTIC, companies=3)
    alone = {"F1", "F5"}  # which look at the sheets of others
    events = {one.event for one in few.errors if one.kind not in alone}
    known = {
        pack
        for one in realistic.companies[:3]
        for plant in one.plants
        for pack in (plant.id, *(row.id for row in plant.packs))
    }

    # The packs beyond five are shared out by the sizes of all companies.
    first_five = [event for event in events if not event.split("-")[-1].isdigit() or int(event.split("-")[-1]) <= 5]
    assert {one for one in first_five if one.split()[1] in known} <= {one.event for one in realistic.errors}


def test_an_unknown_design_and_no_company_are_refused_by_name(pilot_study):
    with pytest.raises(PilotError, match=r"there is no design 'balancd'.*balanced"):
        generate_pilot(pilot_study, 0, "balancd")
    with pytest.raises(PilotError, match="at least one company, not 0"):
        generate_pilot(pilot_study, 0, companies=0)
