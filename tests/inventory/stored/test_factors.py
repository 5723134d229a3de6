"""Factors as bw2calc uses them: site-generic, summed where a flow stands twice; what is left out is counted."""

from dataclasses import dataclass, field

from lca_models.inventory.stored.factors import characterizations, unread_factors


@dataclass(frozen=True)
class Flow:
    id: int
    key: tuple[str, str]


@dataclass(frozen=True)
class Method:
    factors: tuple
    uncertain: dict = field(default_factory=dict)
    regional: tuple = ()
    name: tuple[str, ...] = ("toy", "gwp")
    fault: str = ""


GAS, DUST, WATER = Flow(1, ("bio", "gas")), Flow(2, ("bio", "dust")), Flow(3, ("bio", "water"))


def found(method, flows=(GAS, DUST)):
    return characterizations([method], [GAS, DUST, WATER], flows)[method.name]


def test_factors_of_a_flow_are_summed_by_its_id_and_by_its_key():
    assert found(Method(((1, 2.0), (("bio", "gas"), 0.5), (2, -1.0)))).factors.tolist() == [2.5, -1.0]


def test_a_flow_without_a_factor_differs_from_one_whose_factor_is_0():
    one = found(Method(((1, 0.0),)))

    assert one.factors.tolist() == [0.0, 0.0]
    assert one.given.tolist() == [True, False]


def test_factors_of_places_are_left_out_and_told():
    one = found(Method(((1, 2.0),), regional=(1, 2, 3)))

    assert one.factors.tolist() == [2.0, 0.0]
    assert one.regional.tolist() == [True, True]


def test_factors_of_flows_that_do_not_exist_are_counted_and_those_of_others_are_not():
    assert found(Method(((1, 2.0), (3, 1.0), (99, 1.0), (("bio", "gone"), 1.0)))).lost == 2


def test_uncertain_factors_keep_what_is_stored_with_them():
    spread = {"uncertainty type": 3, "scale": 0.1}

    assert found(Method(((1, 2.0), (2, 3.0), (2, 4.0)), {2: spread})).uncertain == ((1, 4.0, spread),)


def test_methods_whose_factors_cannot_be_read_are_counted():
    assert unread_factors([Method(())]) == []
    assert unread_factors([Method(()), Method((), fault="x.pickle: ended"), Method((), fault="y")]) == [
        "the factors of 2 impact categories cannot be read (the first: toy|gwp, x.pickle: ended)"
    ]
