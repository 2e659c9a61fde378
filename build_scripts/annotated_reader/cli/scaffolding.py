"""``new`` and ``note``: create article files and notes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from annotated_reader.authoring import (
    FoundText,
    NoPlaceError,
    Placer,
    Selection,
    UniqueIds,
    append_note,
    article_file,
    chapters_of,
    note_entry,
    occurrence_lines,
    passage_hints,
    read_page,
    read_plain,
    seed_of,
    slug_of,
    with_role,
)
from annotated_reader.cli.project import project_root, refusals_as_usage_errors, today, write_project_files
from annotated_reader.corpus import Article, Corpus, load_corpus
from annotated_reader.formats import LANGUAGE_PATTERN, RESERVED_SLUGS, Role, YamlProblemError, parse_yaml
from annotated_reader.support import did_you_mean, replace_file, resolve_inside
from annotated_reader.texts import MAX_SEED_BYTES, SeedError, decode_seed

_MOST_PLACES = 5
"""Of words that occur more often, the first are listed and the others counted."""

_BINARY = (b"%PDF-", b"PK\3\4", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"{\\rtf")
"""How files begin that people may take for texts: PDF, DOCX and ODT, PNG, JPEG, DOC, gzip, RTF."""


def _slug(value: str) -> str:
    """Return an article's name if it can be the name of a folder and part of an address."""
    if slug_of(value, 200) != value or not value:
        hint = f"; try {slug_of(value)}" if slug_of(value) else ""
        raise click.UsageError(
            f"'{value}' can't be an article's address: use lowercase letters, digits and single hyphens{hint}"
        )
    if value in RESERVED_SLUGS:
        raise click.UsageError(f"'{value}' is a reserved folder name; choose another")
    return value


def _read_source(source: Path) -> FoundText:
    data = source.read_bytes()
    if len(data) > MAX_SEED_BYTES:
        raise click.UsageError(f"{source} has {len(data):,} bytes; at most {MAX_SEED_BYTES:,} are allowed")
    if _is_binary(data):
        raise click.UsageError(f"{source} is not text. Save the page as HTML, or its words as plain text in UTF-8.")
    try:
        return read_page(decode_seed(data)) if _is_page(source) else read_plain(data)
    except SeedError as error:
        raise click.UsageError(f"{source}, line {error.line}: {error}. Save it as UTF-8.") from None


def _is_binary(data: bytes) -> bool:
    """Whether a file is plainly no text in any encoding, such as an image, a PDF or a word processor's file."""
    return data.startswith(_BINARY)


def _is_page(source: Path) -> bool:
    return source.suffix.lower() in {".html", ".htm", ".xhtml"}


def _language(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    del context, option
    if value is not None and not re.fullmatch(LANGUAGE_PATTERN, value):
        raise click.UsageError(f"'{value}' is not a language tag; examples: en, ar, pt-BR")
    return value


def _chapter_pattern(context: click.Context, option: click.Parameter, value: str | None) -> re.Pattern[str] | None:
    del context, option
    try:
        return re.compile(rf"(?:{value})(?!\w)", re.IGNORECASE) if value is not None else None
    except re.error as error:
        raise click.UsageError(f"'{value}' is not a regular expression: {error}") from None


@click.command()
@click.argument("article")
@click.option(
    "--from", "source", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A web page saved as HTML, or a plain text file.",
)  # fmt: skip
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default="paragraph", show_default=True, metavar="ROLE",
    help="The role of lines that are not recognised as something else, such as verse for a poem.",
)  # fmt: skip
@click.option("--language", callback=_language, help="The language of the text as a BCP 47 tag, such as ar or pt-BR.")
@click.option(
    "--chapters", callback=_chapter_pattern, metavar="WORD",
    help="Make an article of each chapter of a book; a chapter's first line begins with WORD (a regular expression).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace existing files.")
def new(
    article: str, source: Path, role: str, language: str | None, chapters: re.Pattern[str] | None, force: bool
) -> None:
    """Start an article: write its text to seeds/ and an article.yml with the metadata that can be found.

    ARTICLE is the article's address: lowercase letters, digits and hyphens; chapters add a number to it. A plain text
    is copied byte for byte.
    """
    slug, root, found = _slug(article), project_root(), with_role(_read_source(source), Role(role))
    if not any(line.text for line in found.lines):
        raise click.UsageError(f"no text was found in {source}")
    seed = seed_of(found).encode() if _is_page(source) else source.read_bytes()
    found = replace(found, language=language or found.language)
    files = {f"seeds/{slug}.txt": seed, **dict(_article_files(slug, found, seed, chapters))}
    write_project_files(root, files, force)
    click.echo("Review the roles of the lines, then run: annotated-reader check")


