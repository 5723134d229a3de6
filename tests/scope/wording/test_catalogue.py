import re
import string
from pathlib import Path

import lca_models
from lca_models.scope.labels import label
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.catalogue import LANGUAGES, catalogue, catalogue_rows, messages
from tests.chinese_marks import blanks, english_marks
from tests.english_left import english_left

DOCUMENT = Path(lca_models.__file__).parent / "reporting" / "declaration" / "document"


def test_every_text_stands_once_with_words_in_both_languages():
    rows = catalogue_rows()

    assert len({row["key"] or row["en"] for row in rows}) == len(rows)
    assert [row for row in rows if not all(row[language].strip() for language in LANGUAGES)] == []


def test_no_text_is_cut_at_a_comma():
    """a cell with a comma is quoted; else the rest of it stands in a column of its own, which nobody reads"""
    assert [row for row in catalogue_rows() if set(row) != {"key", *LANGUAGES}] == []


def test_both_languages_name_the_same_values():
    def names(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    every = [*catalogue().values(), *messages().values()]

    assert [words["en"] for words in every if names(words["en"]) != names(words["zh"])] == []


def test_a_thing_of_a_declaration_has_one_name_in_chinese():
    """a bundle is an 申报包 (an archive alone is 归档), the matrix a 符合性表, and stages are called as their labels"""
    bundles = [row["zh"] for row in catalogue().values() if "bundle" in row["en"].lower()]
    bundles += [row["zh"] for text, row in messages().items() if "bundle" in text.lower()]
    report = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENT.glob("report_*.csv"))
    stages = [label(f"stage.{stage.replace(' ', '_')}", "zh") for stage in STAGES]

    assert [text for text in bundles if "归档" in text or "声明包" in text] == []
    assert not [row for row in messages().values() if "符合性对照表" in row["zh"]]
    assert stages == ["材料获取", "电池制造", "分销运输", "回收利用"]
    assert "、".join(stages) in report
    assert not re.search("分销(?!运输)", report)


def test_a_stage_has_the_word_of_the_notice_wherever_it_is_said():
    """a page, a report and a declaration under notice 551 call the stages alike"""
    said = [words["zh"] for words in [*catalogue().values(), *messages().values()]]
    said += [path.read_text(encoding="utf-8") for path in DOCUMENT.glob("report_*.csv")]

    assert [text for text in said if re.search("原材料获取|生产制造", text)] == []


def test_no_chinese_words_leave_english_in_them():
    """words of the page, of figures, reports, terminal and errors; what a person types stays as it is typed"""
    typed = {"none", "no"}
    rows = [*catalogue().values(), *messages().values()]
    plain = [re.sub(r"\{[^}]*\}|<[^>]+>", " ", words["zh"]) for words in rows]

    assert {text: left for text in plain if (left := [one for one in english_left(text) if one not in typed])} == {}


def test_no_marks_of_english_stand_between_chinese_words():
    """commas, colons and brackets; what a person types stands in quotation marks or in code"""
    said = [words["zh"] for words in [*catalogue().values(), *messages().values()]]

    assert {text: found for text in said if (found := english_marks(text))} == {}
    assert len(english_marks("甲, 乙(丙)：(EU) 2023/1542")) == 3  # the comma by both its sides, and the brackets
    assert english_marks("甲，乙（丙）：(EU) 2023/1542") == []


def test_no_blanks_stand_between_chinese_words_and_others():
    """as the sentences of the tables have it: a value may be a Chinese name as well"""
    said = [words["zh"] for words in [*catalogue().values(), *messages().values()]]

    assert {text: found for text in said if (found := blanks(text))} == {}
    assert len(blanks("每 kWh 容量，共 {n} 个，见 --out、-n 与 .csv，**{share} %** 以上")) == 8
    assert blanks("3 结果") == []  # a heading
    assert blanks("每kWh容量为1 kWh，占5 %：a b、“甲” 乙\n  {n}个") == []
