"""Companies, plants and packs."""

from lca_models.programme.pilot.companies import draw_companies, kind_of, place_at, province_of


def test_sixty_companies_have_at_least_five_packs_each_and_four_hundred_together():
    companies = draw_companies(0, 60, alone=False)
    packs = [len(plant.packs) for one in companies for plant in one.plants]

    assert (len(companies), sum(packs), min(packs)) == (60, 400, 5)


def test_packs_stand_in_one_plant_or_each_in_its_own_with_two_that_nobody_declares():
    together, apart = (draw_companies(0, 3, alone=alone) for alone in (False, True))

    assert [len(one.plants) for one in together] == [1, 1, 1]
    assert all(len(plant.packs) == 1 and len(plant.others) == 2 for one in apart for plant in one.plants)
    assert [pack.id for one in together for plant in one.plants for pack in plant.packs] == [
        pack.id for one in apart for plant in one.plants for pack in plant.packs
    ]


def test_a_company_is_called_synthetic_in_both_languages():
    one = draw_companies(0, 1, alone=False)[0]

    assert (one.id, one.english, one.chinese) == ("SYN-001", "Synthetic company 01", "合成企业01")
    assert one.plants[0].packs[0].id == "SYN-001-01"
    assert 0 <= one.green_share <= 1


def test_a_company_is_the_same_whoever_else_takes_part():
    few, many = draw_companies(5, 2, alone=False), draw_companies(5, 4, alone=False)

    assert [(one.chemistry, one.province, one.skill) for one in few] == [
        (one.chemistry, one.province, one.skill) for one in many[:2]
    ]


def test_phosphates_are_drawn_as_lfp_and_others_as_ternary():
    one = draw_companies(0, 1, alone=False)[0]

    assert [kind_of(name) for name in ("lfp", "lmfp", "nmc811")] == ["lfp", "lfp", "ternary"]
    assert one.kind == kind_of(one.chemistry)


def test_the_place_at_no_distance_is_the_province_itself():
    assert place_at("CN-SC", 0) == province_of("CN-SC")
    assert place_at("CN-SC", 1700).code != "CN-SC"
