"""A PostgreSQL server of Debian's for the tests: its own user, loopback, a folder that goes with it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "lca"


def programs() -> Path:
    """Where Debian keeps the programs of the newest server, which are on no PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    if not found:
        raise FileNotFoundError("install PostgreSQL (Debian: apt-get install postgresql)")
    return found[-1]


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server without its database; the server stops and goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lca-pg-"))
    there = {"cwd": folder, "env": {"PATH": f"{programs()}:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
             "check": True, "stdout": subprocess.DEVNULL}  # fmt: skip
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        there |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    folder.chmod(0o700)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        subprocess.run(["initdb", "-D", f"{folder}/data", "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale",
                        "--no-sync"], executable=programs() / "initdb", **there)  # fmt: skip
        control = [programs() / "pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={folder}"
        subprocess.run([*control, "-o", settings, "start"], **there)
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **there)
    finally:
        shutil.rmtree(folder)
