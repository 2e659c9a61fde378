"""All notes as one table, for spreadsheets.

Source: RFC 4180; OWASP, "CSV Injection": a cell that begins like a formula is begun with an apostrophe instead.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from annotated_reader.corpus import Article, Corpus, Note, assess_note, rate_claim
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import note_url
from annotated_reader.formats import ClaimFile, fresh_reviews

COLUMNS = (
    "article", "number", "id", "kind", "title", "quote", "note", "references", "claim", "stance", "verdict",
    "verdict_confidence", "assessment", "event", "confidence", "status", "contributors", "reviewed_by", "added",
    "changed", "line", "start", "end", "address",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def guarded(cell: str) -> str:
    """Escape a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def rows(corpus: Corpus, site: SiteInfo) -> Iterator[list[str]]:
    """List the notes article by article, one row each, the columns' names first."""
    yield list(COLUMNS)
    for article in corpus.articles:
        for note in article.notes:
            cells = _cells(corpus, article, note, site)
            yield [cell if not cell or cell[0].isalnum() else guarded(cell) for cell in cells]


def _cells(corpus: Corpus, article: Article, note: Note, site: SiteInfo) -> list[str]:
    data, claim = note.data, note.data.claim
    known = corpus.claims.get(claim.id) if claim else None
    assessment = assess_note(corpus, note)
    reviewers = "; ".join(review.by for review in fresh_reviews(data))
    return [
        article.slug, str(note.number), note.id, data.kind.value, data.title,
        article.seed.text[note.span.start : note.span.end], data.note,
        "; ".join(f"{c.id}: {c.pinpoint}" if c.pinpoint else c.id for c in data.references),
        claim.id if claim else "", claim.stance.value if claim else "", known.value.verdict.value if known else "",
        _confidence(corpus, known.value) if known else "", assessment.label if assessment else "",
        data.event or "", data.confidence, data.status, "; ".join(data.contributors), reviewers,
        data.added.iso, data.changed.iso if data.changed else "", str(note.blocks[0].line),
        str(note.span.start), str(note.span.end), site.address + note_url(note),
    ]  # fmt: skip


def _confidence(corpus: Corpus, claim: ClaimFile) -> str:
    return "confirmed" if rate_claim(corpus, claim).is_confirmed else "unconfirmed"


class _LineWriter(list[str]):
    """A list of lines to write to; a StringIO would take four bytes for each character."""

    write = list.append


def files(corpus: Corpus, site: SiteInfo) -> dict[str, bytes]:
    """Return the content of the exported file, by its name; Excel needs the byte order mark to detect the encoding."""
    lines = _LineWriter(["\ufeff"])
    csv.writer(lines).writerows(rows(corpus, site))
    return {"notes.csv": "".join(lines).encode()}
