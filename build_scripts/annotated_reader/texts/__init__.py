"""The words: texts as blocks, folding, finding quotes, Markdown."""

from __future__ import annotations

from annotated_reader.texts.drifted_quotes import DriftIndex, DriftOutcome, Proposal
from annotated_reader.texts.folding import Fold, fold_plain
from annotated_reader.texts.markdown import (
    Fault,
    FaultyMarkup,
    count_words,
    faulty_markup,
    link_is_allowed,
    link_targets,
    plain_text,
    render_note,
)
from annotated_reader.texts.overlaps import flatten
from annotated_reader.texts.quote_search import (
    Ambiguous,
    Anchored,
    ContextDiffers,
    NotFound,
    Occurrence,
    Resolution,
    TextIndex,
)
from annotated_reader.texts.seed import MAX_SEED_BYTES, Block, SeedError, SeedText, Span, decode_seed, read_seed
from annotated_reader.texts.sentences import sentence_of, sentence_starts
from annotated_reader.texts.two_versions import SpanMapper

__all__ = [
    "MAX_SEED_BYTES",
    "Ambiguous",
    "Anchored",
    "Block",
    "ContextDiffers",
    "DriftIndex",
    "DriftOutcome",
    "Fault",
    "FaultyMarkup",
    "Fold",
    "NotFound",
    "Occurrence",
    "Proposal",
    "Resolution",
    "SeedError",
    "SeedText",
    "Span",
    "SpanMapper",
    "TextIndex",
    "count_words",
    "decode_seed",
    "faulty_markup",
    "flatten",
    "fold_plain",
    "link_is_allowed",
    "link_targets",
    "plain_text",
    "read_seed",
    "render_note",
    "sentence_of",
    "sentence_starts",
]
