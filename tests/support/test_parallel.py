"""Work spread over executors: the same results in the same order, and little under way at a time."""

from __future__ import annotations

import gc
import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click import ClickException

from annotated_reader.cli.workers import choose_workers
from annotated_reader.support.parallel import (
    WorkerFactory,
    Workers,
    in_process,
    kept_from_collection,
    map_in_order,
    processes,
)
from tests.conftest import SOURCES


@contextmanager
def threads(shared: Any, count: int) -> Iterator[Workers]:
    """Start threads: an executor that the package knows nothing of."""
    with ThreadPoolExecutor(2) as executor:
        yield Workers(executor, 2, shared)


EVERY_FACTORY = pytest.mark.parametrize(
    "factory", [in_process, processes(2), threads], ids=["here", "processes", "threads"]
)


def power(base: int, exponent: int) -> int:
    # the first ones take longest
    time.sleep(0.01 * (exponent < 3))
    return int(base**exponent)


def fail_at_five(_: None, number: int) -> int:
    if number == 5:
        raise ValueError("five")
    return number


def die(_: None, number: int) -> None:
    os.kill(os.getpid(), 9)


@EVERY_FACTORY
@pytest.mark.parametrize("count", [0, 1, 2, 130])
def test_results_come_in_order(factory: WorkerFactory, count: int) -> None:
    assert list(map_in_order(power, 2, range(count), factory)) == [2**exponent for exponent in range(count)]


@EVERY_FACTORY
def test_an_error_ends_the_work(factory: WorkerFactory) -> None:
    results = map_in_order(fail_at_five, None, range(100), factory)
    with pytest.raises(ValueError, match="five"):
        list(results)


def test_work_waits_for_whoever_takes_the_results() -> None:
    begun: list[int] = []

    results = map_in_order(lambda _, number: begun.append(number), None, range(10_000), in_process)
    next(results)
    assert len(begun) < 200


def test_a_process_that_is_killed_is_told_in_words() -> None:
    with pytest.raises(ClickException, match="was killed; try fewer: --jobs 1"), choose_workers(2) as factory:
        list(map_in_order(die, None, range(4), factory))


def test_a_cluster_that_does_not_answer_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotated_reader.support.parallel._TIMEOUT", 1)  # a second is as good as ten
    address = "tcp://127.0.0.1:9"
    with pytest.raises(ClickException, match=f"no Dask cluster answers at {address}"), choose_workers(1, address):
        pytest.fail("nobody is there")


_PASSING = """
import sys
from annotated_reader.cli import workers
for delay in (3600, -1):
    workers.BAR_DELAY = delay  # seconds before the bar is shown
    assert list(workers.progress_bar('Counting')(range(10), 10)) == list(range(10))
    print("passed", file=sys.stderr)
"""


def said_on_a_terminal(tmp_path: Path) -> tuple[str, str]:
    """Let ten things pass soon, and ten that take long; return what the terminal is sent during each."""
    script = tmp_path / "passing.py"
    script.write_text(_PASSING, "utf-8")
    ours, theirs = pty.openpty()
    try:
        environment = {**os.environ, "PYTHONPATH": str(SOURCES), "TERM": "xterm"}
        subprocess.run([sys.executable, script], env=environment, stderr=theirs, check=True)
        os.close(theirs)
        sent = b""
        while chunk := _read(ours):
            sent += chunk
        soon, late, _ = sent.decode().split("passed")
        return soon, late
    finally:
        os.close(ours)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so ends a terminal on Linux
        return b""


def test_what_takes_long_shows_on_a_terminal_how_far_it_is_and_what_is_soon_done_nothing(tmp_path: Path) -> None:
    soon, late = said_on_a_terminal(tmp_path)
    assert soon == ""
    assert "Counting" in late
    assert "100%" in late


def test_what_is_loaded_is_not_collected_and_collection_goes_on_after_a_mistake() -> None:
    try:
        with pytest.raises(ValueError, match="loading"), kept_from_collection():
            loaded = [list[str]()]
            assert not gc.isenabled()
            raise ValueError("loading")
        assert gc.isenabled()
        assert not any(each is loaded for each in gc.get_objects())  # which lists what the collector looks through
    finally:
        gc.unfreeze()
