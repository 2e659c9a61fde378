"""People and organisations named in the texts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from annotated_reader.formats.schema.shared import Citations, Entity, Id, Line


class PersonFile(Entity):
    """A person or organisation named in the texts."""

    id: Id
    name: Line = Field(description="The full name.", examples=["Giuseppe Cavo Dragone"])
    aliases: tuple[Line, ...] = Field(default=(), description="Other names used in the texts.", examples=[["Dragone"]])
    kind: Literal["person", "organisation"] = Field(
        description="Whether this is a person or an organisation.", examples=["person"]
    )
    description: Line = Field(
        description="One neutral, sourced line: the office held at the time.",
        examples=["Chair of the NATO Military Committee"],
    )
    references: Citations = ()
