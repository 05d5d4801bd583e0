"""A stand-in centre for the supervisor's tests: the real parent and the real database, children of a few lines.

Called as `python -m tests.config.centre FOLDER PORT`; YICHUANG_DATA names the folder too. Each child leaves
`NAME.listens` once it can be asked to stop, and writes its name into `order.txt` when it is.
"""

from __future__ import annotations

import http.server
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from yichuang.config.supervisor import Child, Supervisor

CHILDREN = ("worker", "web")


def listens(folder: Path, name: str) -> Path:
    """The file by which a child says that it can be asked to stop."""
    return folder / f"{name}.listens"


def child(name: str, folder: Path, port: int) -> None:
    """A process that answers on the port if it is the web server, and ends politely."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        with (folder / "order.txt").open("a") as order:
            order.write(f"{name}\n")
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    listens(folder, name).touch()
    if name == "web":
        http.server.HTTPServer(("127.0.0.1", port), http.server.SimpleHTTPRequestHandler).serve_forever()
    while True:
        time.sleep(60)


def main(folder: Path, port: int) -> None:
    supervisor = Supervisor(folder, host="127.0.0.1", port=port, say=lambda text: print(text, flush=True))
    supervisor.children = [
        Child(
            name,
            name,
            [sys.executable, "-m", "tests.config.centre", str(folder), str(port), name],
            folder / "logs" / f"{name}.log",
            5,
        )
        for name in CHILDREN
    ]
    supervisor.run(lambda _: None, lambda _: print(f"READY {os.getpid()}", flush=True))


if __name__ == "__main__":
    place, number = Path(sys.argv[1]), int(sys.argv[2])
    if len(sys.argv) > 3:
        child(sys.argv[3], place, number)
    try:
        main(place, number)
    except RuntimeError as trouble:
        print(trouble, flush=True)
        sys.exit(1)
