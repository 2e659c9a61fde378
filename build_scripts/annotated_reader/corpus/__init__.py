"""All files of a project, read, placed and joined: loaded once, never changed."""

from __future__ import annotations

from annotated_reader.corpus.assessment import Assessment, Rating, assess_note, rate_claim
from annotated_reader.corpus.cache import FolderCache, LoadedFolder, Stamp, stamp_of
from annotated_reader.corpus.discovery import find_article_with, is_passed_over, project_lines
from annotated_reader.corpus.load import load_corpus, read_article, read_shared
from annotated_reader.corpus.model import Article, Corpus, Note, Obstacle, UnplacedNote
from annotated_reader.corpus.name_mentions import Mention, mentioned, names
from annotated_reader.corpus.note_history import last_changes
from annotated_reader.corpus.note_sentences import note_sentence
from annotated_reader.corpus.placement import MAX_NOTES_ON_A_PLACE
from annotated_reader.corpus.unplaced_notes import DisplacedNote, displaced_notes

__all__ = [
    "MAX_NOTES_ON_A_PLACE",
    "Article",
    "Assessment",
    "Corpus",
    "DisplacedNote",
    "FolderCache",
    "LoadedFolder",
    "Mention",
    "Note",
    "Obstacle",
    "Rating",
    "Stamp",
    "UnplacedNote",
    "assess_note",
    "displaced_notes",
    "find_article_with",
    "is_passed_over",
    "last_changes",
    "load_corpus",
    "mentioned",
    "names",
    "note_sentence",
    "project_lines",
    "rate_claim",
    "read_article",
    "read_shared",
    "stamp_of",
]
