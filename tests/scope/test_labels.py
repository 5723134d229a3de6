import pytest

from lca_models.scope.labels import LabelError, label, stage_label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.catalogue import CHINESE


def test_every_stage_has_a_name_in_chinese():
    assert [stage_label(stage, CHINESE) for stage in STAGES] == ["材料获取", "电池制造", "分销运输", "回收利用"]


def test_english_names_of_stages_are_those_of_the_library():
    assert [stage_label(stage) for stage in STAGES] == list(STAGES)


def test_an_unknown_label_names_the_nearest():
    with pytest.raises(LabelError, match=r"no label 'panel.titel'.*did you mean 'panel.title'"):
        label("panel.titel")


def test_an_unknown_language_is_refused():
    with pytest.raises(ScenarioError, match=r"no language 'fr'; known: en, zh"):
        label("panel.title", "fr")
