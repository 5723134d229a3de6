"""Where places are that a sheet names, and how far apart."""

import pytest

from lca_models.reporting.verification.rules.product.places import EARTH_KM, Place, great_circle_km, place_in, places


@pytest.mark.parametrize(
    ("text", "code"),
    [("CN-SC", "CN-SC"), ("Example plant Sichuan", "CN-SC"), ("宁德工厂，福建", "CN-FJ"),
     ("port of Rotterdam, Netherlands", "NL"), ("Inner Mongolia", "CN-NM"), ("our warehouse", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_place_is_found_in_the_words_about_it(text, code):
    found = place_in(text)

    assert (found.code if found else None) == code


def test_a_quarter_of_a_great_circle_is_what_it_is():
    pole, equator = Place("P", "", "", 90, 0, ""), Place("E", "", "", 0, 17, "")

    assert great_circle_km(pole, equator) == pytest.approx(EARTH_KM * 3.141592653589793 / 2)
    assert great_circle_km(pole, pole) == 0


def test_every_province_has_a_place(shipped_study):
    assert {one.code for one in shipped_study.provinces} <= {one.code for one in places()}
