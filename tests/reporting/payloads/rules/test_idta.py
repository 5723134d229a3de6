"""Rules for the footprint of the battery passport beyond its schema."""

from payload_mutants import LIST, mutated

from lca_models.reporting.payloads.rules.idta import idta_flaws


def test_a_value_per_piece_is_one_entry_or_more_in_the_same_unit(documents):
    every = {f"{LIST}[{place}].ReferenceImpactUnitForCalculation": "piece" for place in range(5)}

    assert list(idta_flaws(mutated(documents["idta"], every))) == []


def test_the_total_alone_is_enough(documents):
    assert list(idta_flaws({LIST: documents["idta"][LIST][:1]})) == []


def test_a_missing_stage_of_the_total_is_named(documents):
    (found,) = idta_flaws({LIST: documents["idta"][LIST][:4]})

    assert found.text == "does not state every phase of the total by itself"


def test_a_phase_in_two_entries_is_counted_twice(documents):
    entries = documents["idta"][LIST]

    assert [one.check for one in idta_flaws({LIST: [*entries, entries[1]]})] == ["phases"]
