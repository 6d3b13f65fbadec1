"""The subcommand `disagree`: where catalogs differ about one model, or sources within a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import leave
from genai_tui.cli.options import as_of_option, catalog_option, form_option, the_catalog
from genai_tui.cli.query_commands import wanted
from genai_tui.storage.exporters.disagreement_tables import data, tab_separated, text

if TYPE_CHECKING:
    from genai_tui.catalog.disagreement import Disagreements


@click.command()
@catalog_option
@as_of_option
@form_option("text", "tsv", "json")
@click.option(
    "--field",
    metavar="FIELD",
    help="Only what differs in one field: date, params, weights, licence ...; same: which pairs may be one model.",
)
@click.argument("query", nargs=-1)
def disagree(form: str, field: str | None, query: tuple[str, ...]) -> None:
    """Show where catalogs differ about the same model, among the models that meet QUERY.

    Give two or more catalogs with -c. Records that share nothing but a name come last, with `same?`: nobody has said that
    they are one model. For a single catalog it shows where its own sources differ. Exit status: 0 shown,
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
    leave(found.found, clean)


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
        raise click.UsageError(f"{safe_line(name)!r} is not a field that is compared: {known}")
    return found


def _json(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    from genai_tui.storage.exporters.json_form import FORM, catalog_as_json  # imported here: with JSON

    yield output.json({"form": FORM, "catalog": catalog_as_json(catalog), **data(catalog, found)})


_FORMS = {"text": text, "tsv": tab_separated, "json": _json}
"""What writes the lines of each format."""

ALL = (disagree,)
