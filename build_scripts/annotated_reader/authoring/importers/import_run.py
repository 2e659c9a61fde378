"""The state of an import, shared by the importers of all formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from annotated_reader.authoring.importers.drafts import Draft, ImportResult, UniqueIds, harmless, shortened, title_of
from annotated_reader.authoring.importers.foreign_json import ImportRefusedError
from annotated_reader.authoring.importers.selector_placement import (
    NoPlaceError,
    PlacedQuote,
    Placer,
    WordsNotFoundError,
)
from annotated_reader.authoring.importers.source_address import articles_at
from annotated_reader.corpus import Article, Corpus


@dataclass
class ImportRun:
    """The project, the only article to look in where one was named, and the results of the import so far.

    ``today`` is the day of the import, YYYY-MM-DD, for annotations without a date; ``site`` our own address, if known.
    """

    corpus: Corpus
    today: str
    names: UniqueIds
    article: Article | None
    site: str = ""
    outcome: ImportResult = field(default_factory=ImportResult)
    placers: dict[str, Placer] = field(default_factory=dict)

    @classmethod
    def begin(cls, corpus: Corpus, today: str, file: str, article: str | None, site: str = "") -> ImportRun:
        """Begin an import.

        Args:
            corpus: the project.
            today: the day of the import, YYYY-MM-DD.
            file: the name of the files that will be written, without its ending.
            article: the slug of the only article to look in.
            site: our own address, if it is known.

        Raises:
            ImportRefusedError: when there is no such article.
        """
        if article is not None and article not in corpus.articles_by_slug:
            raise ImportRefusedError(f"there is no article '{article}'")
        return cls(corpus, today, UniqueIds(corpus, file), corpus.articles_by_slug[article] if article else None, site)

    def placer(self, article: Article) -> Placer:
        """Return the placer of an article."""
        return self.placers.setdefault(article.slug, Placer(article))

    def in_one_article(self, addresses: Iterable[str], place: Callable[[Article, bool], PlacedQuote]) -> PlacedQuote:
        """Find the one article in which an annotation has a place.

        Args:
            addresses: of what was annotated; where they name articles of ours, only these are looked through.
            place: finds the place in an article; told whether the addresses name it.

        Raises:
            NoPlaceError: when it has none, or one in several of them.
        """
        found: list[PlacedQuote] = []
        reasons: list[NoPlaceError] = []
        named = articles_at(self.corpus, addresses, self.site)
        for article in [self.article] if self.article else named or self.corpus.articles:
            try:
                found.append(place(article, article in named))
            except NoPlaceError as reason:
                reasons.append(reason)
        if len(found) > 1:
            raise NoPlaceError("its words stand in several articles; name one with --article")
        if not found:
            telling = [reason for reason in reasons if not isinstance(reason, WordsNotFoundError)]
            raise next(iter(telling or reasons), NoPlaceError("there are no articles"))
        return found[0]

    def draft(self, passage: PlacedQuote, words: str, days: tuple[str, str], kind: str, origin: str) -> Draft:
        """Write a foreign annotation as a note; what is over a note's limits is kept in a comment.

        Args:
            passage: what it is about.
            words: what it says, as Markdown.
            days: when it was made and last changed, YYYY-MM-DD, or empty.
            kind: what becomes the note's kind.
            origin: where it came from, as a clause.
        """
        words = harmless(words, self.corpus)
        note, rest = shortened(words)
        title = title_of(words)
        created, changed = days[0] or self.today, days[1]
        values: dict[str, object] = {
            "id": self.names.take(title),
            "kind": kind,
            "title": title,
            "quote": passage.written,
            "note": note,
            "unsourced": f"{origin}; sources are still to be added.",
            "confidence": "unconfirmed",
            "added": created,
        }
        if changed > created:
            values["changed"] = changed
        return Draft(passage, values, (f"the rest of the note, over the limit:\n{rest}",) if rest else ())
