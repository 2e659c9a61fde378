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
from annotated_reader.texts.pinpoints import PinpointPlace, covers, places_named
from annotated_reader.texts.quotations import (
    QuotedPart,
    QuotedText,
    fold_quoted,
    holds_folded,
    holds_words,
    quotations_in,
    quoted_spans,
    word_offsets,
)
from annotated_reader.texts.quote_search import (
    Ambiguous,
    Anchored,
    CaseDiffers,
    ContextDiffers,
    InsideWords,
    NotFound,
    Occurrence,
    Resolution,
    TextIndex,
)
from annotated_reader.texts.seed import MAX_SEED_BYTES, Block, SeedError, SeedText, Span, decode_seed, read_seed
from annotated_reader.texts.sentences import sentence_of, sentence_starts
from annotated_reader.texts.version_diff import Fate, VersionDiff
from annotated_reader.texts.word_boundaries import count_plain_words, has_whole_words, widen_to_words

__all__ = [
    "MAX_SEED_BYTES",
    "Ambiguous",
    "Anchored",
    "Block",
    "CaseDiffers",
    "ContextDiffers",
    "DriftIndex",
    "DriftOutcome",
    "Fate",
    "Fault",
    "FaultyMarkup",
    "Fold",
    "InsideWords",
    "NotFound",
    "Occurrence",
    "PinpointPlace",
    "Proposal",
    "QuotedPart",
    "QuotedText",
    "Resolution",
    "SeedError",
    "SeedText",
    "Span",
    "TextIndex",
    "VersionDiff",
    "count_plain_words",
    "count_words",
    "covers",
    "decode_seed",
    "faulty_markup",
    "flatten",
    "fold_plain",
    "fold_quoted",
    "has_whole_words",
    "holds_folded",
    "holds_words",
    "link_is_allowed",
    "link_targets",
    "places_named",
    "plain_text",
    "quotations_in",
    "quoted_spans",
    "read_seed",
    "render_note",
    "sentence_of",
    "sentence_starts",
    "widen_to_words",
    "word_offsets",
]
