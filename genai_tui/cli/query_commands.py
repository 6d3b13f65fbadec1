"""The subcommands `list`, `search` and `count`, which take a query."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.attribute import AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.cells import clip, count_of, count_of_kind, width
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus, leave
from genai_tui.cli.layout import header_option, layout_options, width_option
from genai_tui.cli.options import (
    Whole,
    as_of_option,
    catalog_names,
    catalog_option,
    form_option,
    format_option,
    note_unknown,
    the_catalog,
)
from genai_tui.cli.streams import read_input
from genai_tui.search.sorting import attribute_in, order_called, ordered, orders_in
from genai_tui.storage.exporters import formats_of
from genai_tui.storage.exporters.writer import Counted
from genai_tui.storage.pipes import is_standard_input

# Everything of the search is imported where it is used: a plain list needs none of it.
if TYPE_CHECKING:
    from genai_tui.search.answer import Answer
    from genai_tui.search.hit import Hit
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.syntax import QueryProblem


def limit_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--limit`."""
    return click.option(
        "--limit", type=Whole(1), help="Print at most so many, and say how many are left out."
    )(command)


class OrderName(click.Choice):  # type: ignore[type-arg]
    """An order, by its own name or by what a query calls the attribute it goes by."""

    def __init__(self, attributes: AttributeTable) -> None:
        super().__init__(orders_in(attributes))
        self._attributes = attributes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the order of that name; leaves with what is wrong with it."""
        return super().convert(order_called(str(value), self._attributes) or value, param, ctx)


@click.command("list")
@catalog_option
@as_of_option
@format_option
@layout_options("model")
@click.option(
    "--sort", type=OrderName(MODELS), default="best", help="What to sort by; unknown values come last."
)
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@limit_option
@click.argument("query", nargs=-1)
def list_models(form: str, sort: Any, reverse: bool, limit: int | None, query: tuple[str, ...]) -> None:
    """List the models that meet QUERY, or all in the catalog's order.

    QUERY is what the explorer takes after `/`: words, and filters such as org:openai, year:2022.., params:10b..,
    license:unknown or not:org:google. `-` as the first word reads ids from standard input; each is listed once.
    """
    catalog, clean = the_catalog()
    models, asked = records_wanted(catalog, query)
    if sort != "best" or reverse:
        models = ordered(catalog, models, sort, reverse)
    by = attribute_in(sort)
    named = (*((by.name,) if by else ()), *asked)
    for line in output.models_in(form, catalog, models[:limit], named, len(models)):
        click.echo(line)
    close(len(models), limit, clean)


@click.command()
@catalog_option
@as_of_option
@format_option
@layout_options("model")
@limit_option
@click.argument("query", nargs=-1, required=True)
def search(form: str, limit: int | None, query: tuple[str, ...]) -> None:
    """Find models, best first, and say why each was found.

    QUERY is as for `list`. The table shows the score and what matched; json and jsonl add the matching letters and every
    part of the score.
    """
    catalog, clean = the_catalog()
    if query[0] == "-":
        raise click.UsageError("`-` reads ids, which need no search: use `list -`")
    answer = _answer(catalog, " ".join(query))
    models = answer.records[:limit]
    reasons = {id_: _Reason(hit) for id_, hit in answer.hits.items()}
    for line in output.found_in(form, catalog, models, reasons, len(answer.records)):
        click.echo(line)
    close(len(answer.records), limit, clean)


@click.command()
@catalog_option
@as_of_option
@form_option(*formats_of("counts"), default="table")
@header_option
@width_option
@click.option(
    "--by",
    metavar="FIELD[,FIELD]",
    help="Count for each value of a field of the query language; of two fields, "
    "one stands down and one across.",
)
@click.option("--of", "what", type=click.Choice(("models", "orgs")), default="models", show_default=True,
              help="What to count.")  # fmt: skip
@click.argument("query", nargs=-1)
def count(form: str, by: str | None, what: str, query: tuple[str, ...]) -> None:
    """Count the models, or organizations, that meet QUERY, for each value of one or more fields.

    A record with two values of a field counts for both, so rows may add up to more than there are records.
    """
    from genai_tui.search.counts import count_by, countable

    catalog, clean = the_catalog()
    kind, attributes = "model", MODELS
    if what == "orgs":
        from genai_tui.catalog.organization_attributes import (
            ORGANIZATIONS,
        )  # imported here: models do without
        from genai_tui.cli.standings import measure

        kind, attributes = "organization", ORGANIZATIONS
        measure(catalog, (by or "", *query))
    records = records_wanted(catalog, query, kind)[0]
    fields = []
    for name in (by or "").split(",") if by is not None else ():
        field = attributes.called(name.strip())
        if field is None or field not in countable(attributes):
            known = ", ".join(each.name for each in countable(attributes))
            raise click.UsageError(f"cannot count by {safe_line(name)!r}, only by {known}")
        fields.append(field)
    rows = count_by(catalog, records, tuple(fields)) if fields else ()
    names = tuple(field.name for field in fields)
    noun = "models" if kind == "model" else "organizations"
    margins = [count_by(catalog, records, (field,)) for field in fields] if len(fields) == 2 else ()
    for line in output.counts_in(form, catalog, Counted(names, rows, len(records), noun, margins)):
        click.echo(line)
    close(len(records), None, clean)


ALL = (list_models, search, count)


def close(found: int, limit: int | None, clean: bool, noun: str = "model") -> None:
    """Say what `--limit` left out, and leave with status 1 where nothing was found or the data is not clean."""
    if limit is not None and found > limit:
        tell(f"{found - limit} of {count_of(found, noun)} left out by --limit")
    leave(found, clean)


def wanted(catalog: Catalog, query: tuple[str, ...]) -> Sequence[Model]:
    """Return the models of a query, or of the ids on standard input where its first word is `-`."""
    return records_wanted(catalog, query)[0]


def records_wanted(
    catalog: Catalog, query: tuple[str, ...], kind: str = "model"
) -> tuple[Sequence[Any], tuple[str, ...]]:
    """Return the records of a query, and the names of the fields that it names."""
    if not query:
        if kind == "model":
            return catalog.models, ()
        from genai_tui.catalog.organization_counts import organizations_in_order  # imported here: as above

        return organizations_in_order(catalog), ()
    if query[0] != "-":
        answer = _answer(catalog, " ".join(query), kind)
        return answer.records, answer.query.fields
    within = _answer(catalog, " ".join(query[1:]), kind) if query[1:] else None
    met = set(within.records) if within else None
    found = records_on_input(partial(catalog.record, kind), kind)
    records = tuple(each for each in found if met is None or each in met)
    return records, within.query.fields if within else ()


def records_on_input(find: Callable[[str], Any], kind: str) -> Iterator[Any]:
    """Yield each record whose id begins a line of standard input, once, below a heading or none, as pipes hold them.

    Tells of ids that `find` does not know, of the first ones by name. Leaves where the catalog stands there.
    """
    if any(map(is_standard_input, catalog_names())):
        raise click.UsageError("standard input cannot be both the catalog and the ids")
    if sys.stdin.isatty():
        tell("ids, one a line; Ctrl+D ends them")
    text = read_input()
    if not text.strip():
        tell("standard input holds no ids")
    seen: set[str] = set()
    unknown: set[str] = set()
    more = 0
    for number, line in enumerate(text.split("\n")):
        id_ = line.partition("\t")[0].strip()
        if not id_ or id_ in seen or id_ in unknown or (number == 0 and id_.casefold() == "id"):
            continue
        if record := find(id_):
            seen.add(id_)
            yield record
            continue
        note_unknown()
        if len(unknown) < _MOST_UNKNOWN:
            unknown.add(id_)
            tell(f"there is no {kind} `{clip(safe_line(id_), _LONGEST_TOLD)}`")
        else:
            more += 1
    if more:
        tell(f"{more} more lines name no {kind}")


_MOST_UNKNOWN, _LONGEST_TOLD = 20, 80
"""Ids told that are none of the catalog's, and cells of one: what is piped in may be any file."""


