"""Without spread, samples of the shipped pack are its static result, in every scenario and under every rule set."""

import numpy as np
import pytest
from readme_tables import READMES, block_of, spread

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.draws.parameters import uncertain_among

SAMPLES = 8


@pytest.mark.parametrize("language", READMES)
def test_the_spread_in_the_readme_is_that_of_the_kit(shipped_study, monkeypatch, language):
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    text = READMES[language].read_text(encoding="utf-8")

    assert block_of(text, "spread") == spread(language), "run make tables"


@pytest.mark.parametrize("rules", ["cn-551", "eu-cfb-ev"])
def test_a_spread_near_0_gives_the_static_result_in_every_scenario(shipped_study, rules):
    system = shipped_study.product_system("lfp-60kwh", rules=rules)
    model = compile_system(system)
    static, settings = [], []
    for scenario in shipped_study.scenarios.values():
        result = assess(system, dict(scenario.settings))
        plain = {name: float(result.parameters[name]) for name in model.parameters}
        inputs = uncertain_among(model.blueprint.parameters, plain, spread=1e-9)
        values = np.tile(list(plain.values()), (SAMPLES, 1))
        values[:, [model.parameters.index(name) for name in inputs.names]] = inputs.draw(SAMPLES, 1)
        settings.append(values)
        static.append(list(result.stages().values()))
        assert len(inputs.uncertain) > 200
    stages = model(np.concatenate(settings))[:, :, 0].reshape(len(static), SAMPLES, -1)

    assert stages == pytest.approx(np.repeat(np.array(static)[:, None, :], SAMPLES, axis=1), rel=1e-6, abs=1e-6)
