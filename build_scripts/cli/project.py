"""What all commands share: the project they run in, its colours, and how its files are named and written."""

from __future__ import annotations

from pathlib import Path

import click

from build_scripts.files import FileRefusedError, write_new

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


def write_or_refuse(root: Path, name: str, content: bytes, force: bool) -> None:
    """Write a project file, or say in words why it can't be.

    Raises:
        click.UsageError: when the file exists and ``force`` is off, or would lie outside the project.
    """
    try:
        write_new(root, name, content, force=force)
    except FileRefusedError as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(f"Wrote {name}")
