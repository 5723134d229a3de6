"""What the theme says on pages in Chinese: the language of the document, buttons, and the side bar with its own pages first."""

from __future__ import annotations

import re
from typing import Any

CHINESE = "zh-Hans"
WORDS = {
    "Search": "搜索",
    "On this page": "本页内容",
    "Next": "下一页",
    "Previous": "上一页",
    "Home": "首页",
    "Back to top": "回到顶部",
}
COPYRIGHT = "lca_models 贡献者。代码 BSD-3-Clause，数据表与文字 CC BY 4.0"
CAPTIONS = {
    "Start": "开始",
    "Learn": "学习",
    "Do": "操作",
    "Method": "方法",
    "Inventories": "清单",
    "Reference": "参考",
    "About": "关于",
}
CAPTION = re.compile(r'(?<=<span class="caption-text">)[^<]*')


def is_chinese(page: str) -> bool:
    """Whether a page is written in Chinese: it lies in a folder of that name."""
    return "zh" in page.split("/")[:-1]


def said(words: str) -> str:
    """Words of the theme in Chinese; what has none stays."""
    return WORDS.get(" ".join(words.split()), words)


def speak_chinese(context: dict[str, Any]) -> None:
    """Give a page what its template takes from the context: words, language, side bar."""
    context |= {"language": CHINESE, "_": said, "gettext": said, "copyright": COPYRIGHT}
    if tree := context.get("furo_navigation_tree"):
        context["furo_navigation_tree"] = own_pages_first(tree)


def own_pages_first(tree: str) -> str:
    """The side bar with the group of Chinese pages, which is the last, at its top; captions of the others in both languages."""
    head, *groups = re.split(r'(?=<p class="caption")', tree)
    if not groups:
        return tree
    others = [
        CAPTION.sub(lambda found: f"{CAPTIONS.get(found[0], '')} {found[0]}".strip(), group, count=1)
        for group in groups[:-1]
    ]
    return head + "".join([groups[-1], *others])
