"""Hostile catalogs in every format, made from a seed, and every door of the command line that they come in by.

python -m tests.trust.hostile [--count 400] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import multiprocessing
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.sanitize import UNSEEN
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.main import door
from tests.conftest import MODELS, write_catalog

NASTY = (
    "\x1b[2J\x1b]0;owned\x07", "\x9b31m", "\x1b]52;c;cm0gLXJmIC8=\x07", "a\r\x05b", "a\x00b", "\x08\x05\x08", "\u202egnp.exe", "\u2066x\u2069", "\u200b",
    "\u3164", "\u115f\u1160", "\U000e0041\U000e0042", "\ufeffx", "a" + "\u0301" * 300, "👨‍👩‍👧‍👦🏳️‍🌈", "[bold red]x[/]", "[@click=app.quit]x[/]",
    "{{7*7}}", "$(touch PROOF)", "`touch PROOF`", "'; touch PROOF; '", "=1+1", "+cmd|' /C calc'!A0", "＝1+1", "@SUM(A1)", "-2+3", "%s%s%n", "../../etc/passwd",
    "/etc/passwd", "C:\\con", "javascript:alert(1)", "file:///etc/passwd", "http://x y/\x1b", "https://e.org/" + "a" * 3000, "9" * 5000, "1e999", "-1", "NaN",
    "٢٠٢٢", "2022-99-99", "0000-00-00", "no", "null", "~", "!!python/object/apply:os.system [id]", "*a", "&a x", "<<", "x" * 150_000, "生" * 2000, "\u2028", "\t\t", " ",
    "\ud800", "<script>", "</svg>", "]]>", "| a | b |", "\\input{x}", "}", "{", '"', "'", ",", ";", "\n\n---\n",
)  # fmt: skip
"""What strangers may have written into a field."""

_GIVEN: dict[str, tuple[tuple[str, ...], ...]] = {
    "list": ((), ("--fields", "name,summary,how_it_works,authors,organizations")), "search": (("painter",),), "show": (("painter",),), "cite": (("painter",),),
    "why": (("painter",), ("painter", "parameters")), "path": (("acme", "uni"),), "neighbors": (("acme",),), "compare": (("painter", "listener"),),
    "between": (("2021", "2023"),), "diff": (("survey", "PATH"),), "import": (("PATH", "--report"),), "validate": (("PATH",),), "count": ((), ("--by", "organization")),
    "timeline": ((), ("--plot", "params")), "graph": ((), ("--kind", "lineage"), ("--kind", "models")),
}  # fmt: skip
"""What a command is given, where it is anything; PATH is where the catalog lies."""

OTHER = frozenset({
    "cache", "completion", "config", "doctor", "explore", "help", "init", "memory", "new", "open", "schema", "skill", "spec",
})  # fmt: skip
"""Commands that tell of no catalog, or open the explorer on it."""


def _doors() -> Iterator[tuple[str, ...]]:
    """Yield every command that tells of a catalog in every form that it has."""
    for name in door.list_commands(click.Context(door)):
        command = door.get_command(click.Context(door), name)
        if name in OTHER or command is None:
            continue
        form = next((each for each in command.params if "--format" in each.opts), None)
        forms = form.type.choices if form is not None and isinstance(form.type, click.Choice) else ()
        for given in _GIVEN.get(name, ((),)):
            for each in ("", *forms):
                if each != "sqlite":  # which is no text
                    yield (name, *given, *(("-f", each) if each else ()))
    yield ("--linear",)


DOORS = tuple(_doors())
"""Commands that tell of a catalog, in all forms."""


def doors(number: int, parts: int) -> tuple[tuple[str, ...], ...]:
    """Return one of so many parts of the doors, another one for each catalog in turn."""
    return DOORS[number % parts :: parts]


SECONDS, MEBIBYTES = 5.0, 500
"""What a command may take at most, of the processor and of memory."""

_ACTS = re.compile(f"[\x00-\x08\x0b-\x1f{UNSEEN}]")


_TYPED = "1\nd\nb\nn\n/a\n2\nq\n"
"""What is typed where a line is asked for."""


def acting(text: str) -> list[str]:
    """Return the characters of a text that act on a terminal, or cannot be seen."""
    return sorted({f"U+{ord(char):04X}" for char in _ACTS.findall(text)})


_TEXTS = ("name", "summary", "how_it_works", "survey_note")
"""Fields of a model that hold any text."""


def _yaml(dice: random.Random, folder: Path) -> Path:
    """Write a folder of this program's own form, with values, keys and files that nobody means."""
    models = dict(MODELS)
    for name in models:
        lines = models[name].splitlines()
        for _ in range(dice.randint(0, 4)):
            at = dice.randrange(len(lines))
            key, colon, _ = lines[at].partition(":")
            nasty = dice.choice(NASTY).encode("utf-8", "replace").decode()
            if dice.random() < 0.6:  # where any text may stand
                lines += [f"{dice.choice(_TEXTS)}: {json.dumps(nasty + dice.choice(('', ' and words')))}"]
                continue
            lines[at] = dice.choice((
                f"{key}{colon} {json.dumps(nasty)}", f"{key}{colon} {nasty}", f"{json.dumps(nasty)}: x", f"{lines[at]}\n{lines[at]}",
                f"{key}{colon} [[[[[[{json.dumps(nasty)}]]]]]]", f"{key}{colon} {{a: {json.dumps(nasty)}}}", nasty, "",
            ))  # fmt: skip
        kept = {line.partition(":")[0]: line for line in lines if line.partition(":")[0] in _TEXTS}
        models[name] = (
            "\n".join([*(line for line in lines if line.partition(":")[0] not in _TEXTS), *kept.values()])
            + "\n"
        )
    write_catalog(folder, **models)
    trick = dice.randrange(6)
    if trick == 0:
        (folder / "models" / "link.yaml").symlink_to("/etc/passwd")
    elif trick == 1:
        os.mkfifo(folder / "models" / "pipe.yaml")
    elif trick == 2:
        (folder / "models" / "\x1b[31m.yaml").write_text("id: x\n")
    elif trick == 3:
        (folder / "organizations.yaml").write_bytes(bytes(dice.randrange(256) for _ in range(400)))
    return folder


