"""A catalog whose files hold every field there is, and files that differ from its own in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from tests.storage.yaml_core import CoreLoader

WHOLE = {
    "catalog.yaml": """\
id: whole
title: Whole
edition: whole
version: "1"
date: 2023-01-11
about: Every field once.
license: MIT
credit: ours
may_lack: []
modalities: [{id: text, label: {en: text, de: Text}}, {id: image, label: {en: image}}]
categories: [{id: text-to-image, label: {en: text → image}, code: TI, aliases: [t2i], inputs: [text], outputs: [image], note: n}]
sources: [{id: paper, title: A paper, url: "https://example.org/paper", kind: paper, note: seen}]
notes: [{title: A note, text: Something to know., sources: [paper]}]
""",
    "organizations.yaml": """\
- {id: acme, name: Acme Labs, aliases: [ACME], kind: company, country: NO, city: Oslo, founded: 1999,
   homepage: "https://example.org/", ror: 05dxps055, wikidata: Q42, note: a note, sources: [{id: paper, supports: [name, country]}]}
- {id: uni, name: University of Somewhere, kind: university, sources: []}
""",
    "relations.yaml": """\
- {from: acme, to: uni, kind: invested_in, date: 2022-04, amount_usd: 1000000, share_percent: 2.5, note: a note, sources: [{id: paper}]}
""",
    "models/painter.yaml": """\
id: painter
name: Painter 2
type: model
aliases: [painter2]
family: Painter
category: text-to-image
also_in: []
inputs: [text]
outputs: [image]
organizations: [{id: acme, role: developer, unit: uni, note: n}, {id: uni, role: funder}]
released: {date: 2022-04-06, event: announcement, note: n}
other_dates: [{date: 2022, event: paper}]
context_length: 4096
knowledge_cutoff: 2021-09
capabilities: {reasoning: true, tool_call: false, structured_output: true}
status: {state: deprecated, date: 2023, successor: listener, note: n}
same_as: ["epoch:Painter (2022)"]
not_same_as: [painter-3]
parameters: [{count: 3500000000, active: 1200000000, variant: base, note: n, estimated: true}]
architecture: {family: transformer, components: [encoder], note: n}
training: {data: [{name: Set, size: large, note: n}], compute_flop: 1e23, compute_estimated: false, hardware: h, time: t, note: n}
results: [{metric: FID, value: -7.5, unit: points, benchmark: COCO, note: n, source: paper}]
availability: {weights: open, api: false, demo: true, license: Apache-2.0, periods: [{of: api, from: 2022-04, until: 2023, note: n}], note: n}
based_on: [{model: listener, how: component, note: n}, {name: Outsider, how: successor_of}]
paper: {title: On painting, authors: [Ann Ape], year: 2022, venue: CVPR 2022, arxiv: 2204.06120, doi: 10.1000/xyz, url: "https://example.org/p"}
links: {homepage: "https://example.org/", code: "https://example.org/c", weights: "https://example.org/w", demo: "http://example.org/d"}
summary: Paints.
how_it_works: It paints what it reads.
strengths: [fast]
limitations: [flat]
citations: 12
offers: [{provider: Shop, name: painter, input_price: 0.5, output_price: 0, context: 8192, output_limit: 4096}]
sources: [{id: paper, supports: [organizations, training.compute_flop]}, {id: other, title: Another}]
disputes: [{field: parameters, claims: [{value: 3b, source: paper}, {value: 4b, source: other}], chosen: 3b, why: nearer}]
survey: {section: "3.1", note: n}
""",
    "models/listener.yaml": """\
id: listener
name: Listener
category: text-to-image
organizations: [{id: acme, role: developer}]
released: {date: 2021}
sources: [{id: paper, supports: [released]}]
""",
}  # fmt: skip
"""The files of a catalog by their names."""

SCHEMA_OF = {
    "catalog.yaml": "catalog",
    "organizations.yaml": "organizations",
    "relations.yaml": "relations",
    "models/painter.yaml": "model",
}

SCALARS = (
    "null", "~", "", '""', '" "', "unknown", "Unknown", '"unknown"', "TBD", "N/A", '"?x"', "None", '"None"', '"null"', '"~"', "true",
    "True", "FALSE", '"true"', "yes", "no", "0", "-1", "1", "7", "1.5", "1e9", "1_000", '"46700000000"', '"0"', '"-3"', '"1.5"', ".5",
    "012", ".inf", "99999999999999999999", "2023", '"2023"', "3023", "2022-04", "2022-13", "2022-00", "2022-02-30",
    "2024-02-29", "2023-02-29", "2022-4", '"2022-04-06"', "2211.10440", '"2211.10440"', "math/0309136", '"2211.104"', "ftp://example.org/",
    "https://example.org/a", '"https://example.org/a b"', "https:/x", "10.1000/182", "doi:10.1000/182", "Acme Labs", "acme", "Acme", "acme--x",
    "XX", "xx", "NO", "TI", "T1", '" spaced "', "'two\n\n lines'", "<<", "open", "opened", "developer", "paramters", "parameters", "Jürgen",
    "[]", "{}", "[acme]", "[null]", "{id: acme}",
)  # fmt: skip
"""What a value is replaced by, as it would stand in a file."""


class Mutation(Struct, frozen=True):
    """A file of the whole catalog with one place changed: what was done, and the text of the file."""

    file: str
    what: str
    text: str


class _Raw(str):
    """Text that is written into the file as it stands."""


def mutations(file: str, text: str) -> Iterator[Mutation]:
    """Yield every change of one place: a value replaced, a field left out, doubled, misspelt or added."""
    tree = _raw(yaml.compose(text, CoreLoader))
    yield Mutation(file, "as it was", _written(tree))
    for path in _places(tree):
        for value in SCALARS:
            yield Mutation(file, f"{path} = {value!r}", _written(_with(tree, path, _Raw(value))))
        if path and isinstance(path[-1], str):
            yield Mutation(file, f"{path} left out", _written(_with(tree, path, None)))
    for path in _places(tree, mappings=True):
        for extra in ("nonsense: 1", "<<: {a: 1}", "1: 2"):
            yield Mutation(file, f"{path} and {extra}", _written(_with(tree, (*path, _Raw(extra)), _Raw(""))))


def _raw(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _raw(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_raw(item) for item in node.value]
    return _Raw(node.value if node.style is None else f'"{node.value}"')


def _places(tree: Any, path: tuple[str | int, ...] = (), mappings: bool = False) -> Iterator[Any]:
    items: Any = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    if isinstance(tree, dict) if mappings else path:
        yield path
    for key, value in items:
        yield from _places(value, (*path, key), mappings)


def _with(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    key, *rest = path
    if isinstance(tree, list):
        return [_with(item, tuple(rest), value) if place == key else item for place, item in enumerate(tree)]
    changed = {name: _with(item, tuple(rest), value) if name == key else item for name, item in tree.items()}
    if isinstance(key, _Raw):
        changed[key] = value
    return {name: item for name, item in changed.items() if item is not None}


def _written(tree: Any, depth: int = 0) -> str:
    if isinstance(tree, dict):
        pairs = (
            str(key) if isinstance(key, _Raw) else f"{key}: {_written(item, depth + 1)}"
            for key, item in tree.items()
        )
        return "\n".join(pairs) + "\n" if depth == 0 else "{" + ", ".join(pairs) + "}"
    if isinstance(tree, list):
        items = (_written(item, depth + 1) for item in tree)
        return "".join(f"- {item}\n" for item in items) if depth == 0 else "[" + ", ".join(items) + "]"
    return str(tree)
