"""Own keys: what they do, what is shown of them, and which cannot be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import genai_tui
from genai_tui.catalog.model import Catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.settings.reader import parsed
from genai_tui.storage.settings.settings import Settings
from genai_tui.storage.settings.table import SETTINGS
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import shown_key
from genai_tui.tui.keymap import PRESETS, Keymap, every_command, keymap_of, pane_keys, preset_called, remapped
from genai_tui.view import own_keys
from genai_tui.view.header import header
from genai_tui.view.screens import SCREENS
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown


def settings(text: str) -> Settings:
    found = parsed(text.encode(), "c.yaml")
    assert found.problems == ()
    return found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("whole: q", "whole: q is taken by quit on Browse, as it is by default"),
        ("about: p", "about: p is taken by graph.path on Graph, as it is by default"),
        ("star: space", "star: space is taken by mark on Browse, as it is by default"),
        ("strs: x", "strs: is no id of a command (did you mean star?)"),
        ("edit-note: x", "edit-note: is no id of a command (did you mean note.editor?)"),
        ("star: ctrl+i", "star: ctrl+i is the same as tab in a terminal"),
        ("star: hello", "star: 'hello' is no key (a sign, or a name such as ctrl+x, f5, space)"),
        ("interrupt: x", "interrupt: keeps its key: the way out is always the same"),
    ],
)
def test_what_cannot_be_is_told_and_left_out(line: str, told: str) -> None:
    keymap = keymap_of(settings(f"keymap:\n  {line}\n"))
    assert [str(each) for each in keymap.problems] == [f"c.yaml:2:3: keymap.{told}"]
    assert keymap.keys == {}


def test_in_plain_no_letter_moves_in_any_pane_and_the_help_says_so() -> None:
    keymap = keymap_of(settings("keys: plain"))
    now = {id_: keymap.keys.get(id_, keys) for id_, keys in pane_keys().items()}
    assert not [id_ for id_, keys in now.items() if set("hjkl") & set(keys)]
    assert all(now.values())
    for row in SCREENS:
        kind = row.screen_type()
        screen = SimpleNamespace(TABLE=kind.TABLE, FOOTER=kind.FOOTER, PANE_HELP=kind.PANE_HELP)
        keymap.apply_to(screen)
        own_keys.use(keymap.keys)
        told = [own_keys.keyed(keys) for keys, _ in screen.PANE_HELP]
        own_keys.use({})
        assert not [keys for keys in told if re.search(r"\b[hjkl]\b", keys)]
        assert any("up down" in keys or "arrows" in keys for keys in told)


def test_the_examples_are_right() -> None:
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    shown = "\n".join(line[4:] for line in text.partition("    keys: vim\n")[2].split("\n\n")[0].splitlines())
    for example in (shown, *(each.example for each in SETTINGS)):
        assert keymap_of(settings(example)).problems == (), example


def test_two_lines_that_clash_name_each_other() -> None:
    keymap = keymap_of(settings("keymap:\n  star: x\n  note: x\n"))
    assert [str(each) for each in keymap.problems] == [
        "c.yaml:2:3: keymap.star: x is taken by note on Browse, line 3",
        "c.yaml:3:3: keymap.note: x is taken by graph.tie on Graph, as it is by default",
    ]


def test_keys_that_change_places_do_not_clash() -> None:
    keymap = keymap_of(settings('keymap: {star: u, then: "*"}'))
    assert keymap.problems == ()
    assert keymap.for_textual == {"star": "u", "then": "asterisk"}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_no_clash_and_knows_its_ids(preset: str) -> None:
    keymap = keymap_of(settings(f"keys: {preset}"))
    assert keymap.problems == ()
    keys_of = preset_called(preset)
    assert dict(keymap.keys) == dict(keys_of)
    known = {each.id for table in every_command().values() for each in table} | set(pane_keys())
    assert set(keys_of) <= known
    for table in every_command().values():
        keys = [key for each in table for key in remapped(each, keymap.keys).keys]
        assert len(set(keys)) == len(keys)
    as_lines = (
        ", ".join(f"{id_}: {list(keys)}" for id_, keys in keys_of.items()) if preset != "default" else ""
    )
    assert keymap_of(settings(f"keymap: {{{as_lines}}}" if as_lines else "")).problems == ()


async def test_own_keys_act_and_are_shown_in_footer_and_help(tiny: Catalog) -> None:
    own = settings(
        'keys: plain\nkeymap: {star: u, then: "*", screen.graph: [F, f8], whole: q, help: f2}\nlabels: de\ncolumns: [date]\n'
    )
    app = GenaiApp(tiny, settings=own)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "tab")
        assert "whole: q is taken by quit" in notes(app)[0]
        first = screen_of(app).table.record.id
        await press(pilot, "j")
        assert screen_of(app).table.record.id == first, "in plain no letter moves"
        await press(pilot, "u")
        assert {key[2] for key in Memory().annotations().starred} == {first}
        assert ("f2", "help") in screen_of(app).FOOTER["table"]
        assert "F Graph" in [
            text.strip() for text, _ in header(tiny, "browse", 120, keys=screen_of(app).SCREEN_KEYS)[1]
        ]
        await press(pilot, "asterisk")
        assert screen_of(app).wanted.then is not None
        assert "Text → Bild" in shown(app)
        assert "Params" not in shown(app)
        await press(pilot, "slash", *"j*u")
        assert screen_of(app).prompt.line.value == "j*u"
        await press(pilot, "escape", "f2")
        await press(pilot, *"star")
        line = next(line for line in shown(app).splitlines() if "Star the record" in line)
        assert " u " in line


async def test_own_colours_are_those_of_the_theme_that_was_set(tiny: Catalog) -> None:
    app = GenaiApp(
        tiny, theme="light", settings=settings('theme: light\ncolours: {accent: "#aa0001", frame: "#aa0002"}')
    )
    async with app.run_test(size=(100, 24)):
        assert app.current_theme.accent == "#aa0001"
        assert app.get_css_variables()["frame"] == "#aa0002"
        assert app.available_themes["genai-dark"].accent != "#aa0001"


async def test_own_keys_act_on_pages_too_and_stand_in_their_frames(tiny: Catalog) -> None:
    app = GenaiApp(tiny, settings=settings("keymap: {undo: Z, recall: K, sources: I}"))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "tab", "asterisk", "K")
        assert "x takes away · Z undoes" in shown(app)
        await press(pilot, "x")
        assert Memory().annotations().starred == set()
        await press(pilot, "U")
        assert Memory().annotations().starred == set(), "the key that it had is free"
        await press(pilot, "Z")
        assert Memory().annotations().starred
        await press(pilot, "K")
        assert app.screen is screen_of(app)
        await press(pilot, "a")
        assert "I what proves it" in shown(app)


PACKAGE = Path(genai_tui.__path__[0])
PLACE = re.compile(r"\{([a-z_.+]+):([^{}]+)\}|key\('([a-z_.]+)', '([^']+)'\)")
NO_KEY = (
    "Ctrl+C again", "Tab completes", "Letter or Enter copies", "Esc closes", "x takes away", "Enter writes", "Enter chooses",
    "Enter goes there", " shown + ", "from 1 to", "1 is the largest",
)  # fmt: skip
"""What names no key, or one that stays: of a line that is typed on, and of the pages that lie over a screen."""


def texts(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield each text of the program that is no docstring, with its file."""
    for path in (path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        bodies = [body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list)]
        told = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield path.name, node.value
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "key" and len(node.args) == 2:
                yield path.name, ast.unparse(node)


