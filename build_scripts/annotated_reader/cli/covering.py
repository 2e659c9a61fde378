"""``coverage``: every sentence of the articles with its notes, or the reason why it has none."""

from __future__ import annotations

import sys

import click

from annotated_reader.authoring import coverage_table, read_reasons, sentences, stale_reasons
from annotated_reader.cli.project import paint, project_root, refusals_as_usage_errors
from annotated_reader.corpus import load_corpus, project_lines
from annotated_reader.support import Problem, as_text, did_you_mean


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
def coverage(articles: tuple[str, ...]) -> None:
    """Print a table in Markdown of every sentence of ARTICLE (of all by default) and the notes on it.

    Why a sentence has no note can be written down in coverage/ARTICLE.yml, a list of entries with `sentence` and
    `reason`. Reasons that no longer fit the text or the notes are warnings.
    """
    root = project_root()
    corpus = load_corpus(root)
    for slug in articles:
        if slug not in corpus.articles_by_slug:
            hint = did_you_mean(slug, corpus.articles_by_slug) or "annotations/ has no such folder."
            raise click.UsageError(f"there is no article '{slug}'. {hint}")
    chosen = [article for article in corpus.articles if not articles or article.slug in articles]
    mistakes: list[Problem] = []
    warnings: list[Problem] = []
    total = still_open = 0
    for article in chosen:
        with refusals_as_usage_errors():
            reasons, problems = read_reasons(root, article.slug)
        found = list(sentences(article, reasons))
        click.echo(coverage_table(article, found))
        mistakes += problems
        warnings += stale_reasons(found, reasons)
        total += len(found)
        still_open += sum(sentence.is_open for sentence in found)
    if mistakes or warnings:
        click.echo(as_text([*mistakes, *warnings], project_lines(root), paint) + "\n", err=True)
    click.echo(f"{total} sentences, {still_open} of them without a note or a reason.", err=True)
    sys.exit(1 if mistakes else 0)


COMMANDS = (coverage,)
