"""``check`` and ``explain``: what is wrong with the annotations, and what a rule demands."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_reader.checks import EXPLANATIONS, as_text, check_project, has_errors
from annotated_reader.cli.project import paint, project_root
from annotated_reader.cli.workers import choose_workers, progress_bar
from annotated_reader.corpus import project_lines
from annotated_reader.support import Problem, did_you_mean
from annotated_reader.support import problems as printers

FORMATS = ("text", "github", "json")


def _under(problem: Problem, paths: list[str]) -> bool:
    file = problem.place.file
    return not paths or any(file == path or file.startswith(path.rstrip("/") + "/") for path in paths)


def show(found: list[Problem], form: str, root: Path) -> None:
    """Print problems in one of the formats."""
    if form == "github":
        click.echo(printers.as_github(found), nl=bool(found))
    elif form == "json":
        click.echo(printers.as_json(found))
    elif found:
        click.echo(printers.as_text(found, project_lines(root), paint) + "\n")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Work in N processes.  [default: as many as help]"
)
def check(paths: tuple[Path, ...], form: str, strict: bool, jobs: int | None) -> None:
    """Check all annotations, or show only what is wrong in PATHS.

    Exit status: 0 clean, 1 problems found, 2 wrong use.
    """
    root = project_root()
    wanted = [path.resolve().relative_to(root).as_posix() for path in paths if path.resolve().is_relative_to(root)]
    if paths and not wanted:
        raise click.UsageError("none of these paths lies in the project")
    with choose_workers(jobs) as workers:
        checked = check_project(root, workers, progress_bar("Checking"))
    found = [problem for problem in checked.problems if _under(problem, [] if "." in wanted else wanted)]
    show(found, form, root)
    if form == "text":
        click.echo(printers.count_line(found, checked.files))
    sys.exit(1 if has_errors(found, strict) else 0)


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what RULE demands, with an example; without RULE, list all rules.

    The name of the rule stands in square brackets at the end of each message of `check`.
    """
    if rule is None:
        width = max(map(len, EXPLANATIONS))
        for name, explanation in EXPLANATIONS.items():
            click.echo(f"{name:<{width}}  {explanation.demand}")
        return
    if rule not in EXPLANATIONS:
        hint = did_you_mean(rule, EXPLANATIONS) or "`annotated-reader explain` lists them all."
        raise click.UsageError(f"there is no rule '{rule}'. {hint}")
    click.echo(as_text(rule))


COMMANDS = (check, explain)
