"""A sheet read for readers of both languages: its remarks and labels follow the reader, whichever language it says it is in."""

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.interpretation.uncertainty.names import parameter_words
from lca_models.inventory.system.own.structure import is_own
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.model.own.in_both import pack_in_both
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import explorer_view
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from tests.english_left import english_left

HAN = re.compile("[一-鿿]")
NUMBERS = re.compile(r"(yours: )([0-9.]+)")


@settings(max_examples=5)
@given(data=st.data())
def test_whatever_is_said_of_a_sheet_is_in_the_language_of_its_reader(shipped_study, filled_sheet, data):
    """Numbers of a sheet multiplied, which doubts or refuses it; the sheet itself is said to be in either language."""
    language = data.draw(st.sampled_from(("en", "zh")))
    factors = data.draw(st.dictionaries(st.integers(0, 40), st.sampled_from((0.5, 0.9, 1.2, 3, 1000)), max_size=3))
    places = itertools.count()
    text = NUMBERS.sub(lambda one: f"{one[1]}{float(one[2]) * factors.get(next(places), 1):g}", filled_sheet.decode())
    model = PanelModel(shipped_study)
    sheet = model.desk.open("pack.yaml", text.replace("language: en", f"language: {language}").encode())
    said = [one.text for one in sheet.remarks]
    if sheet.pack is not None:
        setup = start_setup(model.offer, str(sheet.file))
        shown = explorer_view(PageState(setup, setup, language=language), model)["remarks"]
        assert len(shown) >= len(said)
        said += shown

    assert said
    assert {one for one, _ in said if HAN.search(one)} == set()
    assert {one for _, one in said if english_left(one) or not HAN.search(one)} == set()


def test_labels_of_parameters_of_a_maker_stand_in_both_languages(shipped_study, desk, filled_sheet):
    pack = pack_in_both(shipped_study, str(desk.open("pack.yaml", filled_sheet).file))
    rows = shipped_study.product_system(pack).parameters
    own = [name for name in rows if is_own(name)]
    words = {name: [parameter_words(name, rows, one) for one in (ENGLISH, CHINESE)] for name in own}

    assert own
    assert {name: both for name, both in words.items() if HAN.search(both[0]) or not HAN.search(both[1])} == {}
