"""Tools that know nothing of the subject: problems and their printers, parallel work, files, git history."""

from __future__ import annotations

from annotated_reader.support.atomic_files import FileRefusedError, inside, replace, write_new
from annotated_reader.support.git_history import ShallowCloneError, find_version
from annotated_reader.support.memory_folder import MemoryFolder, in_memory
from annotated_reader.support.owned_folder import Filled, ForeignFiles, fill
from annotated_reader.support.parallel import (
    Progress,
    WorkerFactory,
    WorkersLostError,
    automatic,
    cluster,
    in_process,
    map_in_order,
    no_progress,
    processes,
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
    "MemoryFolder",
    "Place",
    "Problem",
    "Progress",
    "Severity",
    "ShallowCloneError",
    "WorkerFactory",
    "WorkersLostError",
    "as_text",
    "automatic",
    "cluster",
    "did_you_mean",
    "fill",
    "find_version",
    "in_memory",
    "in_process",
    "inside",
    "line_starts",
    "map_in_order",
    "nearest_word",
    "no_progress",
    "processes",
    "replace",
    "split_lines",
    "visible",
    "write_new",
]
