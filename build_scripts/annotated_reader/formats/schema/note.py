"""Notes: words of an article, and what a reader should know about them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StrictBool, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from annotated_reader.formats.schema.claim import Stance
from annotated_reader.formats.schema.partial_date import PartialDate
from annotated_reader.formats.schema.shared import (
    Citations,
    Entity,
    GitHubName,
    Id,
    Labelled,
    Language,
    Line,
    Model,
    Text,
)

MAX_NOTES_A_FILE = 1_000
MAX_NOTES_AN_ARTICLE = 2_000
MAX_QUOTE_CHARACTERS = 20_000
MAX_TITLE_CHARACTERS = 90

RESERVED_NOTE_IDS = frozenset({"card-tip", "content", "help-title", "suggest-references", "suggest-title"})
"""Ids of other parts of an article's page, in the theme's templates and in what its scripts add."""


class Kind(Labelled):
    """What a note does for its reader."""

    SOURCE_NOTE = "source-note"
    CONTEXT = "context"
    CROSS_REFERENCE = "cross-reference"
    FACT_CHECK = "fact-check"
    QUOTATION = "quotation"
    WORDING = "wording"


QuoteText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUOTE_CHARACTERS, pattern=r"\S")]
ContextText = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=r"\S")]


class Quote(Model):
    """The words that a note is about.

    Source: W3C Web Annotation Data Model, section 4.2.4, Text Quote Selector.
    """

    exact: QuoteText = Field(description="The words, copied from the text.", examples=["an armed attack"])
    prefix: ContextText | None = Field(
        default=None,
        description="The words right before; needed only if `exact` occurs more than once.",
        examples=["only after "],
    )
    suffix: ContextText | None = Field(
        default=None,
        description="The words right after; needed only if `exact` occurs more than once.",
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


class _ShortForm:
    """Allows, in JSON Schemas, a plain string in place of a model."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1, "maxLength": MAX_QUOTE_CHARACTERS, "pattern": r"\S"}
        return {"anyOf": [text, handler(schema)]}


def _digits_as_text(value: Any) -> Any:
    """Return a hash as text where it has no letters and so was read as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ClaimLink(Model):
    """The claim that a passage is about, and the article's stance on it."""

    id: Id = Field(description="The id of a claim in annotations/claims/.", examples=["obstacle-legal-not-moral"])
    stance: Stance = Field(description="Whether the article asserts, reports or denies it.", examples=["asserts"])


HASH_PATTERN = r"^[0-9a-f]{8}$"


class Review(Model):
    """One review of a note: who read what, and of which wording of the note.

    It is void once the note's meaning differs from what was reviewed.
    """

    by: GitHubName = Field(
        description="The GitHub name of the reviewer, who is not a contributor of the note.", examples=["hubot"]
    )
    date: PartialDate = Field(description="When it was reviewed.", examples=["2026-12-01"])
    read: tuple[Id, ...] = Field(
        default=(),
        description="The references that the reviewer has read, of those that the note cites.",
        examples=[["un-charter-51"]],
    )
    of: Annotated[str, BeforeValidator(_digits_as_text), StringConstraints(pattern=HASH_PATTERN)] = Field(
        description="What was reviewed: the first 8 hexadecimal digits of a hash of the note's kind, quote, text, "
        "references and claim, as `annotated-reader review` writes it.",
        examples=["3f9a2c1d"],
    )


class NotQuotation(Model):
    """Words in quotation marks that are no quotation: a slogan, a title, a word under discussion."""

    words: Line = Field(description="The words between the marks.", examples=["an eye for an eye"])
    why: Line = Field(description="Why they quote nobody, for reviewers.", examples=["A proverb, not a quotation."])


class NoteFile(Entity):
    """One note: words of an article, and what a reader should know about them."""

    id: Id = Field(
        description="The note's id, unique in the corpus; the note's permanent address ends in it. "
        "Not p and a number, nor an id that the page uses itself, such as content.",
        examples=["nicaragua-left-imminence-open"],
    )
    kind: Kind = Field(
        description="The purpose of the note. source-note: who is speaking and how the text got here; context: what a "
        "reader needs to know, terms included; cross-reference: what an authority or another article says about it; "
        "fact-check: needs a claim; quotation: needs an event with the words; wording: how something is expressed.",
        examples=["context"],
    )
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE_CHARACTERS)] = (
        Field(
            description=f"The point, in at most {MAX_TITLE_CHARACTERS} characters, without a full stop at the end.",
            examples=["Nicaragua left imminent threats undecided"],
        )
    )
    key: StrictBool = Field(
        default=False,
        description="Whether this is a key note, to be read first; an article has at most seven.",
        examples=[True],
    )
    quote: Annotated[Quote, _ShortForm()] = Field(
        description="The words that the note is about, copied from the text.", examples=["only legitimate under"]
    )
    note: Text = Field(
        description="The note, in Markdown, in at most 120 words; raw HTML is shown as text.",
        examples=["The Court expressed no view on imminent threats."],
    )
    references: Citations = ()
    not_quotations: tuple[NotQuotation, ...] = Field(
        default=(),
        description="Words in quotation marks that quote nobody, so that `check` need not find them in a source.",
        examples=[[{"words": "an eye for an eye", "why": "A proverb, not a quotation."}]],
    )
    unsourced: Line | None = Field(
        default=None, description="Why the note has no references, if it has none; shown to readers.",
        examples=["The note only explains a word of everyday English."],
    )  # fmt: skip
    claim: ClaimLink | None = Field(
        default=None,
        description="The claim that the passage is about; required for a fact-check.",
        examples=[{"id": "obstacle-legal-not-moral", "stance": "asserts"}],
    )
    event: Id | None = Field(
        default=None,
        description="The event that the passage is about; required for a quotation, whose words it contains.",
        examples=["dragone-ft-interview"],
    )
    see: tuple[Id, ...] = Field(default=(), description="Ids of other notes worth reading.", examples=[["other-note"]])
    language: Language | None = Field(
        default=None, description="The language of the note, if not the site's.", examples=["en"]
    )
    confidence: Literal["confirmed", "unconfirmed"] = Field(
        default="unconfirmed",
        description="confirmed: each pinpoint of a primary source has a passage with the words relied on, or two "
        "independent sources that were read agree. unconfirmed: it rests on less; this never means that the claim is "
        "doubtful.",
        examples=["confirmed"],
    )
    status: Literal["current", "corrected", "retracted"] = Field(
        default="current", description="A retracted note leaves a line in its place.", examples=["current"]
    )
    contributors: tuple[GitHubName, ...] = Field(
        default=(), description="The GitHub names of the authors of the note.", examples=[["octocat"]]
    )
    reviews: tuple[Review, ...] = Field(
        default=(),
        description="Reviews by others than the contributors, as `annotated-reader review` writes them.",
        examples=[[{"by": "hubot", "date": "2026-12-01", "read": ["un-charter-51"], "of": "3f9a2c1d"}]],
    )
    added: PartialDate = Field(description="When the note was written.", examples=["2026-11-22"])
    changed: PartialDate | None = Field(
        default=None, description="When the meaning last changed.", examples=["2026-12-01"]
    )

    @property
    def dated(self) -> PartialDate:
        """The date on which the meaning last changed."""
        return self.changed or self.added
