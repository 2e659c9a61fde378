"""``schema``: print or write the JSON Schemas of the annotation files, for editors."""

from __future__ import annotations

import click

from annotated_reader.cli.project import project_root
from annotated_reader.formats import PAGE, SCHEMAS, as_json, formats_page
from annotated_reader.support import replace_file


@click.command()
@click.argument("name", required=False, type=click.Choice(list(SCHEMAS)))
@click.option(
    "--write",
    is_flag=True,
    help="Write all schemas to docs/schema/, and docs/formats.md.",
)
def schema(name: str | None, write: bool) -> None:
    """Print the JSON Schema of one kind of file, or of all as one JSON object."""
    if write:
        files = {f"docs/schema/{each}.json": as_json(each) for each in SCHEMAS} | {PAGE: formats_page()}
        for path, content in files.items():
            replace_file(project_root() / path, content.encode())
            click.echo(f"Wrote {path}")
    elif name:
        click.echo(as_json(name), nl=False)
    else:
        body = ",\n".join(f'"{each}": {as_json(each).rstrip()}' for each in SCHEMAS)
        click.echo(f"{{\n{body}\n}}")


COMMANDS = (schema,)
