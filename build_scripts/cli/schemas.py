"""``schema``: the JSON Schemas of the annotation files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from build_scripts.cli.project import project_root
from build_scripts.files import replace
from build_scripts.json_schemas import SCHEMAS, as_json


@click.command()
@click.argument("name", required=False, type=click.Choice(list(SCHEMAS)))
@click.option("--write", is_flag=True, help="Write them all to docs/schema/, from where the site publishes them.")
def schema(name: str | None, write: bool) -> None:
    """Print the JSON Schema of one kind of file, or of all as one JSON object."""
    if write:
        folder = project_root() / "docs" / "schema"
        for each in SCHEMAS:
            replace(folder / f"{each}.json", as_json(each).encode())
            click.echo(f"Wrote {Path('docs', 'schema', each + '.json')}")
    elif name:
        click.echo(as_json(name), nl=False)
    else:
        body = ",\n".join(f'"{each}": {as_json(each).rstrip()}' for each in SCHEMAS)
        click.echo(f"{{\n{body}\n}}")


COMMANDS = (schema,)
