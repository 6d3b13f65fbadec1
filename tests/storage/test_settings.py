"""The file of settings: what it says, what is wrong with it and where, and the schema and table that tell of it."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.storage.settings.json_schema import schema
from genai_tui.storage.settings.reader import parsed
from genai_tui.storage.settings.settings import Settings
from genai_tui.storage.settings.settings_file import read_settings, settings_path
from genai_tui.storage.settings.table import COLOURS, SETTINGS, SIXTEEN, columns_offered
from genai_tui.storage.yaml_tree import dump
from genai_tui.tui import themes

WHOLE = """\
# mine
theme: light
colours: {accent: "#aa0000", ti: ansi_red, frame: "#abc"}
keys: vim
keymap: {star: s, sort: ["*", ctrl+s]}
columns: [date, license]
organization-columns: models
labels: de
mouse: off
catalog: [landscape, own.csv]
"""


def said(text: str) -> list[str]:
    return [str(each) for each in parsed(text.encode(), "c.yaml").problems]


def test_everything_that_can_be_set_is_read() -> None:
    settings = parsed(WHOLE.encode(), "/home/x/c.yaml")
    assert settings.problems == ()
    assert settings.text("theme") == "light"
    assert settings.text("mouse") == "off"
    assert settings.by_name("colours") == {"accent": "#aa0000", "ti": "ansi_red", "frame": "#abc"}
    assert settings.by_name("keymap") == {"star": ("s",), "sort": ("*", "ctrl+s")}
    assert settings.names("columns") == ("date", "license")
    assert settings.names("organization-columns") == ("models",)
    assert (settings.given["keymap"].line, settings.given["keymap"].places["sort"]) == (5, (5, 19))
    assert set(settings.given) == {each.name for each in SETTINGS}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("thme: light", "c.yaml:1:1: thme: is no setting (did you mean theme?)"),
        ("theme: ligth", "c.yaml:1:8: theme: cannot be 'ligth' (did you mean light?)"),
        ("theme: [light]", "c.yaml:1:8: theme: is no word, expected one of dark, light, high-contrast, ansi"),
        ("mouse: yes", "c.yaml:1:8: mouse: cannot be 'yes' (one of auto, on, off)"),
        ("theme: light\ntheme: dark", "c.yaml:2:1: theme: stands twice, first in line 1"),
        ("columns: [date, licence]", "c.yaml:1:17: columns: 'licence' is no column (did you mean license?)"),
        ("columns: {date: 1}", "c.yaml:1:10: columns: is neither a word nor a list of words"),
        ("colours: {acent: red}", "c.yaml:1:11: colours.acent: has no colour of its own (did you mean accent?)"),
        ("colours: {accent: red}", "c.yaml:1:19: colours.accent: 'red' is no colour (#rrggbb, or a name such as ansi_red)"),
        ("colours:\n  accent: #d08000", "c.yaml:2:10: colours.accent: '' is no colour (in quotes: \"#d08000\")"),
        ("colours: red", "c.yaml:1:10: colours: are no colours, expected what they are for and the colour"),
        ("keymap: s", "c.yaml:1:9: keymap: is no keymap, expected ids of commands with keys"),
        ("- theme", "c.yaml:1:1: are no settings, expected names with values"),
        ("theme: 'light", "c.yaml:1:14: a quoted text is never closed, expected a closing quote (is a quote missing?)"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_was_meant(text: str, told: str) -> None:
    assert said(text) == [told]


def test_what_is_right_counts_beside_what_is_not() -> None:
    settings = parsed(
        b"theme: light\nmouse: yes\ncolumns: [date, nothing]\ncolours: {ti: '#fff', no: '#fff'}", "c"
    )
    assert len(settings.problems) == 3
    assert settings.text("theme") == "light"
    assert settings.names("columns") == ("date",)
    assert settings.by_name("colours") == {"ti": "#fff"}


@pytest.mark.parametrize("text", ["", "\n", "# only words\n"])
def test_an_empty_file_sets_nothing(text: str) -> None:
    assert parsed(text.encode(), "c") == Settings("c")


def test_the_file_is_the_one_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_settings() == Settings()
    own = tmp_path / "mine.yaml"
    monkeypatch.setenv("GENAI_TUI_CONFIG", str(own))
    assert [str(each) for each in read_settings().problems] == [
        f"{own}: there is no such file, which GENAI_TUI_CONFIG names"
    ]
    own.write_text("theme: ansi")
    assert read_settings().text("theme") == "ansi"
    assert settings_path() == own
    own.unlink()
    own.mkdir()
    assert "is not a regular file" in str(read_settings().problems[0])


def test_a_path_of_a_catalog_counts_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("")
    for written, meant in {
        "landscape": ("landscape",), "own.csv": (str(tmp_path / "own.csv"),), "/a/b": ("/a/b",), "models.dev": ("models.dev",),
        "x/y": (str(tmp_path / "x/y"),), "[survey, ~/z]": ("survey", str(Path("~/z").expanduser())),
    }.items():  # fmt: skip
        assert parsed(f"catalog: {written}".encode(), str(tmp_path / "c.yaml")).catalogs == meant


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_read_or_told_of(data: bytes) -> None:
    settings = parsed(data, "c")
    assert settings.problems or all(each.value for each in settings.given.values())


_KEYS = st.dictionaries(
    st.sampled_from(("star", "sort", "x y")), st.sampled_from(("s", "*", "ctrl+x")), min_size=1
)
SET = st.fixed_dictionaries({}, optional={
    "theme": st.sampled_from(SETTINGS[0].choices), "labels": st.sampled_from(("en", "de")), "mouse": st.sampled_from(("auto", "on", "off")),
    "colours": st.dictionaries(st.sampled_from(COLOURS), st.sampled_from((*SIXTEEN, "#aa0000", "#fff")), min_size=1),
    "keymap": _KEYS, "keys": st.sampled_from(("default", "vim", "plain")),
    "columns": st.lists(st.sampled_from(columns_offered("columns")), min_size=1, unique=True),
    "organization-columns": st.lists(st.sampled_from(columns_offered("organization-columns")), min_size=1, unique=True),
    "catalog": st.lists(st.text("abc/~ é", min_size=1).filter(str.strip).map(str.strip), min_size=1),
})  # fmt: skip


@given(SET)
def test_what_is_written_is_read_back_and_meets_the_schema(values: dict[str, object]) -> None:
    jsonschema.validate(values, schema())
    settings = parsed(dump(values).encode(), "c")
    assert settings.problems == ()
    for name, value in values.items():
        read = settings.given[name].value
        if name == "keymap":
            assert read == {id_: (key,) for id_, key in value.items()}  # type: ignore[attr-defined]
        else:
            assert read == (tuple(value) if isinstance(value, list) else value)


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    for wrong in (
        {"thme": "x"},
        {"theme": "x"},
        {"colours": {"accent": "red"}},
        {"columns": ["nothing"]},
        {"keymap": "s"},
    ):
        assert parsed(dump(wrong).encode(), "c").problems
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema())


def test_the_table_names_what_there_is() -> None:
    assert SETTINGS[0].choices == themes.NAMES
    for theme in themes.ALL:
        for colour in COLOURS:
            assert getattr(theme, colour, None) or colour in theme.variables, colour
    for each in SETTINGS:
        assert parsed(each.example.encode(), "c").problems == (), each.name
