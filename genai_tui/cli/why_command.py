"""The subcommand `why`: a value with its proof, as a card to read, to paste and to cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NoReturn

import click

from genai_tui.catalog.claim_card import ClaimCard, claim_card, hashed, standings, tie_card
from genai_tui.catalog.claim_card_text import card_lines, standing_lines
from genai_tui.catalog.claim_fields import field_names, folded
from genai_tui.catalog.diagnostics import nearest
from genai_tui.catalog.field_value import record_pages
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import catalog_names, catalog_option, setting, the_catalog
from genai_tui.cli.record_argument import NOT_FOUND, record_named, record_of
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json
from genai_tui.storage.loader import DEFAULT, whole_name

_STATUSES = {"unknown": ExitStatus.UNKNOWN, "disputed": ExitStatus.DISPUTED}


@click.command()
@catalog_option
@click.option("-f", "--format", "form", type=click.Choice(("text", "markdown", "json")), default="text",
              show_default=True, help="What to print.")  # fmt: skip
@click.argument("words", nargs=-1, required=True, metavar="RECORD [FIELD | ORGANIZATION]")
def why(form: str, words: tuple[str, ...]) -> None:
    """Show what proves a value: every claim about a FIELD of RECORD with its sources, and the reason of the choice.

    RECORD is a model or an organization, by id, name or alias. FIELD is what a query calls it (date, params,
    weights), its path in the record (training.compute_flop) or what stands beside it on screen. Two organizations
    show what ties them; RECORD alone lists its fields. Exit status: 0 known or estimated, 3 unknown, 4 disputed,
    1 no such record or field.
    """
    catalog, clean = the_catalog()
    if ends := _organizations(catalog, words):
        card = tie_card(catalog, *ends)
    else:
        record, field = _asked(catalog, words)
        if field is None:
            _list_fields(catalog, record, form)
            raise click.exceptions.Exit(ExitStatus.DONE if clean else ExitStatus.FAILED)
        card = claim_card(catalog, record, field)
    for line in _card_in(form, with_commands(hashed(catalog, card))):
        click.echo(line)
    raise click.exceptions.Exit(_STATUSES.get(card.state, ExitStatus.DONE) if clean else ExitStatus.FAILED)


def with_commands(card: ClaimCard) -> ClaimCard:
    """Return a card with the commands that print it again and cite it, for the catalogs that were asked for."""
    from genai_tui.view.browse import BrowseView
    from genai_tui.view.command_line import with_commands as with_commands_of

    names = tuple(map(whole_name, catalog_names()))
    overlays = tuple(map(whole_name, setting("overlay", ())))
    view = BrowseView(catalogs=() if names == (DEFAULT,) else names, overlays=overlays)
    return with_commands_of(view, card)


def _card_in(form: str, card: ClaimCard) -> Iterator[str] | Sequence[str]:
    if form == "text":
        return card_lines(card)
    if form == "markdown":
        from genai_tui.storage.exporters.claim_card_markdown import (
            card_in_markdown,
        )  # imported here: as a writer

        return card_in_markdown(card)
    from msgspec import to_builtins

    return (output.json({"form": FORM, **to_builtins(card)}),)


def _list_fields(catalog: Catalog, record: Model | Organization, form: str) -> None:
    fields = standings(catalog, record)
    if form == "json":
        from msgspec import to_builtins

        kind = "model" if isinstance(record, Model) else "organization"
        click.echo(output.json({"form": FORM, "catalog": catalog_as_json(catalog), "kind": kind, "id": record.id,
                                "name": record.name, "fields": to_builtins(fields)}))  # fmt: skip
    elif form == "markdown":
        from genai_tui.storage.exporters.claim_card_markdown import (
            standings_in_markdown,
        )  # imported here: as above

        for line in standings_in_markdown(record.name, fields):
            click.echo(line)
    else:
        for line in standing_lines(record.name, fields):
            click.echo(line)


def _organizations(catalog: Catalog, words: Sequence[str]) -> tuple[Organization, Organization] | None:
    """Return the two organizations that words name, the first as few words as may be; None where they do not."""
    from genai_tui.search.record_lookup import look_up, organization_entries

    entries = tuple(organization_entries(catalog))
    for first, second in _parts(words):
        ends = [
            catalog.organization(found.id)
            for name in (first, second)
            if (found := look_up(entries, name).record)
        ]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] is not ends[1]:
            return ends[0], ends[1]
    return None


def _asked(catalog: Catalog, words: Sequence[str]) -> tuple[Model | Organization, str | None]:
    """Return the record that words name, and the field that is asked for; None where it is the whole record.

    Leaves with status 1 where there is no such record or field.
    """
    from genai_tui.search.record_lookup import look_up_record

    whole = look_up_record(catalog, " ".join(words))
    if whole.record is not None:
        return record_of(catalog, whole.record), None
    begun: tuple[Model | Organization, str] | None = None
    for name, field in reversed(tuple(_parts(words))):
        entry = look_up_record(catalog, name).record
        if entry is None:
            continue
        record = record_of(catalog, entry)
        if path := field_names(record, record_pages(catalog, record)).get(folded(field)):
            return record, path
        begun = begun or (record, field)
    if begun is not None:
        _leave_without_field(catalog, *begun)
    last = words[-1]
    every = field_names(next(iter(catalog.models)), ()) if len(words) > 1 and catalog.models else {}
    if path := every.get(folded(last)):  # the record may be mistyped, and is then told as `show` does
        return record_named(catalog, " ".join(words[:-1])), path
    return record_named(catalog, " ".join(words)), None


def _leave_without_field(catalog: Catalog, record: Model | Organization, field: str) -> NoReturn:
    """Leave with status 1, having told which field may have been meant."""
    names = field_names(record, record_pages(catalog, record))
    near = nearest(folded(field), names)
    kind = "a model" if isinstance(record, Model) else "an organization"
    meant = (
        f"; did you mean `{near}`?" if near else f"; `genai-tui why {record.id}` lists those that there are"
    )
    tell(f"there is no field `{field}` of {kind}{meant}")
    raise click.exceptions.Exit(NOT_FOUND)


def _parts(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every way to split words into two names."""
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


ALL = (why,)
