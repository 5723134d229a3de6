"""What the kit says to a person who reads a terminal, a form or a traceback, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES, messages

LANGUAGE_VARIABLE = "LCA_MODELS_LANGUAGE"  # of the environment: in what a program speaks that is not told by an option

# One language per thread and task: a page may serve two readers at once.
_LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)
_IS_ASKED: ContextVar[bool] = ContextVar(
    "is_asked", default=False
)  # by a person, who is answered in it whatever a file says


def message(text: str, /, **values: object) -> str:
    """A message in the language in use, with `values` in place of the names in braces.

    `text`: English words as they stand in the catalogue, with format specifications (`{share:.0%}`); words that the
    catalogue lacks are said in English. Both languages name the same values.
    """
    return _in(_LANGUAGE.get(), text, values)


def bilingual(text: str, /, **values: object) -> tuple[str, str]:
    """A message in English and in Chinese, for what keeps both, such as a finding; as `message` otherwise."""
    return _in(ENGLISH, text, values), _in(CHINESE, text, values)


def language_in_use() -> str:
    """The code of the language in which messages are said."""
    return _LANGUAGE.get()


def in_language(english: str, chinese: str) -> str:
    """Words of a table in the language in use: its Chinese column where it has one."""
    return chinese or english if _LANGUAGE.get() == CHINESE else english


def answered_in(own: str) -> str:
    """The language to answer a file in that says its own: the one a person asked for, else the file's, else that in use."""
    return language_in_use() if _IS_ASKED.get() else own or language_in_use()


def told_in() -> tuple[str, ...]:
    """In which languages files are answered, by the one that they say: what was told of a file counts while this is so."""
    return tuple(answered_in(own) for own in LANGUAGES)


@contextmanager
def speaking(language: str, *, is_asked: bool = False) -> Iterator[None]:
    """Messages in a language inside the block; in English where the catalogue lacks the language.

    `language`: `en` or `zh`. `is_asked`: a person names it, and is answered in it about files in another language too.
    """
    tokens = _LANGUAGE.set(language), _IS_ASKED.set(is_asked)
    try:
        yield
    finally:
        _LANGUAGE.reset(tokens[0])
        _IS_ASKED.reset(tokens[1])


def _in(language: str, text: str, values: Mapping[str, object]) -> str:
    if language != ENGLISH:
        text = messages().get(text, {}).get(language, text)
    return text.format(**values) if values else text
