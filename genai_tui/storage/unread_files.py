"""Unread files of a catalog's folder, each with the name under which it would be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from genai_tui.catalog.diagnostics import Problem, nearest

_READ = ("catalog.yaml", "organizations.yaml", "relations.yaml")
_YAML = (".yaml", ".yml")
_DATA = (*_YAML, ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".toml", ".xml", ".txt", "")
_ABOUT = ("readme", "licen", "copying", "notice", "changelog", "contribut", "code_of_conduct", "security", "authors",
          "citation", "makefile", "justfile", "dockerfile", "codeowners")  # fmt: skip
"""Beginnings of the names of files that are about a folder and not of it."""
_MODELS = "models"
_DEEPEST = 8
MOST = 200


def unread_files(folder: Path) -> Iterator[Problem]:
    """Yield an error for each file that looks like a part of the catalog in `folder` and is not read.

    What stands in `models` must be a model; elsewhere a file counts when it is YAML, or has nearly the name of one
    that is read. Other files of data at the top are warnings. Hidden files are left alone.
    """
    for number, problem in enumerate(_unread(folder)):
        if number == MOST:
            yield Problem(str(folder), 0, 0, "", f"holds more than {MOST} files that are not read")
            return
        yield problem


def _unread(folder: Path) -> Iterator[Problem]:
    for path in _entries(folder):
        if path.is_dir() and not path.is_symlink():
            if path.name == _MODELS:
                yield from _among_models(path, _MODELS)
            else:
                yield from _in_other_folder(folder, path)
        elif path.name not in _READ and not _is_about(path):
            yield from _at_the_top(path)


def _at_the_top(path: Path) -> Iterator[Problem]:
    right = _right_name(path)
    ending = path.suffix.lower()
    if right or ending in _YAML:
        yield _not_read(path, f"did you mean {right}?" if right else "")
    elif ending in _DATA and ending not in (".txt", ""):
        yield Problem(str(path), 0, 0, "", "is not read", "", "warning")


def _in_other_folder(folder: Path, inner: Path) -> Iterator[Problem]:
    like_models = nearest(inner.name.lower(), (_MODELS, "model"))
    for path in _below(inner):
        below = path.relative_to(inner)
        if path.suffix.lower() in _YAML and not _is_about(path):
            yield _not_read(path, f"did you mean {_MODELS}/{_as_yaml(below.name)}?" if like_models else "")


def _among_models(models: Path, under: str) -> Iterator[Problem]:
    """Yield every file under `models` that is not read: a model stands there itself, as ID.yaml.

    One that ends in .yml is told when the models are read.
    """
    for path in _below(models):
        if path.parent == models and path.suffix in _YAML:
            continue
        if _is_about(path):
            continue
        known = path.suffix.lower() in _DATA
        yield _not_read(path, f"did you mean {under}/{_as_yaml(path.name)}?" if known else "")


def _not_read(path: Path, hint: str) -> Problem:
    return Problem(str(path), 0, 0, "", "is not read", hint)


def _right_name(path: Path) -> str:
    """Return which of the files at the top this one was probably meant to be; nothing where it is none."""
    if path.suffix.lower() not in _DATA:
        return ""
    near = nearest(path.stem.lower(), [name.removesuffix(".yaml") for name in _READ], cutoff=0.7)
    return f"{near}.yaml" if near else ""


def _as_yaml(name: str) -> str:
    path = Path(name)
    return f"{path.stem if path.suffix.lower() in _DATA else name}.yaml"


def _is_about(path: Path) -> bool:
    return path.name.lower().startswith(_ABOUT)


def _below(folder: Path, depth: int = 1) -> Iterator[Path]:
    """Yield the files in a folder and in the folders within it; links to folders are not followed."""
    for path in _entries(folder):
        if path.is_dir() and not path.is_symlink():
            if depth < _DEEPEST:
                yield from _below(path, depth + 1)
        else:
            yield path


def _entries(folder: Path) -> list[Path]:
    """Return what stands in a folder, in order of name, less what is hidden or a copy that an editor keeps."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        path for path in found if not path.name.startswith((".", "#", "__")) and not path.name.endswith("~")
    ]
