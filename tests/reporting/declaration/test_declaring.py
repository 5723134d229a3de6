"""What can be declared, and what is missing, all at once."""

import pytest

from lca_models.reporting.declaration.declaring import DeclarationError, declare
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking
from tests.reporting.declaration.conftest import ISSUED, SHEETS, SHORT


def refusal(study, product, **more):
    with pytest.raises(DeclarationError) as refused:
        declare(study, CalculationSetup(str(product)), ISSUED, **more)
    return str(refused.value).splitlines()


def test_an_archetype_is_nobodys_product(shipped_study):
    [line] = refusal(shipped_study, "lfp-60kwh")

    assert "lca-models new FILE.yaml --like lfp-60kwh" in line
    with pytest.raises(ScenarioError, match="did you mean 'lfp-60kwh'"):
        declare(shipped_study, CalculationSetup("lfp-60kw"), ISSUED)


def test_a_process_of_a_project_names_no_maker(shipped_study):
    [line] = refusal(shipped_study, "mine:foreground/pack")

    assert "no maker and no plant" in line


def test_a_made_up_sheet_is_declared_as_that_alone(shipped_study):
    [line] = refusal(shipped_study, SHEETS / "lfp_sichuan.yaml")

    assert "product.example" in line
    assert "--as-example" in line


def test_a_product_that_a_scenario_names_is_judged_like_any_other(shipped_study, tmp_path):
    """a long name is none of a file"""
    file = tmp_path / "mine.yaml"
    file.write_text(
        f"sheet:\n  product: {SHEETS / 'lfp_sichuan.yaml'}\nshipped:\n  product: lfp-60kwh\n", encoding="utf-8"
    )
    for name, said in (("sheet", "--as-example"), ("shipped", "lca-models new")):
        with pytest.raises(DeclarationError, match=said):
            declare(shipped_study, CalculationSetup(scenarios=(f"{file}#{name}",)), ISSUED)
    with pytest.raises(ScenarioError, match="there is no file"):
        declare(shipped_study, CalculationSetup("a" * 5000 + ".yaml"), ISSUED)


def test_everything_that_declaring_lacks_is_said_at_once(shipped_study, tmp_path):
    file = tmp_path / "a.yaml"
    words = SHORT.replace("model: S-1, company: 某公司, plant: 某厂, ", "") + (
        "suppliers: [{supplier_id: S, name: S, replaces: 'cell_lfp > cathode_lfp', file: ../s.json}]\n"
    )
    file.write_text(words, encoding="utf-8")
    lines = refusal(shipped_study, file)

    assert [one.split(":")[0].split(".")[-1] for one in lines[:3]] == ["model", "company", "plant"]
    assert "outside the folder" in lines[3]


def test_the_day_of_issue_is_what_a_sheet_is_judged_by(shipped_study, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(SHORT, encoding="utf-8")
    declared = declare(shipped_study, CalculationSetup(str(file)), ISSUED, ids=["bpnl=BPNL0000000000XY"])

    assert declared.study.surroundings().today == ISSUED.date()
    assert (declared.is_example, declared.ids) == (False, ("bpnl=BPNL0000000000XY",))
    with pytest.raises(DeclarationError, match="climate change"):
        declare(shipped_study, CalculationSetup(str(file), method="fossil-energy", allow_incomplete=True), ISSUED)


def test_it_says_the_same_in_whatever_language_somebody_is_spoken_to(shipped_study, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(SHORT, encoding="utf-8")
    found = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            system = declare(shipped_study, CalculationSetup(str(file)), ISSUED).result.system
        found.append([exchange.data.get("source") for exchange in system.exchanges])

    assert found[0] == found[1]
    with speaking(CHINESE), pytest.raises(ScenarioError, match="没有"):
        declare(shipped_study, CalculationSetup(str(file), rules="cn-55"), ISSUED)
