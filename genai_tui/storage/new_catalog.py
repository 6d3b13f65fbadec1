"""A new catalog: a folder that validates as it is written, with comments that say how to go on."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.slugs import slug_of
from genai_tui.storage import yaml_tree
from genai_tui.storage.exporters.json_document import indented
from genai_tui.storage.folder_writer import new_folder
from genai_tui.storage.json_schema import schema

SCHEMA_FOLDER = "schema"
_KINDS = ("catalog", "organizations", "relations", "model")

_HEAD = """\
# yaml-language-server: $schema=schema/catalog.json
# The line above lets an editor complete and check this file. `genai-tui validate` checks the whole folder.

id: {id}
title: {title}
edition: own
version: "1"        # of your data; raise it when you publish a change
date: {date}    # of your data; `genai-tui check` tells its age from it
about: The models that we use.
# license: CC-BY-4.0    # under which others may use this data

# What goes into models and comes out of them. Add what you need; every id is lower-case words with hyphens.
modalities:
  - {{id: text, label: {{en: text}}}}
  - {{id: image, label: {{en: image}}}}
  - {{id: audio, label: {{en: audio}}}}
  - {{id: video, label: {{en: video}}}}
  - {{id: code, label: {{en: code}}}}

# The places that models are sorted into, each model in one.
categories:
  - {{id: text-to-text, label: {{en: text → text}}, inputs: [text], outputs: [text]}}
  - {{id: text-to-code, label: {{en: text → code}}, inputs: [text], outputs: [code]}}
  - {{id: text-to-image, label: {{en: text → image}}, inputs: [text], outputs: [image]}}
  - {{id: text-to-video, label: {{en: text → video}}, inputs: [text], outputs: [video]}}
  - {{id: text-to-audio, label: {{en: text → audio}}, inputs: [text], outputs: [audio]}}
  - {{id: image-to-text, label: {{en: image → text}}, inputs: [image], outputs: [text]}}
  - {{id: audio-to-text, label: {{en: audio → text}}, inputs: [audio], outputs: [text]}}

# Sources that many records share. A record names one by its id alone: `sources: [{{id: handbook}}]`.
# sources:
#   - {{id: handbook, title: Our handbook of models, url: https://example.org/handbook}}
"""

_ORGANIZATIONS = """\
# yaml-language-server: $schema=schema/organizations.json
# Who makes models. `genai-tui new organization NAME` adds one.

- id: openai
  name: OpenAI
  kind: company       # company, lab, university, startup, nonprofit or government
  country: US         # ISO 3166, two letters
"""

_MODEL = """\
# yaml-language-server: $schema=../schema/model.json
# One model a file, and the file's name is its id. `genai-tui new model NAME` writes the next one.
# Leave out what is not known: nothing here is ever "unknown", "N/A" or 0.

id: whisper
name: Whisper
category: audio-to-text       # one of catalog.yaml
inputs: [audio]
outputs: [text]
organizations:
  - {id: openai, role: developer}       # an id of organizations.yaml; or collaborator, deployer, funder
released: {date: 2022-09-21, event: weights}      # a day, a month or a year; or announcement, paper, api, demo, product
parameters:
  - {count: 1550000000, variant: large}
availability:
  weights: open       # or restricted, closed
  license: MIT        # an SPDX id, or the name of the licence
links:
  code: https://github.com/openai/whisper
summary: Writes down speech in many languages and translates it into English.
# status: {state: active, date: 2026-01-01}     # or deprecated, retired; successor: the id of a model

# Where that is known from, and which fields each source speaks for.
sources:
  - id: whisper-repo
    title: openai/whisper
    url: https://github.com/openai/whisper
    supports: [organizations, released, parameters, availability, links, summary]
"""

WORKFLOW = """\
# .github/workflows/registry.yml
on: [push, pull_request]
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {{python-version: "3.12"}}
      - run: pip install genai-tui
      - run: genai-tui validate {folder} --strict --format github
"""
"""A workflow of GitHub that validates `folder`."""


def write_new_catalog(folder: Path) -> tuple[str, ...]:
    """Write a new catalog into a folder and return its files, in order, from the folder on.

    Everything is written or nothing. What stands in the folder already stays as it is; raises CatalogError where a file
    of the catalog would take the place of one, and where nothing can be written.
    """
    files = _files(folder)
    try:
        if _is_free(folder):
            with new_folder(folder, "init") as inside:
                _write(inside, files)
        else:
            _put_into(folder, files)
    except OSError as error:
        raise CatalogError(Problem(str(folder), 0, 0, "", f"cannot be written: {error.strerror}")) from None
    return tuple(files)


def _files(folder: Path) -> dict[str, str]:
    """Return the text of each file by its path within the folder."""
    name = Path(os.path.realpath(folder)).name or "Registry"
    title = yaml_tree.dump([name.encode(errors="replace").decode()], in_line=True).strip()[1:-1]
    head = _HEAD.format(id=slug_of(name) or "registry", title=title, date=datetime.date.today().isoformat())
    return {
        "catalog.yaml": head,
        "organizations.yaml": _ORGANIZATIONS,
        "models/whisper.yaml": _MODEL,
        **{f"{SCHEMA_FOLDER}/{kind}.json": f"{indented(schema(kind))}\n" for kind in _KINDS},
    }


def _is_free(folder: Path) -> bool:
    """Tell whether a whole new folder can take this place."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and not any(folder.iterdir()) and folder.resolve() != Path.cwd()


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _put_into(folder: Path, files: dict[str, str]) -> None:
    """Write the files beside what stands in a folder: catalog.yaml, which makes it a catalog, comes last."""
    if not folder.is_dir():
        raise CatalogError(Problem(str(folder), 0, 0, "", "is a file, expected a folder"))
    tops = list(dict.fromkeys(name.partition("/")[0] for name in reversed(files)))
    there = [top for top in reversed(tops) if os.path.lexists(folder / top)]
    if there:
        what = f"{', '.join(there)} {'stand' if len(there) > 1 else 'stands'} there already, so nothing is written"
        raise CatalogError(Problem(str(folder), 0, 0, "", what, "give a new folder"))
    beside = folder / f".unfinished-init-{os.urandom(4).hex()}"
    beside.mkdir()
    put: list[Path] = []
    try:
        _write(beside, files)
        for top in tops:
            (beside / top).rename(folder / top)
            put.append(folder / top)
    except BaseException:
        for path in put:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
