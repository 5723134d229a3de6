"""A child process that opens damaged files in place of the tests, and what came of it."""

import json
import queue
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from mutations import MUTANTS, mutants

SECONDS = 10
START = 120  # seconds for the first answer, which loads NumPy and Numba
CHILD = Path(__file__).parent / "mutants" / "child.py"


class Child:
    """One process that opens what it is given, started again when it dies or hangs."""

    def __init__(self, allowed):
        self.allowed, self.process, self.starts = allowed, None, 0

    def ask(self, name, folder, base):
        """What came of a file: an answer of the child, or how the child ended"""
        if self.process is None:
            self._start()
        self.process.stdin.write(json.dumps({"format": name, "folder": str(folder), "base": str(base)}) + "\n")
        self.process.stdin.flush()
        try:
            answer = self.lines.get(timeout=START if self.fresh else SECONDS)
        except queue.Empty:
            answer = None
        self.fresh = False
        if answer:
            return json.loads(answer)
        hangs = self.process.poll() is None
        self.process.kill()
        self.process.wait()
        code, self.process = self.process.returncode, None
        return {"outcome": "fault: hangs" if hangs and answer is None else f"fault: crashed with {code}", "outside": []}

    def _start(self):
        self.process = subprocess.Popen(
            [sys.executable, str(CHILD), str(self.allowed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
            cwd=self.allowed,
        )  # fmt: skip
        self.lines, self.fresh = queue.Queue(), True
        self.starts += 1
        Thread(target=self._read, args=(self.process.stdout, self.lines), daemon=True).start()

    @staticmethod
    def _read(stream, lines):
        for line in stream:
            lines.put(line)
        lines.put("")

    def end(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


def counted(found, name, record_property):
    """No fault, nothing outside; the figures of a format"""
    kinds, faults = {}, []
    for seed, answer in found:
        kind, _, words = answer["outcome"].partition(": ")
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "fault" or answer["outside"]:
            faults.append(f"{seed}: {words} {answer['outside']}")
    assert not faults, f"{len(faults)} faults: " + "\n".join(faults[:20])
    record_property(name, f"{len(found)} mutants: {kinds}")
    assert kinds.get("refused", 0) > 0
    return kinds


def opened(child, bases, name, base, mutate, tmp_path, count=MUTANTS):
    """Answers for mutants of one folder; `mutate` changes a copy of it"""
    found = []
    folder = tmp_path / "changed"
    for seed, chance in mutants(f"{name} {base}", lambda chance: chance, count):
        shutil.copytree(bases[base], folder)
        mutate(chance, folder)
        found.append((seed, child.ask(name, folder, bases[base])))
        shutil.rmtree(folder)
    return found


def changed(path, mutate, chance):
    path.write_bytes(mutate(chance, path.read_bytes()))
