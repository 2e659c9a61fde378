"""A page for each reference, with every passage that cites it; and a page that lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_scripts.corpus import Article, Corpus, Note
from build_scripts.pages.frame import Frame, Page
from build_scripts.urls import reference_url


@dataclass(frozen=True)
class Passage:
    """A passage of an article that a note is about, and the pinpoints at which the note cites."""

    article: Article
    note: Note
    pinpoints: tuple[str, ...]

    @property
    def quote(self) -> str:
        """The passage's words as the text has them."""
        return " ".join(self.article.seed.text[self.note.span.start : self.note.span.end].split())


def citing_passages(corpus: Corpus) -> Mapping[str, tuple[Passage, ...]]:
    """Find the passages whose notes cite each reference, in reading order, by the reference's id."""
    found: defaultdict[str, list[Passage]] = defaultdict(list)
    for article in corpus.articles:
        for note in article.current_notes:
            pinpoints: defaultdict[str, list[str]] = defaultdict(list)
            for citation in note.data.references:
                pinpoints[citation.id] += [citation.pinpoint] if citation.pinpoint else []
            for reference_id, places in pinpoints.items():
                found[reference_id].append(Passage(article, note, tuple(places)))
    return {reference_id: tuple(passages) for reference_id, passages in found.items()}


def reference_pages(frame: Frame) -> Iterator[Page]:
    """Render the list of references and a page for each."""
    passages = citing_passages(frame.corpus)
    references = sorted(frame.corpus.references.values(), key=lambda entry: entry.value.short.casefold())
    yield Page(
        "references/",
        "References",
        frame.render("references.html", "references/", references=[entry.value for entry in references], passages=passages),
        {"description": "What the notes cite: treaties, judgments, resolutions, speeches, reports and press."},
    )
    for entry in references:
        reference = entry.value
        url = reference_url(reference.id)
        html = frame.render("reference.html", url, reference=reference, passages=passages.get(reference.id, ()))
        yield Page(url, reference.short, html, {"description": f"{reference.short}: summary, and the passages that cite it."})