def test_no_text_names_a_key_but_by_its_id() -> None:
    keys = {key for table in every_command().values() for each in table for key in each.keys if len(key) == 1}
    letters = "".join(map(re.escape, sorted(keys - set("aAI-/:?.,"))))
    named = re.compile(
        rf"(?<![\w'.\-])\(?[{letters}]\)?(?![\w'.\-=:+])|\b(?:[Ee]nter|[Ss]pace|[Ee]sc|Tab)\b|\(a\)"
    )
    for name, text in texts("tui", "view"):
        if name in ("commands.py", "keymap.py", "screen_diff.py") or " " not in text.strip():
            continue  # a table of keys; what is no sentence
        left = PLACE.sub("", text)
        assert not named.search(left) or any(each in left for each in NO_KEY), f"{name}: {text}"


def test_the_usual_key_in_a_text_is_that_of_the_table() -> None:
    usual = {each.id: each.keys for table in every_command().values() for each in table if each.keys}
    usual |= pane_keys()
    found = [
        (name, *place.groups())
        for name, text in texts("tui", "view", "cli")
        for place in PLACE.finditer(text)
    ]
    assert len(found) > 60
    for name, ids, words, id_, alone in found:
        for each in (ids or id_).split("+"):
            assert each in usual, f"{name}: {each}"
        if "+" not in (ids or ""):
            keys = {shown_key(key).casefold() for key in usual[ids or id_]}
            assert (words or alone).casefold().partition(",")[0] in keys, f"{name}: {ids or id_}"


def test_with_every_key_moved_nothing_names_an_old_one() -> None:
    usual = {each.id: each.keys for table in every_command().values() for each in table if each.keys}
    usual |= pane_keys()
    moved = {id_: (f"alt+{number}",) for number, id_ in enumerate(usual)}
    own_keys.use(moved)
    try:
        for _, text in texts("tui", "view"):
            for place in PLACE.finditer(text):
                if place[1]:
                    assert re.fullmatch(r"([Aa]lt\+\d+ ?)+", own_keys.keyed(place[0])), place[0]
        assert own_keys.key("whole", "w") == moved["whole"][0]
    finally:
        own_keys.use({})
    for row in SCREENS:
        kind = row.screen_type()
        screen = SimpleNamespace(TABLE=kind.TABLE, FOOTER=kind.FOOTER, PANE_HELP=kind.PANE_HELP)
        Keymap(moved).apply_to(screen)
        assert {key for keys in screen.FOOTER.values() for key, _ in keys} <= {
            keys[0] for keys in moved.values()
        }, row.name


@pytest.mark.parametrize(
    ("own", "text", "told"),
    [
        ({}, "{whole:w} shows all", "w shows all"),
        ({"whole": ("W", "f2")}, "{whole:w} shows all", "W shows all"),
        ({"table.choose": ("space",)}, "{table.choose:Enter} opens", "Space opens"),
        ({"escape": ("backspace",)}, "{escape:esc} leaves", "bs leaves"),
        ({"move.down": ("n",)}, "{move.up+move.down:up down, j k}", "up n"),
        (
            {"counts.left": ("left",), "move.up": ("up",)},
            "{counts.left+counts.right+move.up+move.down:arrows, h j k l}",
            "arrows",
        ),
        ({}, "{a} of {b:}", "{a} of {b:}"),
    ],
)
def test_words_name_the_keys_of_the_reader(own: dict[str, tuple[str, ...]], text: str, told: str) -> None:
    own_keys.use(own)
    try:
        assert own_keys.keyed(text) == told
    finally:
        own_keys.use({})
