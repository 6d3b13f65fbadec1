"""The argument NAME: the record that it stands for, or the names near it on standard error.

Only an id, a name or an alias answers a program. A person at a terminal who asked for no format is also given
the one record that is clearly nearest, and told so. Whatever else is typed prints nothing to standard output.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from msgspec import structs

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import nothing_found
from genai_tui.cli.options import note_unknown

# Looking a name up is imported where it is used: every command imports this module, and few are given a name.
if TYPE_CHECKING:
    from genai_tui.graph.name_merging import Names
    from genai_tui.graph.types import Graph
    from genai_tui.search.record_lookup import Entry, Lookup

_MOST = 8
"""Records that are named as near."""


def may_guess() -> bool:
    """Tell whether a near spelling may answer: a person reads the answer, in the form that is meant for people."""
    context = click.get_current_context()
    asked = context.get_parameter_source("form") if "form" in context.params else None
    return sys.stdout.isatty() and asked is not ParameterSource.COMMANDLINE


def models_named(catalog: Catalog, words: Sequence[str]) -> tuple[Model, ...]:
    """Return the model that words name together, or else the models that each of them names.

    Leaves with status 1 where they name none, or one of several; of single words that do it is told, and the status says so.
    """
    from genai_tui.search.record_lookup import look_up_model, look_up_record

    together = look_up_model(catalog, " ".join(words))
    alone = [look_up_model(catalog, word) for word in words]
    if not together.found and not any(each.found for each in alone):
        maker = look_up_record(catalog, together.typed).record
        if maker is not None:
            tell(f"`{maker.name}` is an organization; org:{maker.id} means its models")
            raise nothing_found()
    entries = _each_or_all(together, alone, "model")
    return tuple(model for entry in entries if (model := catalog.model(entry.id)))


def records_named(catalog: Catalog, words: Sequence[str]) -> tuple[Model | Organization, ...]:
    """Return the record that words name together, or else those that each of them names; else as `models_named`."""
    from genai_tui.search.record_lookup import look_up_record

    together = look_up_record(catalog, " ".join(words))
    alone = [look_up_record(catalog, word) for word in words]
    return tuple(
        record_of(catalog, entry) for entry in _each_or_all(together, alone, "model or organization")
    )


def _each_or_all(together: Lookup, alone: Sequence[Lookup], kind: str) -> tuple[Entry, ...]:
    """Return the record of all words together, or else of each alone; leaves with status 1 where there is none."""
    if together.found or len(alone) == 1 or not any(each.record for each in alone):
        return (resolved(together, kind),)
    entries = []
    for each in alone:
        if each.record is None:
            _tell_why(each, kind)
            note_unknown()
        else:
            entries.append(each.record)
    return tuple(dict.fromkeys(entries))


def record_named(catalog: Catalog, name: str) -> Model | Organization:
    """Return the model, or else the organization, that `name` stands for; leaves as `models_named`."""
    from genai_tui.search.record_lookup import look_up_record

    return record_of(catalog, resolved(look_up_record(catalog, name), "model or organization"))


def record_of(catalog: Catalog, entry: Entry) -> Model | Organization:
    """Return the record behind an entry that was looked up in a catalog."""
    record = catalog.record(entry.kind, entry.id)
    assert record is not None
    return record


def node_named(catalog: Catalog, whole: Graph, names: Names, name: str) -> str:
    """Return the node of a graph that `name` stands for, under its owner's name where names are merged."""
    from genai_tui.search.record_lookup import look_up, look_up_record

    nodes = tuple(_nodes(catalog, whole, names))
    lookup = look_up(nodes, name)
    if lookup.found:
        return resolved(lookup, "node").id
    elsewhere = look_up_record(catalog, name)
    if elsewhere.record is not None and elsewhere.record.kind == "organization":  # by its id in a register
        known = look_up(nodes, elsewhere.record.id)
        if known.record is not None:
            return known.record.id
    if elsewhere.record is not None:
        tell(f"nothing is known of ties of {elsewhere.record.name} in this graph; --kind takes others")
        raise nothing_found()
    if not (lookup.family or lookup.near):  # what is near may be a record that is no node here
        lookup = structs.replace(elsewhere, meant=None)
    if not (lookup.family or lookup.near) and (joined := _joined_most(whole)):
        tell(f"there is no node `{name}`")
        tell(f"joined most: {', '.join(joined)}")
        raise nothing_found()
    return resolved(lookup, "node").id


def _joined_most(whole: Graph) -> list[str]:
    """Return the ids of the nodes of a graph that have most ties."""
    return [id_ for id_, _ in Counter(end for link in whole.links for end in link.ends).most_common(5)]


def _nodes(catalog: Catalog, whole: Graph, names: Names) -> Iterator[Entry]:
    """Yield the nodes of a graph with everything that the records behind them are called."""
    from genai_tui.graph.kinds import model_of
    from genai_tui.graph.name_merging import Naming
    from genai_tui.search.record_lookup import Entry

    naming = Naming(catalog, names)
    spellings: dict[str, list[str]] = {node.id: [] for node in whole.nodes}
    for known in catalog.organizations.values():
        owner = naming.of(known.id, None)
        if owner in spellings:
            spellings[owner] += [known.id, *known.names]
    for node in whole.nodes:
        model_id = model_of(whole.kind, node.id)
        model = catalog.model(model_id) if model_id is not None else None
        called = (model.id, *model.names) if model else ()
        yield Entry("node", node.id, node.label, (*spellings[node.id], *called))


def resolved(lookup: Lookup, kind: str) -> Entry:
    """Return the one record of a look-up; leaves with status 1, having told what is near, where there is none."""
    if lookup.record is not None:
        return lookup.record
    if not lookup.found and lookup.meant is not None and may_guess():
        tell(f"taking `{lookup.typed}` for {lookup.meant.name}")
        return lookup.meant
    _tell_why(lookup, kind)
    raise nothing_found()


def _tell_why(lookup: Lookup, kind: str) -> None:
    """Say why a name is not good, and what is near."""
    if lookup.found:
        tell(f"`{lookup.typed}` is the name of {len(lookup.found)}: {_called(lookup.found)}; an id names one")
        return
    tell(f"there is no {kind} `{lookup.typed}`")
    if lookup.family:
        tell(f"names that begin like this: {_called(lookup.family)}")
    elif lookup.near:
        tell(f"near: {_called(lookup.near)}")
    else:
        tell("`genai-tui list` prints all models, `genai-tui --help` all commands")


def _called(entries: Sequence[Entry]) -> str:
    more = f" and {len(entries) - _MOST} more" if len(entries) > _MOST else ""
    return ", ".join(f"{entry.name} ({entry.id})" for entry in entries[:_MOST]) + more
