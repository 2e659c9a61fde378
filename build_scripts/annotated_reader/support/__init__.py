"""Code that knows nothing of the subject: problems and how they are printed, parallel work, files, git history."""

from __future__ import annotations

from annotated_reader.support.atomic_files import FileRefusedError, replace_file, resolve_inside, write_new
from annotated_reader.support.git_history import ShallowCloneError, find_version, has_whole_history, line_dates
from annotated_reader.support.owned_folder import ForeignFilesError, SyncCounts, sync_folder
from annotated_reader.support.parallel import (
    Progress,
    WorkerFactory,
    WorkersLostError,
    automatic,
    cluster,
    forked,
    in_process,
    kept_from_collection,
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
    "ForeignFilesError",
    "Place",
    "Problem",
    "Progress",
    "Severity",
    "ShallowCloneError",
    "SyncCounts",
    "WorkerFactory",
    "WorkersLostError",
    "as_text",
    "automatic",
    "cluster",
    "did_you_mean",
    "find_version",
    "forked",
    "has_whole_history",
    "in_process",
    "kept_from_collection",
    "line_dates",
    "line_starts",
    "map_in_order",
    "nearest_word",
    "no_progress",
    "processes",
    "replace_file",
    "resolve_inside",
    "split_lines",
    "sync_folder",
    "visible",
    "write_new",
]
