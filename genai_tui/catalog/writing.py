"""A catalog to a folder of YAML, which reads back as the same catalog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.problems import CatalogError, Problem
from genai_tui.catalog.slugs import is_slug


def write_folder(catalog: Catalog, folder: Path) -> int:
    """Write `catalog` into a new or empty folder and return the number of files.

    Raises CatalogError where something stands there already, so that nothing is lost, and where a model's id
    is none.
    """
    # Imported here: of all that the program does only this writes YAML.
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    def write(path: Path, value: Any) -> None:
        path.write_text(
            yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8"
        )

    models = (*catalog.models, *catalog.others)
    for model in models:  # the id becomes a path, whoever made the catalog
        if not is_slug(model.id):
            raise CatalogError(
                Problem(str(folder), 0, 0, "id", f"`{model.id[:60]}` is no id, so nothing is written")
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CatalogError(Problem(str(folder), 0, 0, "", "is not empty", "give a new folder"))
        (folder / "models").mkdir()
        write(folder / "catalog.yaml", msgspec.to_builtins(catalog.head))
        written = 1
        for name, records in (
            ("organizations.yaml", tuple(catalog.organizations.values())),
            ("relations.yaml", catalog.relations),
        ):
            if records:
                write(folder / name, msgspec.to_builtins(records))
                written += 1
        for model in models:
            write(folder / "models" / f"{model.id}.yaml", msgspec.to_builtins(model))
            written += 1
    except OSError as error:
        raise CatalogError(Problem(str(folder), 0, 0, "", f"cannot be written: {error.strerror}")) from None
    return written
