"""The note form's issues as notes: the body's text is data, read by the form's own labels and never run.

GitHub writes each field of a form as a heading of the third level with the field's label, then the answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from annotated_reader.authoring.importers.drafts import Draft, ImportResult, UniqueIds, harmless, shortened, title_of
from annotated_reader.authoring.importers.foreign_json import ImportRefusedError, clean, read_json, text
from annotated_reader.authoring.importers.selector_placement import NoPlaceError, Placer, Selection
from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import GITHUB_NAME_PATTERN, Kind, Stance

NOTES = "notes"
UNPLACED = "without a place"
LABELS = (
    "Article", "Quotation", "Words right before it", "Words right after it", "Kind", "Title", "Note", "Sources",
    "Why there is no source", "Claim", "Event",
)  # fmt: skip
"""The form's labels, in its order; a test holds them equal to .github/ISSUE_TEMPLATE/note.yml."""

_EMPTY = "_No response_"
_NAMED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?::\s*(\S.*))?")


def import_issue(data: bytes, corpus: Corpus, today: str) -> ImportResult:
    """Convert the body of one issue into a note.

    Args:
        data: the body, or the JSON that ``gh issue view N --json body,author`` prints.
        corpus: the project.
        today: YYYY-MM-DD.

    Raises:
        ImportRefusedError: when it is no issue of the note form, or names no article of ours.
    """
    body, author = _read(data)
    answers = dict(_answers(body))
    article = corpus.articles_by_slug.get(answers.get("Article", ""))
    if "Quotation" not in answers or article is None:
        raise ImportRefusedError("this is no issue of the note form, or names no article of this site")
    outcome = ImportResult()
    try:
        outcome.drafts.append(_draft(answers, author, article, corpus, today))
    except NoPlaceError as reason:
        outcome.leave(UNPLACED, "the note", str(reason))
    else:
        outcome.counts[NOTES] += 1
    return outcome


def _read(data: bytes) -> tuple[str, str]:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return clean(data.decode("utf-8", "replace")), ""
    issue = read_json(data)
    login = text(issue.get("author"), "login")
    return text(issue, "body"), login if re.fullmatch(GITHUB_NAME_PATTERN, login) else ""


def _answers(body: str) -> Iterator[tuple[str, str]]:
    """Cut a body at the form's headings; one out of the form's order belongs to the answer that it stands in."""
    following, found = 0, []
    for match in re.finditer(r"^### (.+)$", body, re.MULTILINE):
        label = match[1].rstrip()
        if label in LABELS[following:]:
            following = LABELS.index(label) + 1
            found.append(match)
    for match, after in zip(found, [*found, None][1:], strict=True):
        answer = body[match.end() : after.start() if after else len(body)].strip()
        yield match[1].rstrip(), "" if answer == _EMPTY else answer


def _draft(answers: dict[str, str], author: str, article: Article, corpus: Corpus, today: str) -> Draft:
    said = {label: answers.get(label, "") for label in LABELS}
    passage = Placer(article).place_foreign(
        Selection(said["Quotation"], said["Words right before it"], said["Words right after it"]), source_known=True
    )
    note, rest = shortened(harmless(said["Note"] or "…", corpus))
    title = title_of(said["Title"] or note)
    cited, other = _sources(said["Sources"], corpus)
    named = said["Kind"].lower().replace(" ", "-")
    kind = next((kind for kind in Kind if kind.value == named), Kind.CONTEXT)
    claim = _NAMED.fullmatch(said["Claim"])
    stance = claim[2] if claim and claim[2] in set(Stance) else Stance.ASSERTS.value
    values = {
        "id": UniqueIds(corpus).take(title),
        "kind": kind.value,
        "title": title,
        "quote": passage.written,
        "note": note,
        "references": cited,
        "unsourced": " ".join(said["Why there is no source"].split())[:400],
        "claim": {"id": claim[1], "stance": stance} if claim and claim[1] in corpus.claims else None,
        "event": said["Event"] if said["Event"] in corpus.events else None,
        "confidence": "unconfirmed",
        "contributors": [author] if author else [],
        "added": today,
    }
    remarks = [*(f"Source named: {line}" for line in other), *([f"The rest of the note: {rest}"] if rest else [])]
    return Draft(passage, {key: value for key, value in values.items() if value}, tuple(remarks))


def _sources(lines: str, corpus: Corpus) -> tuple[list[object], list[str]]:
    """Split sources into known references, each with its pinpoint, and sources that a maintainer has yet to add."""
    cited: list[object] = []
    other: list[str] = []
    for line in filter(None, map(str.strip, lines.split("\n"))):
        named = _NAMED.fullmatch(line)
        if named and named[1] in corpus.references:
            cited.append({named[1]: named[2]} if named[2] else named[1])
        else:
            other.append(line)
    return cited, other


def file_name(data: bytes) -> str:
    """Return a name for the note's file that depends on its content, so that two issues never share a file."""
    return f"issue-{hashlib.sha256(data).hexdigest()[:8]}"
