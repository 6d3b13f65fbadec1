"""Completion in bash, zsh and fish: names and ids, queries, fields, catalogs, screens and paths.

click asks for what an argument or an option can become; what it offers comes from the tables and the search that the
explorer's Tab uses. A catalog that cannot be read offers nothing, and nothing is said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem, FishComplete, add_completion_class

Completer = Callable[[click.Context, str], Iterable[CompletionItem]]

MOST = 200
"""Names that are offered at once: a shell asks before it shows so many."""

FREE: frozenset[str] = frozenset(
    {"as_of", "since", "minutes", "sessions", "width", "height", "limit", "depth", "most", "max_age", "between before", "between after",
     "timeline start", "timeline end", "memory forget name", "new model name", "new organization name"}
)  # fmt: skip
"""Parameters that take what nobody can know beforehand: numbers, days, and names of one's own notes."""


class FishWithCommas(FishComplete):
    """The script for fish, which takes what is offered as it is: click's own cuts it at the second comma."""

    source_template = FishComplete.source_template.replace(
        'string split "," $completion', 'string split --max 1 "," $completion'
    )


add_completion_class(FishWithCommas, "fish")


def with_completion(command: click.Command, name: str) -> click.Command:
    """Return a command whose arguments and options complete."""
    for parameter in command.params:
        completer = completer_of(name, parameter)
        if completer is not None:
            parameter.shell_complete = _listed(completer)  # type: ignore[method-assign, assignment]
    for inner_name, inner in command.commands.items() if isinstance(command, click.Group) else ():
        with_completion(inner, f"{name} {inner_name}")
    return command


