"""Linear mode: every task by number alone, in lines of 80 cells, without an escape sequence."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.cells import width
from genai_tui.catalog.describe import Item
from genai_tui.catalog.model import Catalog
from genai_tui.cli import linear
from genai_tui.cli.linear_pages import Pages
from genai_tui.cli.linear_place import Choice, Place, State, Told
from genai_tui.cli.linear_session import _WORDS, AT_ONCE, lines, step
from genai_tui.cli.linear_words import lines_of, spoken, told
from genai_tui.storage.loader import open_catalog
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef
from tests.pseudo_terminal import PseudoTerminal

SURVEY = open_catalog("survey")[0]
PAGES = Pages(SURVEY, BrowseView())

COMMAND = [sys.executable, "-m", "genai_tui", "--linear", "--catalog", "survey"]


class Reader:
    """Somebody who chooses by what is said, and types the number before it."""

    def __init__(self, pages: Pages = PAGES) -> None:
        self.pages = pages
        self.state: State | None = State()
        self.told = "\n".join(lines(pages, State()))
        self.typed: list[str] = []

    def types(self, *typed: str) -> str:
        for each in typed:
            assert self.state is not None
            self.typed.append(each)
            self.state, told = step(self.pages, self.state, each)
            self.told = "\n".join(told)
        return self.told

    def chooses(self, *wanted: str) -> str:
        for words in wanted:
            found = re.search(rf"^ *(\d+)  {re.escape(words)}", self.told, re.M)
            assert found, f"{words!r} is not offered:\n{self.told}"
            self.types(found[1])
        return self.told


def five_tasks() -> tuple[list[str], list[str]]:
    """Return the numbers that do the five tasks, and a part of what each one is answered with."""
    reader = Reader()
    answers = []
    reader.chooses("Models by category", "text to 3D", "DreamFusion")  # find
    answers.append("Makes a 3D object from a text prompt")
    reader.chooses("How")  # read
    answers.append("Architecture: ")
    reader.types("0")
    assert "supports" not in reader.chooses("Sources")  # what it says, and from where
    reader.types("0")
    reader.chooses("Why: what proves each value", "organizations")
    answers.append("genai-tui cite claim:")
    reader.types("0", "0")
    reader.chooses("Connections", "Google", "University of California, Berkeley")  # connect
    answers.append("DreamFusion")
    reader.types("0")
    reader.chooses("Path to another organization", "DeepMind")
    answers.append("Path from Google to DeepMind")
    reader.types("0", "0", "0", "0")
    reader.chooses("Cite", "As BibTeX")  # cite
    answers.append("@inproceedings{")
    for part in answers[-1:]:
        assert part in reader.told
    return reader.typed, answers


def test_the_five_tasks_are_done_by_number_alone_through_a_pipe() -> None:
    typed, answers = five_tasks()
    assert all(each.isdigit() for each in typed)
    ran = subprocess.run(COMMAND, input="\n".join(typed).encode(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout
    told = ran.stdout.decode()
    for part in answers:
        assert part in told
    assert all(width(line) <= 80 for line in told.splitlines())


@pytest.mark.parametrize("environment", [{}, {"ACCESSIBLE": "1"}], ids=["option", "environment"])
def test_the_five_tasks_are_done_on_a_terminal_without_an_escape(environment: dict[str, str]) -> None:
    typed, answers = five_tasks()
    command = [each for each in COMMAND if each != "--linear" or not environment]
    with closing(PseudoTerminal(command, environment=environment)) as terminal:
        sent = _until(terminal, b"> ")
        for line in typed:
            terminal.send(f"{line}\r")
            sent += _until(terminal, b"\n> ")
        terminal.send("quit\r")
        sent += _until(terminal, b"Goodbye.")
    assert b"\x1b" not in sent
    told = sent.decode().replace("\r", "")
    for part in answers:
        assert part in told
    assert [line for line in told.split("\n") if width(line) > 80] == []


def _until(terminal: PseudoTerminal, end: bytes) -> bytes:
    """Read what the terminal gets up to some bytes."""
    found, last = b"", time.monotonic() + 60
    while end not in found:
        assert time.monotonic() < last, found
        if terminal.waits(0.2):
            found += terminal.read()
    return found


def test_words_do_what_numbers_do() -> None:
    reader = Reader()
    assert "Models for whisper: 1" in reader.types("whisper")
    assert "Models for cat:text-to-audio: 3" in reader.types("find cat:text-to-audio")
    assert reader.types("/cat:text-to-audio") == reader.types("again")
    reader.chooses("Whisper")
    assert "whisper, parameters" in reader.types("why params").casefold()
    assert "There is no field foo" in reader.types("why foo")
    assert "Sources" in reader.types("sources")
    assert "Path from OpenAI to DeepMind" in reader.types("path deepmind")
    assert "citation" in reader.types("start", "find dall-e", "1", "cite")
    assert "1 mark now" in reader.types("mark")
    assert "1 mark now" in reader.types("find imagen", "1", "mark", "mark")
    assert "2 marks now" in reader.types("mark")
    assert "Compare 2 records" in reader.types("compare")
    assert reader.state
    assert reader.state.marked == (RecordRef("model", "dall-e-2"), RecordRef("model", "imagen"))
    assert "Not asked: year wants" in reader.types("find year:20x")
    assert "Organizations for berkeley: 1" in reader.types("orgs berkeley")
    assert "There is no 99 here" in reader.types("99")
    assert reader.types("quit") == "Goodbye."
    assert reader.state is None


def test_a_word_for_a_record_says_when_there_is_none() -> None:
    for word in ("why", "cite", "connections", "mark", "sources"):
        assert "Open a model" in Reader().types(word)
    assert "Open an organization, or a model whose maker is known" in Reader().types("path google")
    reader = Reader()
    said = reader.types("find whisper", "1", "path nobody at all")
    assert said.strip() == "There is no organization nobody at all; orgs WORDS looks for one."
    assert "Path from OpenAI to DeepMind" in reader.types("path deepmind"), "the record is still at hand"


def test_what_is_asked_for_is_text_even_where_it_is_a_number() -> None:
    reader = Reader()
    assert reader.chooses("Find models by words or filters").startswith("Words or filters")
    assert "Models for 2" in reader.types("2")
    reader.chooses("Find something else")
    assert "Models for 2" in reader.types("")


def test_a_long_list_is_told_in_parts_and_left_in_one_step() -> None:
    reader = Reader()
    reader.chooses("Organizations")
    assert f"{AT_ONCE + 1:>3}  Next {AT_ONCE}" not in reader.told
    first = reader.told
    last = reader.chooses(f"Next {min(AT_ONCE, len(SURVEY.organizations) - AT_ONCE)}")
    assert "Previous 20" in last
    assert reader.types("previous") == first
    assert "beginning" in reader.types("previous")
    reader.types("next")
    assert "end of the list" in reader.types("next")
    assert "Survey 2023" in reader.types("back")


def test_every_dispute_and_every_misfiled_model_is_reached_by_number() -> None:
    reader = Reader()
    reader.chooses("What sources differ about", "Next", "LaMDA: release date")
    assert "DISPUTED" in reader.told
    reader.types("start")
    reader.chooses("Models in a category that does not fit their data", "Whisper")
    assert "Writes down speech" in reader.told


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 24).map(str) | st.sampled_from([*_WORDS, "", "dall", "\x1b[2J"]), max_size=12))
def test_whatever_is_typed_lines_are_short_and_plain(typed: Iterable[str]) -> None:
    state: State | None = State()
    for each in typed:
        if state is None:
            break
        state, told = step(PAGES, state, each)
        for line in told:
            assert width(line) <= 80, line
            assert "\x1b" not in line
            assert "\n" not in line
        assert state is None or state.places[0] == Place("start")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3.5B~", "3.5B (estimated)"), ("2022-09-07!", "2022-09-07 (disputed)"), ("a · b", "a, b"), ("·", "not known"),
        ("text → image  ≠ slot", "text to image, which differs from the category"), ("DALL·E 2", "DALL·E 2"),
        ("Wow! See ~me/a~b", "Wow! See ~me/a~b"), ("a\x1b[2J", "a␛[2J"),
    ],
)  # fmt: skip
def test_signs_are_spoken(text: str, words: str) -> None:
    assert spoken(text) == words


def test_a_catalog_of_strangers_is_told_safely(tiny: Catalog) -> None:
    reader = Reader(Pages(tiny, BrowseView()))
    reader.chooses("All models", "Painter 2", "Overview")
    assert "Parameters: 3.5B (estimated)" in reader.told
    reader.types("0")
    reader.chooses("Connections", "Acme Labs", "University of Somewhere")
    assert "Painter 2" in reader.told


@pytest.mark.parametrize(
    ("is_marked", "words"), [(False, "Mark it, to compare"), (True, "Take its mark away")]
)
def test_a_mark_is_offered_to_be_set_or_to_be_taken_away(is_marked: bool, words: str) -> None:
    whisper = RecordRef("model", "whisper")
    state = State(
        (Place("start"), Place("record", whisper)),
        (whisper,) if is_marked else (RecordRef("model", "codex"),),
    )
    told = "\n".join(lines(PAGES, state))
    assert [each for each in ("Mark it, to compare", "Take its mark away") if each in told] == [words]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item("heading", "Paper"), "Paper:"),
        (Item("heading", "Paper", mark="!"), "Paper (disputed):"),
        (Item("fact", "3.5B", "Parameters", mark="~"), "Parameters: 3.5B (estimated)"),
        (Item("fact", "disputed", "Cut-off", mark="!"), "Cut-off: disputed"),
        (Item("fact", "2022", "Released", mark="~!"), "Released: 2022 (estimated, disputed)"),
        (Item("fact", "·", "Paper"), "Paper: not known"),
        (Item("bullet", " text → image · 3 "), "text to image, 3"),
    ],
)
def test_an_item_in_words(item: Item, words: str) -> None:
    assert told(item) == words


@pytest.mark.parametrize(
    ("first", "indent", "lines"),
    [
        ("", 0, ["x" * 79, "y" * 10]),
        ("1. ", 3, ["1. " + "x" * 77, "   xx " + "y" * 10]),
        ("", 4, ["x" * 76, "    xxx " + "y" * 10]),
    ],
)
def test_text_in_lines_of_eighty_cells(first: str, indent: int, lines: list[str]) -> None:
    assert lines_of("x" * 79 + " " + "y" * 10, first, indent) == lines


@pytest.mark.parametrize(
    ("count", "start", "told"),
    [
        (AT_ONCE, 0, ()),
        (AT_ONCE + 1, 0, ("Next 1, 1 more",)),
        (2 * AT_ONCE + 3, 0, (f"Next {AT_ONCE}, {AT_ONCE + 3} more",)),
        (2 * AT_ONCE + 3, AT_ONCE, ("Next 3, 3 more", f"Previous {AT_ONCE}")),
        (2 * AT_ONCE + 3, 2 * AT_ONCE, (f"Previous {AT_ONCE}",)),
    ],
)
def test_a_long_list_says_how_many_are_left(count: int, start: int, told: tuple[str, ...]) -> None:
    rows = tuple(Choice(f"row {number}", Place("home")) for number in range(count))
    pages: Any = SimpleNamespace(
        at=lambda state: Told("A list", ("said once",), rows, (Choice("More", do="find"),))
    )
    state = State(places=(Place("home"), Place("models", start=start)))
    shown = [line.strip() for line in lines(pages, state)]
    words = [line.partition("  ")[2] for line in shown if line[:1].isdigit()]
    on_page = [f"row {number}" for number in range(start, min(count, start + AT_ONCE))]
    assert words == [*on_page, *told, "More", "Back"]
    assert ("said once" in shown) is (start == 0)
    assert (rows[0] in pages.at(state).rows, shown[:2]) == (True, ["", "A list"])


def test_a_list_that_is_empty_says_why_and_names_no_key() -> None:
    told = Reader().types("/weights:open year:1900")
    assert ": 0" in told
    assert "w shows" not in told
    why = told.splitlines()[2:-2]
    assert any(line.strip() for line in why), told


def test_a_section_beyond_the_last_is_the_last() -> None:
    ref = RecordRef("model", "whisper")
    sections = [PAGES.at(State(places=(Place("section", ref, section=number),))) for number in range(20)]
    titles = [each.title for each in sections]
    count = len(set(titles))
    assert count > 3
    assert titles[count - 1 :] == [titles[count - 1]] * (20 - count + 1)
    following = [each.choices[0] for each in sections[:count]]
    assert [each.to.section for each in following if each.to] == [*range(1, count), 0]
    assert all(each.words.endswith(", the next section") for each in following)


def test_a_claim_is_told_without_columns_and_who_says_otherwise() -> None:
    reader = Reader()
    told = reader.types("find lamda", "1", "why release date")
    assert "\nShown: 2021-05-18, announced (disputed)\n" in told
    assert "\nOtherwise: 2022-02-10, says\n  epoch, " in told
    assert "\nBecause: Chosen: 2021-05-18. The keynote was the first public mention of the\nmodel;" in told
    assert "   " not in told.replace("\n  ", "\n"), "no blanks for columns, which are read aloud"


def test_what_nobody_states_comes_last_and_empty_sections_are_not_offered() -> None:
    reader = Reader(Pages(open_catalog("landscape")[0], BrowseView()))
    told = reader.types("find wav2vec", "1")
    assert "0 lines" not in told
    assert "How it works" not in told
    told = reader.types("why")
    assert re.search(r"^\d+ fields stated; the \d+ that nobody states come last\.$", told, re.M)
    assert told.rindex(": known, ") < told.index(": not known")
    assert ": known, " not in reader.types("next")


def test_how_many_more_there_are_is_said_in_words() -> None:
    reader = Reader()
    assert "Google and 2 more, 2022-09-29" in reader.types("dreamfusion")
    reader.types("orgs deepmind", "1")
    assert "DeepMind to Google:" in reader.types("path berkeley")


@pytest.mark.parametrize(
    ("license_", "said"), [("CC-BY-4.0", "Licence: CC-BY-4.0"), (None, "Licence: not stated")]
)
def test_about_a_catalog_says_its_licence(tiny: Catalog, license_: str | None, said: str) -> None:
    pages = Pages(replace(tiny, head=replace(tiny.head, license=license_)), BrowseView())
    about = [line.strip() for line in lines(pages, State((Place("start"), Place("about"))))]
    assert (about[1], said in about, "Sources, 1:" in about) == ("About Tiny", True, True)


@pytest.mark.parametrize("page", ["record", "section", "why", "connections"])
def test_a_record_that_is_gone_is_said_to_be(tiny: Catalog, page: Any) -> None:
    pages = Pages(tiny, BrowseView())
    told = lines(pages, State((Place("start"), Place(page, RecordRef("model", "gone")))))
    assert told[1] == "There is no record of it"


@pytest.mark.parametrize(
    ("record", "title"), [(None, "Tiny: 3 models, 2 organizations"), ("painter", "Painter 2")]
)
def test_it_begins_at_the_record_that_is_given_and_ends_with_the_input(
    tiny: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    record: str | None,
    title: str,
) -> None:
    monkeypatch.setattr(linear, "_typed", lambda: None)
    linear.run(tiny, BrowseView(), tiny.model(record) if record else None)
    assert capsys.readouterr().out.splitlines()[1].startswith(title)
