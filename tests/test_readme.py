"""The Python of the README runs as it stands."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_python_of_the_readme_runs(shipped_study, tmp_path, monkeypatch):
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.chdir(tmp_path)
    text = "\n".join(re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.S))
    assert "compile_system" in text
    exec(compile(text, "README.md", "exec"), {})
    assert (tmp_path / "lfp.npz").stat().st_size > 0
