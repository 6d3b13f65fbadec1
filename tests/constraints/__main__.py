"""Writes the constraints files and the list of licences: `python -m tests.constraints`, or `make constraints`.

`newest.txt` is what pip installs today for `.[dev]`, with everything that comes along; the suite runs on it.
`locked.txt` is the same with the hashes of all files that the registry has of each, for `pip install --require-hashes`.
`lowest.txt` is every dependency of the program at the lower bound that pyproject.toml names; the smoke test runs on it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from tests.constraints import licences

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAD = "# Written by `make constraints`; {}.\n"


def project() -> dict[str, object]:
    """Return the table `project` of pyproject.toml."""
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def lowest(dependencies: list[str]) -> str:
    """Return the constraints that hold every dependency at its lower bound; each must name one."""
    lines = []
    for wanted in map(Requirement, dependencies):
        bounds = [each.version for each in wanted.specifier if each.operator in (">=", "==")]
        if len(bounds) != 1:
            raise ValueError(f"{wanted} names {len(bounds)} lower bounds")
        lines.append(f"{wanted.name}=={bounds[0]}\n")
    return HEAD.format("the lower bounds of pyproject.toml") + "".join(sorted(lines))


def newest() -> str:
    """Return what pip installs in a new environment, as constraints; asks the registry."""
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[dev]"], check=True)
        ran = subprocess.run(
            [python, "-m", "pip", "freeze", "--exclude-editable"], check=True, capture_output=True, text=True
        )
    return HEAD.format("what pip installs for `.[dev]`") + ran.stdout


def locked(newest: str) -> str:
    """Return the requirements of such constraints with their hashes; asks the registry, by pip-tools in an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        python, held, out = (str(Path(folder) / name) for name in ("bin/python", "newest.txt", "locked.txt"))
        Path(held).write_text(newest, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
        plain = (
            "no-emit-index-url",
            "no-emit-find-links",
            "no-emit-trusted-host",
            "no-emit-options",
            "no-header",
            "no-annotate",
        )
        subprocess.run(
            [python, "-m", "piptools", "compile", "--quiet", "--extra", "dev", "--generate-hashes", "--strip-extras", "--allow-unsafe",
             *(f"--{each}" for each in plain), "--constraint", held, "--output-file", out, str(ROOT / "pyproject.toml")],
            check=True, capture_output=True,
        )  # fmt: skip
        return HEAD.format("newest.txt with hashes, for Python 3.11 and later") + Path(out).read_text(
            encoding="utf-8"
        )


if __name__ == "__main__":
    (HERE / "lowest.txt").write_text(lowest(project()["dependencies"]), encoding="utf-8")  # type: ignore[arg-type]
    (HERE / "newest.txt").write_text(held := newest(), encoding="utf-8")
    (HERE / "locked.txt").write_text(locked(held), encoding="utf-8")
    licences.DOCUMENT.write_text(licences.document(), encoding="utf-8")
