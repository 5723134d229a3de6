"""A bundle as a product is the data sheet inside it, and leaves nothing behind."""

import pytest

from lca_models.commands.extending.opened import WORK, beside, beside_words, closing, named, open_bundle
from lca_models.commands.options import setup_of
from lca_models.reporting.declaration.archive import archive_bytes, read_archive
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def test_a_bundle_gives_the_result_of_its_sheet_to_the_last_digit_and_its_folder_goes(received, shipped_study, parse):
    file, declared = received
    options = parse("footprint", file)
    with closing(options):
        result = shipped_study.footprint(setup_of(options, shipped_study))
        assert result.stages == declared.result.stages
        found = beside(options, shipped_study, result)
        assert named(options, result).complete_setup.words()[:3] == ("lca-models", "footprint", str(file))
        folder = getattr(options, WORK)
        assert folder.is_dir()
    assert not folder.exists()
    assert found["declared"] == found["worked_out_again"] == found["here"] == sum(result.stages.values())
    assert "received 10,425.5 kg CO2e per pack, worked out again 10,425.5 kg" in beside_words(found)[0]


def test_what_is_said_here_stands_above_what_the_bundle_says(received, shipped_study, parse):
    options = parse(
        "footprint", received[0], "--rules", "eu-cfb-ev", "--replace-stage", "distribution=19.8 kg CO2e/pack"
    )
    with closing(options):
        setup = setup_of(options, shipped_study)
        result = shipped_study.footprint(setup)
        found = beside(options, shipped_study, result)
    assert (setup.rules, setup.method) == ("eu-cfb-ev", "gwp100-ar6")
    assert result.stages["distribution"] == pytest.approx(19.8)
    assert found["replaced"] == ["stage > distribution"]
    assert "received 10,425.5 kg, with your distribution" in beside_words(found)[1]


def test_the_chain_is_what_the_bundle_extends_and_then_itself(received, parse):
    options = parse("footprint", received[0])
    with closing(options):
        opened = open_bundle(str(received[0]), options)
        first, second = opened.chain()
    assert first["manifest_sha256"] == "first"
    assert (second["manifest_sha256"], second["file"]) == (opened.hash, "nmc.zip")
    assert second["kg_co2e_per_pack"] == pytest.approx(10425.548, abs=1e-3)


def test_a_product_that_is_no_bundle_has_nothing_beside_it(parse, shipped_study, received):
    assert beside(parse("footprint", "toy"), shipped_study, received[1].result) is None
    assert beside_words(None) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda members: {**members, "sheet/nmc811_guangdong.yaml": b"x"}, "is not what was declared: sheet/nmc811_guang"),
        (lambda members: {**members, "more.txt": b"x"}, "is not what was declared: more.txt"),
        (lambda members: {"a.txt": b"x"}, "it has no manifest"),
    ],
)  # fmt: skip
def test_a_bundle_that_was_changed_is_refused_by_the_name_of_the_member(received, parse, tmp_path, change, words):
    file = tmp_path / "changed.zip"
    file.write_bytes(archive_bytes(change(read_archive(received[0].read_bytes()))))
    options = parse("footprint", file)
    with closing(options), pytest.raises(ScenarioError, match=words):
        setup_of(options)


def test_what_is_no_archive_or_no_file_is_said(parse, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"text")
    for name, words in (("a.zip", "is no bundle"), ("gone.zip", "there is no file")):
        with pytest.raises(ScenarioError, match=words):
            setup_of(parse("footprint", tmp_path / name))


def test_where_a_bundle_is_no_product_it_is_refused_by_name(shipped_study):
    with pytest.raises(ScenarioError, match=r"a\.zip is a bundle, which this takes for no product"):
        shipped_study.footprint(CalculationSetup("a.zip"))
