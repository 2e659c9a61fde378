"""The command line, ``annotated-reader``, with one module for each topic."""

from __future__ import annotations

import click

from annotated_reader.cli import (
    checking,
    covering,
    fixing,
    interchange,
    linking,
    quoting,
    reviewing,
    scaffolding,
    schemas,
    writing,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-reader")
def main() -> None:
    """Build a site from texts and their annotations, and check them.

    Exit status of every command: 0 success, 1 problems found, 2 usage error.
    """


for _topic in (checking, covering, fixing, reviewing, linking, schemas, scaffolding, quoting, interchange, writing):
    for _command in _topic.COMMANDS:
        main.add_command(_command)
