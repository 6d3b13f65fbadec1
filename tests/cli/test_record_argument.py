"""A NAME on the command line: the record that is called so, or a status and nothing on standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from genai_tui.cli import record_argument
from genai_tui.cli.command_names import near_commands
from genai_tui.cli.main import door
from genai_tui.cli.record_argument import may_guess
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage.loader import open_catalog
from tests.cli.conftest import Run
from tests.conftest import ORGANIZATIONS

EPOCH = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
CATALOGS = [
    "survey",
    pytest.param(
        str(EPOCH), marks=pytest.mark.skipif(not EPOCH.exists(), reason="the real table is not there")
    ),
]
COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "show": lambda name: ["show", name],
    "show json": lambda name: ["show", name, "--format", "json"],
    "show ids": lambda name: ["show", name, "--ids"],
    "cite": lambda name: ["cite", name],
    "neighbors": lambda name: ["neighbors", name],
    "path from": lambda name: ["path", name, "google"],
    "path to": lambda name: ["path", "google", name],
    "graph": lambda name: ["graph", "--focus", name],
    "graph lineage": lambda name: ["graph", "--kind", "lineage", "--focus", name],
    "NAME": lambda name: [name],
}  # fmt: skip
FAMILIES = ("LLaMA", "Gemini", "PaLM", "Qwen", "GPT", "Alpha", "Speech", "Human Motion", "Dream", "GPT-4")
NONSENSE = ("foo", "xyzzy", "?", "whispr", "stabel difusion", "opnai", "0", "a", "--x")


pytestmark = pytest.mark.usefixtures("one_cache")


@pytest.mark.parametrize("catalog", CATALOGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_name_prints_nothing(run: Run, command: str, catalog: str) -> None:
    names = (*FAMILIES, *NONSENSE)
    # Of a large table, which takes a while to open, each name is tried with every fifth command.
    for name in names if catalog == "survey" else names[list(COMMANDS).index(command) % 5 :: 5]:
        if (name, command, catalog) == ("PaLM", "graph lineage", "survey"):
            continue  # there it is the name of a model outside of the catalog, which is a node
        ran = run("-c", catalog, *COMMANDS[command](name))
        assert (ran.status != 0, ran.out) == (True, ""), name
        assert ran.err, name


@pytest.mark.parametrize("catalog", CATALOGS)
def test_what_is_a_name_prints_its_record(run: Run, catalog: str) -> None:
    models = open_catalog(catalog)[0].models
    for model in models[:: max(1, len(models) // 8)]:
        assert run("-c", catalog, "show", model.name.upper(), "--ids").out == f"{model.id}\n"
        assert run("-c", catalog, model.id).out.splitlines()[0].endswith(f"({model.id})")
        lineage = run("-c", catalog, "graph", "--kind", "lineage", "--focus", model.name)
        assert (model.name in lineage.out) == (lineage.status == 0)


def test_an_organization_has_a_page(run: Run) -> None:
    for words in (["show", "OpenAI"], ["OpenAI"], ["show", "open-ai"]):
        ran = run(*words)
        assert (ran.status, ran.out.splitlines()[0], ran.err) == (0, "OpenAI (openai)", "")
    for form, told in (("json", '"organizations"'), ("jsonl", '"id":"openai"'), ("csv", "openai,OpenAI"),
                       ("tsv", "openai\tOpenAI"), ("markdown", "| openai | OpenAI |"), ("ids", "openai")):  # fmt: skip
        assert told in run("show", "OpenAI", "-f", form).out
    cited = run("cite", "OpenAI")
    assert (cited.status, cited.out) == (1, "")
    assert "org:openai" in cited.err


def test_several_of_one_name_are_told(run: Run, make: Callable[..., Path]) -> None:
    from tests.conftest import MODELS

    folder = make(twin=MODELS["whisperer"].replace("id: whisperer", "id: twin"))
    ran = run("show", "-c", folder, "Whisperer")
    assert (ran.status, ran.out) == (1, "")
    assert "Whisperer (whisperer)" in ran.err
    assert "Whisperer (twin)" in ran.err
    assert run("show", "-c", folder, "twin", "--ids").out == "twin\n"


def test_a_person_is_given_what_is_near(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genai_tui.cli.record_argument.may_guess", lambda: True)
    ran = run("show", "whispr")
    assert ran.out.startswith("Whisper (whisper)")
    assert "taking `whispr` for Whisper" in ran.err


@pytest.mark.parametrize(
    ("is_terminal", "words", "guesses"),
    [
        (True, [], True), (True, ["-f", "text"], False), (True, ["-f", "json"], False),
        (False, [], False), (False, ["-f", "json"], False),
    ],
)  # fmt: skip
def test_only_a_person_is_guessed_for(
    is_terminal: bool, words: list[str], guesses: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that names its form, or is read by another program, must not be given another record."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal, raising=False)
    with click.Command("show", params=[click.Option(["-f", "form"], default="text")]).make_context(
        "show", words
    ):
        assert may_guess() == guesses
    with click.Command("neighbors").make_context("neighbors", []):
        assert may_guess() == is_terminal


MISTYPED = {
    "validat": "validate", "lst": "list", "serch": "search", "neighbours": "neighbors", "ls": "list",
    "comapre": "compare", "info": "show", "view": "show", "history": "timeline", "exprot": "export",
    "LIST": "list", "neigh": "neighbors", "shwo": "show", "doctr": "doctor", "hlep": "help",
}  # fmt: skip


@pytest.mark.parametrize("word", MISTYPED)
@pytest.mark.parametrize("rest", [[], ["x"], ["--ids"], ["-c", "nowhere"]])
def test_a_mistyped_command_is_wrong_usage(run: Run, word: str, rest: list[str]) -> None:
    ran = run(word, *rest)
    assert (ran.status, ran.out) == (2, "")
    assert f"there is no command `{word}`; did you mean `{MISTYPED[word]}`" in ran.err


def test_every_command_is_near_itself_less_a_letter() -> None:
    known = door.list_commands(door.make_context("genai-tui", ["list"], resilient_parsing=True))
    for name in known:
        for at in range(len(name) if len(name) > 3 else 0):
            spoilt = name[:at] + name[at + 1 :]
            assert name in near_commands(spoilt, known) or spoilt in known, spoilt


def test_help_is_a_command(run: Run) -> None:
    assert "Explore the landscape" in run("help").out
    assert run("help", "list").out == run("list", "--help").out
    assert (run("help", "lst").status, run("help", "xyzzy").status) == (2, 2)


def test_cite_takes_names_and_queries_with_filters(run: Run) -> None:
    assert run("cite", "whisper").out.startswith("@")
    assert run("cite", "Stable", "Diffusion").out.count("@") == 1
    assert run("cite", "whisper", "codex", "gato").out.count("@") == 3
    assert run("cite", "org:openai").out.count("\n@") > 1
    spoilt = run("cite", "whisper", "peerrr")
    assert (spoilt.status, spoilt.out.count("@")) == (3, 1)


def test_two_words_name_two_models_or_one(run: Run) -> None:
    assert run("cite", "whisper", "codex").out.count("@") == 2
    assert run("cite", "stable", "diffusion").out.count("@") == 1
    assert run("cite", "whisper", "whisper").out.count("@") == 1


@pytest.mark.parametrize(("count", "more"), [(7, ""), (8, ""), (9, " and 1 more"), (12, " and 4 more")])
def test_of_a_large_family_eight_are_named(
    run: Run, make: Callable[..., Path], count: int, more: str
) -> None:
    from tests.conftest import MODELS

    family = {
        f"kin-{number}": MODELS["whisperer"]
        .replace("whisperer", f"kin-{number}")
        .replace("Whisperer", f"Kin {number}")
        for number in range(count)
    }
    ran = run("show", "-c", make(**family), "kin")
    assert (ran.status, ran.out) == (1, "")
    told = next(line for line in ran.err.splitlines() if "begin like this" in line)
    assert told.count("(kin-") == min(8, count)
    assert told.endswith(f"){more}")


def test_a_node_goes_by_every_name_of_the_organizations_under_it(run: Run) -> None:
    words = ("neighbors", "-c", "survey", "--kind", "collaboration", "--names", "merged")
    told = {run(*words, name).out for name in ("DeepMind", "deepmind", "Google")}
    assert len(told) == 1
    assert "Phenaki" in told.pop()


def test_what_no_graph_has_is_told_with_what_is_near_or_joined_most(run: Run) -> None:
    for name, told in (
        ("xyzzy", "there is no node `xyzzy`\njoined most: "),
        ("whispr", "near: Whisper (whisper)"),
        ("Whisper", "nothing is known of ties of Whisper in this graph; --kind takes others"),
    ):
        ran = run("neighbors", "-c", "survey", "--kind", "collaboration", name)
        assert (ran.status, ran.out) == (1, "")
        assert told in ran.err, name


def test_of_the_nodes_with_most_ties_five_are_named() -> None:
    links = [Link(("hub", f"n{number}")) for number in range(8)] + [Link(("n6", "n7")), Link(("n5", "n7"))]
    graph = Graph(
        "g", tuple(Node(id_, id_) for id_ in ("hub", *(f"n{number}" for number in range(8)))), tuple(links)
    )
    assert record_argument._joined_most(graph) == ["hub", "n7", "n5", "n6", "n0"]
    assert record_argument._joined_most(Graph("g", (), ())) == []


def test_an_organization_is_a_node_by_its_id_in_a_register(run: Run, make: Callable[..., Path]) -> None:
    organizations = ORGANIZATIONS.replace("id: acme,", "id: acme, ror: 05a28rw58,")
    catalog = make(organizations=organizations)
    by_id, by_register = (run("neighbors", "-c", catalog, name) for name in ("acme", "05a28rw58"))
    assert (by_register.status, by_register.out) == (0, by_id.out)
    assert by_id.out
