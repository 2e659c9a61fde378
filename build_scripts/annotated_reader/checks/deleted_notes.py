"""The ids of deleted notes: they stay reserved, since links from elsewhere lead to them."""

from __future__ import annotations

from collections.abc import Iterator

from annotated_reader.checks.id_index import DeletedId, IdIndex
from annotated_reader.support import Place, Problem


def deleted_ids_stay_reserved(ids: IdIndex) -> Iterator[Problem]:
    """The id of a deleted note is that of no other note, since links from elsewhere still lead to it."""
    rule, deleted = "deleted-ids-stay-reserved", dict[str, Place]()
    for note_id, _, place in sorted(ids.deleted, key=lambda note: note.place):
        if (other := deleted.setdefault(note_id, place)) is not place:
            yield Problem(
                place, rule, f"'{note_id}' is in `deleted_notes` a second time",
                f"It is listed first in {other}; remove one of the entries.",
            )  # fmt: skip
    for note_id, place in ids.notes:
        if note_id in deleted:
            yield Problem(
                place, rule, f"'{note_id}' is the id of a deleted note",
                f"Choose another id. If the same note is back, remove the entry in {deleted[note_id]}.",
            )  # fmt: skip


def deletion_hint(note: DeletedId) -> str:
    """Return what to write in place of a deleted note's id."""
    instead = f"'{note.see}' took its place." if note.see else "Name another note, or none."
    return f"It was deleted ({note.place}). {instead}"
