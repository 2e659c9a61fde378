"""Types that several models share: ids, texts, addresses, citations and the history of an entity."""

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
    Field(description="Lowercase letters, digits and single hyphens.", examples=["un-charter-51"]),
]


class Labelled(StrEnum):
    """Values in the files for which readers see labels."""

    @cached_property
    def label(self) -> str:
        """The value as readers see it."""
        return self.value.replace("-", " ").capitalize()


def _few_brackets(value: str) -> str:
    """Return a text if it has few opening square brackets; each may start a link, which takes time to parse.

    Raises:
        ValueError: if it has more than ``MAX_BRACKETS``.
    """
    if (count := value.count("[")) > MAX_BRACKETS:
        raise ValueError(f"it has {count} opening square brackets; at most {MAX_BRACKETS} are allowed")
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
    """Return a web address if it is absolute and its scheme is http or https.

    Raises:
        ValueError: if it has another scheme, no host name, credentials, or characters that an address can't contain.
    """
    if re.search(r"[\s<>\"'`{}|\\^]", value) or not value.isprintable():
        raise ValueError("an address has no spaces, quotation marks or angle brackets")
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


def is_web_address(value: str) -> bool:
    """Return whether a text is an absolute http(s) address of a page, as addresses in files must be."""
    try:
        return bool(_web_address(value))
    except ValueError:
        return False


def is_site(address: str) -> bool:
    """Whether an address is that of a whole site rather than of a page."""
    parts = urlsplit(address)
    return bool(parts.hostname) and parts.path in {"", "/"} and not parts.query


# The part of _web_address that editors can check: the scheme, the labels of the host, and forbidden characters.
_LABEL = r"[^\s<>\x22'`{}|\\^/?#@:.\[\]]+"
ADDRESS_PATTERN = (
    rf"^\s*[Hh][Tt][Tt][Pp][Ss]?://({_LABEL}\.)+(?![0-9]){_LABEL}(:[0-9]*)?([/?#][^\s<>\x22'`{{}}|\\^]*)?\s*$"
)
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2_000),
    AfterValidator(_web_address),
    Field(
        description="The address of a page, with https if possible.",
        examples=["https://www.icj-cij.org/case/70"],
        json_schema_extra={"pattern": ADDRESS_PATTERN},
    ),
]


class Model(BaseModel):
    """Base of all models: unknown keys are errors, and instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Citation:
    """A cited reference, with an optional pinpoint. Not a model: citations are many, and a dataclass is faster."""

    id: Id
    pinpoint: Line | None = None


_CITATION_FORM = "a reference is an id, or an id with a pinpoint: 'icj-nicaragua-1986: para. 194'"


def _citation(value: Any) -> Any:
    """Return the long form of a citation that is written as an id, or as an id with a pinpoint.

    Raises:
        ValueError: if it has another form.
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
    if is_web_address(str(pinpoint)):
        raise ValueError("a pinpoint is a place in the work, not an address")
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
        description="Ids of references, each with or without a pinpoint.",
        examples=[["un-charter-51", {"icj-nicaragua-1986": "para. 194"}]],
    ),
]


class Revision(Model):
    """One entry of an entity's history, shown on the corrections page."""

    date: PartialDate = Field(description="The date of the change.", examples=["2026-11-22"])
    was: Text = Field(description="What it said before.", examples=["The summit was dated 24-26 June."])
    why: Text = Field(description="The reason for the change.", examples=["The declaration is dated 25 June."])


class Entity(Model):
    """Base of all entities: any of them may have a history."""

    history: tuple[Revision, ...] = Field(
        default=(),
        description="Earlier versions that readers should know about.",
        examples=[[{"date": "2026-11-22", "was": "Dated 24-26 June.", "why": "The declaration is dated 25 June."}]],
    )
