"""A new record in a catalog's folder: a model's file or an organization's entry, with what is missing marked.

What has to be filled in stands there without a value, so that `validate` points to each place.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.slugs import slug_of
from genai_tui.storage import files, yaml_tree
from genai_tui.storage.decoder import value_of
from genai_tui.storage.new_catalog import SCHEMA_FOLDER

_MODEL = """\
{modeline}id: {id}
name: {name}
category: # TODO: {categories}
# inputs: [text]
# outputs: [text]
organizations:
  - id: # TODO: {organizations}
    role: developer       # or collaborator, deployer, funder
released:
  date: # TODO: a day, month or year, such as 2024-05-13, 2024-05 or 2024
  event: announcement     # or paper, weights, api, demo, product: the first of them
# parameters:
#   - {{count: 7000000000}}
# availability: {{weights: open, license: Apache-2.0}}      # weights: open, restricted or closed
# status: {{state: active}}     # or deprecated, retired
# summary: One sentence of your own.
sources:
  - id: # TODO: a word for the source, such as {id}-card
    title: # TODO: its title
    url: # TODO: its address
    supports: [organizations, released]
"""

_ORGANIZATION = """\
- id: {id}
  name: {name}
  kind: # TODO: company, lab, university, startup, nonprofit or government; or leave the line out
  country: # TODO: ISO 3166, two letters such as US; or leave the line out
"""


def write_model(folder: Path, catalog: Catalog, name: str) -> Path:
    """Write the file of a new model of that name and return it; raises CatalogError where its id is taken or none."""
    id_ = _id(folder, name)
    path = folder / "models" / f"{id_}.yaml"
    if catalog.model(id_) is not None:
        raise _refusal(
            path, f"there is a model `{id_}` already", "give it another name, and write this one there"
        )
    has_schema = (folder / SCHEMA_FOLDER / "model.json").is_file()
    text = _MODEL.format(
        modeline=f"# yaml-language-server: $schema=../{SCHEMA_FOLDER}/model.json\n" if has_schema else "",
        id=_plain(id_),
        name=_plain(name),
        categories=_some([each.id for each in catalog.head.categories], "one of", "a category of catalog.yaml"),
        organizations=_some(list(catalog.organizations), "an id of organizations.yaml:", "an id of organizations.yaml"),
    )  # fmt: skip
    try:
        path.parent.mkdir(exist_ok=True)
        files.write_new(path, text.encode())
    except OSError as error:  # Refused is one
        raise _refusal(path, str(error.strerror or error)) from None
    return path


def write_organization(folder: Path, catalog: Catalog, name: str) -> Path:
    """Add an entry to organizations.yaml for a new organization of that name and return the file; raises as `write_model`."""
    id_ = _id(folder, name)
    path = folder / "organizations.yaml"
    if id_ in catalog.organizations:
        raise _refusal(path, f"there is an organization `{id_}` already", "give it another name")
    entry = _ORGANIZATION.format(id=_plain(id_), name=_plain(name))
    try:
        if not os.path.lexists(path):
            files.write_new(path, entry.encode())
            return path
        before = files.read(path, files.RECORD_BYTES).decode("utf-8-sig")
        after = _appended(path, before, entry)
        mode = stat.S_IMODE(path.stat().st_mode)
        files.write(Path(os.path.realpath(path)), after.encode())
        path.chmod(mode)
    except UnicodeDecodeError:
        raise _refusal(path, "is not UTF-8, so nothing is added") from None
    except OSError as error:
        raise _refusal(path, str(error.strerror or error)) from None
    return path


def _appended(path: Path, before: str, entry: str) -> str:
    """Return the text of a list with an entry behind its last; raises CatalogError where it is no list of lines."""
    starts = [line for line in before.splitlines() if line.lstrip().startswith("- ")]
    indent = starts[0][: len(starts[0]) - len(starts[0].lstrip())] if starts else ""
    lines = "".join(f"{indent}{line}\n" for line in entry.splitlines())
    after = f"{before.rstrip()}\n{lines}" if before.strip() else lines
    was = _ids_in(path, before) if starts else []
    try:
        become = _ids_in(path, after)
    except CatalogError:  # the entry does not go with what stands there, which is right
        become = None
    if was is None or become is None or become[:-1] != was:
        raise _refusal(path, "is not a list with an entry a `- `, so nothing is added", "write it by hand")
    if become[-1] in was:  # its entry may be wrong, and then the catalog does not have it
        raise _refusal(path, f"there is an organization `{become[-1]}` already", "give it another name")
    return after


def _ids_in(path: Path, text: str) -> list[str] | None:
    """Return the ids of a list of records, empty for one without; None where it is no list. Raises CatalogError."""
    try:
        tree = yaml_tree.parse(text.encode(), str(path))
    except yaml_tree.Unreadable as unreadable:
        raise CatalogError(unreadable.problem) from None
    if not isinstance(tree, yaml_tree.Sequence):
        return None
    ids = (value_of(item, "id") for item in tree.items)
    return [node.text if isinstance(node, yaml_tree.Scalar) else "" for node in ids]


def _id(folder: Path, name: str) -> str:
    id_ = slug_of(name)
    if not id_:
        raise _refusal(folder, "no id can be made of that name", "it needs a letter from a to z, or a digit")
    return id_


def _some(ids: list[str], before: str, without: str) -> str:
    """Return some ids that can be chosen, in words."""
    more = ", ..." if len(ids) > 12 else ""
    return f"{before} {', '.join(ids[:12])}{more}" if ids else without


def _plain(text: str) -> str:
    """Return a text as it stands behind a colon."""
    return yaml_tree.dump([text], in_line=True).strip()[1:-1]


def _refusal(path: Path, what: str, hint: str = "") -> CatalogError:
    return CatalogError(Problem(str(path), 0, 0, "", what, hint))
