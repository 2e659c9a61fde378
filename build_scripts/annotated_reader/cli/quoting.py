"""``passage``: put the words of a source into its reference."""

from __future__ import annotations

import sys

import click

from annotated_reader.authoring import PassageRefusedError, add_passage, passage_values
from annotated_reader.cli.project import paint, project_root, refusals_as_usage_errors, today
from annotated_reader.corpus import load_corpus
from annotated_reader.formats import save
from annotated_reader.support import did_you_mean, resolve_inside, split_lines
from annotated_reader.support import problems as printers

_MOST_BYTES = 64 * 1024


def _pasted() -> str:
    """Return what stands on standard input."""
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise click.UsageError(f"the text has more than {_MOST_BYTES // 1024} KiB; a passage has at most 200 words")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise click.UsageError("the text on standard input is not UTF-8") from None
    if not text.strip():
        raise click.UsageError("there is no text on standard input; paste the words, or redirect a file")
    return text


@click.command()
@click.argument("reference")
@click.option("--at", metavar="PLACE", help="The place in the work, as notes write it, such as 'para. 195'.")
@click.option("--from", "address", required=True, metavar="URL", help="The address where the words were read.")
@click.option(
    "--as", "read_as", type=click.Choice(["original", "copy", "extract"]), default="copy", show_default=True,
    help="What was read there.",
)  # fmt: skip
@click.option("--language", metavar="TAG", help="The language of the words, if not that of the work.")
@click.option("--accessed", metavar="DATE", help="The day on which they were read.  [default: today]")
def passage(
    reference: str, at: str | None, address: str, read_as: str, language: str | None, accessed: str | None
) -> None:
    """Add the words on standard input to the passages of REFERENCE, and check them.

    Nothing is written where there is a passage at that place already, or where the check would find a mistake.
    """
    root = project_root()
    corpus = load_corpus(root)
    entry = corpus.references.get(reference)
    if entry is None:
        hint = did_you_mean(reference, corpus.references) or "Add its file first, or correct the mistakes in it."
        raise click.UsageError(f"there is no reference '{reference}'. {hint}")
    values = passage_values(_pasted(), at, address, read_as, language, accessed or today())
    try:
        text = add_passage(corpus, entry, values)
    except PassageRefusedError as refused:
        lines = split_lines(refused.text)
        if refused.problems:
            click.echo(printers.as_text(list(refused.problems), lambda _: lines, paint) + "\n", err=True)
        click.echo(f"No passage was written: {refused}", err=True)
        sys.exit(1)
    with refusals_as_usage_errors():
        save(resolve_inside(root, entry.document.file), text)
    click.echo(f"Wrote a passage of '{reference}' to {entry.document.file}")


COMMANDS = (passage,)
