"""Files to begin with: a text and its article.yml, and a note on words of a text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from annotated_reader.authoring.importers.saved_page import FoundLine, FoundText
from annotated_reader.checks import LEAST_SIMILARITY, quotation_marks_hint
from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import NOTES_HEAD, Kind, LineRange, Role, entry, flow, scalar
from annotated_reader.support import visible
from annotated_reader.texts import CaseDiffers, InsideWords, NotFound, SeedText, Span, TextIndex, read_seed

_SHOWN = 60
_LONGEST_SHOWN = 160
_SHOWN_ARTICLES = 3
_LONGEST_HEADING = 100

PLACEHOLDER = "…"
"""Marks where a contributor has still to write something; ``check`` refuses it."""


@dataclass(frozen=True)
class Chapter:
    """A part of a book that becomes an article: its number, its lines in the seed, and their text."""

    number: int
    lines: LineRange
    found: FoundText


def seed_of(found: FoundText) -> str:
    """Format a text as a seed: a line for each block, blank lines between blocks but not between list items."""
    parts: list[str] = []
    last: FoundLine | None = None
    for line in found.lines:
        if last is not None and last.text and line.text and not (last.role is line.role is Role.ITEM):
            parts.append("")
        parts.append(line.text)
        last = line
    return "\n".join(parts).strip("\n") + "\n"


def with_role(found: FoundText, role: Role) -> FoundText:
    """Return a text whose lines without a role have the given one, such as verse in a poem."""
    lines = (replace(line, role=role) if line.role is Role.PARAGRAPH else line for line in found.lines)
    return replace(found, lines=tuple(lines))


def chapters_of(found: FoundText, seed: bytes, beginning: re.Pattern[str]) -> list[Chapter]:
    """Split a book at the lines that begin its chapters; the part before the first is number 0.

    A line that is followed by another of the kind, or by nothing, is an entry of the table of contents.

    Args:
        found: what the file said of itself.
        seed: its bytes, whose lines are counted.
        beginning: what stands at the start of a chapter's first line.
    """
    lines = [line for line in found.lines if line.text]
    heads = [bool(beginning.match(line.text)) and len(line.text) <= _LONGEST_HEADING for line in lines]
    starts = [index for index, head in enumerate(heads) if head and heads[index + 1 : index + 2] == [False]]
    if not starts:
        return []
    numbers = [block.line for block in read_seed(seed).blocks]
    before = [0] if starts[0] else []
    cuts = pairwise([*before, *starts, len(lines)])
    return [
        Chapter(number, LineRange(first=numbers[first], last=numbers[end - 1]), _part_of(found, lines[first:end]))
        for number, (first, end) in enumerate(cuts, start=1 - len(before))
    ]


def _part_of(found: FoundText, lines: list[FoundLine]) -> FoundText:
    title = replace(lines[0], role=Role.TITLE)
    return replace(found, title=title.text[:_LONGEST_HEADING], lines=(title, *lines[1:]))


def article_file(found: FoundText, seed_name: str, seed: bytes, part: LineRange | None = None) -> str:
    """Write an ``article.yml`` with every key that a contributor should fill in, commented.

    Args:
        found: what the file said of itself.
        seed_name: the name of the text in seeds/.
        seed: its bytes, whose lines the structure names.
        part: the lines that the article takes, if not all; ``found`` then holds these only.
    """
    title = found.title or PLACEHOLDER
    known = {
        "author": flow(found.authors) if len(found.authors) > 1 else scalar(found.authors[0]) if found.authors else "",
        "publisher": scalar(found.publisher) if found.publisher else "",
        "published": found.published,
        "url": found.url,
    }
    hints = {
        "author": "who wrote it; a list where there are several; leave out where unknown",
        "publisher": "who published it",
        "published": "YYYY, YYYY-MM or YYYY-MM-DD, as precisely as is known",
        "url": "the address of the original: a page, never a bare domain",
    }
    optional = [f"{key}: {value}" if value else f"# {key}: …  # {hints[key]}" for key, value in known.items()]
    return "\n".join(
        [
            "# yaml-language-server: $schema=../../docs/schema/article.json",
            f"seed: {scalar(seed_name)}",
            f"sha256: {hashlib.sha256(seed).hexdigest()}",
            *([f"lines: {part.first}-{part.last}"] if part else []),
            f"title: {scalar(title)}",
            *optional,
            f"language: {found.language or 'en'}  # BCP 47",
            "# rights: …  # whose the text is, and on what basis it stands here",
            "display: full  # or withdrawn: the notes with their quotes only",
            "index: false  # whether search engines may show the page",
            "# summary: |  # at most 80 words: what a reader must know first",
            "#   …",
            "# about_source: |  # who publishes this, where it stands, how the text came here; with references",
            "#   …",
            "# references:  # ids of files in annotations/references/",
            "#   - …",
            "# Roles by line of the seed; a line not named is a paragraph. Proposed; check them one by one:",
            "# title standfirst byline caption heading paragraph item quotation verse disclaimer furniture comment",
            *_structure(found, seed, part),
            "",
        ]
    )


def _structure(found: FoundText, seed: bytes, part: LineRange | None) -> list[str]:
    """Propose a role for each line with text, paragraphs as comments, with the line's first words beside it."""
    roles = [line.role for line in found.lines if line.text]
    blocks = read_seed(seed, part=part).blocks
    proposals = [_proposal(block.line, block.text, role) for block, role in zip(blocks, roles, strict=False)]
    return [
        "structure: []  # remove the [] before you add a line" if set(roles) <= {Role.PARAGRAPH} else "structure:",
        *proposals,
    ]


