"""Workers and progress bars for commands."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

import click

from annotated_reader.support import (
    Progress,
    WorkerFactory,
    WorkersLostError,
    automatic,
    cluster,
    in_process,
    processes,
)

T = TypeVar("T")

BAR_DELAY = 2.0
"""Seconds before a progress bar is shown."""


@contextmanager
def choose_workers(jobs: int | None, address: str | None = None) -> Iterator[WorkerFactory]:
    """Return the worker factory for the requested number of processes, or for a cluster.

    Args:
        jobs: the number of processes; by default chosen by the number of items.
        address: the address of a Dask cluster's scheduler, which is used instead.

    Raises:
        click.ClickException: if workers can't be started or are lost.
    """
    try:
        if address is not None:
            with cluster(address) as factory:
                yield factory
        else:
            yield automatic if jobs is None else in_process if jobs == 1 else processes(jobs)
    except WorkersLostError as lost:
        raise click.ClickException(str(lost)) from None


def progress_bar(label: str) -> Progress:
    """Return a progress display: a bar on a terminal, once the work has taken a while."""

    def show(items: Iterable[T], count: int) -> Iterator[T]:
        began = time.monotonic()
        with ExitStack() as stack:
            shown = None
            for done, item in enumerate(items, start=1):
                yield item
                if shown is not None:
                    shown.update(1)
                elif sys.stderr.isatty() and time.monotonic() - began > BAR_DELAY:
                    shown = stack.enter_context(click.progressbar(length=count, label=label, file=sys.stderr))
                    shown.update(done)

    return show
