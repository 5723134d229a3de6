import builtins

import pytest

from lca_models.commands.main import main
from lca_models.commands.programme.family import MissingExtraError, needed


def test_without_the_extra_a_line_says_how_to_install_it(monkeypatch, capsys, tmp_path):
    found = builtins.__import__

    def missing(name, *how):
        if name.startswith("lca_models.programme"):
            raise ModuleNotFoundError("No module named 'sqlalchemy'", name="sqlalchemy")
        return found(name, *how)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert main(["programme", "init", str(tmp_path / "p.db")]) == 1
    assert "pip install 'lca_models[programme]'" in capsys.readouterr().err


def test_another_fault_of_importing_is_no_missing_extra():
    with pytest.raises(MissingExtraError), needed():
        raise ModuleNotFoundError(name="sqlalchemy")
