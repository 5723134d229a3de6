from lca_models.programme.registry.errors import Problem, RegistryError
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import speaking


def test_all_problems_are_said_at_once_in_the_language_in_use():
    error = RegistryError(Problem("name", "is empty", "为空"), Problem("code", "is taken", "已被占用"))

    assert isinstance(error, LcaModelsError)
    assert str(error) == "name: is empty\ncode: is taken"
    with speaking("zh"):
        assert str(error) == "name: 为空\ncode: 已被占用"
