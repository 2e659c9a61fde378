"""What all commands share: the project they run in, its colours, the day, and how its files are written."""

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
    "bold": {"bold": True},
    "dim": {"dim": True},
}


def project_root() -> Path:
    """Find the project: the nearest folder upwards that holds annotations/ or seeds/.

    Raises:
        click.UsageError: when there is none.
    """
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "annotations").is_dir() or (folder / "seeds").is_dir():
            return folder
    raise click.UsageError("no annotations/ or seeds/ here or in a folder above; run this inside the project")


def paint(text: str, style: str) -> str:
    """Colour a text where the terminal shows colours; click removes them elsewhere."""
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


@contextmanager
def refusals_told() -> Iterator[None]:
    """Say in words why a file can't be written.

    Raises:
        click.UsageError: in place of a refusal.
    """
    try:
        yield
    except FileRefusedError as refused:
        raise click.UsageError(str(refused)) from None


def write_project_files(root: Path, files: Mapping[str, bytes], force: bool) -> None:
    """Write project files and name them, or say in words why none of them can be.

    Raises:
        click.UsageError: when one exists and ``force`` is off, or would lie outside the project.
    """
    with refusals_told():
        write_new(root, files, force)
    for name in files:
        click.echo(f"Wrote {name}")


def today() -> str:
    """Give the day, YYYY-MM-DD, by universal time."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
