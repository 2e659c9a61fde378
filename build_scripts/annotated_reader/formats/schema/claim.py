"""Claims: checkable statements, and what is known about them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from annotated_reader.formats.schema.shared import Citations, Entity, Id, Labelled, Line, Model, Text


class Verdict(Labelled):
    """The verdict on a claim."""

    SUPPORTED = "supported"
    MISSING_CONTEXT = "missing-context"
    DISPUTED = "disputed"
    INACCURATE = "inaccurate"
    NO_EVIDENCE = "no-evidence"
    NOT_CHECKABLE = "not-checkable"


class Stance(StrEnum):
    """Whether an article asserts, reports or denies a claim."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    DENIES = "denies"


class Position(Model):
    """One side of a disputed claim."""

    who: Line = Field(description="Who takes this position.", examples=["The High-level Panel of 2004"])
    holds: Text = Field(description="The position.", examples=["Force may be used against an imminent attack."])
    references: Citations = ()


class ClaimFile(Entity):
    """A checkable statement that one or more articles make, and what is known about it."""

    id: Id
    finding: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)] = Field(
        description="What is true, in at most 75 characters: the page's heading.",
        examples=["The Court left imminent threats open"],
    )
    statement: Line = Field(
        description="The claim itself, in one neutral sentence.", examples=["The Court ruled on imminent threats."]
    )
    verdict: Verdict = Field(
        description="The verdict. supported: the sources say so; missing-context: true as far as it goes; disputed: "
        "competent authorities disagree; inaccurate: the sources contradict it; no-evidence: no evidence that can be "
        "checked was found; not-checkable: an opinion, a prediction or a statement about inner states.",
        examples=["inaccurate"],
    )
    reason: Line = Field(
        description="The reason for the verdict, in one line.",
        examples=["Para. 194 says that the point was not raised."],
    )
    positions: tuple[Position, ...] = Field(
        default=(),
        description="Required if the verdict is disputed; the position with the most authority comes first.",
        examples=[[{"who": "The High-level Panel of 2004", "holds": "Force may be used against an imminent attack."}]],
    )
    explanation: Text | None = Field(
        default=None,
        description="A longer explanation, in Markdown.",
        examples=["Both parties argued from past attacks."],
    )
    references: Citations = ()

    @model_validator(mode="after")
    def _positions_where_disputed(self) -> Self:
        if self.verdict is Verdict.DISPUTED and len(self.positions) < 2:
            raise ValueError("a disputed claim needs `positions`: at least two, each with who and holds")
        return self
