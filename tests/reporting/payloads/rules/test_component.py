"""Rules for a battery component of Catena-X beyond its schema."""

from payload_mutants import STAGES, mutated

from lca_models.reporting.payloads.rules.component import STAGES as NAMES
from lca_models.reporting.payloads.rules.component import component_flaws


def test_stages_in_percent_of_the_total_pass(documents):
    """70, 20, 6 and 4 are 100"""
    shares = {f"{STAGES}.{name}.stageValue": share for name, share in zip(NAMES, (70, 20, 6, 4), strict=True)}

    assert list(component_flaws(mutated(documents["catenax-supplier"], shares))) == []
    first = f"{STAGES}.{NAMES[0]}.stageValue"
    assert [one.check for one in component_flaws(mutated(documents["catenax-supplier"], {**shares, first: 90}))] == [
        "sum of parts"
    ]


def test_a_mass_of_a_metal_is_judged_by_the_mass_of_the_piece(documents):
    """457 kg of pack do not hold 458 kg of nickel"""
    one = mutated(documents["catenax-supplier"], {"contentC02Metals": ["metal=Ni;mass_kg=456"]})
    more = mutated(documents["catenax-supplier"], {"contentC02Metals": ["metal=Ni;mass_kg=480"]})

    assert list(component_flaws(one)) == []
    assert [found.check for found in component_flaws(more)] == ["metals"]
