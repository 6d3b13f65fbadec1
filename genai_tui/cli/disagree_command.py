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
from genai_tui.cli.options import as_of_option, catalog_option, the_catalog
from genai_tui.cli.query_commands import wanted

if TYPE_CHECKING:
    from genai_tui.catalog.disagreement import Disagreement, Disagreements


@click.command()
@catalog_option
@as_of_option
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "tsv", "json")), default="text", show_default=True
)
@click.option(
    "--field",
    metavar="FIELD",
    help="Only what differs in one field: date, params, weights, licence ...; same: which pairs may be one model.",
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
    models = wanted(catalog, query) if query else None
    found = disagreements(catalog, models)
    if field is not None:
        found = found.only(_path(catalog, field))
    for line in _FORMS[form](catalog, found):
        click.echo(line)
    if not (found.found and clean):
        tell("nothing differs" if not found.found else "records with problems were left out")
        raise click.exceptions.Exit(1)


def _path(catalog: Catalog, name: str) -> str:
    """Return the field that is called so, of all that are compared or disputed; leaves with status 2 where none is."""
    from genai_tui.catalog.agreement import FIELDS
    from genai_tui.catalog.disagreement import SAME
    from genai_tui.catalog.field_lookup import field_called

    disputed = (dispute.field for model in catalog for dispute in model.disputes)
    paths = tuple(dict.fromkeys((*(each.path for each in FIELDS), SAME, *disputed)))
    found = field_called(name, paths)
    if found is None:
        known = ", ".join(field_words(each.path) for each in FIELDS)
        raise click.UsageError(f"{safe_line(name)!r} is no field that is compared: {known}")
    return found


def _text(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the counts by field, then each difference with what every side says; or the pairs that may be one model."""
    from genai_tui.catalog.disagreement import SAME  # imported here: only this compares

    yield safe_line(catalog.head.title)
    if found.joined or found.alike:
        alike = f", {count_of(found.alike, 'pair')} more of one name (same?)" if found.alike else ""
        yield f"{count_of(found.joined, 'pair')} of records that are one model{alike}"
        yield ""
        yield f"{'Field':<18}{'both state':>11}{'differ':>8}  no difference within"
        for count in found.counts:
            if count.both:
                decided = f" · {count.decided} decided" if count.decided else ""
                yield f"{field_words(count.field):<18}{count.both:>11}{count.differ:>8}  {count.tolerance}{decided}"
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
    if found.found and found.found[0].field == SAME:
        yield from ("", f"SAME? · {count_of(len(found.found), 'pair')} of one name")
        for each in found.found:
            yield f"  {safe_line(' = '.join(side.key for side in each.sides))}  {safe_line(' · '.join(each.reasons))}"


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


def _json(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    yield output.json({"catalogs": catalog.head.title, **msgspec.to_builtins(found)})


_FORMS = {"text": _text, "tsv": _table, "json": _json}
"""What writes the lines of each format."""

ALL = (disagree,)
