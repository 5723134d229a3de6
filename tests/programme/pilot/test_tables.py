"""The score of pilots as tables."""

import pytest

from lca_models.programme.pilot.kinds import kinds
from lca_models.programme.pilot.scoring import events_of
from lca_models.programme.pilot.tables import missed_table, precision_table, recall_table, summary_table
from lca_models.scope.wording.messages import speaking


def test_every_kind_has_its_row_and_its_words_are_those_of_the_language(tiny_run):
    events = events_of(tiny_run.score)
    english = recall_table(events)
    with speaking("zh"):
        chinese = recall_table(events)

    assert [*english["kind"]] == [*kinds()]
    assert english["planted"].sum() == len(events)
    assert (english["low"] <= english["high"]).all()
    assert chinese["name"].iloc[0] == "H1 某能源表计某月数值大一千倍"


def test_what_is_found_and_what_is_missed_of_sought_kinds_are_all_of_them(tiny_run):
    summary = summary_table([tiny_run.score]).set_index("what")
    wanted = summary.loc["errors that a rule seeks, found"]

    assert wanted["of"] - wanted["count"] == len(missed_table([tiny_run.score]))
    assert summary.loc["clean sheets with a major finding", "of"] == len(tiny_run.score.clean)


def test_a_rule_is_right_as_often_as_its_share_says(tiny_run):
    table = precision_table([tiny_run.score, tiny_run.score])

    assert [*table["share"]] == pytest.approx([*(table["right"] / table["findings"])])
    assert (table["findings"] % 2 == 0).all()
