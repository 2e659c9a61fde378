"""The command line, ``annotated-reader``: one module for each topic, put together here."""

from __future__ import annotations

import click

from annotated_reader.cli import checking, fixing, interchange, linking, scaffolding, schemas, writing


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-reader")
def main() -> None:
    """Join texts and their annotations into a site, and check them.

    Exit status of every command: 0 done, 1 problems found, 2 wrong use.
    """


for _topic in (checking, fixing, linking, schemas, scaffolding, interchange, writing):
    for _command in _topic.COMMANDS:
        main.add_command(_command)
