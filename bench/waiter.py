"""Runs a command and prints its exit status, seconds on the clock, seconds of the processor, and peak memory.

A program of its own, and small: to the system the memory of whoever starts a command is the command's first. What the
command's own children take at the same time is counted where Linux tells it, each shared page once.
"""

import os
import sys
import threading
import time

INTERVAL = 0.2


def family(pid: str) -> list[str]:
    """List a process and all that it started."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123 (small: no pathlib)
            children = file.read().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in family(child))]


def share(pid: str) -> int:
    """Return a process's proportional share of memory, in KiB."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:  # noqa: PTH123
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def watch() -> None:
    """Record the peak memory of the command and its children together."""
    global together
    while not ended.wait(INTERVAL):
        pids = family(str(child))
        if len(pids) > 1:  # alone its peak is known exactly, and asking slows it down
            together = max(together, sum(map(share, pids)))


together = 0
ended = threading.Event()
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
threading.Thread(target=watch, daemon=True).start()
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
ended.set()
memory = max(usage.ru_maxrss, together)
sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {wall} {usage.ru_utime + usage.ru_stime} {memory}\n")
