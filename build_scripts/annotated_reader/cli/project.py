"""Helpers of all commands: find the project, colour text, write project files, and return the date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from annotated_reader.support import FileRefusedError, write_new

_STYLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "notice": {"fg": "cyan", "bold": True},
    "bold": {"bold": True},
    "dim": {"dim": True},
}


def project_root() -> Path:
    """Return the nearest folder, from the current one upwards, that contains annotations/ or seeds/.

    Raises:
        click.UsageError: if there is none.
    """
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "annotations").is_dir() or (folder / "seeds").is_dir():
            return folder
    raise click.UsageError("no annotations/ or seeds/ here or in a folder above; run this inside the project")


def paint(text: str, style: str) -> str:
    """Return a text with colour codes; click removes them if the output is not a terminal."""
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


@contextmanager
def refusals_as_usage_errors() -> Iterator[None]:
    """Raise ``click.UsageError`` in place of ``FileRefusedError``.

    Raises:
        click.UsageError: if a file must not be written.
    """
    try:
        yield
    except FileRefusedError as refused:
        raise click.UsageError(str(refused)) from None


def write_project_files(root: Path, files: Mapping[str, bytes], force: bool) -> None:
    """Write project files and print their names.

    Raises:
        click.UsageError: if a file exists and ``force`` is not set, or a file is outside the project.
    """
    with refusals_as_usage_errors():
        write_new(root, files, force)
    for name in files:
        click.echo(f"Wrote {name}")


def today() -> str:
    """Return the current date in UTC, as YYYY-MM-DD."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
