"""``check`` and ``explain``: report problems in the annotations, and explain the rules."""

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


def _is_under(problem: Problem, paths: list[str]) -> bool:
    file = problem.place.file
    return not paths or any(file == path or file.startswith(path.rstrip("/") + "/") for path in paths)


def print_problems(found: list[Problem], output_format: str, root: Path) -> None:
    """Print problems in one of the formats."""
    if output_format == "github":
        click.echo(printers.as_github(found), nl=bool(found))
    elif output_format == "json":
        click.echo(printers.as_json(found))
    elif found:
        click.echo(printers.as_text(found, project_lines(root), paint) + "\n")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "output_format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings as well.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Use N processes.  [default: all processors for many articles]",
)
def check(paths: tuple[Path, ...], output_format: str, strict: bool, jobs: int | None) -> None:
    """Check all annotations and report the problems, or only those in PATHS.

    Exit status: 0 no problems, 1 problems found, 2 usage error.
    """
    root = project_root()
    selected = [path.resolve().relative_to(root).as_posix() for path in paths if path.resolve().is_relative_to(root)]
    if paths and not selected:
        raise click.UsageError("none of these paths is in the project")
    with choose_workers(jobs) as workers:
        checked = check_project(root, workers, progress_bar("Checking"))
    found = [problem for problem in checked.problems if _is_under(problem, [] if "." in selected else selected)]
    print_problems(found, output_format, root)
    if output_format == "text":
        click.echo(printers.count_line(found, checked.files))
        click.echo(str(checked.compared))
    sys.exit(1 if has_errors(found, strict) else 0)


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain RULE, with an example; without RULE, list all rules.

    Each message of `check` ends in the name of its rule, in square brackets.
    """
    if rule is None:
        width = max(map(len, EXPLANATIONS))
        for name, explanation in EXPLANATIONS.items():
            click.echo(f"{name:<{width}}  {explanation.demand}")
        return
    if rule not in EXPLANATIONS:
        hint = did_you_mean(rule, EXPLANATIONS) or "Run `annotated-reader explain` to list all rules."
        raise click.UsageError(f"there is no rule '{rule}'. {hint}")
    click.echo(as_text(rule))


COMMANDS = (check, explain)
