import ast
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages
from threading import Thread

from syntax_trees import nodes

import lca_models
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, messages
from lca_models.scope.wording.messages import answered_in, bilingual, language_in_use, message, speaking

TAG = re.compile("<[^>]*>")
PACKAGE = Path(lca_models.__file__).parent


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of a name in the package, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def said() -> dict[str, str]:
    """English words of all messages of the package, with the place of one that says them."""
    found = {}
    for place, call in chain(calls("message"), calls("bilingual")):
        first = call.args[0] if call.args else None
        assert isinstance(first, ast.Constant), f"{place} says words that no reader of the code can see"
        found[str(first.value)] = place
    return found


def test_every_message_has_chinese_words():
    assert {place: text for text, place in said().items() if text not in messages()} == {}


def test_the_catalogue_holds_no_message_that_nobody_says():
    assert sorted(set(messages()) - set(said())) == []


def test_a_message_is_said_in_the_language_in_use(monkeypatch):
    words = {"{share:.0%} is known": {"en": "{share:.0%} is known", "zh": "已知{share:.0%}"}}
    monkeypatch.setattr("lca_models.scope.wording.messages.messages", lambda: words)

    assert message("{share:.0%} is known", share=0.25) == "25% is known"
    with speaking(CHINESE):
        assert message("{share:.0%} is known", share=0.25) == "已知25%"
        assert message("{count} of other words", count=2) == "2 of other words"
    assert language_in_use() == ENGLISH


def test_both_languages_are_said_at_once_whichever_is_in_use():
    with speaking(CHINESE):
        assert bilingual("a person must judge it") == ("a person must judge it", "须由人判断")


def test_another_thread_keeps_its_own_language():
    heard = []
    with speaking(CHINESE):
        thread = Thread(target=lambda: heard.append(language_in_use()))
        thread.start()
        thread.join()

    assert heard == [ENGLISH]


def test_braces_in_a_value_are_no_names():
    assert message("'{name}' is none", name="{x}") == "'{x}' is none"


def user_errors() -> set[str]:
    """Names of all classes of errors that a person can mend."""

    def below(base: type) -> Iterator[type]:
        for one in base.__subclasses__():
            yield one
            yield from below(one)

    for module in walk_packages([str(PACKAGE)], "lca_models."):
        if "jupyter" not in module.name:
            import_module(module.name)
    return {LcaModelsError.__name__, *(one.__name__ for one in below(LcaModelsError))}


def has_words(argument: ast.expr) -> bool:
    """Whether an expression is text of its own, and not only values side by side."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return any(isinstance(part, ast.Constant) and any(map(str.isalpha, str(part.value))) for part in parts)


def test_no_error_of_a_user_is_said_past_the_catalogue():
    errors = user_errors()
    past = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                named = getattr(node.exc.func, "id", getattr(node.exc.func, "attr", ""))
                past += [
                    f"{path.relative_to(PACKAGE)}:{node.lineno}"
                    for argument in node.exc.args
                    if named in errors and has_words(argument)
                ]

    assert past == []


def words_between(node: ast.AST) -> bool:
    """Whether values are joined by words, or counted with words, outside of a message."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        between = getattr(node.func.value, "value", "")
        return isinstance(between, str) and any(map(str.isalpha, TAG.sub("", between)))
    return isinstance(node, ast.JoinedStr) and str(getattr(node.values[-1], "value", "")).endswith(" more")


def test_no_english_word_stands_between_the_values_of_a_message():
    """`'a' or 'b'`, and `and 3 more`, are parts of a Chinese sentence too"""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in nodes(path)
        if words_between(node)
    ]

    assert found == []


def test_a_file_is_answered_in_its_own_language_unless_a_person_names_one():
    assert answered_in(CHINESE) == CHINESE
    assert answered_in("") == ENGLISH
    with speaking(CHINESE):
        assert (answered_in(ENGLISH), answered_in("")) == (ENGLISH, CHINESE)
    with speaking(CHINESE, is_asked=True):
        assert answered_in(ENGLISH) == CHINESE
        with speaking(ENGLISH):  # a part that is written in one language for everybody
            assert answered_in(CHINESE) == CHINESE
        assert answered_in(ENGLISH) == CHINESE
    assert answered_in(CHINESE) == CHINESE
