import string

from lca_models.scope.wording.catalogue import LANGUAGES, catalogue, catalogue_rows, messages


def test_every_text_stands_once_with_words_in_both_languages():
    rows = catalogue_rows()

    assert len({row["key"] or row["en"] for row in rows}) == len(rows)
    assert [row for row in rows if not all(row[language].strip() for language in LANGUAGES)] == []


def test_both_languages_name_the_same_values():
    def names(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    every = [*catalogue().values(), *messages().values()]

    assert [words["en"] for words in every if names(words["en"]) != names(words["zh"])] == []
