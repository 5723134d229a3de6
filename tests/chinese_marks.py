"""Marks of English that stand between Chinese words: commas, colons, semicolons, brackets around them, and blanks beside them.

What a person types, a file and a code keep theirs; text in “quotation marks” is somebody else's.
"""

import re
from collections.abc import Iterable

from tests.english_left import KINDS

HAN = "[\u4e00-\u9fff]"
AFTER = re.compile(rf"(?:{HAN}|[）】”》])[,;:!?](?!//)")
BEFORE = re.compile(rf"[,;:!?] ?(?={HAN}|[（【“《])")
BRACKETS = re.compile(rf"\([^()]*{HAN}[^()]*\)")
# The number of a heading stands apart.
NUMBERED = re.compile(r"[A-Z]?\d+ ")
# Latin words, numbers, options, values and what is set off follow Chinese words without one, and Chinese words follow them so.
BLANK = re.compile(rf"(?<={HAN}) (?=[A-Za-z0-9_{{*`(]|--?\w|\.[a-z])|(?:(?<=[A-Za-z0-9_}}%)`])|(?<=\*\*)) (?={HAN})")
LITERAL = ("command", "address", "quotation")


def english_marks(text: str, names: Iterable[str] = ()) -> list[str]:
    """Marks that a Chinese text has of English, each with what stands before it; none in a text without Chinese."""
    for name in names:
        text = text.replace(name, " ")
    for kind in LITERAL:
        text = KINDS[kind].sub(" ", text)
    text = re.sub(r"`[^`]*`", " ", text)
    found = [*AFTER.finditer(text), *BEFORE.finditer(text), *BRACKETS.finditer(text)]
    return [text[max(0, one.start() - 8) : one.end() + 4] for one in found]


def blanks(text: str) -> list[str]:
    """Blanks between a Chinese word and what is none, each with what stands around it."""
    text = NUMBERED.sub("", text, count=1) if NUMBERED.match(text) else text
    return [text[max(0, one.start() - 8) : one.end() + 8] for one in BLANK.finditer(text)]
