"""The constraints files say what pyproject.toml says: each dependency once, within its bounds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.constraints import licences
from tests.constraints.__main__ import HERE, lowest, project

PROJECT: Any = project()
DEPENDENCIES: list[str] = PROJECT["dependencies"]
DEV: list[str] = PROJECT["optional-dependencies"]["dev"]


def _pinned(name: str) -> dict[str, str]:
    """Return the version of each package in a constraints file; every line pins one."""
    pinned: dict[str, str] = {}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            package, version = line.split("==")
            assert _canonical(package) not in pinned, f"{package} twice"
            pinned[_canonical(package)] = version
    return pinned


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_a_dependency_has_both_bounds(dependency: str) -> None:
    operators = {each.operator for each in Requirement(dependency).specifier}
    assert operators == {">=", "<"}, f"{dependency}: a lower bound that is run, and one before the next major"


def test_the_lowest_are_the_lower_bounds_of_the_project() -> None:
    assert (HERE / "lowest.txt").read_text(encoding="utf-8") == lowest(DEPENDENCIES), "run `make constraints`"


@pytest.mark.parametrize("dependency", [*DEPENDENCIES, *DEV])
def test_the_newest_lie_within_the_bounds_of_the_project(dependency: str) -> None:
    wanted = Requirement(dependency)
    version = _pinned("newest.txt").get(_canonical(wanted.name))
    assert version is not None, f"{wanted.name} is not in newest.txt: run `make constraints`"
    assert wanted.specifier.contains(version), (
        f"newest.txt has {wanted.name} {version}: run `make constraints`"
    )


@pytest.mark.parametrize("name", ["lowest.txt", "newest.txt"])
def test_every_line_pins_one_package(name: str) -> None:
    assert _pinned(name)


def test_a_dependency_without_a_lower_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="lower bounds"):
        lowest(["click<9"])


def test_the_locked_are_the_newest_each_with_hashes_and_without_a_place() -> None:
    text = (HERE / "locked.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=sha256:[0-9a-f]{64}( \\)?$)", text, re.MULTILINE)
    locked = {}
    for part in re.split(r"\n(?=\S)", text.partition("\n")[2].strip()):
        name, version = part.split(" ", 1)[0].split("==")
        locked[_canonical(name)] = version
        assert "--hash=sha256:" in part, name
    assert locked == _pinned("newest.txt"), "run `make constraints`"


def test_the_licences_are_those_that_the_packages_state() -> None:
    """What runs the program is compared with what is installed; what develops it may be another version here."""
    text = licences.DOCUMENT.read_text(encoding="utf-8")
    runs, _, develops = text.partition("## To develop")
    rows = {line.split(" | ")[0][2:] for line in runs.splitlines() if line.startswith("| ")} - {"package"}
    here = licences.stands_on(licences.OWN)
    assert {_canonical(row) for row in rows} == set(here), "run `make licences`"
    for package in here.values():
        assert f"| {package.name} | {licences.licence(package)} |" in runs, "run `make licences`"
    for dependency in DEV:
        assert re.search(rf"(?im)^\| {re.escape(Requirement(dependency).name)} \|", develops), dependency
    assert "not stated" not in text
