"""A wheel in an environment of its own, outside the checkout and with an empty home, does what the kit does."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from lca_models.scope.calculation_setup import CalculationSetup
from tests.chromium import open_page

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "01_one_pack.ipynb"
PATIENCE = 600  # s, for whatever a busy computer has to do first

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and a folder to work in; nothing of the checkout is named by either."""

    programs: Path
    work: Path

    @property
    def environment(self) -> dict[str, str]:
        """Of a person who has just come to this computer."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATHEXT", "TEMP") if name in os.environ}
        home = self.work.parent / "home"
        home.mkdir(exist_ok=True)
        return {**kept, "HOME": str(home), "USERPROFILE": str(home), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}

    def run(self, program: str, *words: str) -> str:
        done = subprocess.run([str(self.programs / program), *words], env=self.environment, cwd=self.work,
                              capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    subprocess.run([sys.executable, "-m", "venv", str(folder / "environment")], check=True)
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    own = [str(programs / "python"), *pip[1:], "install"]
    subprocess.run([*own, "--no-compile", "--require-hashes", "-r", str(ROOT / "requirements" / "lab.txt")], check=True)
    subprocess.run([*own, "--no-deps", *map(str, folder.glob("*.whl"))], check=True)
    (folder / "work").mkdir()
    return Installed(programs, folder / "work")


def test_nothing_of_the_checkout_is_used(installed):
    path = installed.run("python", "-c", "import lca_models; print(lca_models.__file__)").strip()

    assert Path(path).is_relative_to(installed.programs.parent)
    assert str(ROOT) not in installed.run("python", "-c", "import sys; print(sys.path)")


def test_a_footprint_is_that_of_the_checkout(installed, shipped_study):
    said = json.loads(installed.run("lca-models", "footprint", "lfp-60kwh", "--json"))
    wanted = shipped_study.footprint(CalculationSetup("lfp-60kwh"))

    assert said["totals"] == [one.document() for one in wanted.totals()]


def test_a_new_sheet_is_written_read_and_calculated(installed):
    """blank cells keep the archetype, so the total is that of the product"""
    installed.run("lca-models", "new", "--like", "lfp-60kwh", "my_pack.xlsx")
    own = json.loads(installed.run("lca-models", "footprint", "my_pack.xlsx", "--json"))
    like = json.loads(installed.run("lca-models", "footprint", "lfp-60kwh", "--json"))

    assert (installed.work / "my_pack.xlsx").is_file()
    assert own["totals"][0]["amount"] == pytest.approx(like["totals"][0]["amount"])


def test_a_report_is_written(installed):
    installed.run("lca-models", "footprint", "lfp-60kwh", "--out", "report", "--language", "zh")

    assert "全生命周期" in (installed.work / "report" / "report.html").read_text(encoding="utf-8")


def test_the_demo_is_written(installed):
    """the page as files needs its scripts, its style and its words, which are no Python"""
    installed.run("python", "-P", "-m", "lca_models.panels.demo.site", "demo")

    assert (installed.work / "demo" / "data" / "lfp-60kwh.cn-551.js").is_file()


def test_a_notebook_runs(installed):
    shutil.copy(NOTEBOOK, installed.work)
    installed.run("jupyter-execute", "--inplace", NOTEBOOK.name)

    cells = json.loads((installed.work / NOTEBOOK.name).read_text(encoding="utf-8"))["cells"]
    assert any(one.get("outputs") for one in cells)


def test_the_page_opens(installed, browser, shipped_study):
    """at the address that the terminal prints, with the total of the product"""
    wanted = shipped_study.footprint(CalculationSetup("lfp-60kwh")).totals()[0].amount
    said: Queue[str] = Queue()
    with subprocess.Popen([str(installed.programs / "lca-models"), "app", "--no-browser"], env=installed.environment,
                          cwd=installed.work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          encoding="utf-8") as server:  # fmt: skip

        def listen() -> None:
            for line in server.stdout or ():
                if address := re.search(r"http://\S+", line):
                    said.put(address[0])
            said.put("")  # it has ended

        Thread(target=listen, daemon=True).start()
        try:
            address = said.get(timeout=PATIENCE)
            assert address
            opened = open_page(browser, address, 1440, 1000)
            total = opened.page.locator("[data-testid='total pack']")
            assert float(total.get_attribute("data-value")) == pytest.approx(wanted, rel=1e-9)
            assert opened.errors == opened.outside == []
            opened.page.close()
        finally:
            server.terminate()
            server.wait(60)
