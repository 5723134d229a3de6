"""What the page offers is what the tables say."""

from lca_models.panels.model.offer import INSTRUMENTS


def test_the_map_moves_the_plants_whose_rows_say_so(model):
    groups = {one.name: one.group for one in model.offer.fields}

    assert model.offer.plants
    assert {groups[one] for one in model.offer.plants} == {"plants"}


def test_every_instrument_has_a_share_and_a_technology_of_the_tables(model):
    names = {row.qualified_name for row in model.study.rows.parameters}

    assert {one for pair in INSTRUMENTS.values() for one in pair} <= names
