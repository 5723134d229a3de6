"""`lca-models compare`: the grid, two rule sets, paired samples, break-even."""

import pytest


def test_compare_as_json(document):
    rows = document("compare", "toy", "--province", "CN-GD", "--province", "CN-SC")["rows"]

    assert [row["total"]["kg_co2e_per_pack"] for row in rows] == pytest.approx([6.6, 5.8])
    assert {"product", "rules", "scenario", "province", "stages", "total"} <= set(rows[0])


def test_two_rule_sets_are_compared_with_the_steps_between_them(document, run):
    """6.6 over 108 000 kWh and 8.2 over 25 920 kWh"""
    found = document("compare", "toy", "--rules", "cn-551", "--rules", "eu-cfb-ev")
    (steps,) = found["rule_comparisons"]

    assert [row["total"]["kg_co2e_per_pack"] for row in found["rows"]] == pytest.approx([6.6, 8.2])
    assert steps["difference"] == pytest.approx(8.2 / 25_920 - 6.6 / 108_000)
    assert sum(step["contribution"] for step in steps["steps"]) == pytest.approx(steps["difference"])
    text = run("compare", "toy", "--rules", "cn-551", "--rules", "eu-cfb-ev")[1]
    assert "why eu-cfb-ev differs from cn-551" in text
    assert "54 kWh usable x 60 cycles per year (M1) x 8 years = 25,920 kWh" in text
    assert "why" not in run("compare", "toy")[1]


def test_rule_sets_of_a_file_stand_beside_those_shipped(document, run, tmp_path):
    """Half of the nickel recovered: 6 + 5 + 1 - 10 x 0.5 x 0.6"""
    path = tmp_path / "mine.csv"
    path.write_text(
        "rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum\n"
        "mine,end of life,recovery_rate_nickel,0.5,Recovery that counts,Example,page 1,confirmed,no,,\n",
        encoding="utf-8",
    )

    found = document("footprint", "toy", "--rules", str(path))
    assert found["rules"] == "mine"
    assert found["total"]["kg_co2e_per_pack"] == pytest.approx(9)
    rows = document("compare", "toy", "--rules", "cn-551", "--rules", str(path))["rows"]
    assert [row["rules"] for row in rows] == ["cn-551", "mine"]
    path.write_text(path.read_text(encoding="utf-8").replace("mine,", "cn-551,"), encoding="utf-8")
    assert "there is a rule set 'cn-551' already" in run("footprint", "toy", "--rules", str(path))[2]


def test_paired_samples_say_how_often_which_is_lower(document, run, undrawn, tmp_path):
    """the same pack in Sichuan is 0.8 kg lower in every sample"""
    found = document("compare", "toy@CN-SC", "toy@CN-GD", "--paired", "-n", "200")
    status, out, _ = run("compare", "toy@CN-SC", "toy", "toy@CN-GD", "--paired", "-n", "200", "--out", str(tmp_path))

    assert found["pairs"][0]["first_lower"] == 1
    assert found["pairs"][0]["median"] == pytest.approx(-0.8)
    assert found["central"] == pytest.approx({"toy CN-SC": 5.8, "toy CN-GD": 6.6})
    assert status == 0
    assert "share of samples in which the row is lower" in out
    assert {"discernibility.csv", "difference_3.png", "samples.csv"} <= {path.name for path in tmp_path.iterdir()}


def test_break_even_answers_in_a_sentence(run, document):
    arguments = ("compare", "toy@CN-SC", "toy@CN-GD", "--break-even", "recovery_rate_nickel")
    status, out, _ = run(*arguments)

    assert status == 0
    assert out.startswith("toy CN-SC equals toy CN-GD at recovery_rate_nickel = 0.7667")
    assert document(*arguments)["crossings"][0]["value"] == pytest.approx(4.6 / 6)


def test_the_grid_takes_a_province_of_each_product(document):
    rows = document("compare", "toy@CN-SC", "toy@CN-GD")["rows"]

    assert [row["province"] for row in rows] == ["CN-SC", "CN-GD"]


@pytest.mark.parametrize("words", [("--between", "0", "1"), ("--moves", "both"), ("--moves", "first")])
def test_what_belongs_to_a_break_even_is_refused_without_one(run, words):
    assert run("compare", "toy@CN-GD", "toy@CN-SC", *words) == (
        1, "", "--between and --moves are of --break-even; name its parameter, or leave them out\n")  # fmt: skip


def test_an_unknown_reference_ends_with_the_nearest(run):
    status, out, err = run("reconcile", "toy", "--with", "everbat")

    assert (status, out) == (1, "")
    assert "there is no reference 'everbat'; none is known" in err


def test_a_reference_without_factors_ends_with_the_nearest(run):
    assert run("structure", "everbat") == (1, "", "no factors of a reference 'everbat'; none is known\n")
