"""How every command ends: one row a case, and a row at least for each command and each status."""

from __future__ import annotations

import io
import shlex
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from genai_tui.catalog.claim_hash import Claimed, hashes_of
from genai_tui.cli.exit_status import ExitStatus, statuses_of
from genai_tui.cli.help_text import EXAMPLES, first_sentence
from genai_tui.cli.main import door, main
from genai_tui.cli.spec_command import commands
from genai_tui.storage.loader import open_catalog
from tests.conftest import MODELS, write_catalog

DONE, FAILED, USAGE = ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE
UNKNOWN, DISPUTED = ExitStatus.UNKNOWN, ExitStatus.DISPUTED

# words, standard input, status, and what standard error says; CATALOG is a good one, BROKEN has a problem in a record
ENDINGS = [
    ("list", "", DONE, ""),
    ("list year:2022", "", DONE, ""),
    ("list year:1999", "", FAILED, "nothing found"),
    ("list year:x", "", USAGE, "year wants 2022"),
    ("list -", "painter\n", DONE, ""),
    ("list -", "nobody\n", FAILED, "no model `nobody`"),
    ("list -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("list -", "Id\tName\npainter\tPainter 2\n", DONE, ""),
    ("list -", "", FAILED, ""),
    ("list -c BROKEN", "", USAGE, "did you mean summary?"),
    ("list -c NOWHERE", "", USAGE, "no such folder or file"),
    ("list --limit 0", "", USAGE, "--limit"),
    ("list --sort nothing", "", USAGE, "--sort"),
    ("search painter", "", DONE, ""),
    ("search zzzz", "", FAILED, "nothing found"),
    ("search -- -", "", USAGE, "list -"),
    ("search", "", USAGE, "QUERY"),
    ("search painter -c BROKEN", "", USAGE, "did you mean summary?"),
    ("count", "", DONE, ""),
    ("count --by year", "", DONE, ""),
    ("count -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("count --by nothing", "", USAGE, "cannot count by"),
    ("count --by ,", "", USAGE, "cannot count by"),
    ("count year:1999", "", FAILED, "nothing found"),
    ("count -c BROKEN", "", USAGE, "did you mean summary?"),
    ("between 2021 now", "", DONE, ""),
    ("between 2021 now year:1999", "", FAILED, "nothing found"),
    ("between 2021 now year:x", "", USAGE, "year wants 2022"),
    ("between 2022 2021", "", USAGE, "the first day must come before the second"),
    ("between 2021", "", USAGE, "AFTER"),
    ("between 2021 now -", "painter\n", DONE, ""),
    ("between 2021 now -c BROKEN", "", USAGE, "did you mean summary?"),
    ("show painter", "", DONE, ""),
    ("show acme", "", DONE, ""),
    ("show zzzz", "", FAILED, "there is no"),
    ("show paint", "", FAILED, "near: Painter 2"),
    ("show painter listener acme", "", DONE, ""),
    ("show painter zzzz", "", UNKNOWN, "there is no model or organization `zzzz`"),
    ("show -", "painter\nacme\n", DONE, ""),
    ("show -", "painter\nnobody\n", UNKNOWN, "no record `nobody`"),
    ("show -", "nobody\n", FAILED, "no record `nobody`"),
    ("show painter acme -f csv", "", USAGE, "print them apart"),
    ("show", "", USAGE, "NAME"),
    ("show painter -c BROKEN", "", USAGE, "there is no"),
    ("show listener -c BROKEN", "", USAGE, "did you mean summary?"),
    ("export", "", DONE, ""),
    ("export -f csv year:2022", "", DONE, "Tiny"),
    ("export -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("export year:1999", "", FAILED, "nothing found"),
    ("export -f csv year:1999", "", FAILED, "nothing found"),
    ("export -f bibtex listener", "", DONE, "no paper known of 1"),
    ("export year:x", "", USAGE, "year wants 2022"),
    ("export -c BROKEN", "", USAGE, "did you mean summary?"),
    ("export -f nothing", "", USAGE, "--format"),
    ("cite painter", "", DONE, ""),
    ("cite painter zzzz", "", UNKNOWN, "there is no model `zzzz`"),
    ("cite listener", "", FAILED, ""),  # has no paper
    ("cite zzzz", "", FAILED, "there is no"),
    ("cite acme", "", FAILED, "is an organization"),
    ("cite year:1999", "", FAILED, "nothing found"),
    ("cite", "", USAGE, "QUERY"),
    ("cite painter -c BROKEN", "", USAGE, ""),
    ("cite claim:HASH", "", DONE, ""),
    ("cite claim:000000", "", FAILED, "no claim of Tiny has the hash 000000"),
    ("cite claim:", "", FAILED, "no claim of Tiny"),
    ("cite claim:HASH claim:000000", "", FAILED, "no claim of Tiny"),
    ("cite claim:HASH -c BROKEN", "", USAGE, "did you mean summary?"),
    ("orgs", "", DONE, ""),
    ("orgs kind:company", "", DONE, ""),
    ("orgs -", "acme\n", DONE, ""),
    ("orgs -", "acme\nnobody\n", UNKNOWN, "no organization `nobody`"),
    ("orgs -", "nobody\n", FAILED, "no organization `nobody`"),
    ("orgs models:>99", "", FAILED, "nothing found"),
    ("orgs founded:x", "", USAGE, "founded wants 2022"),
    ("orgs --sort nothing", "", USAGE, "--sort"),
    ("orgs -c BROKEN", "", USAGE, "did you mean summary?"),
    ("count --of orgs --by kind", "", DONE, ""),
    ("count --of orgs --by params", "", USAGE, "cannot count by"),
    ("disagree", "", DONE, ""),
    ("disagree -", "listener\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("disagree year:1999", "", FAILED, "nothing found"),
    ("disagree --field nothing", "", USAGE, "not a field that is compared"),
    ("disagree id:painter", "", FAILED, "nothing differs"),
    ("why painter", "", DONE, ""),
    ("why painter date", "", DONE, ""),
    ("why painter params", "", DONE, ""),  # an estimate
    ("why painter compute", "", UNKNOWN, ""),
    ("why listener category", "", DISPUTED, ""),
    ("why acme uni", "", DONE, ""),
    ("why acme kind", "", DONE, ""),
    ("why acme city", "", UNKNOWN, ""),
    ("why painter zzzz", "", FAILED, "there is no field `zzzz` of a model"),
    ("why painter dat", "", FAILED, "did you mean `date`"),
    ("why zzzz", "", FAILED, "there is no"),
    ("why zzzz date", "", FAILED, "there is no model or organization `zzzz`"),
    ("why paint date", "", FAILED, "near: Painter 2"),
    ("why acme params", "", FAILED, "there is no field `params` of an organization"),
    ("why acne country", "", FAILED, "there is no model or organization `acne`"),
    ("why painter date -f nothing", "", USAGE, "--format"),
    ("why", "", USAGE, "RECORD"),
    ("why listener date -c BROKEN", "", USAGE, "did you mean summary?"),
    ("compare painter listener", "", DONE, ""),
    ("compare acme uni", "", DONE, ""),
    ("compare -", "painter\nlistener\n", DONE, ""),
    ("compare -", "painter\n", USAGE, "and not 1"),
    ("compare -", "painter\nlistener\nnobody\n", UNKNOWN, "no record `nobody`"),
    ("compare painter listener -f text --all --transpose", "", DONE, ""),
    ("compare painter acme", "", USAGE, "is a model and"),
    ("compare painter", "", USAGE, "compare takes 2 to 8 records, and not 1"),
    ("compare painter painter", "", USAGE, "compare takes 2 to 8 records, and this is Painter 2 alone"),
    ("compare a b c d e f g h i", "", USAGE, "compare takes 2 to 8 records, and not 9"),
    ("compare", "", USAGE, "compare takes 2 to 8 records, and not 0"),
    ("compare painter zzzz", "", FAILED, "there is no model or organization `zzzz`"),
    ("compare painter paint", "", FAILED, "near: Painter 2"),
    ("compare painter listener -f nothing", "", USAGE, "--format"),
    ("compare painter listener -c BROKEN", "", USAGE, "did you mean summary?"),
    ("matrix", "", DONE, ""),
    ("matrix --by slots", "", DONE, ""),
    ("matrix -", "painter\n", DONE, ""),
    ("matrix -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("matrix year:1999", "", FAILED, "nothing found"),
    ("matrix year:x", "", USAGE, "year wants 2022"),
    ("matrix --by nothing", "", USAGE, "--by"),
    ("matrix -f nothing", "", USAGE, "--format"),
    ("matrix -c BROKEN", "", USAGE, "did you mean summary?"),
    ("timeline", "", DONE, ""),
    ("timeline --by month --lanes org", "", DONE, ""),
    ("timeline -", "painter\n", DONE, ""),
    ("timeline -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("timeline year:1999", "", FAILED, "nothing found"),
    ("timeline year:x", "", USAGE, "year wants 2022"),
    ("timeline --by nothing", "", USAGE, "--by"),
    ("timeline --lanes nothing", "", USAGE, "--lanes"),
    ("timeline -c BROKEN", "", USAGE, "did you mean summary?"),
    ("timeline --y params", "", DONE, ""),
    ("timeline --y params -f json year:2022", "", DONE, ""),
    ("timeline --y params --from 2021-01", "", DONE, ""),
    ("timeline --y params --from 2021", "", USAGE, "not a month such as 2019-01"),
    ("timeline --y nothing", "", USAGE, "--y"),
    ("coverage", "", DONE, ""),
    ("coverage --by org -f csv", "", DONE, ""),
    ("coverage -", "painter\n", DONE, ""),
    ("coverage -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("coverage year:1999", "", FAILED, "nothing found"),
    ("coverage year:x", "", USAGE, "year wants 2022"),
    ("coverage --by nothing", "", USAGE, "--by"),
    ("coverage -c BROKEN", "", USAGE, "did you mean summary?"),
    ("diff CATALOG CATALOG", "", DONE, "0 differences"),
    ("diff CATALOG OTHER", "", FAILED, "difference"),
    ("diff CATALOG BROKEN", "", USAGE, "not wholly compared"),
    ("diff CATALOG NOWHERE", "", USAGE, "no such folder or file"),
    ("diff CATALOG", "", USAGE, ""),
    ("import CATALOG", "", DONE, "3 models"),
    ("import BROKEN", "", USAGE, "did you mean summary?"),
    ("import NOWHERE", "", USAGE, "no such folder or file"),
    ("import CATALOG -o CATALOG", "", USAGE, ""),  # it is there already
    ("import", "", USAGE, "PATH"),
    ("graph", "", DONE, ""),
    ("graph --focus acme", "", DONE, ""),
    ("graph -", "painter\nnobody\n", UNKNOWN, "no model `nobody`"),
    ("graph --focus zzzz", "", FAILED, "there is no"),
    ("graph --kind nothing", "", USAGE, "--kind"),
    ("graph -c BROKEN", "", USAGE, "did you mean summary?"),
    ("graph --kind collaboration -c ALONE", "", DONE, "0 ties"),  # nobody made anything together
    ("path acme uni", "", DONE, ""),
    ("path acme zzzz", "", FAILED, "there is no"),
    ("path acme uni --in-order", "", DONE, ""),
    ("path acme uni --in-order --strongest", "", USAGE, "do not go together"),
    ("graph --since 2021-13", "", USAGE, "a day is written"),
    ("graph --since 2021", "", DONE, "new since 2021-12-31"),
    ("path acme", "", USAGE, ""),
    ("path acme uni -c BROKEN", "", USAGE, "did you mean summary?"),
    ("neighbors acme", "", DONE, ""),
    ("neighbors zzzz", "", FAILED, "there is no"),
    ("neighbors acme -c BROKEN", "", USAGE, "did you mean summary?"),
    ("neighbors", "", USAGE, ""),
    ("memory path", "", DONE, ""),
    ("memory export", "", DONE, ""),
    ("memory forget", "", USAGE, "stars"),
    ("config show", "", DONE, ""),
    ("config path", "", DONE, ""),
    ("config nothing", "", USAGE, "nothing"),
    ("validate CATALOG", "", DONE, "0 problems"),
    ("validate BROKEN", "", FAILED, "1 problem"),
    ("validate CATALOG BROKEN", "", FAILED, "1 problem"),
    ("validate DOUBTFUL", "", DONE, "1 warning"),
    ("validate --strict DOUBTFUL", "", FAILED, "1 warning"),
    ("validate NOWHERE", "", USAGE, "no such folder"),
    ("init NOWHERE", "", DONE, "genai-tui validate"),
    ("init CATALOG", "", USAGE, "stand there already"),
    ("new model Some Thing", "", DONE, "validate"),
    ("new model Painter", "", USAGE, "there is a model `painter` already"),
    ("new organization Some Lab", "", DONE, "validate"),
    ("new model x -c NOWHERE", "", USAGE, "no such folder or file"),
    ("new model x -c survey", "", USAGE, "comes with the program"),
    ("new model", "", USAGE, "NAME"),
    ("check painter --expect weights:open", "", DONE, "1 ok"),
    ("check painter --expect weights:closed", "", FAILED, "1 changed"),
    ("check painter --expect status:active", "", UNKNOWN, "1 unknown"),
    ("check painter nobody --expect weights:open", "", UNKNOWN, "1 ok, 0 changed, 1 unknown"),
    ("check painter nobody --expect weights:closed", "", FAILED, "1 changed, 1 unknown"),
    ("check - --expect weights:open", "painter\n", DONE, "1 ok"),
    ("check - --expect weights:open", "", USAGE, "no ids"),
    ("check painter", "", USAGE, "nothing to check"),
    ("check ids.txt --expect weights:open", "", USAGE, "no such file of ids"),
    ("check painter --expect weights:opne", "", USAGE, "did you mean open?"),
    ("check painter --expect open", "", USAGE, "did you mean weights:open?"),
    ("check painter --expect weights:unknown", "", USAGE, "never what was expected"),
    ("check painter --against CATALOG", "", DONE, "1 ok"),
    ("check painter --against OTHER", "", FAILED, "1 changed"),
    ("check painter --against NOWHERE", "", USAGE, "no such folder or file"),
    ("check listener --expect weights:open -c BROKEN", "", USAGE, "did you mean summary?"),
    ("schema", "", DONE, ""),
    ("schema model", "", DONE, ""),
    ("schema nothing", "", USAGE, "nothing"),
    ("schema output", "", DONE, ""),
    ("spec", "", DONE, ""),
    ("spec nothing", "", USAGE, ""),
    ("skill", "", DONE, ""),
    ("skill nothing", "", USAGE, ""),
    ("doctor", "", DONE, ""),
    ("help", "", DONE, ""),
    ("help list", "", DONE, ""),
    ("help nothing", "", USAGE, "nothing"),
    ("explore", "", DONE, ""),
    ("explore painter", "", DONE, ""),
    ("explore zzzz", "", FAILED, "there is no"),
    ("explore -c BROKEN", "", USAGE, "--partial"),
    ("explore -c BROKEN --partial", "", DONE, ""),
    ("open browse", "", DONE, ""),
    ("open browse?q=painter", "", DONE, ""),
    ("open browse -c BROKEN", "", USAGE, "--partial"),
    ("open browse -c NOWHERE", "", USAGE, "no such folder or file"),
    ("open nothing", "", USAGE, "there is no screen called"),
    ("open browse?nothing=1", "", USAGE, "has no field 'nothing'"),
    ("open", "", USAGE, "ADDRESS"),
    ("", "", DONE, ""),
    ("painter", "", DONE, ""),
    ("lsit", "", USAGE, "did you mean `list`"),
    ("--nothing", "", USAGE, "--nothing"),
    ("--version", "", DONE, ""),
    ("--help", "", DONE, ""),
]  # fmt: skip


EPOCH = """\
Model,Organization,Publication date,Parameters,Training compute (FLOP),Task,Notability criteria
Imagen,Google,2022-05-23,2.6e9,,Text-to-image,Highly cited
"""


@pytest.fixture
def places(folder: Path, tmp_path: Path) -> dict[str, str]:
    painter = MODELS["painter"]
    alone = painter.replace("  - {id: uni, role: collaborator}\n", "")
    return {
        "CATALOG": str(folder),
        "BROKEN": str(write_catalog(tmp_path / "broken", painter=painter.replace("summary", "sumary"))),
        "DOUBTFUL": str(write_catalog(tmp_path / "doubtful", painter=painter.replace("Apache", "Apche"))),
        "OTHER": str(write_catalog(tmp_path / "other", painter=painter.replace("Painter 2", "Painter 3"))),
        "ALONE": str(write_catalog(tmp_path / "alone", painter=alone)),
        "NOWHERE": str(tmp_path / "nowhere"),
    }


def ended(monkeypatch: pytest.MonkeyPatch, words: list[str], stdin: str = "") -> int:
    monkeypatch.setattr(sys, "argv", ["genai-tui", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    ("line", "stdin", "status", "told"), ENDINGS, ids=[case[0] or "bare" for case in ENDINGS]
)
def test_how_it_ends(
    line: str, stdin: str, status: ExitStatus, told: str, places: dict[str, str],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    tiny, _ = open_catalog(places["CATALOG"])
    claim = hashes_of(tiny).short(Claimed("model", ("painter",), "released"))
    words = [places.get(word, word).replace("HASH", claim) for word in line.split()]
    if "-c" not in words:
        words = ["-c", places["CATALOG"], *words]
    assert ended(monkeypatch, words, stdin) == status
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


COMMANDS = door.list_commands(click.Context(door))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_ends_as_its_help_says_and_each_way_has_a_row(command: str) -> None:
    seen = {case[2] for case in ENDINGS if case[0].partition(" ")[0] == command}
    listed = set(statuses_of(command))
    assert seen <= listed
    assert listed - seen <= {FAILED, USAGE}, "each of its own statuses is tried"
    assert DONE in seen
    told = CliRunner().invoke(door, [command, "--help"]).output
    for status in ExitStatus:
        assert (f"  {status.value:<3} {status.meaning}" in " ".join(told.split("\n"))) is (status in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_catalog_that_is_not_there_is_wrong_use_in_every_command(
    command: str, places: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = door.get_command(click.Context(door), command)
    assert found is not None
    if not any("--catalog" in each.opts for each in found.params) or command == "memory":  # lists without one
        return
    words = {
        "show": ["painter"], "why": ["painter"], "search": ["painter"], "cite": ["painter"], "neighbors": ["acme"],
        "path": ["acme", "uni"], "compare": ["painter", "listener"], "open": ["browse"], "between": ["2021", "2022"],
        "check": ["painter", "--expect", "weights:open"],
    }.get(command, [])  # fmt: skip
    assert ended(monkeypatch, [command, *words, "-c", places["NOWHERE"]]) == USAGE
    expected = FAILED if command == "validate" else DONE if command == "doctor" else USAGE
    assert ended(monkeypatch, [command, *words, "-c", places["BROKEN"]]) == expected


def test_the_top_has_the_whole_table_and_whole_sentences() -> None:
    told = " ".join(CliRunner().invoke(door, ["--help"]).output.split())
    for status in ExitStatus:
        assert f"{status.value} {status.meaning}" in told
    assert "..." not in told.replace("[PATH]...", "").replace("COMMAND ...]", "")
    for command in COMMANDS:
        found = door.get_command(click.Context(door), command)
        assert found is not None
        assert f"{command} {first_sentence(found.help or '')}" in told


@pytest.mark.parametrize(
    ("command", "typed"), [(command, typed) for command, rows in EXAMPLES.items() for typed, _ in rows]
)
def test_every_example_of_help_runs(
    command: str,
    typed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "epoch.csv").write_text(EPOCH, encoding="utf-8")
    (tmp_path / "kept.json").write_text('{"form": "1"}', encoding="utf-8")
    if command.startswith("new"):
        write_catalog(tmp_path / "registry")
    monkeypatch.chdir(tmp_path)
    name, *words = shlex.split(typed)
    assert name == "genai-tui"
    assert words[: len(command.split())] == command.split()
    assert ended(monkeypatch, words) in {
        DONE,
        {"diff": FAILED, "memory forget": FAILED, "why": DISPUTED}.get(command, DONE),
    }
    told = capsys.readouterr()
    assert told.out or command in ("import", "validate", "memory import", "memory forget")


def test_every_command_has_an_example() -> None:
    assert set(EXAMPLES) - {""} == {name for name, command in commands(door) if name != "explore"}


@pytest.mark.parametrize("name", [name for name, _ in commands(door) if name != "explore"])
def test_every_help_ends_in_examples_and_exit_statuses(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, [*name.split(), "--help"]) == DONE
    told = capsys.readouterr().out
    assert "\n  Examples:\n    genai-tui" in told
    assert "\n  Exit status:\n    0   answered\n" in told


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
@pytest.mark.parametrize(
    "line", ["list", "show painter", "export", "graph", "validate survey", "import survey"]
)
def test_an_interruption_is_no_failure(
    line: str, interruption: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    def interrupted(*_: object, **__: object) -> None:
        raise interruption

    monkeypatch.setattr("genai_tui.storage.folder.load_folder", interrupted)
    monkeypatch.setattr("genai_tui.storage.loader.open_catalog", interrupted)
    monkeypatch.setattr("genai_tui.storage.cache.find", interrupted)
    monkeypatch.setattr("genai_tui.storage.files.read", interrupted)
    assert ended(monkeypatch, line.split()) == ExitStatus.INTERRUPTED
    assert capsys.readouterr().err.strip() == ""


def test_a_fault_of_the_program_has_a_status_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("genai_tui.storage.files.read", faulty)
    monkeypatch.setattr("genai_tui.storage.cache.find", faulty)
    assert ended(monkeypatch, ["list"]) == ExitStatus.FAULT
    assert len(capsys.readouterr().err.splitlines()) == 1
