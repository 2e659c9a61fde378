"""Commands run as children, and what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WAITER = Path(__file__).with_name("waiter.py")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB elsewhere


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the clock and of the processor (all cores), and bytes of memory at its peak."""

    wall: float
    cpu: float
    memory: int


class ChildFailedError(Exception):
    """A child ended with an error; the message holds what it printed."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a Python module in a folder and wait for it.

    Args:
        command: the module's name and its arguments.
        folder: in which it runs.
        environment: added to this process's.

    Raises:
        ChildFailedError: when it does not end with 0.
    """
    with tempfile.TemporaryFile() as output:
        waiting = subprocess.run(  # noqa: S603 (our own interpreter, in folders of ours)
            [sys.executable, "-I", "-S", str(_WAITER), sys.executable, "-m", *command],
            cwd=folder, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=output, text=True, check=True,
        )  # fmt: skip
        status, wall, cpu, memory = map(float, waiting.stdout.split())
        if status:
            output.seek(0)
            said = output.read().decode(errors="replace")
            raise ChildFailedError(f"{' '.join(command)} in {folder}:\n{said[-4000:]}")
    return Cost(wall, cpu, int(memory) * _RSS_UNIT)
