"""Tools for contributors: new files and notes, fixed quotes, imports."""

from __future__ import annotations

from annotated_reader.authoring.archived_copies import record_copies
from annotated_reader.authoring.coverage import coverage_table, read_reasons, sentences, stale_reasons
from annotated_reader.authoring.fix_quotes import ArticleFix, Certainty, Move, apply_fix, plan_fixes, undecided
from annotated_reader.authoring.importers import github_issue, hypothesis, w3c
from annotated_reader.authoring.importers.drafts import ImportResult, UniqueIds, slug_of
from annotated_reader.authoring.importers.foreign_json import ImportRefusedError
from annotated_reader.authoring.importers.page_text import PageText
from annotated_reader.authoring.importers.saved_page import FoundText, read_page, read_plain
from annotated_reader.authoring.importers.selector_placement import NoPlaceError, Placer, Selection
from annotated_reader.authoring.new_files import (
    append_note,
    article_file,
    chapters_of,
    note_entry,
    occurrence_lines,
    passage_hints,
    seed_of,
    with_role,
)
from annotated_reader.authoring.passages import PassageRefusedError, add_passage, passage_values
from annotated_reader.authoring.reviewing import ReviewRefusedError, notes_to_review, record_reviews

__all__ = [
    "ArticleFix",
    "Certainty",
    "FoundText",
    "ImportRefusedError",
    "ImportResult",
    "Move",
    "NoPlaceError",
    "PageText",
    "PassageRefusedError",
    "Placer",
    "ReviewRefusedError",
    "Selection",
    "UniqueIds",
    "add_passage",
    "append_note",
    "apply_fix",
    "article_file",
    "chapters_of",
    "coverage_table",
    "github_issue",
    "hypothesis",
    "note_entry",
    "notes_to_review",
    "occurrence_lines",
    "passage_hints",
    "passage_values",
    "plan_fixes",
    "read_page",
    "read_plain",
    "read_reasons",
    "record_copies",
    "record_reviews",
    "seed_of",
    "sentences",
    "slug_of",
    "stale_reasons",
    "undecided",
    "w3c",
    "with_role",
]
