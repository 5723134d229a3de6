"""What matters most, with ranges to edit."""

from lca_models.panels.studies.sensitivity import SensitivityPanel


def test_a_tornado_ranks_anew_when_a_range_is_edited(model):
    """an input that no longer moves leaves the first place"""
    panel = SensitivityPanel(model)
    first, second = (name for _, name in panel._input.options[:2])
    central = panel.ranges.ranges[first].central
    panel._input.value = first
    panel._low.value, panel._high.value = str(central), str(central)

    assert panel._input.options[0][1] == second
    panel.reset()
    assert panel._input.options[0][1] == first
