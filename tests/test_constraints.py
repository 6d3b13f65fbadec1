"""The constraints files say what pyproject.toml says: each dependency once, within its bounds."""

from __future__ import annotations

from typing import Any

import pytest
from packaging.requirements import Requirement

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
