"""`lca-models verify`: the project as it stands, by other programs."""

import json

import pytest

from lca_models.commands.main import main


@pytest.fixture
def verify(toy_copy, capsys):
    """Runs the command on a copy of the toy: (status, stdout, stderr)."""

    def command(*arguments):
        capsys.readouterr()
        status = main(["verify", *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_all_products_are_verified_unless_some_are_named(verify):
    status, out, err = verify("--json")
    found = json.loads(out)["products"]

    assert (status, err) == (0, "")
    assert list(found) == ["toy"]
    assert found["toy"]["total"]["bw2calc"] == pytest.approx(6.6)
    assert found["toy"]["largest_difference"] <= found["toy"]["allowed"] == 1e-6
    assert verify("toy")[1].splitlines()[0] == "toy"
    assert "is allowed" in verify("toy")[1].splitlines()[-1]


def test_a_difference_is_printed_and_fails(verify, toy_copy):
    exchange = toy_copy.exchange(("manufacturing", "pack_toy"), ("elementary_flows", "co2_fossil"))
    exchange["amount"] = 14.0
    exchange._document.data = exchange._data
    exchange._document.save()
    status, out, _ = verify("toy")

    assert status == 1
    assert "largest difference 6.0e-01 of the total; 1e-06 is allowed" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["toi"], "there is no product 'toi'; did you mean 'toy'"), (["--top", "0"], "--top is 0"),
     (["--method", "gwp1000"], "gwp100")],
)  # fmt: skip
def test_a_wrong_word_is_answered_in_one_line(verify, arguments, message):
    status, out, err = verify(*arguments)

    assert (status, out) == (1, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_brightway_opens_a_project_of_others_with_a_warning_and_ones_own_without(
    run, small_project, tmp_path, monkeypatch
):
    """its pickles run what they say"""
    copy = small_project(made=[("biosphere", "co2", 2.0)])
    said = f"Brightway opens the project 'small' in {copy.base}"

    assert "pickles" not in run("verify", "toy")[2]
    for words in (
        ("verify", "small:small/made", "small:small/made"),
        ("export", str(tmp_path / "out"), "--project", "small"),
    ):
        monkeypatch.setenv("BRIGHTWAY2_DIR", str(copy.base))  # which the kit sets for Brightway
        status, _, err = run(*words)
        assert (status, err.count(said)) == (0, 1)