def _answer(catalog: Catalog, text: str, kind: str = "model") -> Answer:
    """Return the answer to a query; leaves with status 2 where it means nothing, and says why if it is empty."""
    from genai_tui.search.backends import search_index
    from genai_tui.search.subject import MODELS, ORGANIZATIONS
    from genai_tui.search.syntax import QueryProblem

    index = search_index(catalog, MODELS if kind == "model" else ORGANIZATIONS)
    try:
        answer = index.ask(text)
    except QueryProblem as problem:
        for line in pointed(text, problem):
            click.echo(line, err=True)
        from genai_tui.cli.shell_words import lost_to_shell  # imported here: most queries are good

        if lost := lost_to_shell(text[: problem.end]):
            tell(lost)
        raise click.exceptions.Exit(ExitStatus.USAGE) from None
    for field, number in index.undecided(answer.query):
        tell(f"{number} more left out: sources differ on {field}; {field}:disputed finds them")
    if not answer.records:
        tell("nothing found")
        for relaxed in index.relaxations(answer.query):
            tell(f"  without {relaxed.typed}: {relaxed.count}, by it alone: {relaxed.alone}")
    _tell_what_is_missing(catalog, answer)
    _tell_what_is_not_known(index, answer)
    if answer.passed_over:
        tell(f"{answer.passed_over:,} more may be meant, less known ones: they are too many to be ranked")
    return answer


