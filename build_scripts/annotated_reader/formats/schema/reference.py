"""References: what notes cite. The fields keep the names of the Citation Style Language 1.0.2."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, Self, get_args
from urllib.parse import quote

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from annotated_reader.formats.schema.partial_date import PartialDate
from annotated_reader.formats.schema.shared import Entity, Id, Language, Line, Model, Text, WebAddress


class Standing(StrEnum):
    """How close a source is to the facts that it reports."""

    PRIMARY = "primary"
    REPORTING = "reporting"
    ANALYSIS = "analysis"
    PARTY = "party"


class Consulted(StrEnum):
    """What was read of a source."""

    ORIGINAL = "original"
    COPY = "copy"
    EXTRACT = "extract"
    NOT_READ = "not-read"


CslType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "hearing", "interview", "legal_case",
    "legislation", "manuscript", "motion_picture", "pamphlet", "paper-conference", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
CSL_TYPES: tuple[str, ...] = get_args(CslType)


class CslName(Model):
    """A name in CSL: ``family`` and ``given`` for a person, ``literal`` for an organisation."""

    family: Line | None = Field(default=None, description="The family name.", examples=["Rutte"])
    given: Line | None = Field(default=None, description="The given names.", examples=["Mark"])
    literal: Line | None = Field(
        default=None, description="The full name of an organisation.", examples=["North Atlantic Council"]
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.literal is None) == (self.family is None) or (self.literal and self.given):
            raise ValueError("a name is either literal, or family with given")
        return self


MAX_PASSAGE_CHARACTERS = 4_000
PassageText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PASSAGE_CHARACTERS)]


class SourcePassage(Model):
    """Words of a work that notes rely on, copied from where they were read; plain text, not Markdown."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    at: Line | None = Field(
        default=None,
        description="The place in the work, written as the pinpoints of notes are. Only a reference to a single "
        "article, such as those to the Charter, may leave it out.",
        examples=["Art. 4"],
    )
    text: PassageText = Field(
        description="The work's own words: at most 200 of a treaty, a law, a judgment, an official document or a work "
        "issued more than 95 years ago, at most 50 of others.",
        examples=["The Parties will consult together whenever, in the opinion of any of them, …"],
    )
    language: Language | None = Field(
        default=None, description="The language of the words, if not that of the work (BCP 47).", examples=["fr"]
    )
    read_at: WebAddress = Field(
        alias="from",
        description="The address at which these words were read; it may be another than `URL`.",
        examples=["https://www.nato.int/archives/1st5years/annexes/a.htm"],
    )
    read_as: Literal["original", "copy", "extract"] = Field(
        alias="as",
        description="What was read there. original: the page of the author or publisher; copy: a reprint of the work; "
        "extract: the words as somebody quotes them.",
        examples=["copy"],
    )
    accessed: PartialDate = Field(description="When the words were read.", examples=["2026-11-29"])


OFFICIAL_TYPES = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"})
LEGAL_TYPES = frozenset({"legal_case", "legislation", "treaty"})
COPYRIGHT_YEARS = 95
MAX_WORDS_OF_OFFICIAL_TEXTS = 200
MAX_WORDS_OF_OTHER_TEXTS = 50
_ONE_ARTICLE = re.compile(r", Article [0-9]+[a-z]?(\([0-9]+\))*$")


