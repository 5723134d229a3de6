import subprocess
import sys

import pytest

from lca_models.commands.main import main


def test_footprints_need_a_secret_from_the_environment(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("LCA_MODELS_PACT_SECRET", raising=False)
    assert main(["programme", "fetch", "https://x.example", "--client", "c", "--out", str(tmp_path)]) == 1
    assert "LCA_MODELS_PACT_SECRET" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--host", "0.0.0.0"), "certificate"), (("--certificate", "cert.pem"), "both files")],
)
def test_a_service_that_would_be_open_to_all_does_not_begin(words, said, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    main(["programme", "init"])
    assert main(["programme", "serve", *words]) == 1
    assert said in capsys.readouterr().err


def test_a_served_registry_answers_until_it_is_stopped(tmp_path):
    main(["programme", "init", str(tmp_path / "p.db")])
    words = [sys.executable, "-m", "lca_models.commands.entry", "programme", "serve", "--registry", str(tmp_path / "p.db"),
             "--port", "0", "--workers", "0"]  # fmt: skip
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as service:
        line = service.stderr.readline()
        import httpx

        url = next(word.rstrip(";") for word in line.split() if word.startswith("http://"))
        answered = httpx.get(f"{url}/healthz")
        service.terminate()
        service.communicate()
    assert answered.json() == {"events": 1}
