"""The subcommand `why`: a value with its proof, as a card to read, to paste and to cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

import click
from msgspec import to_builtins

from genai_tui.catalog.claim_card import ClaimCard, claim_card, hashed, standings, tie_card
from genai_tui.catalog.claim_card_text import card_lines, standing_lines
from genai_tui.catalog.claim_fields import field_names, folded
from genai_tui.catalog.diagnostics import nearest
from genai_tui.catalog.field_value import record_pages
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus, nothing_found
from genai_tui.cli.options import (
    as_of_option,
    catalog_names,
    catalog_option,
    form_option,
    setting,
    the_catalog,
    to_be_named,
)
from genai_tui.cli.record_argument import record_named, record_of
from genai_tui.search.record_lookup import organization_called, record_called
from genai_tui.storage.exporters.claim_card_markdown import card_in_markdown, standings_in_markdown
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json
from genai_tui.storage.loader import whole_name
from genai_tui.view import command_line
from genai_tui.view.browse import BrowseView

_STATUSES = {"unknown": ExitStatus.UNKNOWN, "disputed": ExitStatus.DISPUTED}


class _Text:
    """Columns of text."""

    def card(self, card: ClaimCard) -> Iterable[str]:
        return card_lines(card)

    def fields(self, catalog: Catalog, record: Model | Organization) -> Iterable[str]:
        return standing_lines(record.name, standings(catalog, record))


class _Markdown:
    """Lists and tables for a thread."""

    def card(self, card: ClaimCard) -> Iterable[str]:
        return card_in_markdown(card)

    def fields(self, catalog: Catalog, record: Model | Organization) -> Iterable[str]:
        return standings_in_markdown(record.name, standings(catalog, record))


class _Json:
    """Everything, null for what is not known."""

    def card(self, card: ClaimCard) -> Iterable[str]:
        yield output.json({"form": FORM, **to_builtins(card)})

    def fields(self, catalog: Catalog, record: Model | Organization) -> Iterable[str]:
        kind = "model" if isinstance(record, Model) else "organization"
        yield output.json({"form": FORM, "catalog": catalog_as_json(catalog), "kind": kind, "id": record.id,
                           "name": record.name, "fields": to_builtins(standings(catalog, record))})  # fmt: skip


_FORMATS: dict[str, _Text | _Markdown | _Json] = {"text": _Text(), "markdown": _Markdown(), "json": _Json()}


@click.command()
@catalog_option
@as_of_option
@form_option(*_FORMATS)
@click.argument("words", nargs=-1, required=True, metavar="RECORD [FIELD | ORGANIZATION]")
def why(form: str, words: tuple[str, ...]) -> None:
    """Show what proves a value: every claim about a FIELD of RECORD with its sources, and why one was chosen.

    RECORD is a model or an organization, by id, name or alias. FIELD is its name in queries (date, params, weights),
    its path in the record (training.compute_flop) or its label on screen. With two organizations the ties between
    them are shown; RECORD alone lists its fields. Exit status: 0 known or estimated, 3 unknown, 4 disputed,
    1 no such record or field.
    """
    catalog, clean = the_catalog()
    if ends := _organizations(catalog, words):
        card = tie_card(catalog, *ends)
    else:
        record, field = _asked(catalog, words)
        if field is None:
            _print(_FORMATS[form].fields(catalog, record))
            raise click.exceptions.Exit(ExitStatus.DONE if clean else ExitStatus.USAGE)
        card = claim_card(catalog, record, field)
    _print(_FORMATS[form].card(with_commands(hashed(catalog, card))))
    raise click.exceptions.Exit(_STATUSES.get(card.state, ExitStatus.DONE) if clean else ExitStatus.USAGE)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def with_commands(card: ClaimCard) -> ClaimCard:
    """Return a card with the commands that print it again and cite it, for the catalogs that were asked for."""
    names = tuple(map(whole_name, catalog_names()))
    overlays = tuple(map(whole_name, setting("overlay", ())))
    view = BrowseView(catalogs=to_be_named(names), overlays=overlays)
    return command_line.with_commands(view, card)


def _organizations(catalog: Catalog, words: Sequence[str]) -> tuple[Organization, Organization] | None:
    """Return the two organizations that words name, the first as few words as may be; None where they do not."""
    for names in _parts(words):
        found = [organization_called(catalog, name) for name in names]
        ends = [catalog.organization(each.id) for each in found if each]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] is not ends[1]:
            return ends[0], ends[1]
    return None


def _asked(catalog: Catalog, words: Sequence[str]) -> tuple[Model | Organization, str | None]:
    """Return the record that words name, and the field that is asked for; None where it is the whole record.

    Leaves with status 1 where there is no such record or field.
    """
    parts = [(" ".join(words), ""), *reversed(tuple(_parts(words)))]
    begun = [
        (record_of(catalog, entry), field) for name, field in parts if (entry := record_called(catalog, name))
    ]
    for record, field in begun:
        if not field:
            return record, None
        if path := _path(catalog, record, field):
            return record, path
    if begun:
        _leave_without_field(catalog, *begun[0])
    if len(words) > 1 and any(folded(words[-1]) in field_names(each, ()) for each in catalog.models[:1]):
        record = record_named(catalog, " ".join(words[:-1]))  # mistyped, which is told as `show` does
        return record, _path(catalog, record, words[-1]) or _leave_without_field(catalog, record, words[-1])
    return record_named(catalog, " ".join(words)), None


def _path(catalog: Catalog, record: Model | Organization, field: str) -> str | None:
    """Return the path of the field of a record that people call so."""
    return field_names(record, record_pages(catalog, record)).get(folded(field))


def _leave_without_field(catalog: Catalog, record: Model | Organization, field: str) -> NoReturn:
    """Leave with status 1, having told which field may have been meant."""
    names = field_names(record, record_pages(catalog, record))
    near = nearest(folded(field), names)
    kind = "a model" if isinstance(record, Model) else "an organization"
    meant = (
        f"; did you mean `{near}`?" if near else f"; `genai-tui why {record.id}` lists those that there are"
    )
    tell(f"there is no field `{field}` of {kind}{meant}")
    raise nothing_found()


def _parts(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every way to split words into two names."""
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


ALL = (why,)
