"""Events: what happened and when, and the words of an utterance."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StrictBool, Tag, model_validator

from annotated_reader.formats.schema.partial_date import PartialDate
from annotated_reader.formats.schema.shared import Citations, Entity, Id, Language, Line, Model, Text


class DateRange(Model):
    """A range of dates, both ends included."""

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
    by: Line = Field(description="The translator.", examples=["TASS"])


class Quotation(Model):
    """The words of an utterance, as best known; the articles' versions are compared with them."""

    speaker: Id = Field(description="The id of the person who spoke.", examples=["giuseppe-cavo-dragone"])
    original: Text = Field(
        description="The words, only as many as the comparison needs.", examples=["We are studying everything"]
    )
    language: Language = Field(default="en", description="The language of the words.", examples=["en"])
    translation: Translation | None = Field(
        default=None, description="The words in the site's language.",
        examples=[{"text": "We are studying everything.", "by": "TASS"}],
    )  # fmt: skip
    completeness: Literal["full", "excerpt", "reported"] = Field(
        description="full: all that was said; excerpt: a part; reported: known only at second hand.",
        examples=["excerpt"],
    )


class EventFile(Entity):
    """A dated event for the timeline, with its words if it is an utterance."""

    id: Id
    title: Line = Field(
        description="What happened, in a few words.", examples=["The Financial Times interviews Cavo Dragone"]
    )
    date: EventDate = Field(
        description="The date or the range of dates.",
        examples=["2025-11-30", {"from": "2025-06-24", "to": "2025-06-25"}],
    )
    place: Line | None = Field(default=None, description="The place.", examples=["The Hague"])
    description: Text = Field(
        description="What happened, in neutral words.", examples=["Published on the paper's site."]
    )
    quotation: Quotation | None = Field(
        default=None, description="What was said, if the event is an utterance.",
        examples=[{"speaker": "mark-rutte", "original": "five per cent", "completeness": "excerpt"}],
    )  # fmt: skip
    feature: StrictBool = Field(
        default=False,
        description="Whether the home page shows these words and each article’s version of them; at most one event has "
        "this, and it has a `quotation`. Without it the home page takes the quotation that most articles tell.",
        examples=[True],
    )
    references: Citations = ()

    @property
    def start(self) -> PartialDate:
        """The first day, for sorting."""
        return self.date.start if isinstance(self.date, DateRange) else self.date
