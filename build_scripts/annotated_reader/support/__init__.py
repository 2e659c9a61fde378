"""Tools that know nothing of the subject: problems and their printers, parallel work, files, git history."""

from __future__ import annotations

from annotated_reader.support.atomic_files import FileRefusedError, inside, replace, write_new
from annotated_reader.support.git_history import ShallowCloneError, find_version
from annotated_reader.support.memory_folder import MemoryFolder, in_memory
from annotated_reader.support.owned_folder import Filled, ForeignFiles, fill
from annotated_reader.support.parallel import (
    Hire,
    Watch,
    WorkersLostError,
    as_fits,
    cluster,
    in_process,
    mapped,
    processes,
    unwatched,
)
from annotated_reader.support.problems import (
    Place,
    Problem,
    Severity,
    as_text,
    did_you_mean,
    line_starts,
    nearest_word,
    split_lines,
    visible,
)

__all__ = [
    "FileRefusedError",
    "Filled",
    "ForeignFiles",
    "Hire",
    "MemoryFolder",
    "Place",
    "Problem",
    "Severity",
    "ShallowCloneError",
    "Watch",
    "WorkersLostError",
    "as_fits",
    "as_text",
    "cluster",
    "did_you_mean",
    "fill",
    "find_version",
    "in_memory",
    "in_process",
    "inside",
    "line_starts",
    "mapped",
    "nearest_word",
    "processes",
    "replace",
    "split_lines",
    "unwatched",
    "visible",
    "write_new",
]
