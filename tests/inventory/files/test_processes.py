import os
import subprocess
import sys

from lca_models.inventory.files.processes import SAFE_PATH, neutral_folder, python_command, safe_workers, started

WAITING = """
from threading import Event
from lca_models.inventory.files.processes import end_with_parent

end_with_parent()
Event().wait()
"""


def test_a_process_imports_nothing_from_the_folder_one_is_in(tmp_path, monkeypatch):
    for name in ("json", "random", "this"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('somebody runs')")
    monkeypatch.chdir(tmp_path)

    with started("json.tool", "--help") as process:
        assert "usage" in process.stdout.read()
    assert process.returncode == 0


def test_workers_of_workers_are_as_safe(tmp_path, monkeypatch):
    monkeypatch.delenv(SAFE_PATH, raising=False)
    (tmp_path / "json.py").write_text("raise SystemExit('somebody runs')")
    with safe_workers():
        done = subprocess.run([sys.executable, "-c", "import json"], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert SAFE_PATH not in os.environ
    monkeypatch.setenv(SAFE_PATH, "0")
    with safe_workers():
        pass
    assert os.environ[SAFE_PATH] == "0"


def test_the_neutral_folder_is_absolute_and_always_there():
    assert neutral_folder().is_absolute()
    assert neutral_folder().is_dir()
    assert python_command("this")[:3] == [sys.executable, "-P", "-m"]


def test_a_process_ends_with_the_one_that_started_it():
    process = subprocess.Popen([sys.executable, "-c", WAITING], stdin=subprocess.PIPE)
    process.stdin.close()

    assert process.wait(timeout=60) == 1