def _tell_what_is_missing(catalog: Catalog, answer: Answer) -> None:
    """Say what an importer did not understand of the fields that are filtered by: so much the less is found."""
    fields = {clause.field.name for clause in answer.query.filters if clause.field}
    for line in catalog.report:
        if line.field in fields:
            tell(f"{line.field}: {count_of_kind(line.count, line.what)}: {', '.join(line.examples)}")


def _tell_what_is_not_known(index: SearchIndex, answer: Answer) -> None:
    """Say how many were found because nobody says what a filter that is turned round asks for."""
    from genai_tui.search.syntax import Unknown

    for clause in answer.query.filters:
        if (
            clause.negated
            and (field := clause.field)
            and not any(isinstance(each, Unknown) for each in clause.values)
        ):
            unknown = index.unknown_in(answer, field)
            if unknown and not field.never_unknown:
                tell(
                    f"{unknown} of them: {field.name} is not known; not:{field.name}:unknown leaves them out"
                )


def pointed(text: str, problem: QueryProblem) -> Iterator[str]:
    """Yield a query and what is wrong with it, with a sign under the place."""
    begin = max(0, problem.start - 60)
    before = safe_line(text[begin : problem.start])
    wrong = safe_line(text[problem.start : min(problem.end, problem.start + 60)])
    yield safe_line(f"{before}{wrong}{text[problem.start + len(wrong) :][:20] if len(wrong) < 60 else ''}")
    yield " " * width(before) + "^" * max(1, width(wrong))
    yield safe_line(str(problem))


class _Reason:
    """Why a model was found."""

    def __init__(self, hit: Hit) -> None:
        self.score = hit.score
        self._hit = hit

    @property
    def told(self) -> str:
        """What was met, in a few words."""
        hit = self._hit
        where = "" if hit.where == "name" else f": {safe_line(hit.matched)}"
        maker = f", organization: {safe_line(hit.maker)}" if hit.maker else ""
        return f"{hit.where}{where} ({hit.ways or 'as it stands'}){maker}"

    def as_json(self) -> dict[str, Any]:
        """Return the score with its parts, the matched letters and where they stand."""
        hit = self._hit
        return {
            "score": round(hit.score, 4), "field": hit.where, "matched": hit.matched, "spans": hit.spans,
            "organization": hit.maker or None,
            "parts": [{"what": part.what, "points": round(part.points, 4)} for part in hit.parts()],
        }  # fmt: skip
