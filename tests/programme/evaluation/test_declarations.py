"""What a declaration says of itself."""

from evaluated_pilots import BACK, declaration, pilot_of_counts

from lca_models.programme.evaluation.declarations import CHECKED, RETURNED, VERIFIED


def test_a_declaration_counts_per_kwh_of_its_rated_energy():
    assert declaration("s", "c").total_kg == 6000
    assert declaration("s", "c").kg_per_kwh == 100


def test_its_state_is_the_last_and_each_has_its_first_day():
    back = declaration("s", "c", steps=BACK)
    assert (back.state, back.is_verified) == (RETURNED, False)
    assert back.first(CHECKED) == 1
    assert back.first(VERIFIED) is None


def test_companies_of_a_group_give_as_one():
    pilot = pilot_of_counts({("lfp", "CN-SC"): 2}, groups={"c000": "g", "c001": "g"})
    assert pilot.givers == {"c000": "g", "c001": "g"}
    assert len(pilot.verified) == 2
