"""Sentences without a note, and why: ``coverage/<article>.yml``."""

from __future__ import annotations

from pydantic import Field

from annotated_reader.formats.schema.shared import Entity, Text


class UncoveredSentence(Entity):
    """A sentence on which no note is due."""

    sentence: str = Field(description="The sentence as the text has it.", min_length=1)
    reason: Text = Field(description="Why it has no note.", examples=["opinion, no checkable claim"])
