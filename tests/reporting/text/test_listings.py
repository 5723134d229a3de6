"""Lists of what there is, for people and programs."""

import pytest

from lca_models.inventory.projects.places import find_projects
from lca_models.reporting.text.listings import listing, listing_text, search, search_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking
from tests.licensed_databases import NAMED, PREMISE, PROJECT, STAND_IN, build_licensed


def test_a_product_says_where_its_process_is(toy_study):
    (toy,) = listing(toy_study, "products")

    assert (toy["id"], toy["database"], toy["code"], toy["amount"]) == ("toy", "recycling", "life_cycle_toy", 1.0)
    assert toy["project"] == toy_study.current.project


def test_a_choice_lists_the_codes_that_something_supplies(toy_study):
    (province,) = [row for row in listing(toy_study, "routes") if row["name"] == "cell_plant_province"]

    assert province["chosen"] == "CN-GD"
    assert [one["code"] for one in province["codes"]] == ["CN-GD", "CN-SC"]


def test_parameters_are_listed_with_their_limits(toy_study):
    rows = {row["name"]: row for row in listing(toy_study, "parameters")}

    assert "dummy_parameter" not in rows
    assert (rows["recovery_rate_nickel"]["minimum"], rows["recovery_rate_nickel"]["maximum"]) == (0, 1)
    assert rows["cell_plant_province"]["drawn"] == "chosen"
    assert rows["toy_plant_electricity"]["drawn"] == "certain"


@pytest.mark.parametrize(
    "what", ["products", "provinces", "chemistries", "routes", "parameters", "scenarios", "sources", "methods"]
)
def test_a_list_for_a_terminal_has_one_line_a_row_and_no_second_language_in_whole_sentences(toy_study, what):
    rows = listing(toy_study, what)
    lines = listing_text(rows, what).splitlines()

    assert len(lines) - 1 == len(rows) > 0
    assert all(str(next(iter(row.values()))) in line for row, line in zip(rows, lines[1:], strict=True))
    assert listing_text([{"name": "clean", "text_zh": "清洁"}], what) == "name\nclean"


def test_a_list_says_its_sentences_in_the_language_in_use():
    rows = [
        {"name": "clean", "description": "Clean power", "text_zh": "清洁电力", "n": 3},
        {"name": "own", "description": "Mine"},
    ]
    with speaking(CHINESE):
        assert listing_text(rows, "scenarios").splitlines() == [
            "名称   描述      n",
            "clean  清洁电力  3",
            "own    Mine",
        ]


LISTS = {
    "products": [{"id": "lfp", "name": "LFP pack", "name_zh": "磷酸铁锂电池包"}],
    "parameters": [{"name": "lfp_loss", "label": "Loss of powder", "label_zh": "物料损失率", "codes": [{"code": "CN-SC"}]},
                   {"name": "scrap", "label": "Scrap of LFP", "label_zh": "废料"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (["lfp"], {"products": ["lfp"], "parameters": ["lfp_loss", "scrap"]}),
        (["LFP", "scrap"], {"parameters": ["scrap"]}),
        (["磷酸铁锂"], {"products": ["lfp"]}),
        (["损失"], {"parameters": ["lfp_loss"]}),
        (["ＣＮ-ＳＣ"], {"parameters": ["lfp_loss"]}),  # full-width letters of an input method
    ],
)
def test_a_search_finds_rows_by_words_of_either_language(terms, found):
    assert {name: [next(iter(row.values())) for row in rows] for name, rows in search(LISTS, terms).items()} == found


def test_a_search_without_a_hit_names_the_nearest_words():
    with pytest.raises(ScenarioError, match="nothing listed holds 'powdr'; did you mean 'powder'"):
        search(LISTS, ["powdr"])
    with pytest.raises(ScenarioError, match="known: parameters, products"):
        search(LISTS, ["zzzz"])


def test_what_was_found_stands_list_by_list_with_its_number():
    lines = search_text(search(LISTS, ["lfp"])).splitlines()

    assert [line for line in lines if line.endswith(")")] == ["products (1)", "parameters (2)"]


@pytest.mark.parametrize("what", ["products", "provinces", "routes", "parameters", "scenarios", "methods"])
def test_every_column_has_its_heading_in_chinese(toy_study, what):
    with speaking(CHINESE):
        heads = listing_text(listing(toy_study, what), what).splitlines()[0].split("  ")

    assert [head for head in heads if head.strip() and head.isascii()] == []


def test_rule_sets_are_listed_with_every_term_and_mark_what_this_kit_chose(toy_study):
    rows = listing(toy_study, "rules")
    lines = listing_text(rows, "rules").splitlines()
    terms = [term for rules in rows for term in rules["terms"]]

    assert sum(line.startswith(("  * ", "    ")) and "[" not in line for line in lines) == len(terms)
    assert sum(line.startswith("  * ") for line in lines) == sum(bool(term["kit_default"]) for term in terms) > 0
    assert lines[-1].startswith("* the rule is not public")


def test_backgrounds_are_the_databases_that_say_a_version_or_a_scenario(licensed, licensed_base):
    rows = {row["database"]: row for row in listing(licensed, "backgrounds")}
    assert set(rows) == {STAND_IN, PREMISE, NAMED}
    assert (rows[STAND_IN]["project"], rows[STAND_IN]["version"], rows[STAND_IN]["year"]) == (PROJECT, "3.10", "")
    assert (rows[PREMISE]["model"], rows[PREMISE]["pathway"], rows[PREMISE]["year"]) == (
        "remind",
        "SSP2-PkBudg500",
        2050,
    )
    assert "2040" in listing_text(list(rows.values()), "backgrounds")


def test_a_project_that_cannot_be_read_stands_among_them_with_the_reason(licensed, tmp_path, monkeypatch):
    build_licensed(tmp_path / "base", licensed.root)
    place = next(one for one in find_projects((tmp_path / "base",)) if one.name == PROJECT)
    (place.folder / "databases.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path / "base"))
    (row,) = listing(licensed, "backgrounds")
    assert row["project"] == PROJECT
    assert "cannot be read" in row["description"]


def test_an_empty_list_says_so():
    assert listing_text([], "backgrounds") == "there is nothing in this list here"
    with speaking("zh"):
        assert listing_text([], "backgrounds") == "此处没有条目"
