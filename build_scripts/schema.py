"""What may stand in the YAML files: one model for each kind of entity.

Everything a model accepts is described by its fields; JSON Schemas and the contributors' guide are made from them.
The formats are the design's; CSL fields keep the names of the Citation Style Language 1.0.2.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from build_scripts.dates import PartialDate

MAX_NOTE_CHARACTERS = 2_000
MAX_QUOTE_CHARACTERS = 20_000
RESERVED_SLUGS = frozenset({"references", "claims", "events", "people"})

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=80),
    Field(description="Small letters, digits and single hyphens.", examples=["un-charter-51"]),
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NOTE_CHARACTERS)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35),
    Field(description="A BCP 47 language tag.", examples=["en", "ru", "ar"]),
]
GitHubName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$"),
    Field(description="A GitHub user name.", examples=["octocat"]),
]


_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]*")


def _web_address(value: str) -> str:
    """Accept an absolute http(s) address of a page.

    Raises:
        ValueError: when it has another scheme, no named host, credentials, or characters that an address can't hold.
    """
    if re.search(r"[\s<>\"'`{}|\\^]", value) or not value.isprintable():
        raise ValueError("an address holds no spaces, quotation marks or angle brackets")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("this is not an address") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise ValueError("an address starts with https:// (or http://)")
    if "@" in parts.netloc or not _HOST.fullmatch(host or ""):
        raise ValueError("an address names a host by its name, as in https://www.un.org/en/…")
    return value


# What editors can see of _web_address: a scheme, a host named by labels, and no character of the wrong kind.
_LABEL = r"[^\s<>\x22'`{}|\\^/?#@:.\[\]]+"
_ADDRESS_FORM = (
    rf"^\s*[Hh][Tt][Tt][Pp][Ss]?://({_LABEL}\.)+(?![0-9]){_LABEL}(:[0-9]*)?([/?#][^\s<>\x22'`{{}}|\\^]*)?\s*$"
)
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2_000),
    AfterValidator(_web_address),
    Field(
        description="The address of a page, https where there is one.",
        examples=["https://www.icj-cij.org/case/70"],
        json_schema_extra={"pattern": _ADDRESS_FORM},
    ),
]


class Model(BaseModel):
    """What all models share: unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(StrEnum):
    """What a note does for its reader."""

    SOURCE_NOTE = "source-note"
    CONTEXT = "context"
    CROSS_REFERENCE = "cross-reference"
    FACT_CHECK = "fact-check"
    QUOTATION = "quotation"
    DEFINITION = "definition"
    WORDING = "wording"

    @property
    def label(self) -> str:
        """The kind as a reader reads it."""
        return self.value.replace("-", " ").capitalize()


class Verdict(StrEnum):
    """What is known of a claim."""

    SUPPORTED = "supported"
    MISSING_CONTEXT = "missing-context"
    DISPUTED = "disputed"
    INACCURATE = "inaccurate"
    NO_EVIDENCE = "no-evidence"
    NOT_CHECKABLE = "not-checkable"

    @property
    def label(self) -> str:
        """The verdict as a reader reads it."""
        return self.value.replace("-", " ").capitalize()


class Role(StrEnum):
    """What a line of a seed is."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTATION = "quotation"
    VERSE = "verse"
    DISCLAIMER = "disclaimer"
    FURNITURE = "furniture"
    COMMENT = "comment"

    @property
    def folded_away(self) -> bool:
        """Whether the line is kept but muted: page furniture and readers' comments."""
        return self in {Role.FURNITURE, Role.COMMENT}


class Standing(StrEnum):
    """How near a source stands to what it tells."""

    PRIMARY = "primary"
    REPORTING = "reporting"
    ANALYSIS = "analysis"
    PARTY = "party"


class Consulted(StrEnum):
    """In what form a source was read."""

    ORIGINAL = "original"
    COPY = "copy"
    EXTRACT = "extract"
    NOT_READ = "not-read"


