"""The subcommands `list`, `search` and `count`, which take a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.cells import clip, count_of, width
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.options import Whole, catalog_names, catalog_option, format_option, the_catalog
from genai_tui.cli.streams import read_input
from genai_tui.search.sorting import ORDERS, attribute_in, order_called, ordered
from genai_tui.storage.exporters import formats_of
from genai_tui.storage.pipes import is_standard_input

# Everything of the search is imported where it is used: a plain list needs none of it.
if TYPE_CHECKING:
    from genai_tui.search.answer import Answer
    from genai_tui.search.hit import Hit
    from genai_tui.search.syntax import QueryProblem


def _limit(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--limit", type=Whole(1), help="Print at most so many; what is left out is said.")(
        command
    )


class _OrderName(click.Choice):  # type: ignore[type-arg]
    """An order, by its own name or by what a query calls the attribute it goes by."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(order_called(str(value)) or value, param, ctx)


@click.command("list")
@catalog_option
@format_option
@click.option("--sort", type=_OrderName(ORDERS), default="best", help="Order; unknown values come last.")
@click.option("--reverse", is_flag=True, help="Turn the order round.")
@_limit
@click.argument("query", nargs=-1)
def list_models(form: str, sort: Any, reverse: bool, limit: int | None, query: tuple[str, ...]) -> None:
    """List the models that meet QUERY, or all in the catalog's order.

    QUERY is what the explorer takes after `/`: words, and filters such as org:openai or year:>=2022. A
    first word `-` reads ids from standard input, each to be listed once. Write `--` before a QUERY that begins with a minus.
    """
    catalog, clean = the_catalog()
    models, asked = _wanted(catalog, query)
    if sort != "best" or reverse:
        models = ordered(catalog, models, sort, reverse)
    by = attribute_in(sort)
    for line in output.models_in(form, catalog, models[:limit], (*((by.name,) if by else ()), *asked)):
        click.echo(line)
    _close(len(models), limit, clean)


@click.command()
@catalog_option
@format_option
@_limit
@click.argument("query", nargs=-1, required=True)
def search(form: str, limit: int | None, query: tuple[str, ...]) -> None:
    """Find models, best first, and say why each was found.

    QUERY is what `list` takes. The table shows the score and what was met; json and jsonl add the matched
    letters and every part of the score.
    """
    catalog, clean = the_catalog()
    if query[0] == "-":
        raise click.UsageError("`-` reads ids, and those are not searched for: use `list -`")
    answer = _answer(catalog, " ".join(query))
    models = answer.models[:limit]
    reasons = {id_: _Reason(hit) for id_, hit in answer.hits.items()}
    for line in output.found_in(form, catalog, models, reasons):
        click.echo(line)
    _close(len(answer.models), limit, clean)


@click.command()
@catalog_option
@click.option("-f", "--format", "form", type=click.Choice(formats_of("counts")),
              default="table", show_default=True, help="What to print.")  # fmt: skip
@click.option("--by", metavar="FIELD[,FIELD]", help="Count for each value of a field of the query language.")
@click.argument("query", nargs=-1)
def count(form: str, by: str | None, query: tuple[str, ...]) -> None:
    """Count the models that meet QUERY, for each value of one or more fields.

    A model with two values of a field counts for both, so rows may add up to more than there are models.
    """
    from genai_tui.search.counts import count_by, countable
    from genai_tui.search.fields import field_called

    catalog, clean = the_catalog()
    models = wanted(catalog, query)
    fields = []
    for name in (by or "").split(",") if by is not None else ():
        field = field_called(name.strip())
        if field is None or field not in countable():
            known = ", ".join(each.name for each in countable())
            raise click.UsageError(f"cannot count by {safe_line(name)!r}, only by {known}")
        fields.append(field)
    rows = count_by(catalog, models, tuple(fields)) if fields else ()
    for line in output.counts_in(form, catalog, tuple(field.name for field in fields), rows, len(models)):
        click.echo(line)
    _close(len(models), None, clean)


ALL = (list_models, search, count)


def _close(found: int, limit: int | None, clean: bool) -> None:
    """Say what `--limit` left out, and leave with status 1 where nothing was found or the data is not clean."""
    if limit is not None and found > limit:
        tell(f"{found - limit} of {count_of(found, 'model')} left out by --limit")
    if not (found and clean):
        raise click.exceptions.Exit(1)


def wanted(catalog: Catalog, query: tuple[str, ...]) -> tuple[Model, ...]:
    """Return the models of a query, or of the ids on standard input where its first word is `-`."""
    return _wanted(catalog, query)[0]


def _wanted(catalog: Catalog, query: tuple[str, ...]) -> tuple[tuple[Model, ...], tuple[str, ...]]:
    """Return the models of a query, and the names of the fields that it names."""
    if not query:
        return catalog.models, ()
    if query[0] != "-":
        answer = _answer(catalog, " ".join(query))
        return answer.models, answer.query.fields
    if any(map(is_standard_input, catalog_names())):
        raise click.UsageError("standard input cannot be both the catalog and the ids")
    within = _answer(catalog, " ".join(query[1:])) if query[1:] else None
    met = set(within.models) if within else None
    text = read_input()
    if not text.strip():
        tell("standard input holds no ids")
    models = tuple(model for model in _named(catalog, text) if met is None or model in met)
    return models, within.query.fields if within else ()


def _named(catalog: Catalog, text: str) -> Iterator[Model]:
    """Yield each model whose id stands on a line of `text`, once; tells of ids that are none, of the first ones by name."""
    seen: set[str] = set()
    unknown: set[str] = set()
    more = 0
    for line in text.split("\n"):
        id_ = line.strip()
        if not id_ or id_ in seen or id_ in unknown:
            continue
        if model := catalog.model(id_):
            seen.add(id_)
            yield model
        elif len(unknown) < _MOST_UNKNOWN:
            unknown.add(id_)
            tell(f"there is no model `{clip(safe_line(id_), _LONGEST_TOLD)}`")
        else:
            more += 1
    if more:
        tell(f"{more} more lines name no model")


_MOST_UNKNOWN, _LONGEST_TOLD = 20, 80
"""Ids told that are none of the catalog's, and cells of one: what is piped in may be any file."""


def _answer(catalog: Catalog, text: str) -> Answer:
    """Return the answer to a query; leaves with status 2 where it means nothing, and says why if it is empty."""
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.syntax import QueryProblem

    index = SearchIndex(catalog)
    try:
        answer = index.ask(text)
    except QueryProblem as problem:
        for line in _pointed(text, problem):
            click.echo(line, err=True)
        raise click.exceptions.Exit(2) from None
    for field, number in index.undecided(answer.query):
        tell(f"{number} more left out: sources differ on {field}; {field}:disputed finds them")
    if not answer.models:
        tell("nothing found")
        for relaxed in index.relaxations(answer.query):
            tell(f"  without {relaxed.typed}: {relaxed.count}, by it alone: {relaxed.alone}")
    _tell_what_is_missing(catalog, answer)
    return answer


def _tell_what_is_missing(catalog: Catalog, answer: Answer) -> None:
    """Say what an importer did not understand of the fields that are filtered by: so much the less is found."""
    fields = {clause.field.name for clause in answer.query.filters if clause.field}
    for line in catalog.report:
        if line.field in fields:
            tell(f"{line.field}: {line.count} {line.what}: {', '.join(line.examples)}")


def _pointed(text: str, problem: QueryProblem) -> Iterator[str]:
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
