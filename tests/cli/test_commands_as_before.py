"""What commands print on small catalogs, to the letter: a change is seen and looked at before it is accepted."""

from __future__ import annotations

import datetime
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest

from genai_tui.catalog import catalog_age
from genai_tui.storage.memory.entries import Choice, Note, Place, RecentCatalog, RecentQuery, SavedView, Star
from genai_tui.storage.memory.entry_file import EntryFile
from genai_tui.storage.memory.memory import Memory
from tests.cli.conftest import Run
from tests.conftest import MODELS, write_catalog, write_differing
from tests.talkers import write_talkers

TABLE = """\
Model,Lab,Released,Params (B),License,Weights,Notes
Alpha,Acme Labs,2022-03-05,7,MIT,open,first
Beta,Other Lab,March 2023,~70,proprietary,closed,=1+1
Gamma,Acme Labs,03/05/2024,many,Apache-2.0,maybe,
"""
COMMANDS = {
    "list": """
        list -c tiny
        list -c tiny --width 40
        list -c tiny --width 72 --no-header
        list -c tiny --width 100 weights:open
        list -c tiny --limit 1 --sort date --reverse
        list -c tiny --sort params -f json id:listener
        list -c tiny -f jsonl --fields id,name,params,params.state
        list -c tiny -f csv --fields all
        list -c tiny -f csv --fields name,org,date,license --no-header
        list -c tiny -f tsv
        list -c tiny -f markdown
        list -c tiny --ids
        list -c tiny --fields nothing
        list -c tiny --as-of 2022-06
        list -c talkers
        list -c talkers --width 90 --sort price
        list -c talkers -f json id:talker-1
        list -c talkers -f csv --fields id,family,status,price,context,cutoff
        list -c talkers --as-of 2023 --width 60
        list -c tiny -c talkers --width 80
        list -c tiny weights:ajar
        list -c tiny year:2030
        list -c tiny -weights:open
        list -c tiny is:starred
        list -c tiny nonsense:1
        list -c nowhere
        list -c tiny --sort wrong
        list -c tiny --limit 0
        list -c tiny --width x
    """,
    "search": """
        search -c tiny paint
        search -c tiny paint --width 60
        search -c tiny whispr -f json
        search -c tiny acme -f jsonl
        search -c tiny paint -f csv
        search -c tiny paint -f markdown
        search -c tiny xyzzy
        search -c tiny
        search -c talkers talker --limit 1
    """,
    "count": """
        count -c tiny
        count -c tiny weights:open
        count -c tiny --by year
        count -c tiny --by year,weights
        count -c tiny --by year,weights --width 40
        count -c tiny --by org -f json
        count -c tiny --by org,year -f csv
        count -c tiny --by license -f markdown
        count -c tiny --by year -f tsv --no-header
        count -c tiny --of orgs
        count -c tiny --of orgs --by kind
        count -c talkers --by family,status
        count -c tiny --by nothing
        count -c tiny year:2030
    """,
    "orgs": """
        orgs -c tiny
        orgs -c tiny --width 60 --sort name --reverse
        orgs -c tiny -f json kind:company
        orgs -c tiny -f csv --fields id,name,models,partners
        orgs -c tiny --ids --limit 1
        orgs -c talkers -f markdown
        orgs -c talkers --width 100 --sort owned
        orgs -c tiny kind:lab
    """,
    "show": """
        show -c tiny painter
        show -c tiny listener
        show -c tiny acme
        show -c tiny painter listener
        show -c tiny listener -f json
        show -c tiny uni -f json
        show -c talkers talker-1
        show -c talkers talker-2
        show -c talkers bright
        show -c talkers talker
        show -c tiny nobody
        show -c tiny paintr
        show -c tiny painter -f markdown
    """,
    "why": """
        why whisper params
        why imagen weights
        why openai country
        why whisper
        why -c tiny painter params -f json
        why -c tiny listener category -f json
        why -c tiny painter weights -f json
        why -c tiny whisperer params -f json
        why -c tiny painter nothing
        why -c talkers talker-1 status -f json
        why -c tiny -c other painter released -f json
    """,
    "cite": """
        cite -c tiny painter
        cite -c tiny painter -f csl-json
        cite -c tiny listener
        cite -c tiny weights:open
        cite -c talkers talker-1
        cite -c tiny claim:0000
        cite -c tiny ""
    """,
    "compare": """
        compare -c tiny painter listener
        compare -c tiny painter listener whisperer --all
        compare -c tiny painter listener --transpose
        compare -c tiny painter listener -f json
        compare -c tiny painter listener -f tsv
        compare -c tiny painter listener -f markdown
        compare -c tiny acme uni
        compare -c talkers talker-1 talker-2 --width 70
        compare -c tiny painter
        compare -c tiny painter acme
    """,
    "graphs": """
        graph -c tiny
        graph -c tiny --width 40 --layout lines
        graph -c tiny --layout matrix
        graph -c tiny --kind lineage
        graph -c tiny --kind two-mode --width 60
        graph -c tiny --kind ownership -f twin
        graph -c tiny --kind collaboration -f measures
        graph -c tiny -f dot
        graph -c tiny -f graphml
        graph -c tiny -f mermaid
        graph -c tiny -f json
        graph -c tiny -f csv
        graph -c tiny --focus acme --depth 1
        graph -c tiny --focus nobody
        graph -c tiny --layout communities
        graph -c tiny --ascii --kind lineage
        graph -c talkers --kind ownership
        graph -c talkers --kind ownership -f json
        graph -c talkers --kind lineage -f twin
        graph -c talkers --kind ownership --since 2024
        graph -c talkers --names merged
        path -c tiny acme uni
        path -c tiny acme uni -f json
        path -c tiny acme nobody
        path -c talkers uni acme --kind ownership --in-order
        neighbors -c tiny acme
        neighbors -c tiny acme -f json
        neighbors -c talkers bright --kind ownership
        neighbors -c tiny nobody
    """,
    "tables": """
        matrix -c tiny
        matrix -c tiny -f json
        matrix -c tiny -f csv
        matrix -c talkers
        matrix -c talkers -f markdown
        coverage -c tiny
        coverage -c tiny --by organization
        coverage -c tiny -f csv weights:open
        coverage -c talkers
        coverage -c talkers -f markdown
        timeline -c tiny
        timeline -c tiny --width 60 -f json
        timeline -c talkers --lanes family
        timeline -c tiny --y params --width 60 --height 12
        timeline -c tiny year:2030
    """,
    "between": """
        between -c tiny 2021 2022
        between -c tiny 2021 2022 -f json
        between -c tiny 2021 now weights:open
        between -c talkers 2022 2026 -f markdown
        between -c tiny 2022 2021
        diff tiny other
        diff tiny other -f json
        diff tiny tiny
        diff tiny nowhere
        disagree -c tiny -c other
        disagree -c tiny -c other --field released
        disagree -c tiny -c other -f json
        disagree -c tiny -c other -f markdown
        disagree -c tiny
        check -c tiny painter --expect weights:open
        check -c tiny painter listener --expect weights:open -f json
        check -c tiny nobody --expect weights:open
        check -c tiny listener painter --expect year:2022
    """,
    "carried": """
        export -c tiny id:painter
        export -c tiny -f jsonl weights:open
        export -c tiny -f csv
        export -c tiny -f bibtex
        export -c tiny -f csl-json
        export -c tiny -f markdown
        export -c tiny -f sqlite
        export -c tiny -o out.csv
        export -c tiny -o out.foo
        export -c tiny -o none/out.csv
        export -c tiny -f csv year:2030
        export -c talkers -f tsv family:talker
        import t.csv
        import t.csv --report
        import t.csv -o table
        list -c t.csv --width 90
        list -c t.csv --map name=Lab,org=Model
        list -c t.csv -f json id:alpha
        import tiny -o tiny2
        list -c tiny --overlay mine --width 60
        show -c tiny --overlay mine painter
    """,
    "validated": """
        validate tiny
        validate other
        validate broken
        validate broken -f json
        validate t.csv
        validate nowhere
        list -c broken
    """,
    "own": """
        init mine2
        validate mine2
        new model GPT-4o -c mine2
        new model GPT-4o -c mine2
        new model "gpt 4o" -c mine2
        new organization "Acme Labs" -c mine2
        new organization "Acme Labs" -c mine2
        new model "" -c mine2
        new model x
        new model x -c mine2 -c tiny
        new model x -c survey
        new model x -c t.csv
        new model x -c nowhere
        new nothing
        validate mine2
    """,
    "remembered": """
        list -c tiny is:starred
        list -c tiny --width 60
        show -c tiny painter
        memory
        memory -c tiny
        memory export
        memory export -f yaml
        memory forget stars
        memory forget stars --all
        memory forget views mine
        memory forget views mine
        memory forget nothing
        memory
        memory import t.csv
        memory import nowhere
        open mine -c tiny
    """,
    "survey": """
        path google openai
        path deepmind cmu --kind collaboration --strongest
        neighbors google
        graph --focus google --depth 1 -f twin
        graph --kind collaboration -f measures
        graph --layout communities --width 90
        graph --kind lineage --width 90
        disagree
        coverage --by category
        timeline --by quarter --lanes organization
        matrix --by slots
        count --by category,weights
        list --limit 5 --sort parameters --width 110
        check whisper imagen --expect "weights:open year:2022"
        check whisper --expect weights:open --max-age 10000
        check whisper --expect weights:open --max-age 5
        between 2021 2022
    """,
    "kept": """
        memory
        memory export
        memory export -f yaml
        config
        config path
        init mine2
        init mine2
        help nothing
    """,
}