class Stance(StrEnum):
    """What an article does with a claim."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    DENIES = "denies"


class Citation(Model):
    """A reference that is cited, with the place in it."""

    id: Id
    pinpoint: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"id": value}
        if isinstance(value, dict) and "id" in value and set(value) <= {"id", "pinpoint"}:
            return value
        if isinstance(value, dict) and len(value) == 1:
            ((key, pinpoint),) = value.items()
            if pinpoint is None:
                raise ValueError(f"a colon follows '{key}' but no pinpoint")
            if not isinstance(pinpoint, str | int) or isinstance(pinpoint, bool):
                raise ValueError(f"a pinpoint is text, as in '{key}: para. 194'")
            return {"id": key, "pinpoint": str(pinpoint)}
        raise ValueError("a reference is an id, or an id with a pinpoint: 'icj-nicaragua-1986: para. 194'")


_CITATION_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": ID_PATTERN, "maxLength": 80},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": {"pattern": ID_PATTERN},
            "additionalProperties": {"type": ["string", "number"], "minLength": 1, "maxLength": 400},
        },
    ]
}
Citations = Annotated[
    tuple[Annotated[Citation, WithJsonSchema(_CITATION_SCHEMA)], ...],
    Field(
        description="Ids of references, each alone or with a pinpoint.",
        examples=[["un-charter-51", {"icj-nicaragua-1986": "para. 194"}]],
    ),
]


class Revision(Model):
    """One entry of an entity's history, shown on the corrections page."""

    date: PartialDate = Field(description="When it was changed.", examples=["2026-11-22"])
    was: Text = Field(description="What stood here before.", examples=["The summit was dated 24-26 June."])
    why: Text = Field(description="Why it was changed.", examples=["The declaration is dated 25 June."])


class Entity(Model):
    """What every entity may carry."""

    history: tuple[Revision, ...] = Field(
        default=(),
        description="Earlier states that readers should know of.",
        examples=[[{"date": "2026-11-22", "was": "Dated 24-26 June.", "why": "The declaration is dated 25 June."}]],
    )


class LineRange(Model):
    """Lines of a seed, from 1, both ends included."""

    first: int = Field(ge=1)
    last: int = Field(ge=1)

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return {"first": value, "last": value}
        if isinstance(value, str) and (form := re.fullmatch(r"([1-9][0-9]{0,8})(?:\s*-\s*([1-9][0-9]{0,8}))?", value)):
            return {"first": int(form[1]), "last": int(form[2] or form[1])}
        if isinstance(value, dict):
            return value
        raise ValueError("lines are written 5 or 5-8")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"the lines {self.first}-{self.last} run backwards")
        return self


Lines = Annotated[
    LineRange,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": r"^[1-9][0-9]{0,8}(\s*-\s*[1-9][0-9]{0,8})?$"},
            ]
        }
    ),
    Field(description="One line of the seed, or a first and a last one.", examples=["25-33", 5]),
]


class StructureEntry(Model):
    """The role of one or more lines of the seed."""

    lines: Lines
    role: Role = Field(description="What these lines are.", examples=["heading"])


class Response(Model):
    """The answer of an article's author or publisher."""

    by: Line = Field(description="Who answers.", examples=["The author"])
    date: PartialDate = Field(description="When the answer was received.", examples=["2026-11-22"])
    text: Text = Field(description="The answer, in Markdown.", examples=["I stand by the article."])
    url: WebAddress | None = Field(
        default=None, description="Where it was published, if it was.", examples=["https://example.org/my-answer"]
    )


