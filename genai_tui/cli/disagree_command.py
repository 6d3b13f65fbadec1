"""The subcommand `disagree`: where catalogs differ about one model, or sources within a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from genai_tui.catalog.cells import count_of, pad, width
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.options import catalog_option, the_catalog
from genai_tui.cli.query_commands import wanted

if TYPE_CHECKING:
    from genai_tui.catalog.agreement import Compared
    from genai_tui.catalog.disagreement import Disagreement, Disagreements


@click.command()
@catalog_option
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "tsv", "json")), default="text", show_default=True
)
@click.option(
    "--field", metavar="FIELD", help="Only what differs in one field: date, params, weights, licence ..."
)
@click.argument("query", nargs=-1)
def disagree(form: str, field: str | None, query: tuple[str, ...]) -> None:
    """Show where catalogs differ about one model, of the models that meet QUERY.

    Give two catalogs or more with -c. Records that only go by one name stand last, with `same?`: nobody has
    said that they are one model. Of a single catalog, what its own sources differ about. Exit status: 0 shown,
    1 nothing differs.
    """
    from genai_tui.catalog.disagreement import disagreements  # imported here: only this compares

    catalog, clean = the_catalog()
    fields = _fields(field)
    models = wanted(catalog, query) if query else None
    found = disagreements(catalog, models, fields)
    if form == "json":
        told = {"catalogs": catalog.head.title, **msgspec.to_builtins(found)}
        click.echo(output.json(told))
    else:
        for line in (_table if form == "tsv" else _text)(catalog, found):
            click.echo(line)
    if not (found.found and clean):
        tell("nothing differs" if not found.found else "records with problems were left out")
        raise click.exceptions.Exit(1)


def _fields(name: str | None) -> tuple[Compared, ...]:
    """Return the fields that are compared, or the one that is called so; leaves with status 2 where none is."""
    from genai_tui.catalog.agreement import FIELDS
    from genai_tui.catalog.attributes import attribute_called

    if name is None:
        return FIELDS
    attribute = attribute_called(name.lower())
    called = {name.lower(), *(attribute.path.split("|") if attribute else ())}
    found = tuple(each for each in FIELDS if called & {each.path, field_words(each.path).lower()})
    if not found:
        known = ", ".join(field_words(each.path) for each in FIELDS)
        raise click.UsageError(f"{safe_line(name)!r} is no field that is compared: {known}")
    return found


def _text(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the counts by field, then each difference with what every side says."""
    yield safe_line(catalog.head.title)
    if found.joined or found.alike:
        alike = f", {count_of(found.alike, 'pair')} more of one name (same?)" if found.alike else ""
        yield f"{count_of(found.joined, 'pair')} of records that are one model{alike}"
        yield ""
        yield f"{'Field':<18}{'both state':>11}{'differ':>8}  no difference within"
        for count in found.counts:
            if count.both:
                yield f"{field_words(count.field):<18}{count.both:>11}{count.differ:>8}  {count.tolerance}"
    for count in found.counts:
        if not count.differ:
            continue
        of = f" of {count.both}" if found.joined or found.alike else ""
        yield ""
        yield f"{field_words(count.field).upper()} · {count.differ}{of} differ"
        told = found.of(count.field)
        names = [_name(catalog, each) for each in told]
        wide = min(32, max(map(width, names)))
        for name, each in zip(names, told, strict=True):
            sides = " · ".join(f"{side.value} ({side.catalog})" for side in each.sides)
            end = "".join(f" · {part}" for part in (each.apart, "same?" if each.other else "") if part)
            yield f"  {pad(name, wide)}  {safe_line(sides + end)}"


def _name(catalog: Catalog, each: Disagreement) -> str:
    model = catalog.model(each.model)
    return safe_line(model.name if model else each.model)


def _table(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield a row for each side of each difference."""
    yield "\t".join(("field", "id", "same", "catalog", "name", "value", "sources", "apart"))
    for each in found.found:
        for side in each.sides:
            cells = (
                each.field, each.model, "?" if each.other else "yes", side.catalog, side.name, side.value,
                "; ".join(side.sources), each.apart,
            )  # fmt: skip
            yield "\t".join(safe_line(cell) for cell in cells)


ALL = (disagree,)
