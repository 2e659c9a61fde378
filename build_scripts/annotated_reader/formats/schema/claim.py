"""Claims: checkable statements, and what is known of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from annotated_reader.formats.schema.shared import Citations, Entity, Id, Labelled, Line, Model, Text


class Verdict(Labelled):
    """What is known of a claim."""

    SUPPORTED = "supported"
    MISSING_CONTEXT = "missing-context"
    DISPUTED = "disputed"
    INACCURATE = "inaccurate"
    NO_EVIDENCE = "no-evidence"
    NOT_CHECKABLE = "not-checkable"


class Stance(StrEnum):
    """What an article does with a claim."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    DENIES = "denies"


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
    verdict: Verdict = Field(
        description="What is known of the claim. supported: the sources say so; missing-context: true as far as it "
        "goes; disputed: competent authorities disagree; inaccurate: the sources contradict it; no-evidence: nothing "
        "that can be checked was found; not-checkable: an opinion or a prediction.",
        examples=["inaccurate"],
    )
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