class ArticleFile(Entity):
    """``article.yml``: what a text is, and what its lines are."""

    seed: Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]{1,200}$")] = Field(
        description="The name of a file in seeds/.", examples=["000_ba425efb3d9e486a.txt"]
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the seed that the quotes were written against (sha256sum prints it).",
        examples=["ba425efb3d9e486a" + "0" * 48],
    )
    title: Line = Field(
        description="The text's own title.", examples=["Is NATO Preparing a Preemptive Strike on Russia?"]
    )
    author: Line | tuple[Line, ...] | None = Field(
        default=None, description="Who wrote it; a list where there are several; left out where unknown.",
        examples=["Alexander Bartosh"],
    )  # fmt: skip
    publisher: Line | None = Field(default=None, description="Who published it.", examples=["TFIGlobal"])
    published: PartialDate | None = Field(
        default=None, description="When, as precisely as is known.", examples=["2025-06"]
    )
    url: WebAddress | None = Field(
        default=None, description="The address of the original.", examples=["https://example.org/2025/06/an-article"]
    )
    language: Language = Field(default="en", description="The language of the text (BCP 47).", examples=["en"])
    rights: Text | None = Field(
        default=None, description="Whose the text is, and on what basis it stands here.",
        examples=["The text belongs to its author; reproduced for comment and criticism."],
    )  # fmt: skip
    display: Literal["full", "withdrawn"] = Field(
        default="full", description="withdrawn: the page shows the notes with their quotes only.", examples=["full"]
    )
    index: StrictBool = Field(default=False, description="Whether search engines may index the page.", examples=[False])
    lines: Lines | None = Field(
        default=None, description="The part of the seed that this article is, if not all of it.", examples=["120-480"]
    )
    summary: Text | None = Field(
        default=None, description="At most 80 words at the head of the article: what a reader must know first.",
        examples=["The article calls a speech about defence spending a plan for a first strike."],
    )  # fmt: skip
    about_source: Text | None = Field(
        default=None, description="Who publishes this, where it stands, how the text came here.",
        examples=["Published without a byline by TFIGlobal."],
    )  # fmt: skip
    references: Citations = ()
    responses: tuple[Response, ...] = Field(
        default=(), description="Answers of the author or the publisher.",
        examples=[[{"by": "The author", "date": "2026-11-22", "text": "I stand by the article."}]],
    )  # fmt: skip
    structure: tuple[StructureEntry, ...] = Field(
        default=(), description="Roles by line of the seed; a line not named is a paragraph.",
        examples=[[{"lines": 1, "role": "title"}, {"lines": "25-33", "role": "item"}]],
    )  # fmt: skip

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors as a tuple, empty where unknown."""
        if self.author is None:
            return ()
        return (self.author,) if isinstance(self.author, str) else self.author


QuoteText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUOTE_CHARACTERS, pattern=r"\S")]
ContextText = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]


class Quote(Model):
    """The words a note is about.

    Source: W3C Web Annotation Data Model, section 4.2.4, Text Quote Selector.
    """

    exact: QuoteText = Field(description="The words, copied from the text.", examples=["an armed attack"])
    prefix: ContextText | None = Field(
        default=None,
        description="The words right before, only where `exact` stands more than once.",
        examples=["only after "],
    )
    suffix: ContextText | None = Field(
        default=None,
        description="The words right after, only where `exact` stands more than once.",
        examples=[" occurs"],
    )
    language: Language | None = Field(
        default=None, description="The language of the words, if not the text's (BCP 47).", examples=["ru"]
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"exact": value}
        if not isinstance(value, dict):
            raise ValueError("a quote is the words themselves, or exact with prefix and suffix")
        return value


_QUOTE_SCHEMA = {
    "anyOf": [
        {"type": "string", "minLength": 1, "maxLength": MAX_QUOTE_CHARACTERS, "pattern": r"\S"},
        {
            "type": "object",
            "required": ["exact"],
            "additionalProperties": False,
            "properties": {
                "exact": {"type": "string", "minLength": 1, "maxLength": MAX_QUOTE_CHARACTERS, "pattern": r"\S",
                          "description": "The words, copied from the text.", "examples": ["an armed attack"]},
                "prefix": {"type": "string", "minLength": 1, "maxLength": 1000, "pattern": r"\S",
                           "description": "The words right before, only where `exact` stands more than once.",
                           "examples": ["only after "]},
                "suffix": {"type": "string", "minLength": 1, "maxLength": 1000, "pattern": r"\S",
                           "description": "The words right after, only where `exact` stands more than once.",
                           "examples": [" occurs"]},
                "language": {"type": "string", "pattern": r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 35,
                             "description": "The language of the words, if not the text's (BCP 47).",
                             "examples": ["ru"]},
            },
        },
    ]
}  # fmt: skip


class ClaimLink(Model):
    """Which claim a passage makes, and how."""

    id: Id = Field(description="The id of a claim in annotations/claims/.", examples=["obstacle-legal-not-moral"])
    stance: Stance = Field(description="Whether the article asserts, reports or denies it.", examples=["asserts"])


class NoteFile(Entity):
    """One note: words of an article, and what a reader should know about them."""

    id: Id = Field(
        description="The note's name in the whole corpus, and its address for ever.",
        examples=["nicaragua-left-imminence-open"],
    )
    kind: Kind = Field(description="What the note does.", examples=["fact-check"])
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)] = Field(
        description="The point, in at most 90 characters, without a full stop at the end.",
        examples=["Nicaragua left imminent threats undecided"],
    )
    key: StrictBool = Field(
        default=False, description="One of the article's at most seven notes to read first.", examples=[True]
    )
    quote: Annotated[Quote, WithJsonSchema(_QUOTE_SCHEMA)] = Field(
        description="The words the note is about, copied from the text.", examples=["only legitimate under"]
    )
    note: Text = Field(
        description="The note, in Markdown, at most 120 words; raw HTML is shown as text.",
        examples=["The Court expressed no view on imminent threats."],
    )
    references: Citations = ()
    unsourced: Line | None = Field(
        default=None, description="Why the note cites nothing, where it has no references; shown to readers.",
        examples=["The note only explains a word of everyday English."],
    )  # fmt: skip
    claim: ClaimLink | None = Field(
        default=None,
        description="The claim the passage makes; a fact-check needs one.",
        examples=[{"id": "obstacle-legal-not-moral", "stance": "asserts"}],
    )
    event: Id | None = Field(
        default=None,
        description="The event told; a quotation needs one that has its words.",
        examples=["dragone-ft-interview"],
    )
    see: tuple[Id, ...] = Field(default=(), description="Ids of other notes worth reading.", examples=[["other-note"]])
    language: Language | None = Field(
        default=None, description="The language of the note, if not the site's.", examples=["en"]
    )
    confidence: Literal["confirmed", "unconfirmed"] = Field(
        default="unconfirmed",
        description="confirmed: the original was read, or two independent sources agree. unconfirmed: the source was "
        "not read; never that the claim is doubtful.",
        examples=["confirmed"],
    )
    status: Literal["current", "corrected", "retracted"] = Field(
        default="current", description="A retracted note leaves a line in its place.", examples=["current"]
    )
    contributors: tuple[GitHubName, ...] = Field(
        default=(), description="GitHub names of who wrote it.", examples=[["octocat"]]
    )
    reviewed_by: tuple[GitHubName, ...] = Field(
        default=(), description="GitHub names of who checked it, others than the writers.", examples=[["hubot"]]
    )
    added: PartialDate = Field(description="When it was written.", examples=["2026-11-22"])
    changed: PartialDate | None = Field(
        default=None, description="When its meaning was last changed.", examples=["2026-12-01"]
    )

    @property
    def dated(self) -> PartialDate:
        """The day of the last change of meaning."""
        return self.changed or self.added


CslType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "hearing", "interview", "legal_case",
    "legislation", "manuscript", "motion_picture", "pamphlet", "paper-conference", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
CSL_TYPES: tuple[str, ...] = get_args(CslType)


class CslName(Model):
    """A person or body, as CSL names them: family and given, or literal."""

    family: Line | None = Field(default=None, description="The family name.", examples=["Rutte"])
    given: Line | None = Field(default=None, description="The given names.", examples=["Mark"])
    literal: Line | None = Field(
        default=None, description="The whole name of a body.", examples=["North Atlantic Council"]
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.literal is None) == (self.family is None) or (self.literal and self.given):
            raise ValueError("a name is either literal, or family with given")
        return self


class ReferenceFile(Entity):
    """What notes cite: a treaty article, a judgment, an interview, a report."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    id: Id
    type: CslType = Field(description="A CSL type.", examples=["treaty"])
    title: Line = Field(
        description="The title as the work itself has it.", examples=["Charter of the United Nations, Article 51"]
    )
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] = Field(
        description="What a chip on the page shows.", examples=["UN Charter Art. 51"]
    )
    author: tuple[CslName, ...] = Field(
        default=(), description="Who wrote or said it.", examples=[[{"family": "Rutte", "given": "Mark"}]]
    )
    editor: tuple[CslName, ...] = Field(default=(), description="Who edited it.", examples=[[{"literal": "NATO"}]])
    interviewer: tuple[CslName, ...] = Field(
        default=(), description="Who asked, in an interview.", examples=[[{"family": "Foy", "given": "Henry"}]]
    )
    translator: tuple[CslName, ...] = Field(
        default=(), description="Who translated it.", examples=[[{"family": "Gregor", "given": "Mary"}]]
    )
    issued: PartialDate | None = Field(default=None, description="When it was issued.", examples=["1945-06-26"])
    publisher: Line | None = Field(default=None, description="Who published it.", examples=["United Nations"])
    publisher_place: Line | None = Field(
        default=None, alias="publisher-place", description="Where.", examples=["San Francisco"]
    )
    authority: Line | None = Field(
        default=None, description="The court or body.", examples=["International Court of Justice"]
    )
    container_title: Line | None = Field(
        default=None, alias="container-title", description="What it stands in.", examples=["I.C.J. Reports"]
    )
    collection_title: Line | None = Field(
        default=None, alias="collection-title", description="The series.", examples=["Chatham House Papers"]
    )
    collection_number: Line | None = Field(
        default=None, alias="collection-number", description="The number in the series.", examples=["12"]
    )
    event_title: Line | None = Field(
        default=None, alias="event-title", description="The occasion.", examples=["Speech at Chatham House"]
    )
    event_place: Line | None = Field(
        default=None, alias="event-place", description="Where it took place.", examples=["London"]
    )
    volume: Line | None = Field(default=None, description="The volume.", examples=["114"])
    issue: Line | None = Field(default=None, description="The issue.", examples=["2"])
    page: Line | None = Field(default=None, description="The pages.", examples=["14"])
    number: Line | None = Field(default=None, description="A document's number.", examples=["S/RES/487"])
    edition: Line | None = Field(default=None, description="The edition.", examples=["2"])
    section: Line | None = Field(default=None, description="The section.", examples=["Chapter VII"])
    genre: Line | None = Field(default=None, description="What kind of work it is.", examples=["Advisory opinion"])
    medium: Line | None = Field(default=None, description="The medium.", examples=["Video"])
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[^\s<>\x22]{1,200}$")] | None = Field(
        default=None, description="The DOI, without an address.", examples=["10.1017/9781316822524"]
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
        default=None, description="The address of an archived copy.",
        examples=["https://web.archive.org/web/20250630/https://www.icj-cij.org/case/70"],
    )  # fmt: skip
    language: Language | None = Field(default=None, description="The language of the work (BCP 47).", examples=["en"])
    standing: Standing = Field(
        description="primary | reporting | analysis | party (an interested side's own word).", examples=["primary"]
    )
    consulted: Consulted = Field(description="What was read of it.", examples=["original"])
    accessed: PartialDate | None = Field(default=None, description="When it was read.", examples=["2026-11-22"])
    summary: Text = Field(
        description="What a reader must know of it, in our own words.", examples=["The right of self-defence."]
    )


