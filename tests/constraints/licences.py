"""Licences of what the program stands on, from the metadata of what is installed: `python -m tests.constraints.licences`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCUMENT = Path(__file__).parents[2] / "THIRD-PARTY-LICENCES.md"
OWN = "genai-tui"

_LONGEST = 60
"""Characters of a licence's name at most: what is longer is its text."""

_HEAD = """\
# Licences of what the program stands on

Written by `make licences` from the metadata of the packages themselves, in their own words; an expression of
SPDX stands as code. Nothing of them is part of this repository or of the wheel: pip installs them from the registry.
"""


def stands_on(name: str, extra: str = "") -> dict[str, Distribution]:
    """Return all that a package needs here, by its name: with an extra what that adds, and what comes along."""
    found: dict[str, Distribution] = {}
    wanted = [(name, extra)]
    seen = set(wanted)
    while wanted:
        package, option = wanted.pop()
        try:
            here = distribution(package)
        except PackageNotFoundError:  # an option that nobody chose
            continue
        if canonicalize_name(package) != canonicalize_name(name):
            found[canonicalize_name(package)] = here
        for line in here.requires or ():
            need = Requirement(line)
            environment: dict[str, str] = {**default_environment(), "extra": option}  # type: ignore[dict-item]
            if need.marker is None or need.marker.evaluate(environment):
                new = {(need.name, each) for each in ("", *need.extras)} - seen
                seen |= new
                wanted += new
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """Return what a package says of its licence; `not stated` where it says nothing."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return f"`{expression}`"
    words = " ".join((told.get("License") or "").split())
    if words and len(words) <= _LONGEST:
        return words
    classes = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or ()
        if each.startswith("License ::")
    ]
    return ", ".join(classes) or "not stated"


def _table(packages: Iterable[Distribution]) -> str:
    rows = (f"| {each.name} | {re.sub(r'[|]', '/', licence(each))} |" for each in packages)
    return "\n".join(("| package | licence |", "|---|---|", *rows, ""))


def document() -> str:
    """Return the document, of what is installed."""
    runs = stands_on(OWN)
    develops = {name: each for name, each in stands_on(OWN, "dev").items() if name not in runs}
    return "\n".join((
        _HEAD, "## To run it", "", _table(runs.values()), "## To develop and test it", "", _table(develops.values()).rstrip("\n"), "",
    ))  # fmt: skip


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
