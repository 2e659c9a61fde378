"""What the tests of imports share."""

from __future__ import annotations

from typing import Any

from annotated_reader.authoring.importers.drafts import ImportResult
from tests.project import SEED, TinyProject


def written(project: TinyProject, outcome: ImportResult) -> list[dict[str, Any]]:
    """Write what came of an import; the project must stay clean. Give the new notes as they were read back."""
    before = {note.id for note in project.article().notes}
    for name, text in outcome.files("imported").items():
        project.write(name, text)
    assert project.problems() == [], project.printed()
    return [
        {**note.data.model_dump(mode="json"), "words": SEED[note.span.start : note.span.end], "start": note.span.start}
        for note in project.article().notes
        if note.id not in before
    ]