class ReferenceFile(Entity):
    """A work that notes cite: a treaty article, a judgment, an interview, a report."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    id: Id
    type: CslType = Field(description="The type of the work, as CSL names it.", examples=["treaty"])
    title: Line = Field(
        description="The title of the work itself.", examples=["Charter of the United Nations, Article 51"]
    )
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] = Field(
        description="A short name, shown on the page where a note cites the work.", examples=["UN Charter Art. 51"]
    )
    author: tuple[CslName, ...] = Field(
        default=(), description="The authors or speakers.", examples=[[{"family": "Rutte", "given": "Mark"}]]
    )
    editor: tuple[CslName, ...] = Field(default=(), description="The editors.", examples=[[{"literal": "NATO"}]])
    interviewer: tuple[CslName, ...] = Field(
        default=(), description="The interviewers.", examples=[[{"family": "Foy", "given": "Henry"}]]
    )
    translator: tuple[CslName, ...] = Field(
        default=(), description="The translators.", examples=[[{"family": "Gregor", "given": "Mary"}]]
    )
    issued: PartialDate | None = Field(default=None, description="The date of issue.", examples=["1945-06-26"])
    publisher: Line | None = Field(default=None, description="The publisher.", examples=["United Nations"])
    publisher_place: Line | None = Field(
        default=None, alias="publisher-place", description="The place of publication.", examples=["San Francisco"]
    )
    authority: Line | None = Field(
        default=None, description="The court or other authority.", examples=["International Court of Justice"]
    )
    container_title: Line | None = Field(
        default=None,
        alias="container-title",
        description="The title of the journal, book or series that contains it.",
        examples=["I.C.J. Reports"],
    )
    collection_title: Line | None = Field(
        default=None,
        alias="collection-title",
        description="The title of the series.",
        examples=["Chatham House Papers"],
    )
    collection_number: Line | None = Field(
        default=None, alias="collection-number", description="The number in the series.", examples=["12"]
    )
    event_title: Line | None = Field(
        default=None,
        alias="event-title",
        description="The event at which it was presented.",
        examples=["Speech at Chatham House"],
    )
    event_place: Line | None = Field(
        default=None, alias="event-place", description="The place of the event.", examples=["London"]
    )
    volume: Line | None = Field(default=None, description="The volume.", examples=["114"])
    issue: Line | None = Field(default=None, description="The issue.", examples=["2"])
    page: Line | None = Field(default=None, description="The pages.", examples=["14"])
    number: Line | None = Field(default=None, description="The number of the document.", examples=["S/RES/487"])
    edition: Line | None = Field(default=None, description="The edition.", examples=["2"])
    section: Line | None = Field(default=None, description="The section.", examples=["Chapter VII"])
    genre: Line | None = Field(default=None, description="A more specific type of work.", examples=["Advisory opinion"])
    medium: Line | None = Field(default=None, description="The medium.", examples=["Video"])
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[^\s\x22]{1,200}$")] | None = Field(
        default=None, description="The DOI, not as a URL.", examples=["10.1017/9781316822524"]
    )
    ISBN: Annotated[str, StringConstraints(pattern=r"^[0-9Xx-]{10,17}$", min_length=10)] | None = Field(
        default=None, description="The ISBN.", examples=["9781316822524"]
    )
    URL: WebAddress | None = Field(
        default=None,
        description="The address of the page, never a bare domain.",
        examples=["https://www.icj-cij.org/case/70"],
    )
    archived: WebAddress | None = Field(
        default=None,
        description="The address of an archived copy, shown beside every link to the work; "
        "`annotated-reader links --archive` looks for one.",
        examples=["https://web.archive.org/web/20250630/https://www.icj-cij.org/case/70"],
    )
    dead: PartialDate | None = Field(
        default=None,
        description="When the page at URL was found to be gone, as `annotated-reader links --archive` writes it; links "
        "to the work then lead to the archived copy.",
        examples=["2026-12-03"],
    )
    language: Language | None = Field(default=None, description="The language of the work (BCP 47).", examples=["en"])
    standing: Standing = Field(
        description="How close the source is to the facts that it reports; party: an interested side's own word.",
        examples=["primary"],
    )
    consulted: Consulted = Field(
        description="What was actually read: the original, a copy, an extract, or nothing.", examples=["original"]
    )
    accessed: PartialDate | None = Field(default=None, description="When it was read.", examples=["2026-11-22"])
    passages: tuple[SourcePassage, ...] = Field(
        default=(),
        description="The words that notes rely on, by their place in the work.",
        examples=[
            [
                {
                    "at": "Art. 4",
                    "text": "The Parties will consult together whenever, in the opinion of any of them, …",
                    "from": "https://www.nato.int/archives/1st5years/annexes/a.htm",
                    "as": "original",
                    "accessed": "2026-11-29",
                }
            ]
        ],
    )
    summary: Text = Field(
        description="What a reader must know about it, in our own words.", examples=["The right of self-defence."]
    )

    @property
    def is_single_article(self) -> bool:
        """Whether the work is one article of a treaty or law, so that naming the work names the place."""
        return self.type in {"treaty", "legislation"} and _ONE_ARTICLE.search(self.title) is not None

    def most_words(self, passage: SourcePassage) -> int:
        """Return how many words a passage may have: more of official texts and of works out of copyright.

        The age of a work says nothing of its translations, so it counts only for passages in the work's own language.
        """
        official = self.type in OFFICIAL_TYPES or (
            self.standing is Standing.PRIMARY and self.type in {"document", "report"}
        )
        own_words = passage.language in {None, self.language}
        old = self.issued is not None and self.issued.year + COPYRIGHT_YEARS < passage.accessed.year
        return MAX_WORDS_OF_OFFICIAL_TEXTS if official or (old and own_words) else MAX_WORDS_OF_OTHER_TEXTS

    @property
    def address(self) -> str | None:
        """Where the work can be read: its URL or, where it has none, the address of its DOI."""
        if self.URL or not self.DOI:
            return self.URL
        return doi_address(self.DOI)

    @property
    def readable_address(self) -> str | None:
        """Where the work can be read now: the archived copy if the page itself is gone; None if there is neither."""
        return self.archived if self.dead else self.address


def doi_address(doi: str) -> str:
    """Return the address that resolves a DOI; characters that a URL cannot hold are percent-encoded."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}"


@lru_cache(maxsize=2**12)  # a page names each of a work's passages several times
def passage_ids(reference: ReferenceFile) -> tuple[str, ...]:
    """Return the HTML ids of a reference's passages, by their places: ``at-para-195``."""
    ids: list[str] = []
    for passage in reference.passages:
        words = re.sub(r"[^\w]+", "-", (passage.at or "the-article").casefold()).strip("-_")
        wanted = taken = f"at-{words or 'passage'}".replace("_", "-")
        count = 1
        while taken in ids:
            count += 1
            taken = f"{wanted}-{count}"
        ids.append(taken)
    return tuple(ids)
