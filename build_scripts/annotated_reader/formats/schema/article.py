"""``article.yml``: an article's metadata and the roles of its lines."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, WithJsonSchema, model_validator

from annotated_reader.formats.schema.partial_date import PartialDate
from annotated_reader.formats.schema.shared import Citations, Entity, Id, Language, Line, Model, Text, WebAddress

MAX_LINES_NAMED = 1_000_000
RESERVED_SLUGS = frozenset({"references", "claims", "events", "people"})


class Role(StrEnum):
    """The role of a line of a seed."""

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

    @cached_property
    def folded_away(self) -> bool:
        """Whether the page collapses the line: page furniture and readers' comments."""
        return self is Role.FURNITURE or self is Role.COMMENT


class LineRange(Model):
    """A range of lines of a seed, counted from 1, both ends included."""

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
    Field(description="A line of the seed, or the first and last line of a range.", examples=["25-33", 5]),
]


class StructureEntry(Model):
    """The role of one or more lines of the seed."""

    lines: Lines
    role: Role = Field(
        description="The role of these lines. Consecutive items form a list, consecutive verses a stanza; furniture "
        "(a saved page's navigation and notices) and readers' comments are collapsed.",
        examples=["heading"],
    )


class Response(Model):
    """The answer of an article's author or publisher."""

    by: Line = Field(description="Who is answering.", examples=["The author"])
    date: PartialDate = Field(description="When the answer was received.", examples=["2026-11-22"])
    text: Text = Field(description="The answer, in Markdown.", examples=["I stand by the article."])
    url: WebAddress | None = Field(
        default=None,
        description="Where the answer was published, if it was.",
        examples=["https://example.org/my-answer"],
    )


class DeletedNote(Model):
    """A note that was deleted or merged with another. Its id stays reserved, and its address leads to this entry."""

    id: Id = Field(description="The id that the note had.", examples=["summit-date"])
    date: PartialDate = Field(description="When it was deleted.", examples=["2026-11-29"])
    why: Text = Field(
        description="Why it was deleted, in Markdown; shown to readers.",
        examples=["Merged with the note on the length of the summit."],
    )
    see: Id | None = Field(
        default=None, description="The id of a note that took its place.", examples=["summit-was-two-days"]
    )


class ArticleFile(Entity):
    """An article's metadata and the roles of its lines."""

    seed: Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]{1,200}$")] = Field(
        description="The name of a file in seeds/.", examples=["000_ba425efb3d9e486a.txt"]
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the seed that the quotes were written against; written by `new` and `fix`.",
        examples=["ba425efb3d9e486a" + "0" * 48],
    )
    title: Line = Field(
        description="The title of the text itself.", examples=["Is NATO Preparing a Preemptive Strike on Russia?"]
    )
    author: Line | tuple[Line, ...] | None = Field(
        default=None, description="The author, or a list of authors; left out if unknown.",
        examples=["Alexander Bartosh"],
    )  # fmt: skip
    publisher: Line | None = Field(default=None, description="The publisher.", examples=["TFIGlobal"])
    published: PartialDate | None = Field(
        default=None, description="The date of publication, as precisely as it is known.", examples=["2025-06"]
    )
    url: WebAddress | None = Field(
        default=None, description="The address of the original.", examples=["https://example.org/2025/06/an-article"]
    )
    language: Language = Field(default="en", description="The language of the text (BCP 47).", examples=["en"])
    rights: Text | None = Field(
        default=None, description="Who owns the text, and on what basis it is reproduced here.",
        examples=["The text belongs to its author; reproduced for comment and criticism."],
    )  # fmt: skip
    display: Literal["full", "withdrawn"] = Field(
        default="full", description="withdrawn: the page shows only the notes with their quotes.", examples=["full"]
    )
    index: StrictBool = Field(default=False, description="Whether search engines may index the page.", examples=[False])
    lines: Lines | None = Field(
        default=None,
        description="The part of the seed that makes up this article, if not all of it.",
        examples=["120-480"],
    )
    summary: Text | None = Field(
        default=None, description="What a reader must know first, in at most 80 words, at the top of the article.",
        examples=["The article calls a speech about defence spending a plan for a first strike."],
    )  # fmt: skip
    about_source: Text | None = Field(
        default=None, description="Who publishes the text, where it appeared, and how it got here.",
        examples=["Published without a byline by TFIGlobal."],
    )  # fmt: skip
    references: Citations = ()
    responses: tuple[Response, ...] = Field(
        default=(), description="Answers by the author or the publisher.",
        examples=[[{"by": "The author", "date": "2026-11-22", "text": "I stand by the article."}]],
    )  # fmt: skip
    deleted_notes: tuple[DeletedNote, ...] = Field(
        default=(),
        description="Notes of this article that were deleted or merged. Their ids stay reserved, so that their "
        "addresses never lead to another note.",
        examples=[[{"id": "summit-date", "date": "2026-11-29", "why": "Merged.", "see": "summit-was-two-days"}]],
    )
    structure: tuple[StructureEntry, ...] = Field(
        default=(), description="The roles of the seed's lines; a line without a role is a paragraph.",
        examples=[[{"lines": 1, "role": "title"}, {"lines": "25-33", "role": "item"}]],
    )  # fmt: skip

    @model_validator(mode="after")
    def _few_lines(self) -> Self:
        if sum(entry.lines.last - entry.lines.first + 1 for entry in self.structure) > MAX_LINES_NAMED:
            raise ValueError(f"`structure` names more than {MAX_LINES_NAMED:,} lines")
        return self

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors as a tuple, empty if unknown."""
        if self.author is None:
            return ()
        return (self.author,) if isinstance(self.author, str) else self.author
