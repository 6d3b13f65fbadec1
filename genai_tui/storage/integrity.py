"""Integrity of a catalog: ids are unique, and what records name is there.

Each record by itself is read by `decoder.py`; `folder.py` knows which files there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Table
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.model import ENDINGS, NOTHING, Catalog, CatalogHead, Model, Record
from genai_tui.storage.decoder import (
    Checked,
    Given,
    RecordChecker,
    field_paths,
    is_field,
    nearest_of,
    short,
    value_of,
)
from genai_tui.storage.record_shapes import shape_of
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence


class Integrity:
    """Checks records against each other, and tells the decoder that read them what is wrong."""

    def __init__(self, decoder: RecordChecker, unread: Collection[str] = ()) -> None:
        """Say nothing of ids of the kinds in `unread`, whose file could not be read."""
        self._decoder = decoder
        self._unread = unread

    def complete(self, records: Iterable[Given], known: Table[str, Any]) -> None:
        """Give each record its value: laid over the one in `known` with the same id; without that it must be whole."""
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
            self._decoder.say(given, "id", value_of(given.node, "id"), what, near)
            given.new = False  # so nothing more is said to be missing
            return
        for name in missing:
            what = "is missing, and a record that the catalog does not have needs it"
            self._decoder.say(given, name, given.node, what)

    def alone(self, records: Iterable[Checked]) -> None:
        """Check the records of a single file, whatever their ids refer to."""
        for checked in records:
            self._supported(checked)
            if isinstance(checked.value, Model):
                self._model_rules(checked)
                self._needed(checked, ())

    def head(
        self, head: Checked, catalog: Catalog, organizations: Collection[Checked], models: Collection[Checked]
    ) -> None:
        """Check what the head of a catalog refers to."""
        self._resolve(head, self._known(catalog, organizations, models))

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
            "modality": {NOTHING, *(modality.id for modality in catalog.head.modalities)},
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
                self._decoder.say(checked, "id", value_of(checked.node, "id"), what)

    def _resolve(self, checked: Checked, known: dict[str, set[str]]) -> None:
        own = {source.id for source in getattr(checked.value, "sources", ())}
        for reference in checked.references:
            if reference.kind in self._unread:
                continue
            ids = known[reference.kind] | own if reference.kind == "source" else known[reference.kind]
            if reference.id not in ids:
                self._decoder.say(
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
                self._decoder.say(
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
                    self._decoder.say(
                        checked, f"sources[{number}].supports", node, f"there is no field `{name}`", near
                    )

    def _needed(self, checked: Checked, may_lack: Collection[str]) -> None:
        """Check the fields that models must have unless the catalog's head lets them lack it."""
        for name in Model.NEEDED:
            value = value_of(checked.node, name)
            absent = value is checked.node or (isinstance(value, Sequence) and not value.items)
            if absent and name not in may_lack and isinstance(checked.node, Mapping):
                self._decoder.say(checked, name, checked.node, "is missing, and every model needs it")

    def _model_rules(self, checked: Checked) -> None:
        model: Model = checked.value
        node = checked.node
        ancestors = value_of(node, "based_on")
        for number, ancestor in enumerate(model.based_on):
            place = ancestors.items[number] if isinstance(ancestors, Sequence) else node
            where = f"based_on[{number + 1}]"
            if ancestor.model == model.id:
                self._decoder.say(checked, where, place, "the model is based on itself")
        if model.released and model.released.event in ENDINGS:
            place = value_of(value_of(node, "released"), "event")
            what = f"`{model.released.event}` is no first release, expected it under `other_dates`"
            self._decoder.say(checked, "released.event", place, what)
        if model.status and model.status.successor == model.id:
            place = value_of(value_of(node, "status"), "successor")
            self._decoder.say(checked, "status.successor", place, "the model is its own successor")
        disputes = value_of(node, "disputes")
        for number, dispute in enumerate(model.disputes):
            place = disputes.items[number] if isinstance(disputes, Sequence) else node
            if not is_field(Model, dispute.field):
                self._decoder.say(
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
