"""``annotated-reader fix --yes`` on texts of near-identical items, some of them deleted: the command, with git."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from annotated_reader.corpus import load_corpus
from bench.near_twins import EditedList, edited_lists
from bench.report import Table

_GIT = ("git", "-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class FixScore:
    """Of so many notes: those that the command gave words of another item, left at their own words, or left alone.

    ``kept`` counts the notes that quote what their item says now; ``open`` those that the command left to people.
    """

    notes: int
    deleted: int
    wrong: int
    kept: int
    open: int


def measure_fix(notes: int, seed: int, folder: Path) -> dict[str, int]:
    """Write lists with a note on each item, commit, edit the texts, run the command, and see what the notes quote.

    Args:
        notes: how many are wanted, at least.
        seed: of the random numbers.
        folder: is empty; the project is written there.
    """
    lists: list[EditedList] = []
    for edited in edited_lists(notes, seed):
        lists.append(edited)
        if sum(len(each.items) for each in lists) >= notes:
            break
    for number, edited in enumerate(lists):
        _write_article(folder, number, edited)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*_GIT, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603
    for number, edited in enumerate(lists):
        (folder / f"seeds/text-{number}.txt").write_text(edited.new, "utf-8")
    command = [sys.executable, "-m", "annotated_reader", "fix", "--yes"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return asdict(_score(folder, lists))


def _write_article(folder: Path, number: int, edited: EditedList) -> None:
    slug = f"text-{number}"
    for name in ("seeds", f"annotations/{slug}"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / f"seeds/{slug}.txt").write_text(edited.old, "utf-8")
    article = {"seed": f"{slug}.txt", "sha256": hashlib.sha256(edited.old.encode()).hexdigest(), "title": slug}
    article["structure"] = "[]"
    lines = (f"{key}: {value}\n" for key, value in article.items())
    (folder / f"annotations/{slug}/article.yml").write_text("".join(lines), "utf-8")
    entries = (
        f"- id: n-{number}-{index}\n  kind: wording\n  title: Note\n  quote: {json.dumps(item.words)}\n"
        f"  note: A note.\n  unsourced: The text itself shows it.\n  added: 2026-11-29\n"
        for index, item in enumerate(edited.items)
    )
    (folder / f"annotations/{slug}/notes.yml").write_text("".join(entries), "utf-8")


def _score(folder: Path, lists: Sequence[EditedList]) -> FixScore:
    quotes = {note.value.id: note.value.quote.exact for note in load_corpus(folder).all_notes}
    wrong = kept = still_open = deleted = 0
    for number, edited in enumerate(lists):
        for index, item in enumerate(edited.items):
            quote = quotes[f"n-{number}-{index}"]
            now = edited.new[slice(*item.successor)] if item.successor else None
            deleted += item.successor is None
            kept += quote == now
            still_open += quote == item.words != now
            wrong += quote not in {item.words, now}
    return FixScore(len(quotes), deleted, wrong, kept, still_open)


def table(score: Mapping[str, int]) -> Table:
    """Show what became of the notes."""
    header = ("`fix --yes`, the old text in git", "notes", "deleted", "wrong", "kept", "left to people")
    counts = (f"{score[name]:,}" for name in ("notes", "deleted", "wrong", "kept", "open"))
    return Table("The command on edited lists", header, (("lists of near-identical items (aim: 0 wrong)", *counts),))
