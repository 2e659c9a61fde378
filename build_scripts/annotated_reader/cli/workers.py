"""Who does the work of a command, and how far it has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

import click

from annotated_reader.support import Hire, Watch, WorkersLostError, as_fits, cluster, in_process, processes

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds of silence before a bar is shown."""


@contextmanager
def workers(jobs: int | None, address: str | None = None) -> Iterator[Hire]:
    """Give those who are to work.

    Args:
        jobs: in so many processes; if not given, in as many as fits.
        address: or on the Dask cluster whose scheduler is there.

    Raises:
        click.ClickException: in words, where they can't, or were killed midway.
    """
    try:
        if address is not None:
            with cluster(address) as hire:
                yield hire
        else:
            yield as_fits if jobs is None else in_process if jobs == 1 else processes(jobs)
    except WorkersLostError as lost:
        raise click.ClickException(str(lost)) from None


def bar(label: str) -> Watch:
    """Give what shows a bar while things pass, on a terminal and where it takes long."""

    def watch(things: Iterable[T], count: int) -> Iterator[T]:
        began = time.monotonic()
        with ExitStack() as stack:
            shown = None
            for done, thing in enumerate(things, start=1):
                yield thing
                if shown is not None:
                    shown.update(1)
                elif sys.stderr.isatty() and time.monotonic() - began > PATIENCE:
                    shown = stack.enter_context(click.progressbar(length=count, label=label, file=sys.stderr))
                    shown.update(done)

    return watch