def _table(**columns: str) -> Callable[[random.Random, Path], Path]:
    """Return what writes a table with these columns, each with what it usually holds."""
    heads = list(columns)

    def write(dice: random.Random, folder: Path) -> Path:
        text = io.StringIO()
        rows = csv.writer(text, delimiter=dice.choice(",,;\t"))
        rows.writerow(heads if dice.random() < 0.8 else [*heads, dice.choice(NASTY)])
        for number in range(dice.randint(2, 6)):
            cells = [
                each.replace("painter", f"painter {number}" if number else "painter")
                for each in columns.values()
            ]
            for _ in range(dice.randint(1, 4)):
                cells[dice.randrange(len(cells))] = dice.choice(NASTY)
            rows.writerow(cells[: dice.randint(1, len(cells))] if dice.random() < 0.1 else cells)
        folder.mkdir(parents=True)
        path = folder / "table.csv"
        path.write_bytes(
            text.getvalue().encode(
                dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace"
            )
        )
        return path

    return write


def _json(dice: random.Random, folder: Path) -> Path:
    """Write the offers of models.dev."""

    def value() -> object:
        nasty = dice.choice(NASTY)
        return dice.choice((nasty, [nasty], {nasty: nasty}, None, True, -1, 1e308, 10**400, [[[[nasty]]]]))

    model = {"id": "painter", "name": "Painter", "release_date": "2024-01-01", "modalities": {"input": ["text"], "output": ["text"]},
             "cost": {"input": 1, "output": 2}, "limit": {"context": 1000, "output": 10}, "open_weights": True}  # fmt: skip
    offers = {}
    for number in range(dice.randint(1, 4)):
        offer = dict(model, id=f"painter-{number}")
        for _ in range(dice.randint(1, 3)):
            offer[dice.choice(list(offer))] = value()
        offers[dice.choice((f"painter-{number}", dice.choice(NASTY)))] = offer
    data = {"openai": {"id": "openai", "name": dice.choice(("OpenAI", dice.choice(NASTY))), "models": offers}}
    folder.mkdir(parents=True)
    path = folder / "api.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


