"""Map a function over many items with any ``concurrent.futures.Executor``; results come in order.

The data that all calls share is sent to each worker once. The number of pending tasks is bounded, so that results never
pile up.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

S = TypeVar("S")
I = TypeVar("I")  # noqa: E741 (an item)
R = TypeVar("R")

MANY = 200
"""Processes are started for this many items or more; for fewer, starting them takes longer than the work."""
_LARGEST_CHUNK = 25
_CHUNKS_PER_WORKER = 8
_TIMEOUT = 10
"""Seconds to wait for an answer from a cluster."""


@dataclass(frozen=True)
class Workers:
    """An executor with the number of tasks that it runs at a time.

    ``shared`` is passed to each task in place of the shared data: the data itself, or a handle to it. ``is_alive``
    returns whether any worker is left; an executor whose workers are gone may wait for ever.
    """

    executor: Executor
    size: int
    shared: Any
    is_alive: Callable[[], bool] = lambda: True


WorkerFactory = Callable[[Any, int], AbstractContextManager[Workers]]
"""Starts workers, given the shared data and the number of items."""

Progress = Callable[[Iterable[Any], int], Iterable[Any]]
"""Passes results through, and may show how many of the given number have arrived."""


def no_progress(results: Iterable[R], _count: int) -> Iterable[R]:
    """Pass results through and show nothing."""
    return results


class WorkersLostError(Exception):
    """Raised if the workers can't be reached or are lost; the message says which."""


def map_in_order(function: Callable[[S, I], R], shared: S, items: Sequence[I], factory: WorkerFactory) -> Iterator[R]:
    """Call ``function(shared, item)`` for every item.

    Args:
        function: a module-level function, since processes find it by its name.
        shared: the data that all calls need.
        items: one call is made for each.
        factory: starts the workers that make the calls.

    Yields:
        The results in the order of the items.
    """
    with factory(shared, len(items)) as workers:
        size = max(1, min(_LARGEST_CHUNK, len(items) // (workers.size * _CHUNKS_PER_WORKER)))
        waiting: deque[Future[list[R]]] = deque()
        for start in range(0, len(items), size):
            waiting.append(workers.executor.submit(_chunk, function, workers.shared, items[start : start + size]))
            if len(waiting) > 2 * workers.size:
                yield from _result(waiting.popleft(), workers)
        while waiting:
            yield from _result(waiting.popleft(), workers)


def _result(future: Future[R], workers: Workers) -> R:
    """Return a result; wait for it as long as any worker is alive."""
    while not wait([future], _TIMEOUT).done:
        if not workers.is_alive():
            raise WorkersLostError("the workers are gone, and their work is lost")
    return future.result()


def _chunk(function: Callable[[S, I], R], shared: S | type[_WorkerState], items: Sequence[I]) -> list[R]:
    data: S = _WorkerState.value if shared is _WorkerState else shared  # type: ignore[assignment]
    return [function(data, item) for item in items]


class _SerialExecutor(Executor):
    """Runs each task when it is submitted."""

    def submit(self, function: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        future: Future[R] = Future()
        future.set_result(function(*args, **kwargs))
        return future


@contextmanager
def in_process(shared: Any, count: int) -> Iterator[Workers]:
    """Run all tasks in this process, one after the other."""
    del count
    yield Workers(_SerialExecutor(), 1, shared)


class _WorkerState:
    """The shared data of a worker process, received once when the process starts."""

    value: Any = None

    @classmethod
    def set(cls, value: Any) -> None:
        cls.value = value


def processes(jobs: int, start_method: str | None = None) -> WorkerFactory:
    """Return a factory for the given number of processes.

    Args:
        jobs: the number of processes.
        start_method: one of ``multiprocessing``; without it, the platform's own.
    """

    @contextmanager
    def start(shared: Any, count: int) -> Iterator[Workers]:
        size = max(1, min(jobs, count))
        context = get_context(start_method)
        with ProcessPoolExecutor(size, context, initializer=_WorkerState.set, initargs=(shared,)) as executor:
            try:
                yield Workers(executor, size, _WorkerState)
            except BrokenExecutor:
                raise WorkersLostError("a process that did part of the work was killed; try fewer: --jobs 1") from None
            finally:
                executor.shutdown(cancel_futures=True)

    return start


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def automatic(shared: Any, count: int) -> AbstractContextManager[Workers]:
    """Run few items in this process, many in as many processes as there are available processors."""
    jobs = _processors()
    return processes(jobs)(shared, count) if count >= MANY and jobs > 1 else in_process(shared, count)


@contextmanager
def kept_from_collection() -> Iterator[None]:
    """Keep what is made meanwhile from garbage collection: it will live as long as the process (docs/decisions/008)."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def forked(shared: Any, count: int) -> Iterator[Workers]:
    """Run few items in this process, many in copies of it, which have the shared data without receiving it.

    Only Linux copies a process safely (on macOS its libraries may not survive it), and only one without other threads.
    """
    jobs = _processors()
    if sys.platform != "linux" or count < MANY or jobs == 1 or threading.active_count() > 1:
        with in_process(shared, count) as workers:
            yield workers
        return
    gc.freeze()  # docs/decisions/008
    try:
        with processes(jobs, "fork")(shared, count) as workers:
            yield workers
    finally:
        gc.unfreeze()


@contextmanager
def cluster(address: str) -> Iterator[WorkerFactory]:
    """Return a factory for the workers of a Dask cluster, which reassigns the tasks of a machine that fails.

    Args:
        address: the address of its scheduler.

    Raises:
        WorkersLostError: when the cluster does not answer, or when all of its workers fail.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise WorkersLostError("this needs Dask: pip install 'annotated-reader[dask]'") from None
    try:
        client = Client(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersLostError(f"no Dask cluster answers at {address}: {error}") from None

    @contextmanager
    def start(shared: Any, count: int) -> Iterator[Workers]:
        del count
        client.wait_for_workers(1, timeout=_TIMEOUT)
        (handle,) = client.scatter([shared], broadcast=True, hash=False)
        with client.get_executor(pure=False) as executor:
            try:
                yield Workers(executor, sum(client.nthreads().values()), handle, lambda: bool(client.nthreads()))
            except BaseException:
                executor.shutdown(wait=False)
                raise

    with client:
        try:
            yield start
        except KilledWorker as error:
            raise WorkersLostError(f"the Dask cluster at {address} gave up: {error}") from None
        except (CancelledError, TimeoutError, WorkersLostError):
            raise WorkersLostError(f"the Dask cluster at {address} has lost its workers, and their work") from None