class Position(Model):
    """One side of a disputed claim."""

    who: Line = Field(description="Who holds it.", examples=["The High-level Panel of 2004"])
    holds: Text = Field(description="What they hold.", examples=["Force may be used against an imminent attack."])
    references: Citations = ()


class ClaimFile(Entity):
    """A checkable statement that one or more articles make, and what is known of it."""

    id: Id
    finding: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)] = Field(
        description="What is so, in at most 75 characters: the page's heading.",
        examples=["The Court left imminent threats open"],
    )
    statement: Line = Field(
        description="The claim itself, one neutral sentence.", examples=["The Court ruled on imminent threats."]
    )
    verdict: Verdict = Field(description="What is known of the claim.", examples=["inaccurate"])
    reason: Line = Field(
        description="One line: why this verdict.", examples=["Para. 194 says that the point was not raised."]
    )
    positions: tuple[Position, ...] = Field(
        default=(),
        description="Required with disputed; the first is where most authority lies.",
        examples=[[{"who": "The High-level Panel of 2004", "holds": "Force may be used against an imminent attack."}]],
    )
    explanation: Text | None = Field(
        default=None, description="More, in Markdown.", examples=["Both parties argued from past attacks."]
    )
    references: Citations = ()

    @model_validator(mode="after")
    def _positions_where_disputed(self) -> Self:
        if self.verdict is Verdict.DISPUTED and len(self.positions) < 2:
            raise ValueError("a disputed claim needs `positions`: at least two, each with who and holds")
        return self


