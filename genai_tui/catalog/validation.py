"""Trees of text to a Catalog, or to every Problem found: the checker walks the record types.

`model.py` says once what a file may hold; nothing here repeats a field's name but for the rules that
join two fields. A record with a problem is left out, all others stay usable.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import inspect

from genai_tui.catalog import loading
from genai_tui.catalog.dates import is_date
from genai_tui.catalog.loading import Mapping, Node, Scalar, Sequence, Unreadable
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record, Relation
from genai_tui.catalog.problems import CatalogNotFound, Problem
from genai_tui.catalog.spelling import nearest

PLACEHOLDERS = frozenset(
    {"unknown", "n/a", "na", "none", "null", "tbd", "todo", "?", "-", "~", "undisclosed"}
)
MAX_MODEL_FILES = 20_000

_NUMBER = re.compile(r"[-+]?\d[\d_]*(\.\d+)?([eE][-+]?\d+)?")
_WRONG = object()
"""Stands for a value that has been reported already."""


@dataclass(slots=True)
class _Reference:
    """An id that has to name something, and where it stands."""

    kind: str
    id: str
    field: str
    node: Node


@dataclass(slots=True)
class _Checked:
    """One record as read: its value (None when wrong), node, and the ids it refers to."""

    value: Any
    node: Node
    file: str
    references: list[_Reference] = field(default_factory=list)
    wrong: bool = False


def load_folder(folder: Path) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """Read and check the catalog in `folder`.

    Returns the catalog of all good records, None where `catalog.yaml` itself is not usable, and every
    problem in order of file and line. Raises CatalogNotFound where no folder stands at that path.
    """
    shown = str(folder)
    if not folder.exists():
        raise CatalogNotFound(Problem(shown, 0, 0, "", "there is no such folder"))
    if not folder.is_dir():
        hint = "give the folder that holds catalog.yaml"
        raise CatalogNotFound(Problem(shown, 0, 0, "", "is a file, expected a folder", hint))
    check = _Check()
    head = check.file(folder / "catalog.yaml", CatalogHead)
    organizations = check.list_file(folder / "organizations.yaml", Organization)
    relations = check.list_file(folder / "relations.yaml", Relation)
    models = [check.file(path, Model) for path in check.model_files(folder / "models")]
    return check.assemble(head, organizations, relations, models)


class _Check:
    """Collects what a folder holds and everything that is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    # Reading

    def model_files(self, folder: Path) -> list[Path]:
        """Return the model files in order of name."""
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
        except OSError as error:
            why = error.strerror or "cannot be read"
            self.problems.append(Problem(str(folder), 0, 0, "", f"{why}; expected a folder of models"))
            return []
        if len(paths) > MAX_MODEL_FILES:
            what = f"holds {len(paths):,} files, read the first {MAX_MODEL_FILES:,}"
            self.problems.append(Problem(str(folder), 0, 0, "", what))
        return paths[:MAX_MODEL_FILES]

    def _tree(self, path: Path) -> Node | None:
        try:
            return loading.parse(loading.read_file(path, str(path)), str(path))
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return None

    def file(self, path: Path, kind: type[Record]) -> _Checked | None:
        """Return the one record of a file."""
        tree = self._tree(path)
        if tree is None:
            return None
        checked = self._record(tree, kind, str(path))
        if kind is Model and not checked.wrong and checked.value.id != path.stem:
            self._say(
                checked,
                "id",
                _value(tree, "id"),
                f"is `{checked.value.id}`, expected the file's name `{path.stem}`",
            )
        return checked

    def list_file(self, path: Path, kind: type[Record]) -> list[_Checked]:
        """Return the records of a file that holds a list; the file may be missing."""
        if not path.exists():
            return []
        tree = self._tree(path)
        if tree is None:
            return []
        if not isinstance(tree, Sequence):
            self._note(str(path), tree, "", f"found {_noun(tree)}, expected a list of records")
            return []
        return [self._record(item, kind, str(path)) for item in tree.items]

    def _record(self, node: Node, kind: type[Record], file: str) -> _Checked:
        checked = _Checked(None, node, file)
        value = self._struct(node, _shape(kind), "", checked)
        checked.value = None if checked.wrong else value
        return checked

    # Telling

    def _note(self, file: str, node: Node, where: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(file, node.line, node.column, where, message, hint))

    def _say(self, checked: _Checked, where: str, node: Node, message: str, hint: str = "") -> Any:
        self._note(checked.file, node, where, message, hint)
        checked.wrong = True
        return _WRONG

    # Values, by the shape that the record types give them

    def _any(self, node: Node, shape: Any, where: str, checked: _Checked, extra: dict[str, Any]) -> Any:
        if isinstance(shape, inspect.Metadata):
            return self._any(
                node,
                shape.type,
                where,
                checked,
                {**extra, **(shape.extra_json_schema or {}), **(shape.extra or {})},
            )
        if isinstance(shape, inspect.UnionType):
            inner = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            return self._any(node, inner, where, checked, extra)
        if isinstance(shape, inspect.StructType):
            return self._struct(node, shape, where, checked)
        if isinstance(shape, inspect.VarTupleType):
            return self._list(node, shape, where, checked)
        if not isinstance(node, Scalar):
            return self._say(checked, where, node, f"found {_noun(node)}, expected {_wanted(shape, extra)}")
        text = node.text.strip()
        if not text:
            return self._say(
                checked,
                where,
                node,
                f"has no value, expected {_wanted(shape, extra)}",
                "leave the field out where the value is not known",
            )
        if text.lower() in PLACEHOLDERS and not isinstance(shape, inspect.BoolType):
            return self._say(
                checked,
                where,
                node,
                f"found the placeholder `{text}`, expected {_wanted(shape, extra)}",
                "leave the field out where it is not known",
            )
        if isinstance(shape, inspect.StrType):
            return self._text(node, text, shape, where, checked, extra)
        if isinstance(shape, inspect.LiteralType):
            if text in shape.values:
                return text
            return self._say(
                checked,
                where,
                node,
                f"found `{text}`, expected {_one_of(shape.values)}",
                _nearest(text, map(str, shape.values)),
            )
        if isinstance(shape, inspect.BoolType):
            if text in ("true", "false"):
                return text == "true"
            near = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(text.lower(), "")
            return self._say(
                checked,
                where,
                node,
                f"found `{text}`, expected true or false",
                f"did you mean {near}?" if near else "",
            )
        return self._number(node, text, shape, where, checked)

    def _text(
        self, node: Scalar, text: str, shape: Any, where: str, checked: _Checked, extra: dict[str, Any]
    ) -> Any:
        wanted = _wanted(shape, extra)
        if shape.max_length is not None and len(text) > shape.max_length:
            return self._say(
                checked,
                where,
                node,
                f"is {len(text):,} characters long, expected at most {shape.max_length:,}",
            )
        if shape.pattern is not None and not re.search(shape.pattern, text):
            return self._say(checked, where, node, f"found `{_short(text)}`, expected {wanted}")
        if extra.get("form") == "date" and not is_date(text):
            return self._say(
                checked, where, node, f"found `{text}`, which is no day of the calendar; expected {wanted}"
            )
        if "refers_to" in extra:
            checked.references.append(_Reference(extra["refers_to"], text, where, node))
        return text

    def _number(self, node: Scalar, text: str, shape: Any, where: str, checked: _Checked) -> Any:
        wanted = _wanted(shape, {})
        if not _NUMBER.fullmatch(text):
            return self._say(checked, where, node, f"found `{_short(text)}`, expected {wanted}")
        digits = text.replace("_", "")
        value: float
        if isinstance(shape, inspect.IntType):
            value = int(digits) if digits.lstrip("+-").isdigit() else float(digits)
            if value != value or value in (float("inf"), float("-inf")) or value != int(value):
                return self._say(checked, where, node, f"found {text}, expected {wanted}")
            value = int(value)
        else:
            value = float(digits)
        limits = (
            (shape.ge, value.__ge__),
            (shape.gt, value.__gt__),
            (shape.le, value.__le__),
            (shape.lt, value.__lt__),
        )
        if not all(limit is None or holds(limit) for limit, holds in limits):
            return self._say(checked, where, node, f"found {text}, expected {wanted}")
        return value

    def _list(self, node: Node, shape: inspect.VarTupleType, where: str, checked: _Checked) -> Any:
        if not isinstance(node, Sequence):
            return self._say(
                checked,
                where,
                node,
                f"found {_noun(node)}, expected a list",
                "put it in square brackets" if isinstance(node, Scalar) else "",
            )
        if shape.min_length and len(node.items) < shape.min_length:
            return self._say(
                checked, where, node, f"holds {len(node.items)}, expected at least {shape.min_length}"
            )
        return tuple(
            self._any(item, shape.item_type, f"{where}[{number}]", checked, {})
            for number, item in enumerate(node.items, 1)
        )

    def _struct(self, node: Node, shape: inspect.StructType, where: str, checked: _Checked) -> Any:
        if not isinstance(node, Mapping):
            return self._say(checked, where, node, f"found {_noun(node)}, expected fields with values")
        fields = {known.encode_name: known for known in shape.fields}
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        for key, value in node.items:
            path = f"{where}.{key.text}" if where else key.text
            if key.text in seen:
                self._say(checked, path, key, f"stands here again, first on line {seen[key.text].line}")
                continue
            seen[key.text] = key
            known = fields.get(key.text)
            if known is None:
                self._say(checked, path, key, "there is no such field", _nearest(key.text, fields))
                continue
            values[known.name] = self._any(value, known.type, path, checked, {})
        for name, known in fields.items():
            if known.required and name not in seen:
                path = f"{where}.{name}" if where else name
                self._say(checked, path, node, "is missing, and every record of this kind needs it")
        return _WRONG if checked.wrong else shape.cls(**values)

    # Records together

    def assemble(
        self,
        head: _Checked | None,
        organizations: list[_Checked],
        relations: list[_Checked],
        models: list[_Checked | None],
    ) -> tuple[Catalog | None, tuple[Problem, ...]]:
        """Return the catalog of all good records and every problem, having checked what joins them."""
        read_models = [checked for checked in models if checked]
        self._unique(organizations)
        self._unique(read_models)
        if head is None or head.value is None:
            return None, tuple(sorted(self.problems))
        known = {
            "organization": _ids(organizations),
            "model": _ids(read_models),
            "category": {category.id for category in head.value.categories},
            "modality": {modality.id for modality in head.value.modalities},
            "source": {source.id for source in head.value.sources},
        }
        for checked in [head, *organizations, *relations, *read_models]:
            self._resolve(checked, known)
            self._sources(checked, known["source"])
        for checked in read_models:
            self._needed(checked, head.value)
            if checked.value is not None:
                self._model_rules(checked)
        if head.wrong:
            return None, tuple(sorted(self.problems))
        good = [checked.value for checked in organizations if not checked.wrong]
        assets = [checked.value for checked in read_models if not checked.wrong]
        catalog = Catalog(
            head=head.value,
            models=tuple(asset for asset in assets if asset.type == "model"),
            organizations={organization.id: organization for organization in good},
            relations=tuple(checked.value for checked in relations if not checked.wrong),
            others=tuple(asset for asset in assets if asset.type != "model"),
        )
        return catalog, tuple(sorted(self.problems))

    def _unique(self, records: list[_Checked]) -> None:
        first: dict[str, _Checked] = {}
        for checked in records:
            node = _value(checked.node, "id")
            if not isinstance(node, Scalar):
                continue
            before = first.setdefault(node.text, checked)
            if before is not checked:
                self._say(
                    checked,
                    "id",
                    node,
                    f"`{node.text}` stands already in "
                    f"{before.file}:{before.node.line}, expected an id of its own",
                )

    def _resolve(self, checked: _Checked, known: dict[str, set[str]]) -> None:
        own = {source.id for source in getattr(checked.value, "sources", ())}
        for reference in checked.references:
            ids = known[reference.kind] | own if reference.kind == "source" else known[reference.kind]
            if reference.id not in ids:
                self._say(
                    checked,
                    reference.field,
                    reference.node,
                    f"there is no {reference.kind} `{_short(reference.id)}`",
                    _nearest(reference.id, ids),
                )

    def _sources(self, checked: _Checked, shared: set[str]) -> None:
        if checked.value is None or isinstance(checked.value, CatalogHead):
            return
        entries = _value(checked.node, "sources")
        nodes = entries.items if isinstance(entries, Sequence) else ()
        for number, (source, node) in enumerate(zip(checked.value.sources, nodes, strict=True), 1):
            where = f"sources[{number}]"
            if source.title is None and source.id not in shared:
                self._say(
                    checked,
                    f"{where}.id",
                    node,
                    f"there is no source `{source.id}` in catalog.yaml, expected one, or a title here",
                    _nearest(source.id, shared),
                )
            for name in source.supports:
                if not _is_field(type(checked.value), name):
                    fields = type(checked.value).__struct_encode_fields__
                    self._say(
                        checked,
                        f"{where}.supports",
                        node,
                        f"there is no field `{name}`",
                        _nearest(name, fields),
                    )

    def _needed(self, checked: _Checked, head: CatalogHead) -> None:
        """Check the fields that models must have unless the catalog's head lets them lack it."""
        for name in ("organizations", "released"):
            value = _value(checked.node, name)
            absent = value is checked.node or (isinstance(value, Sequence) and not value.items)
            if absent and name not in head.may_lack and isinstance(checked.node, Mapping):
                self._say(checked, name, checked.node, "is missing, and every model needs it")

    def _model_rules(self, checked: _Checked) -> None:
        model: Model = checked.value
        node = checked.node
        ancestors = _value(node, "based_on")
        for number, ancestor in enumerate(model.based_on):
            place = ancestors.items[number] if isinstance(ancestors, Sequence) else node
            where = f"based_on[{number + 1}]"
            if (ancestor.model is None) == (ancestor.name is None):
                self._say(
                    checked, where, place, "expected either `model` (an id) or `name` (outside the catalog)"
                )
            elif ancestor.model == model.id:
                self._say(checked, where, place, "the model is based on itself")
        disputes = _value(node, "disputes")
        for number, dispute in enumerate(model.disputes):
            place = disputes.items[number] if isinstance(disputes, Sequence) else node
            if not _is_field(Model, dispute.field):
                self._say(
                    checked,
                    f"disputes[{number + 1}].field",
                    _value(place, "field"),
                    f"there is no field `{dispute.field}`",
                    _nearest(dispute.field, Model.__struct_encode_fields__),
                )


