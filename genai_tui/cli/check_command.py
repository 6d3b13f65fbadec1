"""The subcommand `check`: whether what somebody relies on still stands, by id, with what is not known told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.catalog_age import age_in_days, told_age
from genai_tui.catalog.cells import clip, count_of
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import Whole, catalog_names, catalog_option, form_option, opened, the_catalog
from genai_tui.cli.streams import read_input
from genai_tui.storage.pipes import is_standard_input

# The search is imported where it is used: help and completion need none of it.
if TYPE_CHECKING:
    from genai_tui.search.expectations import Expectation
    from genai_tui.search.index import SearchIndex

FORMATS = ("text", "json", "github")
_LONGEST = 120
_OF_LISTS = (".txt", ".csv", ".tsv", ".list", ".lst")
"""Endings of files, which no id has: of a file that is not there no answer can be given."""


class _Wanted(Struct, frozen=True):
    """An id that is to be checked, and the file and line that it was read from."""

    id: str
    file: str = ""
    line: int = 0


class _Finding(Struct, frozen=True):
    """What is to be said of one id: of one field, or of the whole record where `field` is empty."""

    state: str
    words: str
    field: str = ""
    expected: str = ""
    found: str | None = None
    before: str | None = None


class _Result(Struct, frozen=True):
    """How one id stands: ok, changed or unknown, the worst of its findings."""

    wanted: _Wanted
    state: str
    model: Model | None
    findings: tuple[_Finding, ...]


@click.command()
@catalog_option
@click.option("--expect", "expected", metavar="FILTERS", default="",
              help="What every model has to meet, in the query language: 'weights:open license:MIT,Apache-2.0'.")  # fmt: skip
@click.option("--against", metavar="PATH|NAME",
              help="An older edition of the catalog to compare with; without --expect every change counts.")  # fmt: skip
@click.option("--max-age", "max_age", type=Whole(0, 100_000), metavar="DAYS",
              help="Answer unknown instead of ok where the data is older than so many days, or its date is not known.")  # fmt: skip
@form_option(*FORMATS, told="What to print: lines, a document, or annotations of a GitHub workflow.")
@click.argument("ids", metavar="IDS|FILE|-", nargs=-1, required=True)
def check(expected: str, against: str | None, max_age: int | None, form: str, ids: tuple[str, ...]) -> None:
    """Check that models still are what you rely on, and say for each id: ok, changed or unknown.

    IDS are ids or names of models; a FILE, or - for standard input, holds one a line, and # begins a comment.
    unknown is never ok: the id is in no catalog, nothing is known of a field, or the data is older than --max-age. The
    answer says how old the data is.
    """
    if not expected and against is None and max_age is None:
        raise click.UsageError(
            "nothing to check: give --expect 'field:value ...', --against an older edition, or --max-age DAYS"
        )
    if "-" in ids and any(map(is_standard_input, catalog_names())):
        raise click.UsageError("standard input cannot be both the catalog and the ids")
    catalog, clean = the_catalog()
    wanted = tuple(dict.fromkeys(each for word in ids for each in _read(word, catalog)))
    if not wanted:
        raise click.UsageError("there are no ids to check")
    older, clean_before = _older(against)
    index, expectations = _expectations(catalog, expected) if expected else (None, ())
    changes = _changes(older, catalog) if older is not None and not expectations else {}
    results = [_result(each, catalog, older, index, expectations, changes) for each in wanted]
    if too_old := _too_old(catalog, max_age):
        results = [_doubted(each, too_old) for each in results]
    for line in _PRINTERS[form](results, catalog, older, expected):
        click.echo(line)
    states = {each.state for each in results}
    tell(
        ", ".join(
            f"{sum(each.state == state for each in results)} {state}"
            for state in ("ok", "changed", "unknown")
        )
    )
    if not (clean and clean_before):
        raise click.exceptions.Exit(ExitStatus.USAGE)
    if "changed" in states:
        raise click.exceptions.Exit(ExitStatus.FAILED)
    if "unknown" in states:
        raise click.exceptions.Exit(ExitStatus.UNKNOWN)


def _too_old(catalog: Catalog, max_age: int | None) -> str:
    """Return in words why the data may say nothing of today any more; empty where it may."""
    age = age_in_days(catalog)
    if max_age is None or (age is not None and age <= max_age):
        return ""
    return f"the data is {told_age(catalog)}, expected at most {count_of(max_age, 'day')}"


def _doubted(result: _Result, why: str) -> _Result:
    """Return a result of data that is too old: what has changed has changed, and what is ok is not known."""
    if result.state == "changed":
        return result
    return replace(result, state="unknown", findings=(*result.findings, _Finding("unknown", why)))


def _read(word: str, catalog: Catalog) -> Iterator[_Wanted]:
    """Yield the ids that a word of the command line stands for: its own, or those of a file or of standard input."""
    from genai_tui.storage import files

    if word == "-":
        yield from _in_lines(read_input(), "")
    elif catalog.model(word) is None and Path(word).is_file():
        try:
            text = files.read(Path(word), files.RECORD_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise CatalogError(Problem(word, 0, 0, "", "is not UTF-8, expected an id a line")) from None
        except files.Refused as refused:
            raise CatalogError(Problem(word, 0, 0, "", str(refused))) from None
        yield from _in_lines(text, word)
    elif word.lower().endswith(_OF_LISTS) and catalog.model(word) is None:
        raise CatalogError(Problem(word, 0, 0, "", "there is no such file of ids"))
    else:
        yield _Wanted(word)


def _in_lines(text: str, file: str) -> Iterator[_Wanted]:
    for number, line in enumerate(text.split("\n"), 1):
        id_ = line.partition("#")[0].partition("\t")[0].strip()
        if id_ and not (number == 1 and id_.casefold() == "id"):
            yield _Wanted(id_, file, number if file else 0)


def _older(against: str | None) -> tuple[Catalog | None, bool]:
    if against is None:
        return None, True
    catalog, problems = opened(against)
    return catalog, not problems


def _expectations(catalog: Catalog, text: str) -> tuple[SearchIndex, tuple[Expectation, ...]]:
    """Return what is expected; leaves with status 2 where it means nothing."""
    from genai_tui.cli.query_commands import pointed
    from genai_tui.search.backends import search_index
    from genai_tui.search.expectations import expectations, unheard
    from genai_tui.search.syntax import QueryProblem

    index = search_index(catalog)
    try:
        found = expectations(index, text)
    except QueryProblem as problem:
        for line in pointed(text, problem):
            click.echo(line, err=True)
        raise click.exceptions.Exit(ExitStatus.USAGE) from None
    for each in found:
        for word, near in unheard(index, each):
            meant = f" (did you mean {near}?)" if near else ""
            tell(f"no model here has {each.field.name}:{word}{meant}")
    return index, found


def _changes(older: Catalog, catalog: Catalog) -> dict[str, list[_Finding]]:
    """Return what has changed of each model, by id."""
    from genai_tui.storage.diff import differences
    from genai_tui.storage.diff_text import line

    found: dict[str, list[_Finding]] = {}
    for change in differences(older, catalog):
        if change.kind == "model":
            words = safe_line(line(change, older, catalog)).removeprefix(f"model {change.id}: ")
            if not change.field:
                words = f"is new: {_edition(older)} did not have it"
            found.setdefault(change.id, []).append(_Finding("changed", words, change.field))
    return found


def _result(
    wanted: _Wanted, catalog: Catalog, older: Catalog | None, index: SearchIndex | None,
    expected: Sequence[Expectation], changes: dict[str, list[_Finding]],
) -> _Result:  # fmt: skip
    model, why = _found(catalog, wanted.id)
    before = older.model(model.id if model else wanted.id) if older else None
    findings: list[_Finding] = []
    if model is None and before is not None:
        assert older is not None
        findings.append(_Finding("changed", f"is gone: {_edition(older)} had it"))
    elif model is None:
        findings.append(_Finding("unknown", why))
    elif index is not None:
        findings += (_of_field(each, catalog, model, index, older, before) for each in expected)
    else:
        findings += changes.get(model.id, ())
    states = [each.state for each in findings]
    worst = next((state for state in ("changed", "unknown") if state in states), "ok")
    return _Result(wanted, worst, model, tuple(findings))


def _found(catalog: Catalog, name: str) -> tuple[Model | None, str]:
    """Return the model of an id or name, or else why there is none."""
    from genai_tui.search.record_lookup import look_up_model

    found = look_up_model(catalog, name)
    if found.record is not None:
        model = catalog.model(found.record.id)
        if model is not None and model.type != "model":
            return None, f"is a {model.type} and no model"
        return model, ""
    if found.found:
        return None, f"several models are called so: {', '.join(each.id for each in found.found[:4])}"
    near = f" (near: {', '.join(each.id for each in found.near[:3])})" if found.near else ""
    return None, f"in no catalog{near}"


def _of_field(
    expected: Expectation, catalog: Catalog, model: Model, index: SearchIndex, older: Catalog | None, before: Model | None
) -> _Finding:  # fmt: skip
    """Return how a model stands to one expectation."""
    from genai_tui.search.expectations import verdict

    state = verdict(index, expected, model.id)
    found = _cell(catalog, model, expected)
    was = _cell(older, before, expected) if older and before else None
    name = expected.field.name
    said = found or ("sources differ" if _is_disputed(model, expected) else "not known")
    words = f"{name} is {said}, expected {expected.typed}" if state != "ok" else f"{name} is {said}"
    if was and was != found:
        assert older is not None
        words += f"; {_edition(older)} said {was}"
    return _Finding(state, safe_line(words), name, expected.typed, found, was)


def _cell(catalog: Catalog, model: Model, expected: Expectation) -> str | None:
    """Return what is known of a field, in words."""
    from genai_tui.storage.exporters.record_fields import field_table

    field = field_table("model").called(expected.field.name)
    if field.value(catalog, model) is None:
        return None
    return safe_line(field.whole_cell(catalog, model)) or None


def _is_disputed(model: Model, expected: Expectation) -> bool:
    from genai_tui.storage.exporters.record_fields import standing

    return bool(expected.field.path) and standing(model, expected.field.path) == "disputed"


def _edition(catalog: Catalog) -> str:
    return f"{catalog.head.title} of {catalog.head.dated}"


def _aged(catalog: Catalog) -> str:
    return safe_line(f"data: {_edition(catalog)}, {told_age(catalog)}")


def _words_of(result: _Result) -> str:
    """Return what is to be said of a result: of one that is ok only what is an estimate, or differs between sources."""
    if result.state == "ok":
        return "; ".join(each.words for each in result.findings if each.found and each.found[-1] in "~!")
    return "; ".join(
        each.words for each in result.findings if each.state == result.state or each.state != "ok"
    )


def _as_text(
    results: Sequence[_Result], catalog: Catalog, older: Catalog | None, expected: str
) -> Iterator[str]:
    for each in results:
        words = _words_of(each)
        yield f"{each.state:<8} {clip(safe_line(each.wanted.id), _LONGEST)}{'  ' if words else ''}{words}"
    yield _aged(catalog)


def _as_annotations(
    results: Sequence[_Result], catalog: Catalog, older: Catalog | None, expected: str
) -> Iterator[str]:
    from genai_tui.storage.exporters.problem_reports import annotation

    for each in results:
        if each.state != "ok":
            level = "error" if each.state == "changed" else "warning"
            id_ = clip(safe_line(each.wanted.id), _LONGEST)
            yield annotation(
                level, each.state, f"{id_}: {_words_of(each)}", each.wanted.file, each.wanted.line
            )
    yield annotation("notice", "age of the data", _aged(catalog))


def _as_json(
    results: Sequence[_Result], catalog: Catalog, older: Catalog | None, expected: str
) -> Iterator[str]:
    from genai_tui.storage.exporters.json_form import FORM, catalog_as_json

    told: dict[str, Any] = {
        "form": FORM, "catalog": catalog_as_json(catalog), "expected": expected or None,
        "against": catalog_as_json(older) if older else None, "age_days": age_in_days(catalog),
        "results": [
            {
                "id": each.wanted.id, "state": each.state, "model": each.model.id if each.model else None,
                "file": each.wanted.file or None, "line": each.wanted.line or None,
                "findings": [
                    {"state": one.state, "field": one.field or None, "expected": one.expected or None,
                     "found": one.found, "before": one.before, "message": one.words}
                    for one in each.findings
                ],
            }
            for each in results
        ],
    }  # fmt: skip
    yield output.json(told)


_PRINTERS = {"text": _as_text, "json": _as_json, "github": _as_annotations}

ALL = (check,)
