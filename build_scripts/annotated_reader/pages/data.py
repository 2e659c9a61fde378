"""The data page: the files to download, their licence, and a line of code for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from annotated_reader.exports import LICENCE, atom, csl, jsonld, notes_csv
from annotated_reader.pages.context import Asset, Page, RenderContext
from annotated_reader.pages.paging import page_of, paged
from annotated_reader.pages.references import BIBLIOGRAPHY

URL = "data/"
PAGE_SIZE = 100


@dataclass(frozen=True)
class DataFile:
    """One file to take: its address from the site's root, what it is, what it holds, and code that reads it."""

    path: str
    name: str
    holds: str
    code: str


def data_files(context: RenderContext) -> list[DataFile]:
    """List the files that the site offers; Web Annotations only where the site's address makes their ids absolute."""
    at = context.site.address or "https://example.org/"
    files = [
        DataFile(
            "data/notes.csv",
            "Notes as a table (CSV)",
            "One row for each note: article, quote, kind, title, text, sources, verdict.",
            f'pandas.read_csv("{at}data/notes.csv")',
        ),
        DataFile(
            "data/notes.jsonld",
            "Notes as W3C Web Annotations (JSON-LD)",
            "All notes as one collection, by the W3C Web Annotation Data Model.",
            f'requests.get("{at}data/notes.jsonld").json()',
        ),
        DataFile(
            "data/references.json",
            "References as CSL-JSON",
            "Every work cited; Zotero and other reference managers import it.",
            f'requests.get("{at}data/references.json").json()',
        ),
        DataFile(
            BIBLIOGRAPHY,
            "References as BibTeX",
            "The same works for LaTeX; keys are the references’ ids.",
            r"\addbibresource{references.bib} \cite{un-charter-51}",
        ),
        DataFile(
            atom.PATH,
            "Feed of the notes (Atom)",
            f"The {atom.NEWEST} notes added, changed or retracted last.",
            f'feedparser.parse("{at}{atom.PATH}").entries',
        ),
    ]
    return [file for file in files if context.site.address or not file.path.endswith(".jsonld")]


def data_page(context: RenderContext) -> Iterator[Page]:
    """Render the data page."""
    description = "Notes, references and a feed in open formats, with their licence."
    for part in paged(context.corpus.articles if context.site.address else (), PAGE_SIZE, URL):
        body = partial(context.render, "data.html", part.url, part=part, files=data_files(context), licence=LICENCE)
        yield page_of(part, "Data", description, body)


def data_assets(context: RenderContext) -> Iterator[Asset]:
    """Write the feed, the tables and the notes as Web Annotations, whose ids need the site's address."""
    yield Asset(atom.PATH, atom.feed(context.corpus, context.site))
    tables = {**csl.files(context.corpus), **notes_csv.files(context.corpus, context.site)}
    yield from (Asset(f"data/{name}", content) for name, content in tables.items())
    if context.site.address:
        yield from (Asset(path, content) for path, content in jsonld.files(context.corpus, context.site))