@functools.cache
def _shape(kind: type[Record]) -> inspect.StructType:
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return shape


def _is_field(kind: type[Record], path: str) -> bool:
    """Tell whether a dotted path such as `training.compute_flop` names a field of `kind`."""
    shape: Any = _shape(kind)
    for name in path.split("."):
        while not isinstance(shape, inspect.StructType):
            if isinstance(shape, inspect.UnionType):
                shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            elif isinstance(shape, inspect.Metadata):
                shape = shape.type
            elif isinstance(shape, inspect.VarTupleType):
                shape = shape.item_type
            else:
                return False
        shape = next((known.type for known in shape.fields if known.encode_name == name), None)
        if shape is None:
            return False
    return True


def _ids(records: Iterable[_Checked]) -> set[str]:
    """Return every id that the files give, wrong records included: one mistake, one line."""
    nodes = (_value(checked.node, "id") for checked in records)
    return {node.text for node in nodes if isinstance(node, Scalar)}


def _value(node: Node, name: str) -> Node:
    """Return the value of a field, or the whole node where the field does not stand."""
    pairs: Iterator[Node] = (
        value for key, value in (node.items if isinstance(node, Mapping) else ()) if key.text == name
    )
    return next(pairs, node)


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the nearest of `known`, or nothing where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def _noun(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"`{_short(node.text)}`"
    return "a list" if isinstance(node, Sequence) else "fields with values"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _one_of(values: Iterable[Any]) -> str:
    words = sorted(map(str, values))
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _wanted(shape: Any, extra: dict[str, Any]) -> str:
    if isinstance(shape, inspect.LiteralType):
        return _one_of(shape.values)
    if isinstance(shape, inspect.BoolType):
        return "true or false"
    if isinstance(shape, inspect.IntType | inspect.FloatType):
        noun = "a whole number" if isinstance(shape, inspect.IntType) else "a number"
        if shape.ge is not None and shape.le is not None:
            return f"{noun} from {shape.ge} to {shape.le}"
        if shape.ge is not None:
            return f"{noun} of at least {shape.ge}"
        return f"{noun} above {shape.gt}" if shape.gt is not None else noun
    return str(extra.get("description", "text"))