class _Wednesday(datetime.date):
    """A day in the week after that of the catalogs."""

    @classmethod
    def today(cls) -> Self:
        return cls(2023, 1, 18)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with catalogs of several kinds."""
    # Not the function: a module that was imported before has it by its own name, and one that is now would keep it.
    monkeypatch.setattr(catalog_age, "datetime", SimpleNamespace(date=_Wednesday))
    monkeypatch.setattr(
        sys.modules["__main__"], "__package__", None
    )  # so that usage has the name of the program
    folder = tmp_path / "here"
    folder.mkdir()
    write_catalog(folder / "tiny")
    write_differing(folder / "other")
    write_catalog(folder / "broken", painter=MODELS["painter"].replace("summary", "sumary"))
    write_talkers(folder / "talkers")
    (folder / "mine" / "models").mkdir(parents=True)
    (folder / "mine" / "models" / "painter.yaml").write_text(
        "availability: {weights: closed, license: house rules}\n"
    )
    (folder / "t.csv").write_text(TABLE)
    monkeypatch.chdir(folder)
    return folder


def keep() -> None:
    """Keep a star, a note of two lines, a saved view, and what was looked at."""
    time = "2026-11-26T10:20:31.000000Z"
    entries = (
        Star("tiny", "model", "painter", "2026-11-26", "Painter 2"), Star("tiny", "model", "gone", "2026-11-26", "Gone"), Star("elsewhere", "model", "x"),
        Note("tiny", "organization", "acme", "2026-11-26", "Acme Labs", "one line\nand another"), SavedView("mine", "browse?q=weights:open", "2026-11-26"),
        Place(time, "graph?focus=acme", "Graph around Acme"), RecentQuery(time, "weights:open"), RecentCatalog(time, "tiny"), Choice("theme", "light"),
    )  # fmt: skip
    for entry in entries:
        EntryFile(Memory().folder, type(entry)).change(
            lambda known, entry=entry: known.update({entry.key: entry})
        )  # type: ignore[misc]


@pytest.mark.parametrize("group", COMMANDS)
def test_commands_print_as_before(run: Run, here: Path, group: str, snapshot: Any) -> None:
    if group == "remembered":
        keep()
    told = []
    for line in COMMANDS[group].strip().splitlines():
        ran = run(*shlex.split(line))
        told.append(
            f"$ {line.strip()}  -> {ran.status}\n{ran.out}"
            + "".join(f"! {each}\n" for each in ran.err.splitlines())
        )
    text = "\n".join(told).replace(str(here.parent), "/somewhere")
    assert text == snapshot
