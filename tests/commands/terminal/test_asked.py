import pytest

from lca_models.commands.terminal.asked import asked_language, named_language
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE


@pytest.mark.parametrize(
    ("words", "variable", "language"),
    [
        ([], "", "en"),
        (["--language", "zh"], "", "zh"),
        (["footprint", "--language=zh"], "en", "zh"),
        (["--language"], "zh", "zh"),
        (["--language", "tlh"], "zh", "en"),
        ([], "zh", "zh"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(monkeypatch, words, variable, language):
    monkeypatch.setenv(LANGUAGE_VARIABLE, variable)

    assert asked_language(words) == language


def test_a_language_is_named_or_it_is_not(monkeypatch):
    monkeypatch.delenv(LANGUAGE_VARIABLE, raising=False)
    assert named_language(["check", "my_pack.yaml"]) == ""
    assert named_language(["check", "my_pack.yaml", "--language", "en"]) == "en"
    monkeypatch.setenv(LANGUAGE_VARIABLE, "zh")
    assert named_language(["check", "my_pack.yaml"]) == "zh"
