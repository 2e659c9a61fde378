"""Models of the YAML files: one module for each kind of entity.

The fields' descriptions and examples are the source of the JSON Schemas and of ``docs/formats.md``. CSL fields keep
the names of the Citation Style Language 1.0.2.
"""

from __future__ import annotations

from annotated_reader.formats.schema.article import (
    RESERVED_SLUGS,
    ArticleFile,
    DeletedNote,
    LineRange,
    Response,
    Role,
    StructureEntry,
)
from annotated_reader.formats.schema.claim import ClaimFile, Position, Stance, Verdict
from annotated_reader.formats.schema.event import DateRange, EventFile, Quotation, Translation
from annotated_reader.formats.schema.note import (
    MAX_NOTES_A_FILE,
    MAX_NOTES_AN_ARTICLE,
    MAX_QUOTE_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    RESERVED_NOTE_IDS,
    ClaimLink,
    Kind,
    NoteFile,
    Quote,
    Review,
)
from annotated_reader.formats.schema.person import PersonFile
from annotated_reader.formats.schema.reference import (
    CSL_TYPES,
    LEGAL_TYPES,
    MAX_PASSAGE_CHARACTERS,
    Consulted,
    CslName,
    ReferenceFile,
    SourcePassage,
    Standing,
    doi_address,
    passage_ids,
)
from annotated_reader.formats.schema.shared import (
    ADDRESS_PATTERN,
    GITHUB_NAME_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    MAX_NOTE_CHARACTERS,
    Citation,
    Entity,
    GitHubName,
    Id,
    Language,
    Revision,
    WebAddress,
    is_site,
    is_web_address,
)

__all__ = [
    "ADDRESS_PATTERN",
    "CSL_TYPES",
    "GITHUB_NAME_PATTERN",
    "ID_PATTERN",
    "LANGUAGE_PATTERN",
    "LEGAL_TYPES",
    "MAX_NOTES_AN_ARTICLE",
    "MAX_NOTES_A_FILE",
    "MAX_NOTE_CHARACTERS",
    "MAX_PASSAGE_CHARACTERS",
    "MAX_QUOTE_CHARACTERS",
    "MAX_TITLE_CHARACTERS",
    "RESERVED_NOTE_IDS",
    "RESERVED_SLUGS",
    "ArticleFile",
    "Citation",
    "ClaimFile",
    "ClaimLink",
    "Consulted",
    "CslName",
    "DateRange",
    "DeletedNote",
    "Entity",
    "EventFile",
    "GitHubName",
    "Id",
    "Kind",
    "Language",
    "LineRange",
    "NoteFile",
    "PersonFile",
    "Position",
    "Quotation",
    "Quote",
    "ReferenceFile",
    "Response",
    "Review",
    "Revision",
    "Role",
    "SourcePassage",
    "Stance",
    "Standing",
    "StructureEntry",
    "Translation",
    "Verdict",
    "WebAddress",
    "doi_address",
    "is_site",
    "is_web_address",
    "passage_ids",
]
