"""Files to a Catalog, or to every Problem found: what joins the records of a catalog to each other.

Each record for itself is checked by `checking.py`. A record with a problem is left out, all others stay usable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog import patterns
from genai_tui.catalog.diagnostics import CatalogNotFound, Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record, Relation
from genai_tui.storage import yaml_tree
from genai_tui.storage.decoder import (
    Checked,
    Given,
    RecordChecker,
    field_paths,
    is_field,
    nearest_of,
    noun,
    shape_of,
    short,
    value_of,
)
from genai_tui.storage.files import Folder, Refused
from genai_tui.storage.progress import Progress, counted, silent
from genai_tui.storage.yaml_tree import Mapping, Node, Scalar, Sequence, Unreadable

MAX_MODEL_FILES = 20_000

_Kind = TypeVar("_Kind", bound=Record)


class Reading(Struct):
    """What a folder holds: the catalog of all good records, every problem and warning, and each record as read."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    records: tuple[Checked, ...]


def load_folder(folder: Path, progress: Progress = silent) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """Read and check the catalog in `folder`.

    Returns the catalog of all good records, None where `catalog.yaml` itself is not usable, and every
    error in order of file and line. Raises CatalogNotFound where no folder stands at that path.
    """
    reading = folder_reading(folder, progress)
    return reading.catalog, errors(reading.problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are more than warnings."""
    return tuple(problem for problem in problems if problem.severity == "error")


def folder_reading(folder: Path, progress: Progress = silent) -> Reading:
    """Read and check the catalog in `folder` as `load_folder`, keeping warnings and where each record stands."""
    shown = str(folder)
    if not folder.exists():
        raise CatalogNotFound(Problem(shown, 0, 0, "", "there is no such folder"))
    if not folder.is_dir():
        hint = "give the folder that holds catalog.yaml"
        raise CatalogNotFound(Problem(shown, 0, 0, "", "is a file, expected a folder", hint))
    check = Checker(Folder(folder))
    head = check.file(folder / "catalog.yaml", CatalogHead)
    organizations = check.list_file(folder / "organizations.yaml", Organization)
    relations = check.list_file(folder / "relations.yaml", Relation)
    models = [check.file(path, Model) for path in counted(check.model_files(folder / "models"), progress)]
    catalog, problems = check.assemble(head, organizations, relations, models)
    records = (head, *organizations, *relations, *models)
    return Reading(catalog, problems, tuple(each for each in records if each))


def load_record(path: Path, kind: type[_Kind]) -> tuple[_Kind | None, tuple[Problem, ...]]:
    """Read and check the one record of a file; None where it is wrong."""
    check = Checker()
    checked = check.file(path, kind)
    return checked.value if checked else None, errors(check.problems)


def _in_order(head: CatalogHead, models: Iterable[Model]) -> list[Model]:
    """Return models in the catalog's own order: by category, then by release, those without a day last."""
    places = {category.id: place for place, category in enumerate(head.categories)}

    def place(model: Model) -> tuple[int, bool, str, str]:
        date = model.released.date if model.released else ""
        return places.get(model.category, len(places)), not date, date, model.name.casefold()

    return sorted(models, key=place)


class Checker(RecordChecker):
    """Collects what a folder holds and everything that is wrong with it."""

    def __init__(self, within: Folder | None = None) -> None:
        """Read nothing that lies outside `within`, where it is given."""
        super().__init__()
        self._within = within
        self._unknown: set[str] = set()
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
                    self.problems.append(Problem(str(path), 0, 0, "", "is not read", hint))
            paths = [path for path in paths if path.suffix == ".yaml"]
        except Refused as why:
            self.problems.append(Problem(str(folder), 0, 0, "", f"{why}; expected a folder of models"))
            return []
        if len(paths) > MAX_MODEL_FILES:
            what = f"holds {len(paths):,} files, read the first {MAX_MODEL_FILES:,}"
            self.problems.append(Problem(str(folder), 0, 0, "", what))
        return paths[:MAX_MODEL_FILES]

    def _tree(self, path: Path) -> Node | None:
        try:
            return yaml_tree.parse(yaml_tree.read_file(path, str(path), self._within), str(path))
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return None

    def file(self, path: Path, kind: type[Record]) -> Checked | None:
        """Return the one record of a file."""
        tree = self._tree(path)
        if tree is None:
            return None
        checked = self.record(tree, kind, str(path))
        if kind is Model and not checked.wrong and checked.value.id != path.stem:
            self._misnamed(checked, path, checked.value.id)
        return checked

    def _misnamed(self, checked: Checked, path: Path, id_: str) -> None:
        """Say that a record's id is not the name of its file, or that the name cannot be an id."""
        node = value_of(checked.node, "id")
        if re.fullmatch(patterns.SLUG, path.stem):
            self.say(checked, "id", node, f"is `{id_}`, expected the file's name `{path.stem}`")
        else:
            what = f"is `{id_}`, and the file's name `{short(path.stem)}` can be no id"
            self.say(checked, "id", node, what, f"rename the file to {id_}.yaml")

    def list_file(self, path: Path, kind: type[Record]) -> list[Checked]:
        """Return the records of a file that holds a list; the file may be missing."""
        return [self.record(node, kind, str(path)) for node in self._listed(path, kind)]

    def _listed(self, path: Path, kind: type[Record]) -> tuple[Node, ...]:
        if not os.path.lexists(path):
            return ()
        tree = self._tree(path)
        if isinstance(tree, Sequence):
            return tree.items
        if tree is not None:
            hint = "begin every record with `- `"
            self.note(str(path), tree, "", f"found {noun(tree)}, expected a list of records", hint)
        if kind is Organization:
            self._unknown.add("organization")
        return ()

    # Records that may stand in part

    def given_in_file(self, path: Path, kind: type[Record]) -> Given | None:
        """Return the fields that stand in a file, whose name is the record's id."""
        tree = self._tree(path)
        if tree is None:
            return None
        given = self.partly(tree, kind, str(path))
        own = given.values.get("id", path.stem)
        if own != path.stem:
            self._misnamed(given, path, own)
        given.values["id"] = path.stem
        return given

    def given_in_list(self, path: Path, kind: type[Record]) -> list[Given]:
        """Return the fields of each record of a file that holds a list; the file may be missing."""
        return [self.partly(node, kind, str(path)) for node in self._listed(path, kind)]

    def complete(self, records: Iterable[Given], known: Table[str, Any]) -> None:
        """Give each record its value: over the one in `known` with its id, or for itself where it is whole."""
        for given in records:
            before = known.get(given.values.get("id", ""))
            given.new = before is None
            if before is None:
                self._whole(given, known)
            if given.wrong:
                continue
            given.value = (
                given.kind(**{"sources": (), **given.values})
                if before is None
                else replace(before, **given.values)
            )

    def _whole(self, given: Given, known: Table[str, Any]) -> None:
        """Check that a record which the catalog does not have is whole, unless its id is another one's misspelt."""
        missing = [
            needed.encode_name
            for needed in shape_of(given.kind).fields
            if needed.required and needed.name not in ("sources", *given.values)
        ]
        id_ = given.values.get("id", "")
        near = nearest_of(id_, known) if missing and isinstance(id_, str) and id_ else ""
        if near:
            noun_ = given.kind.__name__.lower()
            what = f"there is no {noun_} `{short(id_)}` in the catalog to lay this over"
            self.say(given, "id", value_of(given.node, "id"), what, near)
            given.new = False  # so nothing more is said to be missing
            return
        for name in missing:
            what = "is missing, and a record that the catalog does not have needs it"
            self.say(given, name, given.node, what)

    # Records together

    def alone(self, records: Iterable[Checked]) -> None:
        """Check records of a file for themselves, whatever their ids refer to."""
        for checked in records:
            self._supported(checked)
            if isinstance(checked.value, Model):
                self._model_rules(checked)
                self._needed(checked, ())

    def assemble(
        self,
        head: Checked | None,
        organizations: list[Checked],
        relations: list[Checked],
        models: list[Checked | None],
    ) -> tuple[Catalog | None, tuple[Problem, ...]]:
        """Return the catalog of all good records and every problem, having checked what joins them."""
        read_models = [checked for checked in models if checked]
        self.unique(organizations)
        self.unique(read_models)
        if head is None or head.value is None:
            return None, tuple(sorted(self.problems))
        known = Catalog(head.value, (), {})
        self._resolve(head, self._known(known, organizations, read_models))
        self.join(known, organizations, relations, read_models)
        if head.wrong:
            return None, tuple(sorted(self.problems))
        good = [checked.value for checked in organizations if not checked.wrong]
        assets = _in_order(head.value, (checked.value for checked in read_models if not checked.wrong))
        catalog = Catalog(
            head=head.value,
            models=tuple(asset for asset in assets if asset.type == "model"),
            organizations={organization.id: organization for organization in good},
            relations=tuple(checked.value for checked in relations if not checked.wrong),
            others=tuple(asset for asset in assets if asset.type != "model"),
        )
        return catalog, tuple(sorted(self.problems))

    def join(
        self,
        catalog: Catalog,
        organizations: Collection[Checked],
        relations: Collection[Checked],
        models: Collection[Checked],
    ) -> None:
        """Check what joins records to each other, and to those that `catalog` has already."""
        known = self._known(catalog, organizations, models)
        for checked in [*organizations, *relations, *models]:
            self._resolve(checked, known)
            self._sources(checked, known["source"])
            self._supported(checked)
        for checked in models:
            if not isinstance(checked, Given) or checked.new:
                self._needed(checked, catalog.head.may_lack)
            if checked.value is not None:
                self._model_rules(checked)

    @staticmethod
    def _known(
        catalog: Catalog, organizations: Collection[Checked], models: Collection[Checked]
    ) -> dict[str, set[str]]:
        """Return every id that may be referred to, by kind."""
        return {
            "organization": {*catalog.organizations, *_ids(organizations)},
            "model": {*(model.id for model in (*catalog.models, *catalog.others)), *_ids(models)},
            "category": {category.id for category in catalog.head.categories},
            "modality": {modality.id for modality in catalog.head.modalities},
            "source": {source.id for source in catalog.head.sources},
        }

    def unique(self, records: Iterable[Checked]) -> None:
        """Check that every record has an id of its own."""
        first: dict[str, Checked] = {}
        for checked in records:
            id_ = _id_of(checked)
            before = first.setdefault(id_, checked) if id_ else checked
            if before is not checked:
                what = (
                    f"`{id_}` stands already in {before.file}:{before.node.line}, expected an id of its own"
                )
                self.say(checked, "id", value_of(checked.node, "id"), what)

    def _resolve(self, checked: Checked, known: dict[str, set[str]]) -> None:
        own = {source.id for source in getattr(checked.value, "sources", ())}
        for reference in checked.references:
            if reference.kind in self._unknown:
                continue
            ids = known[reference.kind] | own if reference.kind == "source" else known[reference.kind]
            if reference.id not in ids:
                self.say(
                    checked,
                    reference.field,
                    reference.node,
                    f"there is no {reference.kind} `{short(reference.id)}`",
                    nearest_of(reference.id, ids),
                )

    def _sources(self, checked: Checked, shared: set[str]) -> None:
        if checked.value is None or isinstance(checked.value, CatalogHead):
            return
        entries = value_of(checked.node, "sources")
        if not isinstance(entries, Sequence):  # only a record that may stand in part can be without
            return
        for number, (source, node) in enumerate(zip(checked.value.sources, entries.items, strict=True), 1):
            where = f"sources[{number}]"
            if source.title is None and source.id not in shared:
                self.say(
                    checked,
                    f"{where}.id",
                    node,
                    f"there is no source `{source.id}` in catalog.yaml, expected one, or a title here",
                    nearest_of(source.id, shared),
                )

    def _supported(self, checked: Checked) -> None:
        """Check that what the sources of a record speak for are fields of it."""
        entries = value_of(checked.node, "sources")
        if checked.value is None or not isinstance(entries, Sequence):
            return
        kind: type[Record] = type(checked.value)
        for number, (source, node) in enumerate(zip(checked.value.sources, entries.items, strict=True), 1):
            for name in source.supports:
                if not is_field(kind, name):
                    near = nearest_of(name, field_paths(kind))
                    self.say(
                        checked, f"sources[{number}].supports", node, f"there is no field `{name}`", near
                    )

    def _needed(self, checked: Checked, may_lack: Collection[str]) -> None:
        """Check the fields that models must have unless the catalog's head lets them lack it."""
        for name in Model.NEEDED:
            value = value_of(checked.node, name)
            absent = value is checked.node or (isinstance(value, Sequence) and not value.items)
            if absent and name not in may_lack and isinstance(checked.node, Mapping):
                self.say(checked, name, checked.node, "is missing, and every model needs it")

    def _model_rules(self, checked: Checked) -> None:
        model: Model = checked.value
        node = checked.node
        ancestors = value_of(node, "based_on")
        for number, ancestor in enumerate(model.based_on):
            place = ancestors.items[number] if isinstance(ancestors, Sequence) else node
            where = f"based_on[{number + 1}]"
            if ancestor.model == model.id:
                self.say(checked, where, place, "the model is based on itself")
        disputes = value_of(node, "disputes")
        for number, dispute in enumerate(model.disputes):
            place = disputes.items[number] if isinstance(disputes, Sequence) else node
            if not is_field(Model, dispute.field):
                self.say(
                    checked,
                    f"disputes[{number + 1}].field",
                    value_of(place, "field"),
                    f"there is no field `{dispute.field}`",
                    nearest_of(dispute.field, Model.__struct_encode_fields__),
                )


def _ids(records: Collection[Checked]) -> set[str]:
    """Return every id that the files give, wrong records included: one mistake, one line."""
    return {id_ for checked in records if (id_ := _id_of(checked))}


def _id_of(checked: Checked) -> str | None:
    """Return the id that a record gives, or that its file's name gives it."""
    node = value_of(checked.node, "id")
    if isinstance(node, Scalar):
        return node.text
    return checked.values.get("id") if isinstance(checked, Given) else None
