"""``links``: check that linked pages still respond."""

from __future__ import annotations

import sys

import click

from annotated_reader.checks import Politeness, dead_links, has_errors, request_all
from annotated_reader.cli.checking import FORMATS, print_problems
from annotated_reader.cli.project import project_root
from annotated_reader.corpus import load_corpus


@click.command()
@click.option("--format", "output_format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--pause", type=click.FloatRange(min=0), default=Politeness.pause, show_default=True,
              help="Seconds between requests to the same host.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=Politeness.timeout, show_default=True,
              help="Seconds to wait for a response.")  # fmt: skip
def links(output_format: str, pause: float, timeout: float) -> None:
    """Check that every page linked from texts, notes and references still responds.

    Exit status: 0 if all respond, 1 if one is gone or does not respond. Moved pages and server errors are reported as
    warnings; servers that refuse automated requests are only counted.
    """
    root = project_root()
    corpus = load_corpus(root)
    answers = request_all(corpus, Politeness(pause, timeout))
    found = dead_links(corpus, answers)
    print_problems(found, output_format, root)
    refused = sum(answer.refused for answer in answers.values())
    click.echo(
        f"{len(answers)} pages checked; {refused} of unknown state, since they refuse automated requests.", err=True
    )
    sys.exit(1 if has_errors(found) else 0)


COMMANDS = (links,)
