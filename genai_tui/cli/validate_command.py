"""The subcommand `validate`: problems, warnings, and what was looked at."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.whole import needed_whole
from genai_tui.cli import output
from genai_tui.cli.catalog_line import VARIABLE, blaming_variable, set_by_variable
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import leave
from genai_tui.cli.options import catalog_option, form_option, setting
from genai_tui.cli.progress_bar import waiting
from genai_tui.cli.quoted_line import LineQuoter
from genai_tui.storage.loader import DEFAULT, locate, open_catalogs, shipped_names

FORMATS = ("text", "json", "github", "sarif")


class _Checked(Struct):
    """What was looked at, in words, and what came of it."""

    what: str
    catalog: Catalog | None
    problems: Sequence[Problem]
    whole: bool = True


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings, too.")
@form_option(
    *FORMATS, told="What to print: lines, a document, annotations of a GitHub workflow, or SARIF 2.1.0."
)
@click.option("--skip-others", is_flag=True,
              help="Skip YAML files that belong to no catalog, for a hook that passes all changed files.")  # fmt: skip
@click.option("--quote/--no-quote", default=None,
              help="Quote the line of each problem with a caret under the place.  [default: on a terminal]")  # fmt: skip
@catalog_option
def validate(paths: tuple[str, ...], strict: bool, form: str, skip_others: bool, quote: bool | None) -> None:
    """Check catalogs and print every problem as file:line:column: field: what is wrong.

    Each PATH is a folder, a file of one (a model, organizations.yaml), a file in another known format, or a name
    such as survey. Without PATH it is the catalog around the working folder: the nearest catalog.yaml there or
    above. With --overlay the folders laid over a catalog are checked as well. `import --report` lists what was not
    understood in a file of another format.

    A warning is about something that may be right but is probably a mistake. Exit status: 0 no errors, 1 errors.
    """
    errors = warnings = 0
    found: list[Problem] = []
    quoter = LineQuoter() if (sys.stdout.isatty() if quote is None else quote) else None
    for checked in _checked(paths, skip_others):
        if form == "text":
            for problem in checked.problems:
                click.echo(safe_line(str(problem)))
                for line in quoter.quoted(problem) if quoter else ():
                    click.echo(line)
        found += checked.problems
        wrong = sum(problem.severity == "error" for problem in checked.problems)
        errors, warnings = errors + wrong, warnings + len(checked.problems) - wrong
        _tell(checked, wrong)
    for line in _report(form, found, errors, warnings):
        click.echo(line)
    leave(not (errors or (strict and warnings)))


def _report(form: str, found: Sequence[Problem], errors: int, warnings: int) -> Iterator[str]:
    """Yield the lines of a report for machines; of what is told line by line there are none left."""
    if form == "text":
        return
    from genai_tui.storage.exporters import problem_reports as reports  # imported here: people read text

    found = sorted(dict.fromkeys(found))
    if form == "github":
        yield from reports.marks(found)
    elif form == "sarif":
        yield output.json(reports.sarif(found))
    else:
        from genai_tui.storage.exporters.json_form import FORM

        problems = [reports.as_data(each) for each in found]
        yield output.json({"form": FORM, "errors": errors, "warnings": warnings, "problems": problems})


# Everything that checks is imported where it is used: it needs pyyaml, and the other commands do without.


def _checked(paths: tuple[str, ...], skip_others: bool) -> Iterator[_Checked]:
    from genai_tui.storage.inspection import folder_of

    overlays: tuple[str, ...] = setting("overlay", ())
    names = paths or setting("catalog") or _around()
    if overlays:
        yield _overlaid(names, overlays)
        return
    single: dict[Path | None, list[Path]] = {}
    for name in names:
        place = locate(name)
        if place.is_file() and place.suffix.lower() in (".yaml", ".yml"):
            single.setdefault(folder_of(place), []).append(place)
        elif place.is_dir() and (whole := _whole_of(place)):
            tell(f"{name} is a part of {whole}: checking all of it")
            yield _one(str(whole), whole)
        else:
            yield _one(name, place)
    others = single.pop(None, []) if skip_others else []
    if others:
        tell(f"skipped, not part of any catalog: {', '.join(map(str, others))}")
    for folder, files in single.items():
        yield from _single(folder, files)


def _whole_of(place: Path) -> Path | None:
    """Return the folder of the catalog that a folder such as `models` is a part of; None where it is part of none."""
    from genai_tui.storage.inspection import folder_of

    around = folder_of(place.resolve() / "a file")
    return around if around != place.resolve() else None


def _around() -> tuple[str, ...]:
    """Return the folder of the catalog around the working folder, or else what is opened by default, and say so."""
    from genai_tui.storage.inspection import nearest_folder

    found = nearest_folder(Path.cwd())
    if found is not None:
        return (str(found),)
    if names := set_by_variable():
        tell(f"no catalog.yaml here or above: checking what {VARIABLE} names")
        with blaming_variable():
            for name in names:
                locate(name)
        return names
    tell(f"no catalog.yaml here or above: checking the {DEFAULT} that comes with the program")
    return (DEFAULT,)


def _one(name: str, place: Path) -> _Checked:
    """Check one catalog: a folder of this program's form, or what stands in another that is known."""
    from genai_tui.storage.importers import format_of
    from genai_tui.storage.inspection import inspect_folder

    if place.is_dir() and not format_of(place):
        with waiting(name) as progress:
            found = inspect_folder(place, progress)
        shown = f"{name} ({place}), which comes with the program" if name in shipped_names() else str(place)
        return _Checked(shown, found.catalog, found.problems)
    catalog, problems = open_catalogs((name,), (), waiting)
    needed_whole(catalog, "`validate`")
    return _Checked(str(place), catalog, problems)


def _overlaid(names: tuple[str, ...], overlays: tuple[str, ...]) -> _Checked:
    """Check folders of own records over one or more catalogs taken as one."""
    from genai_tui.storage.inspection import inspect_overlay

    catalog, found = open_catalogs(names, (), waiting)
    problems = list(found)
    for overlay in overlays:
        inspection = inspect_overlay(catalog, Path(overlay).expanduser())
        problems += inspection.problems
        catalog = inspection.catalog or catalog
    return _Checked(f"{', '.join(names)} with {', '.join(overlays)} over it", catalog, problems)


def _single(folder: Path | None, files: list[Path]) -> Iterator[_Checked]:
    from genai_tui.storage.inspection import inspect_files, inspect_loose_file

    if folder is None:
        for path in files:
            what = f"{path}, for itself: there is no catalog.yaml beside it"
            yield _Checked(what, None, inspect_loose_file(path).problems, whole=False)
        return
    found = inspect_files(folder, files)
    what = f"{', '.join(map(str, files))} of {folder}"
    yield _Checked(what, found.catalog, found.problems, whole=False)


def _tell(checked: _Checked, errors: int) -> None:
    """Say what was looked at, how much is wrong with it, and how much is good."""
    warnings = len(checked.problems) - errors
    counted = count_of(errors, "problem")
    if warnings:
        counted += f", {count_of(warnings, 'warning')}"
    good = ""
    if checked.catalog is not None and checked.whole:
        catalog = checked.catalog
        good = "; good: " + ", ".join(
            (
                count_of(len(catalog), "model"),
                count_of(len(catalog.organizations), "organization"),
                count_of(len(catalog.relations), "relation"),
            )
        )
    tell(f"{counted} in {checked.what}{good}")
    if checked.catalog is None and checked.whole:
        tell("not usable: catalog.yaml has to be right before the rest can be read")


ALL = (validate,)
