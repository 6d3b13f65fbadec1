"""The reader of a folder's files: each record for itself, whole or in part, with what is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from genai_tui.catalog import patterns
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record
from genai_tui.storage import yaml_tree
from genai_tui.storage.decoder import (
    Checked,
    Given,
    RecordChecker,
    noun,
    short,
    value_of,
)
from genai_tui.storage.files import Folder, Refused
from genai_tui.storage.yaml_tree import Sequence, Unreadable, YamlNode

MAX_MODEL_FILES = 20_000


class Reading(Struct):
    """What a folder holds: the catalog of all good records, every problem and warning, and each record as read."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    records: tuple[Checked, ...]


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are more than warnings."""
    return tuple(problem for problem in problems if problem.severity == "error")


def in_order(head: CatalogHead, models: Iterable[Model]) -> list[Model]:
    """Return models in the catalog's own order: by category, then by release, those without a day last."""
    places = {category.id: place for place, category in enumerate(head.categories)}

    def place(model: Model) -> tuple[int, bool, str, str]:
        date = model.released.date if model.released else ""
        return places.get(model.category, len(places)), not date, date, model.name.casefold()

    return sorted(models, key=place)


class FolderReader:
    """Reads the files of a folder, each record by itself; `decoder.problems` holds what is wrong with them."""

    def __init__(self, within: Folder | None = None) -> None:
        """Read nothing that lies outside `within`, where it is given."""
        self.decoder = RecordChecker()
        self._within = within
        self.unread: set[str] = set()
        """Kinds of record whose file could not be read, so that nothing can be said of their ids."""

    # Reading

    def model_files(self, folder: Path) -> list[Path]:
        """Return the model files in order of name."""
        within = self._within or Folder(folder)
        try:
            paths = within.files(folder, (".yaml", ".yml"))
            for path in paths:
                if path.suffix == ".yml":
                    hint = f"did you mean models/{path.stem}.yaml?"
                    self.decoder.problems.append(Problem(str(path), 0, 0, "", "is not read", hint))
            paths = [path for path in paths if path.suffix == ".yaml"]
        except Refused as why:
            self.decoder.problems.append(
                Problem(str(folder), 0, 0, "", f"{why}; expected a folder of models")
            )
            return []
        if len(paths) > MAX_MODEL_FILES:
            what = f"holds {len(paths):,} files, read the first {MAX_MODEL_FILES:,}"
            self.decoder.problems.append(Problem(str(folder), 0, 0, "", what))
        return paths[:MAX_MODEL_FILES]

    def _tree(self, path: Path) -> YamlNode | None:
        try:
            return yaml_tree.parse(yaml_tree.read_file(path, str(path), self._within), str(path))
        except Unreadable as unreadable:
            self.decoder.problems.append(unreadable.problem)
            return None

    def file(self, path: Path, kind: type[Record]) -> Checked | None:
        """Return the one record of a file."""
        tree = self._tree(path)
        if tree is None:
            return None
        checked = self.decoder.record(tree, kind, str(path))
        if kind is Model and not checked.wrong and checked.value.id != path.stem:
            self._misnamed(checked, path, checked.value.id)
        return checked

    def _misnamed(self, checked: Checked, path: Path, id_: str) -> None:
        """Say that a record's id is not the name of its file, or that the name cannot be an id."""
        node = value_of(checked.node, "id")
        if re.fullmatch(patterns.SLUG, path.stem):
            self.decoder.say(checked, "id", node, f"is `{id_}`, expected the file's name `{path.stem}`")
        else:
            what = f"is `{id_}`, and the file's name `{short(path.stem)}` can be no id"
            self.decoder.say(checked, "id", node, what, f"rename the file to {id_}.yaml")

    def list_file(self, path: Path, kind: type[Record]) -> list[Checked]:
        """Return the records of a file that holds a list; the file may be missing."""
        return [self.decoder.record(node, kind, str(path)) for node in self._listed(path, kind)]

    def _listed(self, path: Path, kind: type[Record]) -> tuple[YamlNode, ...]:
        if not os.path.lexists(path):
            return ()
        tree = self._tree(path)
        if isinstance(tree, Sequence):
            return tree.items
        if tree is not None:
            hint = "begin every record with `- `"
            self.decoder.note(str(path), tree, "", f"found {noun(tree)}, expected a list of records", hint)
        if kind is Organization:
            self.unread.add("organization")
        return ()

    # Records that may stand in part

    def given_in_file(self, path: Path, kind: type[Record]) -> Given | None:
        """Return the fields that stand in a file, whose name is the record's id."""
        tree = self._tree(path)
        if tree is None:
            return None
        given = self.decoder.partly(tree, kind, str(path))
        own = given.values.get("id", path.stem)
        if own != path.stem:
            self._misnamed(given, path, own)
        given.values["id"] = path.stem
        return given

    def given_in_list(self, path: Path, kind: type[Record]) -> list[Given]:
        """Return the fields of each record of a file that holds a list; the file may be missing."""
        return [self.decoder.partly(node, kind, str(path)) for node in self._listed(path, kind)]
