"""One function for each of many things, over any ``concurrent.futures.Executor``; results come in order.

What all calls share is given to each worker once. Only so much is under way at a time that results never pile up.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

S = TypeVar("S")
I = TypeVar("I")  # noqa: E741 (an item)
R = TypeVar("R")

MANY = 200
"""From so many things on, processes are worth their start."""
_LARGEST_CHUNK = 25
_CHUNKS_A_WORKER = 8
_PATIENCE = 10
"""Seconds in which a cluster must answer."""


@dataclass(frozen=True)
class Team:
    """An executor, how many tasks it does at a time, and what a task is given for that which all share.

    ``is_alive`` tells whether anybody is there to do the tasks: an executor may wait for ever for those that are not.
    """

    executor: Executor
    size: int
    shared: Any
    is_alive: Callable[[], bool] = lambda: True


Hire = Callable[[Any, int], AbstractContextManager[Team]]
"""Makes a team from what its tasks share and their number."""

Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Passes results on as they come, and may tell how many of that number there are."""


def unwatched(results: Iterable[R], _count: int) -> Iterable[R]:
    """Tell nobody."""
    return results


class WorkersLostError(Exception):
    """Those who were to do the work are gone, or were never there; the message says it in words."""


def mapped(function: Callable[[S, I], R], shared: S, items: Sequence[I], hire: Hire) -> Iterator[R]:
    """Call ``function(shared, item)`` for every item.

    Args:
        function: a module's own, since processes find it by its name.
        shared: what all calls need.
        items: what the calls are made for.
        hire: who makes them.

    Yields:
        The results in the order of the items.
    """
    with hire(shared, len(items)) as team:
        size = max(1, min(_LARGEST_CHUNK, len(items) // (team.size * _CHUNKS_A_WORKER)))
        waiting: deque[Future[list[R]]] = deque()
        for start in range(0, len(items), size):
            waiting.append(team.executor.submit(_chunk, function, team.shared, items[start : start + size]))
            if len(waiting) > 2 * team.size:
                yield from _result(waiting.popleft(), team)
        while waiting:
            yield from _result(waiting.popleft(), team)


def _result(future: Future[R], team: Team) -> R:
    """Wait for a result as long as there is somebody at work."""
    while not wait([future], _PATIENCE).done:
        if not team.is_alive():
            raise WorkersLostError("the workers are gone, and their work is lost")
    return future.result()


def _chunk(function: Callable[[S, I], R], shared: S | type[_Kept], items: Sequence[I]) -> list[R]:
    given: S = _Kept.value if shared is _Kept else shared  # type: ignore[assignment]
    return [function(given, item) for item in items]


class _AtOnce(Executor):
    """Does each task when it is submitted."""

    def submit(self, function: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        future: Future[R] = Future()
        future.set_result(function(*args, **kwargs))
        return future


@contextmanager
def in_process(shared: Any, count: int) -> Iterator[Team]:
    """Work here and now."""
    del count
    yield Team(_AtOnce(), 1, shared)


class _Kept:
    """What a process of ours was given when it started, which a task can't bring along without being sent it again."""

    value: Any = None

    @classmethod
    def keep(cls, value: Any) -> None:
        cls.value = value


def processes(jobs: int) -> Hire:
    """Work in so many processes."""

    @contextmanager
    def hire(shared: Any, count: int) -> Iterator[Team]:
        size = max(1, min(jobs, count))
        with ProcessPoolExecutor(size, initializer=_Kept.keep, initargs=(shared,)) as executor:
            try:
                yield Team(executor, size, _Kept)
            except BrokenExecutor:
                raise WorkersLostError("a process that did part of the work was killed; try fewer: --jobs 1") from None
            finally:
                executor.shutdown(cancel_futures=True)

    return hire


def as_fits(shared: Any, count: int) -> AbstractContextManager[Team]:
    """Work here where there is little to do, else in as many processes as there are processors for us."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processes(processors)(shared, count) if count >= MANY and processors > 1 else in_process(shared, count)


@contextmanager
def cluster(address: str) -> Iterator[Hire]:
    """Work on a Dask cluster, which gives the work of a machine that fails to the others.

    Args:
        address: of its scheduler.

    Raises:
        WorkersLostError: when it does not answer, or when all of it fails.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise WorkersLostError("this needs Dask: pip install 'annotated-reader[dask]'") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersLostError(f"no Dask cluster answers at {address}: {error}") from None

    @contextmanager
    def hire(shared: Any, count: int) -> Iterator[Team]:
        del count
        client.wait_for_workers(1, timeout=_PATIENCE)
        (given,) = client.scatter([shared], broadcast=True, hash=False)
        with client.get_executor(pure=False) as executor:
            try:
                yield Team(executor, sum(client.nthreads().values()), given, lambda: bool(client.nthreads()))
            except BaseException:
                executor.shutdown(wait=False)
                raise

    with client:
        try:
            yield hire
        except KilledWorker as error:
            raise WorkersLostError(f"the Dask cluster at {address} gave up: {error}") from None
        except (CancelledError, TimeoutError, WorkersLostError):
            raise WorkersLostError(f"the Dask cluster at {address} has lost its workers, and their work") from None
