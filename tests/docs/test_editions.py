"""Which pages are Chinese, and what the theme says on them."""

import pytest

from docs.building.contents import GROUPS
from docs.building.editions import CAPTIONS, is_chinese, own_pages_first, said, speak_chinese

GROUP = '<p class="caption" role="heading"><span class="caption-text">{}</span></p><ul><li>{}</li></ul>'


@pytest.mark.parametrize(
    ("page", "chinese"),
    [("zh/index", True), ("notebooks/zh/00_start_here", True), ("index", False), ("about/zh", False), ("zhx/a", False)],
)
def test_a_page_is_chinese_by_its_folder(page, chinese):
    assert is_chinese(page) is chinese


def test_every_group_of_the_side_bar_has_a_chinese_caption():
    *others, last = GROUPS

    assert [*CAPTIONS] == others
    assert last == "中文"


def test_the_last_group_comes_first_and_nothing_is_lost():
    tree = "head" + GROUP.format("Start", "install") + GROUP.format("中文", "首页")

    assert own_pages_first(tree) == "head" + GROUP.format("中文", "首页") + GROUP.format("开始 Start", "install")
    assert own_pages_first("no groups") == "no groups"


def test_what_has_no_chinese_stays():
    assert said("Back\n  to top") == "回到顶部"
    assert said("Made with ") == "Made with "


def test_a_page_without_side_bar_gets_its_language():
    context = {"language": "en"}
    speak_chinese(context)

    assert context["language"] == "zh-Hans"
    assert context["_"]("Next") == "下一页"
