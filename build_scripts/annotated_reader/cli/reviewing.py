"""``review``: record that notes were reviewed."""

from __future__ import annotations

import re

import click

from annotated_reader.authoring import ReviewRefusedError, notes_to_review, record_reviews
from annotated_reader.cli.project import project_root, today
from annotated_reader.corpus import load_corpus
from annotated_reader.formats import GITHUB_NAME_PATTERN, SpliceError


def _github_name(context: click.Context, option: click.Parameter, value: str) -> str:
    del context, option
    if not re.fullmatch(GITHUB_NAME_PATTERN, value):
        raise click.UsageError(f"'{value}' is not a GitHub name; write it without the @, as in: --by octocat")
    return value


@click.command()
@click.argument("notes", metavar="NOTE...", nargs=-1, required=True)
@click.option("--by", required=True, callback=_github_name, metavar="NAME", help="Your GitHub name.")
@click.option("--read", multiple=True, metavar="REF", help="A reference that you have read; may be repeated.")
def review(notes: tuple[str, ...], by: str, read: tuple[str, ...]) -> None:
    """Record that you have reviewed each NOTE, named by its id, as it is now.

    Of a note that cites references you must have read at least one. The review becomes void once the note's kind,
    quote, text, references or claim change. Nothing is written if one of the notes can't be reviewed.
    """
    root = project_root()
    try:
        reviewed = notes_to_review(load_corpus(root), notes, by, read)
        written = record_reviews(root, reviewed, by, today(), read)
    except ReviewRefusedError as refused:
        raise click.UsageError(str(refused)) from None
    except SpliceError as error:
        raise click.UsageError(f"{error} can't be edited; write `reviews` into it yourself") from None
    for name in written:
        click.echo(f"Wrote to {name}")


COMMANDS = (review,)