FORMATS: dict[str, Callable[[random.Random, Path], Path]] = {
    "own folder": _yaml, "models.dev": _json,
    "Epoch": _table(**{
        "Model": "painter", "Organization": "Google, OpenAI", "Publication date": "2022-04-06", "Domain": "Language", "Task": "Chat", "Parameters": "1e9",
        "Authors": "A. B,C. D", "Link": "https://example.org", "Abstract": "It paints.", "Country (of organization)": "Norway",
        "Training compute (FLOP)": "1e23", "Base model": "painter 1", "Model accessibility": "Open weights (unrestricted)",
    }),
    "Ecosystem Graphs": _table(name="painter", organization="Google", created_date="2022-04-06", type="model", modality="text; image", size="3B parameters", dependencies="['painter 1']", url="https://example.org", license="MIT", description="It paints.", access="open"),
}  # fmt: skip
"""Writers of hostile catalogs by the name of their format."""


def catalogs(folder: Path, seed: int, count: int) -> Iterator[tuple[str, Path]]:
    """Write so many catalogs, and yield the name of each with where it lies."""
    for number in range(count):
        kind = list(FORMATS)[number % len(FORMATS)]
        dice = random.Random(f"{seed} {number}")
        yield f"{kind} {seed}/{number}", FORMATS[kind](dice, folder / str(number))


def faults(path: Path, words: tuple[str, ...], seconds: float = SECONDS) -> list[str]:
    """Come in by a door; returns what is wrong with what comes out, and with what it took."""
    command = [str(path) if word == "PATH" else word for word in words]
    before = time.process_time()
    try:
        ran = CliRunner().invoke(
            door, ["-c", str(path), "--partial", *command], standalone_mode=False, input=_TYPED
        )
    except Exception as error:  # of the runner itself
        return [f"{type(error).__name__}: {error}"]
    took = time.process_time() - before
    wrong = []
    error = ran.exception
    if error is not None and not isinstance(
        error, (click.ClickException, click.exceptions.Exit, CatalogError, SystemExit)
    ):
        wrong.append(f"a traceback: {type(error).__name__}: {str(error)[:200]!r}")
    if isinstance(error, CatalogError):
        told = "\n".join(str(each) for each in error.problems)
        from genai_tui.catalog.sanitize import safe_block

        out = ran.output + safe_block(told)
    else:
        out = ran.output
    if found := acting(out):
        wrong.append(f"comes out: {', '.join(found)}")
    if took > seconds:
        wrong.append(f"{took:.1f} s")
    if ran.exit_code == ExitStatus.FAULT:
        wrong.append("a fault")
    return wrong


def _tried(made: tuple[str, Path]) -> list[str]:
    """Try all doors of a catalog; returns what is wrong, a line each."""
    name, path = made
    return [
        f"{name}: {' '.join(words)}: {'; '.join(wrong)}" for words in DOORS if (wrong := faults(path, words))
    ]


def main() -> int:
    """Try all doors of all catalogs; returns 1 where anything is wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=400)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    count = failed = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as work:
        os.environ |= {f"XDG_{name}_HOME": f"{work}/{name.lower()}" for name in ("CACHE", "STATE", "CONFIG")}
        os.chdir(work)
        made = catalogs(Path(work) / "c", given.seed, given.count)
        # Some in each process: what runs the commands within one keeps the streams of all of them.
        with multiprocessing.get_context("fork").Pool(os.cpu_count(), maxtasksperchild=10) as pool:
            for wrong in pool.imap(_tried, made):
                count += len(DOORS)
                failed += len(wrong)
                print("".join(f"{each}\n" for each in wrong), end="", flush=True)
        if list(Path(work).rglob("PROOF")):
            failed += 1
            print("a command of a catalog was run")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{given.count} catalogs, {count - failed} of {count} doors are right, at most {most} MiB")
    return int(failed > 0 or most > MEBIBYTES)


if __name__ == "__main__":
    sys.exit(main())
