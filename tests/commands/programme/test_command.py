import pytest

from lca_models.commands.main import main


def test_help_lists_every_action(capsys):
    with pytest.raises(SystemExit):
        main(["programme", "--help"])
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("init", "submit", "assign", "verify", "publish", "serve", "audit", "delete"))
