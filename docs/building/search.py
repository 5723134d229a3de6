"""A search language for English and Chinese: English stems, and of Chinese every character and every pair of neighbours.

Chinese is written without spaces, and Sphinx drops it unless a dictionary of many megabytes is installed. Pairs need none: a
query of several characters asks for all its pairs, which finds every page that holds it, and few that do not.
"""

from __future__ import annotations

import re

from sphinx.search import languages
from sphinx.search.en import SearchEnglish

NAME = "en_zh"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{HAN}]+|[^\\W_]+")
_HAN = re.compile(f"[{HAN}]")
_PARTS = re.compile(f"[{HAN}]+|[^{HAN}]+")

# What the page does to a query; it must split as `words_of` does.
_SPLITTER = f"""
function splitQuery(query) {{
  const words = [];
  for (const run of query.match(/[{HAN}]+|[^\\s\\p{{P}}\\p{{S}}\\p{{Z}}{HAN}]+/gu) || []) {{
    if (!/[{HAN}]/.test(run)) words.push(run);
    else if (run.length === 1) words.push(run);
    else for (let i = 0; i < run.length - 1; i++) words.push(run.slice(i, i + 2));
  }}
  return words;
}}
"""


def words_of(text: str) -> list[str]:
    """English words, and of every run of Chinese its characters and its pairs."""
    words: list[str] = []
    for run in _RUN.findall(text):
        for part in _PARTS.findall(run):
            if _HAN.match(part):
                words += [*part, *(part[at : at + 2] for at in range(len(part) - 1))]
            else:
                words.append(part)
    return words


class SearchEnglishAndChinese(SearchEnglish):
    """English as Sphinx searches it, with Chinese by pairs of characters."""

    lang = NAME
    language_name = "English and Chinese"
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:
        """The words of a text."""
        return words_of(input)

    def word_filter(self, word: str) -> bool:
        """Whether a word is worth an entry: of Chinese each is."""
        return bool(_HAN.match(word)) or super().word_filter(word)


def register() -> None:
    """Make the language known to Sphinx by its name."""
    languages[NAME] = SearchEnglishAndChinese