class DateRange(Model):
    """From one date to another, both included."""

    start: PartialDate = Field(alias="from", description="The first day.", examples=["2025-06-24"])
    end: PartialDate = Field(alias="to", description="The last day.", examples=["2025-06-25"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end.is_before(self.start):
            raise ValueError(f"the range ends ({self.end}) before it begins ({self.start})")
        return self


def _date_form(value: Any) -> str:
    return "DateRange" if isinstance(value, dict | DateRange) else "PartialDate"


EventDate = Annotated[
    Annotated[PartialDate, Tag("PartialDate")] | Annotated[DateRange, Tag("DateRange")], Discriminator(_date_form)
]


class Translation(Model):
    """A quotation in the site's language."""

    text: Text = Field(description="The translation.", examples=["We are studying everything."])
    by: Line = Field(description="Who translated.", examples=["TASS"])


class Quotation(Model):
    """What was said, as best known; the articles' versions are compared with it."""

    speaker: Id = Field(description="The id of a person.", examples=["giuseppe-cavo-dragone"])
    original: Text = Field(
        description="The words, only as many as comparison needs.", examples=["We are studying everything"]
    )
    language: Language = Field(default="en", description="The language of the words.", examples=["en"])
    translation: Translation | None = Field(
        default=None, description="The words in the site's language.",
        examples=[{"text": "We are studying everything.", "by": "TASS"}],
    )  # fmt: skip
    completeness: Literal["full", "excerpt", "reported"] = Field(
        description="full: all that was said; excerpt: a part; reported: known at second hand.", examples=["excerpt"]
    )


class EventFile(Entity):
    """A dated event, for the timeline; where it is an utterance, also its words."""

    id: Id
    title: Line = Field(
        description="What happened, in a few words.", examples=["The Financial Times interviews Cavo Dragone"]
    )
    date: EventDate = Field(description="When.", examples=["2025-11-30", {"from": "2025-06-24", "to": "2025-06-25"}])
    place: Line | None = Field(default=None, description="Where.", examples=["The Hague"])
    description: Text = Field(description="What happened, neutrally.", examples=["Published on the paper's site."])
    quotation: Quotation | None = Field(
        default=None, description="What was said, where the event is an utterance.",
        examples=[{"speaker": "mark-rutte", "original": "five per cent", "completeness": "excerpt"}],
    )  # fmt: skip
    references: Citations = ()

    @property
    def start(self) -> PartialDate:
        """The first day, for sorting."""
        return self.date.start if isinstance(self.date, DateRange) else self.date


class PersonFile(Entity):
    """A person or organisation named in the texts."""

    id: Id
    name: Line = Field(description="The name in full.", examples=["Giuseppe Cavo Dragone"])
    aliases: tuple[Line, ...] = Field(default=(), description="Other forms in the texts.", examples=[["Dragone"]])
    kind: Literal["person", "organisation"] = Field(description="A person or an organisation.", examples=["person"])
    description: Line = Field(
        description="One neutral, sourced line: the office held at the time.",
        examples=["Chair of the NATO Military Committee"],
    )
    references: Citations = ()
