"""A corpus of any size, made from the sentences of the seeds: the same seed number gives the same corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_KINDS = ("context", "context", "context", "fact-check", "fact-check", "context", "wording", "cross-reference")
_ARTICLES_A_SOURCE = 5
_PARAGRAPHS = 22  # with 2 to 4 sentences each an article has about 1,000 words, as the seeds do
_SPECIAL = re.compile(r"([\\`*_\[\]])")


@dataclass(frozen=True)
class Source:
    """What notes cite."""

    id: str
    title: str
    url: str
    summary: str


@dataclass(frozen=True)
class Remark:
    """A note: ``quote`` stands once in its article, in the paragraph of that number (from 0).

    ``claim`` is the id of what a fact-check checks; of other notes it is empty.
    """

    id: str
    kind: str
    title: str
    paragraph: int
    quote: str
    markdown: str
    claim: str
    sources: tuple[tuple[Source, str], ...]


@dataclass(frozen=True)
class Text:
    """An article with its notes in reading order."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Texts:
    """A corpus. Five articles add one source to those that notes cite, and each adds a claim."""

    articles: tuple[Text, ...]
    sources: tuple[Source, ...]


def sentences_of(folder: Path) -> list[str]:
    """Read the sentences of all seeds, the very short and the very long left out, each once."""
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    found = dict.fromkeys(" ".join(part.split()) for text in texts for part in _SENTENCE_END.split(text))
    return [sentence for sentence in found if 30 <= len(sentence) <= 320]


def make_texts(sentences: Sequence[str], articles: int, notes: int, seed: int) -> Texts:
    """Make a corpus.

    Args:
        sentences: at least 120, all different.
        articles: how many; there are as many references.
        notes: how many on each article.
        seed: of the random numbers.
    """
    random = Random(seed)  # noqa: S311 (nothing secret)
    sources = tuple(_source(number, random, sentences) for number in range(max(2, articles // _ARTICLES_A_SOURCE)))
    pool = _Pool(sentences, sources, claims=articles)
    return Texts(tuple(_text(number, notes, random, pool) for number in range(articles)), sources)


@dataclass(frozen=True)
class _Pool:
    """What articles are drawn from."""

    sentences: Sequence[str]
    sources: Sequence[Source]
    claims: int


def _source(number: int, random: Random, sentences: Sequence[str]) -> Source:
    return Source(
        id=f"source-{number:05}",
        title=_heading(random, sentences),
        url=f"https://library.example.org/works/{number:05}",
        summary=escaped(" ".join(random.sample(sentences, 2))),
    )


def _text(number: int, notes: int, random: Random, pool: _Pool) -> Text:
    drawn = iter(random.sample(pool.sentences, 4 * _PARAGRAPHS))
    paragraphs = tuple(" ".join(next(drawn) for _ in range(random.randint(2, 4))) for _ in range(_PARAGRAPHS))
    slug = f"article-{number:05}"
    places = sorted(random.choices(range(_PARAGRAPHS), k=notes))
    title = _heading(random, pool.sentences)
    quotes = [_quote(random, (title, *paragraphs), place + 1) for place in places]
    numbered = enumerate(zip(places, quotes, strict=True), start=1)
    remarks = (_remark(f"{slug}-note-{i}", place, quote, random, pool) for i, (place, quote) in numbered)
    return Text(slug, title, paragraphs, tuple(remarks))


def _heading(random: Random, sentences: Sequence[str]) -> str:
    return " ".join(random.choice(sentences).split()[:9])[:80].strip(" .,;:!?")


def _quote(random: Random, blocks: Sequence[str], place: int) -> str:
    """Draw six to fourteen words of a block that stand nowhere else in the article."""
    whole, words = "\n".join(blocks), blocks[place].split()
    while True:
        length = random.randint(6, min(14, len(words)))
        start = random.randrange(len(words) - length + 1)
        quote = " ".join(words[start : start + length])
        if whole.count(quote) == 1:
            return quote


def _remark(remark_id: str, place: int, quote: str, random: Random, pool: _Pool) -> Remark:
    cited = random.sample(pool.sources, 2)
    kind = random.choice(_KINDS)
    return Remark(
        id=remark_id,
        kind=kind,
        title=_heading(random, pool.sentences),
        paragraph=place,
        quote=quote,
        markdown=_note(random, pool.sentences),
        claim=f"claim-{random.randrange(pool.claims):05}" if kind == "fact-check" else "",
        sources=tuple((source, f"para. {random.randint(1, 300)}") for source in cited),
    )


def _note(random: Random, sentences: Sequence[str]) -> str:
    """Write a note as people do: some sentences, two words stressed, now and then a link."""
    words = " ".join(random.sample(sentences, 4)).split()[:90]
    plain = [escaped(word) for word in words]
    at = random.randrange(len(plain) - 2)
    plain[at : at + 2] = [f"*{plain[at]} {plain[at + 1]}*"]
    link = f" [The record](https://library.example.org/record/{random.randrange(10**6)}) has more."
    return " ".join(plain) + (link if random.random() < 1 / 3 else "")


def escaped(text: str) -> str:
    """Write a text in Markdown so that it shows as it is."""
    html_safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"^([#>+-]|\d+\.)", r"\\\1", _SPECIAL.sub(r"\\\1", html_safe))