def first_word(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return the models and organizations that the first word can become."""
    return _listed(_names)(ctx, incomplete) if incomplete[:1] != "-" and incomplete else []


def completer_of(command: str, parameter: click.Parameter) -> Completer | None:
    """Return what completes a parameter of a command; None where click does, or nobody can."""
    called = parameter.name or ""
    return _OF_ONE_COMMAND.get(f"{command} {called}") or _OF_ALL.get(called)


def _listed(completer: Completer) -> Callable[[click.Context, str], list[CompletionItem]]:
    def complete(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        with ctx.scope(cleanup=False):
            return list(completer(ctx, incomplete))

    return complete


def _catalog() -> Any:
    """Return the catalog that the words before name; None where it cannot be read."""
    from genai_tui.catalog.diagnostics import CatalogError
    from genai_tui.cli.options import catalog_names, setting
    from genai_tui.storage.loader import open_catalogs

    try:
        return open_catalogs(catalog_names(), setting("overlay", ()), columns=setting("columns", ""))[0]
    except (CatalogError, OSError):
        return None


def _names(ctx: click.Context, incomplete: str, kinds: str = "mo") -> Iterator[CompletionItem]:
    """Offer ids, with the names behind them; a name that begins so leads to its id as well."""
    catalog = _catalog()
    if catalog is None:
        return
    typed = incomplete.casefold()
    if not catalog.is_whole:  # nobody waits for a million names after a key
        return
    records = [
        *(catalog.models if "m" in kinds else ()),
        *(catalog.organizations.values() if "o" in kinds else ()),
    ]
    begun = [each for each in records if each.id.startswith(typed)]
    named = (
        [each for each in records if each not in begun and each.name.casefold().startswith(typed)]
        if typed
        else []
    )
    for each in (*begun, *named)[:MOST]:
        yield CompletionItem(each.id, help=each.name)


def _ids(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Offer models, and files that hold their ids."""
    yield CompletionItem(incomplete, type="file")
    yield from _names(ctx, incomplete, "m")


def _organizations(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    return _names(ctx, incomplete, "om")


def _query(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Offer fields, and the values of one; in quotes where a shell would read a value itself."""
    catalog = _catalog()
    if catalog is None:
        return
    from genai_tui.search.backends import search_index
    from genai_tui.search.completion import complete
    from genai_tui.search.subject import MODELS, ORGANIZATIONS

    index = search_index(catalog, ORGANIZATIONS if ctx.info_name == "orgs" else MODELS)
    before, typed = _broken_at_colons(incomplete)
    for found in complete(index, typed, len(typed)):
        text = found.text.replace(":?", ":unknown")
        count = "" if found.count is None else f" · {found.count}"
        if '"' not in text and text.startswith(before):
            yield CompletionItem(text[len(before) :], help=f"{found.label}{count}")


def _broken_at_colons(incomplete: str) -> tuple[str, str]:
    """Return what stands before the word that the shell will replace, and the whole word of the query.

    bash ends a word at a colon, so of `weights:o` it asks for `o` alone and puts what is offered in place of that.
    """
    from genai_tui.catalog.numbers import whole  # imported here: nothing is completed at the start

    words, at = os.environ.get("COMP_WORDS", "").split(), whole(os.environ.get("COMP_CWORD", ""))
    if at is None or ":" not in words[at - 1 : at + 1]:
        return "", incomplete
    last = "" if incomplete == ":" else incomplete
    place = at if incomplete == ":" else at - 1
    before = f"{words[place - 1]}:" if place > 0 else ""
    return before, f"{before}{last}"


def _of_list(names: Callable[[click.Context], Iterable[tuple[str, str]]]) -> Completer:
    """Return what completes the last of several names with commas between them."""

    def complete(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        taken = set(before.split(","))
        for name, about in names(ctx):
            if name.startswith(last.casefold()) and name not in taken:
                yield CompletionItem(f"{before}{comma}{name}", help=about)

    return complete


def _fields(ctx: click.Context) -> Iterator[tuple[str, str]]:
    from genai_tui.storage.exporters.record_fields import field_table

    for field in field_table("organization" if ctx.info_name == "orgs" else "model").all():
        yield field.name, field.about


def _countable(ctx: click.Context) -> Iterator[tuple[str, str]]:
    from genai_tui.catalog.attributes import MODELS
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS
    from genai_tui.search.counts import countable

    for each in countable(ORGANIZATIONS if ctx.params.get("what") == "orgs" else MODELS):
        yield each.name, each.help


def _compared(ctx: click.Context) -> Iterator[tuple[str, str]]:
    from genai_tui.catalog.agreement import FIELDS
    from genai_tui.catalog.field_lookup import short_name
    from genai_tui.catalog.field_words import field_words

    yield from ((short_name(each.path), field_words(each.path)) for each in FIELDS)
    yield "same", "which pairs may be one model"


def _catalogs(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    from genai_tui.storage.loader import known_names

    yield CompletionItem(incomplete, type="file")
    yield from (CompletionItem(name) for name in known_names() if name.startswith(incomplete))


def _files(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    yield CompletionItem(incomplete, type="file")


def _folders(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    yield CompletionItem(incomplete, type="dir")


def _columns(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Offer the fields of a map of columns, and behind one the headings of the table that was named."""
    from genai_tui.cli.options import setting
    from genai_tui.storage.files import typed
    from genai_tui.storage.importers.plain_table import heads_of
    from genai_tui.storage.importers.table_columns import FIELDS

    before, comma, last = incomplete.rpartition(",")
    field, sign, begun = last.partition("=")
    if not sign:
        found = (name for name in FIELDS if name.startswith(last.casefold()))
        yield from (CompletionItem(f"{before}{comma}{name}=") for name in found)
        return
    tables = [ctx.params["path"]] if ctx.params.get("path") else list(setting("catalog", ()))
    for heading in heads_of(typed(tables[-1])) if tables else ():
        if heading.casefold().startswith(begun.casefold()):
            yield CompletionItem(f"{before}{comma}{field}={heading}")


def _record_then_field(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Offer a record, and behind one its fields."""
    if not ctx.params.get("words"):
        yield from _names(ctx, incomplete)
        return
    yield from _of_list(_fields)(ctx, incomplete)
    yield from _names(ctx, incomplete, "o")


def _screens(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    from genai_tui.view.screens import SCREENS

    yield from (CompletionItem(each.name) for each in SCREENS if each.name.startswith(incomplete))


def _commands(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    group = ctx.find_root().command
    if isinstance(group, click.Group):
        from genai_tui.cli.help_topics import topic_names

        names = (*group.list_commands(ctx), *topic_names())
        yield from (CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(incomplete))


_OF_ALL: dict[str, Completer] = {
    "query": _query, "name": _names, "record": _names, "words": _names, "start": _organizations, "end": _organizations,
    "center": _organizations, "ends": _organizations, "inside": _organizations, "fields": _of_list(_fields), "by": _of_list(_countable), "field": _of_list(_compared),
    "catalog": _catalogs, "overlay": _folders, "overlays": _folders, "visitors": _folders, "paths": _catalogs, "path": _catalogs,
    "before": _catalogs, "after": _catalogs, "output": _files, "folder": _folders, "expected": _query, "against": _catalogs, "ids": _ids, "file": _files, "address": _screens, "command": _commands,
    "columns": _columns,
}  # fmt: skip
"""What completes parameters by their name."""


def _nothing(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Offer nothing: nobody can know."""
    yield from ()


_OF_ONE_COMMAND: dict[str, Completer] = {
    "why words": _record_then_field,
    "export path": _files,
    **{each: _nothing for each in FREE if " " in each},
}
"""What completes a parameter of one command, where its name means another thing in others."""
