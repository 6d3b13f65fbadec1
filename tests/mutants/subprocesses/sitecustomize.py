"""Found by the Python of every process that a traced test starts: notes what it calls, too."""

import atexit
import os
import sys
from pathlib import Path

if folder := os.environ.get("MUTANTS_CALLED"):
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from tests.mutants import tracer

    sys.path.pop(0)
    _leave = os._exit

    def _write() -> None:
        with Path(folder, f"{os.getpid()}.txt").open("a", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for name in tracer.taken())

    def _leave_at_once(status: int) -> None:
        _write()
        _leave(status)

    atexit.register(_write)
    os._exit = _leave_at_once  # type: ignore[assignment]
    tracer.start()
