"""A small catalog whose models have a status, periods of access, a family and keys in other catalogs."""

from __future__ import annotations

from pathlib import Path

TALKERS = {
    "catalog.yaml": """\
id: talkers
title: Talkers
edition: talkers
version: "1"
date: 2026-01-11
about: Models with a beginning and an end.
modalities: [{id: text, label: {en: text}}, {id: image, label: {en: image}}]
categories:
  - {id: text-to-text, label: {en: text → text}, code: TT, inputs: [text], outputs: [text]}
  - {id: other, label: {en: other}, code: OT}
sources: [{id: notes, title: Release notes, url: "https://example.org/notes"}]
""",
    "organizations.yaml": """\
- {id: acme, name: Acme, kind: company, ror: 05dxps055, wikidata: Q21708200, sources: [{id: notes}]}
- {id: bright, name: Bright Lab, kind: startup, sources: [{id: notes}]}
- {id: uni, name: University of Somewhere, kind: university, wikidata: Q42, sources: [{id: notes}]}
""",
    "relations.yaml": """\
- {from: acme, to: bright, kind: stake, date: 2025-10-28, share_percent: 27, sources: [{id: notes}]}
- {from: acme, to: bright, kind: licensed_and_hired, date: 2024-03, amount_usd: 650000000, sources: [{id: notes}]}
- {from: uni, to: bright, kind: invested_in, date: 2023, share_percent: 2.5, sources: [{id: notes}]}
""",
    "models/talker-1.yaml": """\
id: talker-1
name: Talker 1
family: Talker
category: text-to-text
inputs: [text]
outputs: [text]
organizations: [{id: acme, role: developer}, {id: uni, role: funder}]
released: {date: 2022-11-03, event: api}
other_dates: [{date: 2023-02, event: revision}, {date: 2024-01-04, event: retired}]
parameters: [{count: 671000000000, active: 37000000000, estimated: true}]
context_length: 4096
knowledge_cutoff: 2021-09
capabilities: {reasoning: false, tool_call: true}
availability:
  weights: closed
  api: false
  periods: [{of: api, from: 2022-11-03, until: 2024-01-04}, {of: demo, until: 2023}]
status: {state: retired, date: 2024-01-04, successor: talker-2, note: gone from the API}
same_as: ["epoch:Talker (Nov 2022)", "models-dev:acme/talker-1"]
not_same_as: [talker]
sources:
  - id: notes
    supports: [family, category, inputs, outputs, organizations, released, other_dates, parameters, context_length,
               knowledge_cutoff, capabilities, availability, status]
""",
    "models/talker-2.yaml": """\
id: talker-2
name: Talker 2
family: Talker
category: text-to-text
inputs: [text]
outputs: [text]
organizations: [{id: acme, role: developer}, {id: bright, role: collaborator}]
released: {date: 2024-01-04, event: api}
capabilities: {reasoning: true, tool_call: true, structured_output: true}
status: {state: deprecated, date: 2099-06}
offers: [{provider: Shop, context: 128000}]
based_on: [{model: talker-1, how: successor_of}]
sources:
  - {id: notes, supports: [family, category, inputs, outputs, organizations, released, capabilities, status, offers, based_on]}
""",
    "models/dreamer.yaml": """\
id: dreamer
name: Dreamer
category: other
inputs: []
outputs: [image]
organizations: [{id: uni, role: developer}]
released: {date: 2018, event: paper}
other_dates: [{date: 2020, event: withdrawn}]
sources: [{id: notes, supports: [category, inputs, outputs, organizations, released, other_dates]}]
""",
    "models/open-one.yaml": """\
id: open-one
name: Open One
family: Open
category: text-to-text
organizations: [{id: bright, role: developer}]
released: {date: 2023-07-18, event: weights}
parameters: [{count: 7000000000}]
availability: {weights: open, periods: [{of: weights, from: 2023-07-18}]}
status: {state: active}
sources:
  - {id: notes, supports: [family, category, organizations, released, parameters, availability, status, knowledge_cutoff]}
  - {id: card, title: A model card, supports: [knowledge_cutoff]}
disputes:
  - field: knowledge_cutoff
    claims: [{value: 2022-09, source: notes}, {value: 2023-07, source: card}]
    why: Neither counts more.
""",
}  # fmt: skip
"""The files of the catalog by their names."""


def write_talkers(folder: Path, **changes: str) -> Path:
    """Write the catalog into a folder; `changes` replace files by the name without its ending."""
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for name, text in TALKERS.items():
        (folder / name).write_text(changes.get(Path(name).stem.replace("-", "_"), text), encoding="utf-8")
    return folder
