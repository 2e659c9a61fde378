"""What the models of all files share: ids, texts, addresses, citations and the history of an entity."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass

from annotated_reader.formats.schema.partial_date import PartialDate

MAX_NOTE_CHARACTERS = 2_000
MAX_BRACKETS = 200

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=80),
    Field(description="Small letters, digits and single hyphens.", examples=["un-charter-51"]),
]


class Labelled(StrEnum):
    """Words of the files, of which readers see the labels."""

    @cached_property
    def label(self) -> str:
        """The word as a reader reads it."""
        return self.value.replace("-", " ").capitalize()


def _few_brackets(value: str) -> str:
    """Accept a text in which Markdown has not too many beginnings of links to follow to their ends.

    Raises:
        ValueError: when it holds so many that rendering it would take long.
    """
    if (count := value.count("[")) > MAX_BRACKETS:
        raise ValueError(f"it holds {count} opening square brackets; at most {MAX_BRACKETS} are allowed")
    return value


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NOTE_CHARACTERS),
    AfterValidator(_few_brackets),
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[
    str,
    StringConstraints(pattern=LANGUAGE_PATTERN, max_length=35),
    Field(description="A BCP 47 language tag.", examples=["en", "ru", "ar"]),
]
GITHUB_NAME_PATTERN = r"^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$"
GitHubName = Annotated[
    str,
    StringConstraints(pattern=GITHUB_NAME_PATTERN),
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
ADDRESS_PATTERN = (
    rf"^\s*[Hh][Tt][Tt][Pp][Ss]?://({_LABEL}\.)+(?![0-9]){_LABEL}(:[0-9]*)?([/?#][^\s<>\x22'`{{}}|\\^]*)?\s*$"
)
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2_000),
    AfterValidator(_web_address),
    Field(
        description="The address of a page, https where there is one.",
        examples=["https://www.icj-cij.org/case/70"],
        json_schema_extra={"pattern": ADDRESS_PATTERN},
    ),
]


class Model(BaseModel):
    """What all models share: unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Citation:
    """A reference that is cited, with the place in it. No model: there are more of them than of anything else."""

    id: Id
    pinpoint: Line | None = None


_CITATION_FORM = "a reference is an id, or an id with a pinpoint: 'icj-nicaragua-1986: para. 194'"


def _citation(value: Any) -> Any:
    """Bring a citation's short forms, an id alone and an id with its pinpoint, into the long one.

    Raises:
        ValueError: when it has another form.
    """
    if isinstance(value, str):
        return {"id": value}
    if not isinstance(value, dict):
        raise ValueError(_CITATION_FORM)
    if "id" in value and value.keys() <= {"id", "pinpoint"}:
        return value
    if len(value) != 1:
        raise ValueError(_CITATION_FORM)
    ((key, pinpoint),) = value.items()
    if pinpoint is None:
        raise ValueError(f"a colon follows '{key}' but no pinpoint")
    if not isinstance(pinpoint, (str, int)) or isinstance(pinpoint, bool):
        raise ValueError(f"a pinpoint is text, as in '{key}: para. 194'")
    return {"id": key, "pinpoint": str(pinpoint)}


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
    tuple[Annotated[Citation, BeforeValidator(_citation), WithJsonSchema(_CITATION_SCHEMA)], ...],
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