def _proposal(number: int, words: str, role: Role) -> str:
    words = visible(" ".join(words.split()))
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    lead = "  # " if role is Role.PARAGRAPH else "  "
    return f"{lead}- {{lines: {number}, role: {role.value}}}  # {shown}"


def note_entry(quote: dict[str, str] | str, line: int, note_id: str, today: str, contributor: str) -> str:
    """Write a note to be filled in: the quote is final, ``title`` and ``note`` are not.

    Args:
        quote: the words; exact, with prefix and suffix, where these are needed.
        line: of the seed where the words stand, for people.
        note_id: a first proposal for the id, or … where there is none.
        today: YYYY-MM-DD.
        contributor: a GitHub name, or nothing.
    """
    words = entry({"quote": quote}, 2)
    return "\n".join(
        [
            f"- id: {note_id}  # its address for ever; name the point, as in court-left-threats-open",
            f"  kind: context  # {' | '.join(kind.value for kind in Kind)}",
            "  title: …  # the point on its own, at most 90 characters, no full stop",
            "  # key: true  # one of the article's at most seven notes to read first",
            f"{words}  # line {line}" if "\n" not in words else f"  # line {line} of the text\n{words}",
            "  note: |  # Markdown, at most 120 words, the point first",
            "    …",
            "  # references:  # remove the # of this line and of those below that you need",
            "  #   - un-charter-51",
            "  #   - icj-nicaragua-1986: para. 194",
            "  unsourced: …  # delete this line once there are references; else say why there are none",
            "  # claim: {id: …, stance: asserts}  # asserts | reports | denies; a fact-check needs it",
            "  # event: …  # a quotation needs it",
            "  confidence: unconfirmed  # confirmed: each pinpoint of a primary source has its passage",
            "  status: current",
            f"  contributors: {flow([contributor])}  # GitHub names"
            if contributor
            else "  # contributors: [octocat]  # your GitHub name",
            f"  added: {today}",
            "",
        ]
    )


def occurrence_lines(seed: SeedText, index: TextIndex, spans: list[Span]) -> list[str]:
    """Return a line for each place of the same words with the context that sets it apart, to choose from by number."""
    rows = []
    for number, span in enumerate(spans, 1):
        told = index.told_apart(span)
        line = seed.line_at(span.start)
        words = " ".join(seed.text[span.start : span.end].split())
        rows.append(f"  {number}. line {line}: {told.prefix} [{words}] {told.suffix}".replace("  [", " ["))
    return rows


def passage_hints(article: Article, index: TextIndex, quote: str, corpus: Corpus) -> Iterator[str]:
    """Say what may have been meant by words that are not in an article's text.

    Args:
        article: the article.
        index: its text.
        quote: the words.
        corpus: all articles, one of which may have them.
    """
    if hint := quotation_marks_hint(quote, index):
        yield hint
    match index.resolve(quote.strip()):
        case NotFound(nearest, similarity) if nearest is not None and similarity >= LEAST_SIMILARITY and not hint:
            yield f"The closest match ({int(similarity)}%), in {_in_line(article.seed, nearest)}"
        case InsideWords(whole):
            yield f"Quote whole words, as in {_in_line(article.seed, whole)}"
        case CaseDiffers(span):
            yield f"Capital letters differ in {_in_line(article.seed, span)}"
    others = (other for other in corpus.articles if other is not article)
    having = [other.slug for other in others if TextIndex.of(other.seed).occurrences(quote.strip())]
    if having:
        yield f"The article with these words is {', '.join(having[:_SHOWN_ARTICLES])}"


def _in_line(seed: SeedText, span: Span) -> str:
    words = visible(" ".join(seed.text[span.start : span.end].split()))
    shown = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
    return f'line {seed.line_at(span.start)}: "{shown}"'


def append_note(content: str, note: str) -> str:
    """Add a note at the end of a notes file's text, which must be a list."""
    if not content.strip():
        return NOTES_HEAD + note
    return content.rstrip("\n") + "\n" + note
