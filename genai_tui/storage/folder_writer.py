"""The writer of a catalog's folder, which reads back as the same catalog."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.slugs import is_slug
from genai_tui.storage import yaml_tree


def write_folder(catalog: Catalog, folder: Path) -> int:
    """Write `catalog` into a new or empty folder and return the number of files.

    The folder appears whole or not at all. Raises CatalogError where something stands there already, so that
    nothing is lost, where it cannot be written, and where a model's id is none.
    """

    def write(path: Path, value: Any) -> None:
        path.write_text(yaml_tree.dump(value), encoding="utf-8")

    models = (*catalog.models, *catalog.others)
    for model in models:  # the id becomes a path, whoever made the catalog
        if not is_slug(model.id):
            raise CatalogError(
                Problem(str(folder), 0, 0, "id", f"`{model.id[:60]}` is no id, so nothing is written")
            )
    try:
        with new_folder(folder, "import") as inside:
            (inside / "models").mkdir()
            # The records of included catalogs are written with the others, so the folder needs none beside it.
            write(inside / "catalog.yaml", msgspec.to_builtins(replace(catalog.head, includes=())))
            written = 1
            for name, records in (
                ("organizations.yaml", tuple(catalog.organizations.values())),
                ("relations.yaml", catalog.relations),
            ):
                if records:
                    write(inside / name, msgspec.to_builtins(records))
                    written += 1
            for model in models:
                write(inside / "models" / f"{model.id}.yaml", msgspec.to_builtins(model))
                written += 1
    except OSError as error:
        raise CatalogError(Problem(str(folder), 0, 0, "", f"cannot be written: {error.strerror}")) from None
    except UnicodeEncodeError:
        raise CatalogError(
            Problem(str(folder), 0, 0, "", "cannot be written: a text holds half a character")
        ) from None
    return written


@contextmanager
def new_folder(folder: Path, purpose: str) -> Iterator[Path]:
    """Give a folder beside `folder`, which takes its place when all went well and vanishes when not.

    A process that is killed leaves it behind, under a name that says what it is for. Raises CatalogError where something
    stands at that place already.
    """
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and any(target.iterdir()):
        raise CatalogError(Problem(str(folder), 0, 0, "", "is not empty", "give a new folder"))
    if target == Path.cwd():  # whoever stands in a folder that is replaced goes on seeing the old one
        raise CatalogError(Problem(str(folder), 0, 0, "", "is the working folder", "give a new folder"))
    inside = target.with_name(f"{target.name[:40]}.unfinished-{purpose}-{os.urandom(4).hex()}")
    inside.mkdir()
    try:
        yield inside
        if target.exists():
            shutil.copymode(target, inside)
        inside.rename(target)  # takes the place of an empty folder, and of no other
    except BaseException:
        shutil.rmtree(inside, ignore_errors=True)
        raise