def _article_files(
    slug: str, found: FoundText, seed: bytes, beginning: re.Pattern[str] | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the article's file, or of one file for each chapter of a book."""
    if beginning is None:
        yield f"annotations/{slug}/article.yml", article_file(found, f"{slug}.txt", seed).encode()
        return
    parts = chapters_of(found, seed, beginning)
    if not parts:
        raise click.UsageError("no line followed by other text matches --chapters; nothing was written")
    digits = max(2, len(str(parts[-1].number)))
    for part in parts:
        text = article_file(part.found, f"{slug}.txt", seed, part.lines)
        yield f"annotations/{slug}-{part.number:0{digits}}/article.yml", text.encode()


@click.command()
@click.argument("article")
@click.option("--quote", required=True, help="Words copied from the text.")
@click.option("--number", type=click.IntRange(min=1), help="Which occurrence to use, if there are several.")
@click.option("--file", "name", default="notes.yml", show_default=True, help="The file in the article's folder.")
def note(article: str, quote: str, number: int | None, name: str) -> None:
    """Start a note on words of ARTICLE's text, with as much context as is needed to find them."""
    if not quote.strip():
        raise click.UsageError("the quote is empty; copy words from the article's text")
    root = project_root()
    corpus = load_corpus(root)
    found = corpus.articles_by_slug.get(article)
    if found is None:
        hint = did_you_mean(article, corpus.articles_by_slug) or "No such folder in annotations/ passes `check`."
        raise click.UsageError(f"there is no article '{article}'. {hint}")
    if Path(name).name != name or not name.endswith(".yml") or name == "article.yml":
        raise click.UsageError(f"'{name}' can't be the name of a notes file; use a plain file name that ends in .yml")
    placer = Placer(found)
    words, line = _find_passage(found, placer, quote, number, corpus)
    note_id = UniqueIds(corpus).take(" ".join(quote.split()[:6]))
    written = note_entry(words, line, note_id, today(), os.environ.get("GITHUB_ACTOR", ""))
    _append_to_file(root, f"annotations/{found.slug}/{name}", written)


def _find_passage(
    article: Article, placer: Placer, quote: str, number: int | None, corpus: Corpus
) -> tuple[dict[str, str] | str, int]:
    """Return the quote for the YAML file and its line in the seed, or print the choices and exit."""
    spans = placer.index.occurrences(quote.strip())
    if number is not None and number > len(spans):
        raise click.UsageError(f"the words occur {len(spans)} time{'s' if len(spans) != 1 else ''}, not {number}")
    if len(spans) > 1 and number is None:
        rows = occurrence_lines(article.seed, placer.index, spans[:_MOST_PLACES])
        click.echo(f"These words occur {len(spans)} times; choose one with --number:", err=True)
        click.echo("\n".join(rows), err=True)
        if len(spans) > _MOST_PLACES:
            click.echo(f"  … and {len(spans) - _MOST_PLACES} more; quote more words to set yours apart", err=True)
        sys.exit(1)
    chosen = spans[(number or 1) - 1] if spans else None
    try:
        passage = placer.place(Selection(quote, span=chosen))
    except NoPlaceError as reason:
        click.echo(f"No note was written: {reason}", err=True)
        for hint in passage_hints(article, placer.index, quote, corpus) if chosen is None else ():
            click.echo(hint, err=True)
        sys.exit(1)
    return passage.written, article.seed.line_at(passage.span.start)


def _append_to_file(root: Path, name: str, written: str) -> None:
    with refusals_as_usage_errors():
        path = resolve_inside(root, name)
    content = path.read_bytes() if path.exists() else b""
    try:
        value = parse_yaml(content, name).value
    except YamlProblemError as problem:
        raise click.UsageError(f"{problem.problem.place}: {problem.problem.message}; fix the file first") from None
    if value is not None and not isinstance(value, list):
        raise click.UsageError(f"{name} is not a list of notes; choose another file with --file")
    text = append_note(content.decode("utf-8-sig") if value else "", written)
    replace_file(path, text.encode())
    click.echo(f"Wrote to {name}, line {text.count(chr(10), 0, text.index(written)) + 1}")


COMMANDS = (new, note)
