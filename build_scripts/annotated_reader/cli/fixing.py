"""``fix``: update quotes after their texts were edited."""

from __future__ import annotations

import difflib
import sys

import click

from annotated_reader.authoring import ArticleFix, Certainty, Move, apply_fix, plan_fixes, undecided
from annotated_reader.cli.project import paint, project_root
from annotated_reader.corpus import load_corpus
from annotated_reader.formats import SpliceError


def _word_diff(old: str, new: str) -> str:
    """Return the difference of two wordings in one line, as ``[-removed-]`` and ``{+added+}``."""
    before, after = old.split(), new.split()
    shown: list[str] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            shown += before[i1:i2]
            continue
        if i1 < i2:
            shown.append(paint(f"[-{' '.join(before[i1:i2])}-]", "error"))
        if j1 < j2:
            shown.append(paint(f"{{+{' '.join(after[j1:j2])}+}}", "warning"))
    return " ".join(shown)


def _ask(move: Move, yes: bool) -> bool:
    """Show a move and return whether to write it."""
    _name(move)
    click.echo(f"  {_word_diff(move.old, move.new)}")
    if yes:
        if move.certainty is Certainty.SAFE:
            return True
        click.echo("  skipped: the words changed too much for --yes; run without it to decide")
        return False
    return click.confirm("  Write this?", default=move.certainty is Certainty.SAFE)


def _ask_elsewhere(move: Move, yes: bool) -> Move | None:
    """Say that a quote's words are gone; return the move to words like them elsewhere, if a person wants it."""
    _name(move)
    what = "its passage was deleted" if move.was_deleted else "its words are gone"
    click.echo(f"  {what}: {move.old!r}")
    if move.elsewhere and not yes and click.confirm("  Look for words like them elsewhere?", default=False):
        click.echo(f"  {_word_diff(move.old, move.elsewhere.new)}")
        if click.confirm("  Is this what the note is about? Write it?", default=False):
            return move.elsewhere
    click.echo("  Quote other words, set `status: retracted`, or delete the note and list its id in `deleted_notes`.")
    return None


def _name(move: Move) -> None:
    click.echo(f"{paint(str(move.note.value_place('quote')), 'bold')}: {move.note.value.id}")


def _fix_article(fix: ArticleFix, yes: bool) -> list[Move]:
    """Ask about each of an article's moves; return those that may be written."""
    click.echo(f"seeds/{fix.article.data.seed}: {len(fix.moves)} quotes")
    if fix.shallow:
        click.echo(
            "  Git may have the text that they were written against, but this clone is shallow: git fetch --unshallow"
        )
    elif not fix.carried:
        click.echo("  The text that they were written against is not in git; places are proposed by similarity alone.")
    accepted = [move for move in fix.moves if move.edits and _ask(move, yes)]
    lost = [_ask_elsewhere(move, yes) for move in fix.moves if move.certainty is Certainty.LOST]
    for place in fix.deleted_lines:
        click.echo(
            f"{paint(str(place), 'bold')}: the text no longer has these lines; delete them here, then run this again"
        )
    return [*accepted, *(move for move in lost if move is not None)]


@click.command()
@click.option("--yes", is_flag=True, help="Write small changes found through git without asking.")
def fix(yes: bool) -> None:
    """Update quotes to what the edited texts say now.

    Shows each old and new wording and asks. A quote whose passage was deleted is left as it is: words like it elsewhere
    are looked for only if you say so. Changes only the words of quotes, the lines in `structure` and the
    SHA-256; every other byte of the files stays the same.

    Exit status: 0 all done, 1 some quotes, or lines named in `article.yml`, need a decision.
    """
    root = project_root()
    is_open = is_needed = False
    for plan in plan_fixes(load_corpus(root)):
        is_needed = True
        accepted = _fix_article(plan, yes)
        try:
            for name in apply_fix(root, plan, accepted):
                click.echo(f"Wrote {name}")
        except SpliceError as error:
            click.echo(f"{error}: this file's layout can't be edited safely; change the quotes by hand")
            is_open = True
        is_open = is_open or bool(undecided(plan, accepted) or plan.deleted_lines)
    if not is_needed:
        click.echo("No quote needs an update.")
    sys.exit(1 if is_open else 0)


COMMANDS = (fix,)
