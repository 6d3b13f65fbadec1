"""A file of entries, line by line: what counts, what is damage, what is written, and what is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.storage.files import Refused
from genai_tui.storage.memory.entries import (
    KINDS,
    Choice,
    Entry,
    Note,
    Place,
    RecentCatalog,
    RecentQuery,
    SavedView,
    Star,
    clean_block,
    clean_line,
    is_time,
)
from genai_tui.storage.memory.entry_file import MAX_BYTES, EntryFile, parsed, written

TIME = "2026-11-26T10:20:31.000000Z"
EARLIER = "2026-11-25T10:20:31.000000Z"
HEAD = "# genai-tui {}, form 1\n"


def lines(kind: type[Entry], *texts: str, head: bool = True) -> bytes:
    return ((HEAD.format(kind.FILE) if head else "") + "".join(f"{text}\n" for text in texts)).encode()


@pytest.mark.parametrize(
    ("kind", "line", "entry"),
    [
        (Star, "survey\tmodel\twhisper", Star("survey", "model", "whisper")), (Star, "survey\tmodel\twhisper\t2026\tWhisper", Star("survey", "model", "whisper", "2026", "Whisper")),
        (Star, "survey\tmodel", None), (Star, "survey\tmodel\t", None), (Star, "a\tb\tc\td\te\tf", None), (Star, "", None),
        (Note, "survey\tmodel\twhisper\t\t\tone\\ntwo\\\\ \\t.", Note("survey", "model", "whisper", text="one\ntwo\\ \t.")),
        (SavedView, "name\tbrowse", SavedView("name", "browse")), (SavedView, "name", None), (Choice, "theme\tdark", Choice("theme", "dark")), (Choice, "theme", None),
        (RecentQuery, f"{TIME}\tweights:open", RecentQuery(TIME, "weights:open")), (RecentQuery, "yesterday\tx", None), (RecentQuery, f"{TIME}\t", None), (RecentQuery, "weights:open", None),
        (Place, f"{TIME}\tbrowse\tBrowse", Place(TIME, "browse", "Browse")), (RecentCatalog, f"{TIME}\tsurvey", RecentCatalog(TIME, "survey")),
        (Choice, "\\#name\tx", Choice("#name", "x")), (Choice, "a\\x\ty\\", Choice("a\\x", "y\\")),
    ],
)  # fmt: skip
def test_a_line_holds_an_entry_or_none(kind: type[Entry], line: str, entry: Entry | None) -> None:
    assert kind.of_line(line) == entry
    if entry is not None and "\\x" not in line:
        assert kind.of_line(entry.line) == entry


def test_a_query_of_an_older_file_tells_no_time() -> None:
    old = RecentQuery.of_line("weights:open", has_heading=False)
    assert isinstance(old, RecentQuery)
    assert (old.what, old.time < EARLIER, is_time(old.time)) == ("weights:open", True, True)
    assert RecentQuery.of_line("", has_heading=False) is None


@pytest.mark.parametrize(
    ("text", "holds"),
    [(TIME, True), (TIME[:-1], False), ("2026-11-26", False), (f"{TIME} ", False), (TIME.replace("T", " "), False), (TIME.replace("26-", "6-", 1), False)],
)  # fmt: skip
def test_a_time_is_written_in_one_way(text: str, holds: bool) -> None:
    assert is_time(text) is holds


@pytest.mark.parametrize(
    ("text", "line", "block"),
    [(" a  b ", "a b", "a  b"), ("a\nb", "a b", "a\nb"), ("\n a \n\nb \n\n", "a b", " a\n\nb"), ("a\x1b[2Jb", None, None), ("", "", "")],
)  # fmt: skip
def test_texts_are_kept_clean(text: str, line: str | None, block: str | None) -> None:
    if line is None:
        assert "\x1b" not in clean_line(text) + clean_block(text)
    else:
        assert clean_line(text) == line
    if block is not None:
        assert clean_block(text).strip(" ") == block.strip(" ")


def test_the_keys_of_each_kind_say_which_entry_it_is() -> None:
    assert Star("c", "model", "id", "day", "name").key == ("c", "model", "id")
    assert Note("c", "model", "id", text="x").key == ("c", "model", "id")
    assert SavedView("name", "browse").key == ("name",)
    assert Place(TIME, "browse", "words").key == ("browse",)
    assert Choice("theme", "dark").key == ("theme",)
    assert [(kind.MOST, kind.LONGEST, kind.LASTING) for kind in KINDS] == [
        (20_000, 2_000, True), (20_000, 20_000, True), (20_000, 2_000, True), (200, 2_000, False), (200, 2_000, False), (20, 2_000, False), (50, 2_000, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data", "keys", "damage"),
    [
        (Choice, lines(Choice, "a\tb"), ["a"], ""), (Choice, lines(Choice, "a\tb", head=False), ["a"], ""), (Choice, b"", [], ""), (Choice, b"\xef\xbb\xbf" + lines(Choice, "a\tb"), ["a"], ""),
        (Choice, lines(Choice, "", "  ", "# remark", "a\tb\r"), ["a"], ""), (Choice, lines(Choice, "a", "b\tc"), ["b"], "is damaged in line 2"),
        (Choice, lines(Choice, "a\tb", "c", "d"), ["a"], "is damaged in line 3"), (Choice, lines(Choice, "a\tb") + b"\xff\n", ["a"], "is not UTF-8"),
        (Choice, lines(Choice, "a\tb  c"), ["a"], "is damaged in line 2"), (Choice, lines(Choice, "a\tb\0"), [], "is damaged in line 2"),
        (Choice, lines(Choice, "a\t" + "x" * 2_000), [], "is damaged in line 2"), (Choice, lines(Choice, "a\t" + "x" * 1_998), ["a"], ""),
        (Choice, lines(Star), [], "is of another kind (stars)"), (Choice, b"# genai-tui choices, form 2\na\tb\n", [], "was written by a newer version"), (Choice, b"# genai-tui choices, form 0\na\tb\n", ["a"], ""),
    ],
)  # fmt: skip
def test_what_can_be_read_of_a_file_is_read(
    kind: type[Entry], data: bytes, keys: list[str], damage: str
) -> None:
    content = parsed(data, kind)
    assert [key[0] for key in content.entries] == keys
    assert content.damage == damage
    suffix = "newer" if "newer" in damage else "damaged" if damage else ""
    assert content.suffix == suffix


def test_of_two_lines_of_one_key_the_later_counts() -> None:
    star = parsed(lines(Star, "c\tmodel\tid\t2026-01-02\tnew", "c\tmodel\tid\t2026-01-01\told"), Star).entries
    assert [each.name for each in star.values()] == ["new"]  # type: ignore[attr-defined]
    star = parsed(
        lines(Star, "c\tmodel\tid\t2026-01-02\tone", "c\tmodel\tid\t2026-01-02\tother"), Star
    ).entries
    assert [each.name for each in star.values()] == ["other"]  # type: ignore[attr-defined]
    place = parsed(lines(Place, f"{TIME}\tx\tnew", f"{EARLIER}\tx\told"), Place).entries
    assert [each.words for each in place.values()] == ["new"]  # type: ignore[attr-defined]


def test_the_newest_of_what_is_recent_are_kept() -> None:
    times = [f"2026-11-26T10:20:31.{number:06}Z" for number in range(25)]
    data = lines(RecentCatalog, *(f"{time}\tc{number}" for number, time in enumerate(times)))
    kept = parsed(data, RecentCatalog).entries
    assert [key[0] for key in kept] == [f"c{number}" for number in range(5, 25)]
    assert parsed(written(kept, RecentCatalog), RecentCatalog).entries == kept


def test_a_file_is_written_sorted_under_its_heading() -> None:
    entries = {each.key: each for each in (Choice("b", "1"), Choice("a", "2"), Choice("#c", "3"))}
    assert written(entries, Choice) == b"# genai-tui choices, form 1\n\\#c\t3\na\t2\nb\t1\n"


def test_what_is_too_much_is_refused() -> None:
    many = {(str(number),): Choice(str(number), "x") for number in range(51)}
    with pytest.raises(Refused, match=r"^choices\.txt is full$"):
        written(many, Choice)
    many.popitem()
    assert written(many, Choice)
    with pytest.raises(Refused, match=r"^a choice has at most 2,000 characters with its name$"):
        written({("a",): Choice("a", "x" * 1_999)}, Choice)
    assert written({("a",): Choice("a", "x" * 1_998)}, Choice)
    notes = {("c", "m", str(number)): Note("c", "m", str(number), text="x" * 19_000) for number in range(56)}
    with pytest.raises(Refused, match=r"^notes\.txt is full$"):
        written(notes, Note)
    assert MAX_BYTES - 20_000 < len(written(dict(list(notes.items())[:55]), Note)) <= MAX_BYTES


def test_a_change_is_written_once_and_damage_is_set_aside(tmp_path: Path) -> None:
    file = EntryFile(tmp_path / "state", Choice)
    assert file.read().entries == {}
    add = Choice("theme", "dark")
    assert file.change(lambda entries: entries.update({add.key: add})) == ""
    before = file.path.stat().st_mtime_ns
    assert file.change(lambda entries: entries.update({add.key: add})) == ""
    assert file.path.stat().st_mtime_ns == before, "nothing has changed"
    assert sorted(path.name for path in file.path.parent.iterdir()) == [".lock", "choices.txt"]
    file.path.write_bytes(lines(Choice, "broken", "theme\tdark"))
    assert (
        file.change(lambda entries: None)
        == "choices.txt is damaged in line 2: it is kept as choices.txt.damaged-1"
    )
    assert parsed(file.path.read_bytes(), Choice).entries == {add.key: add}
    file.path.write_bytes(b"# genai-tui choices, form 2\n")
    told = file.change(lambda entries: entries.update({add.key: add}))
    assert told == "choices.txt was written by a newer version: it is kept as choices.txt.newer-1"
    file.path.write_bytes(lines(Choice, "broken"))
    assert file.change(lambda entries: None).endswith("choices.txt.damaged-2")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "choices.txt").mkdir()
    with pytest.raises(Refused, match=r"^choices\.txt "):
        EntryFile(tmp_path, Choice).read()
    assert EntryFile(tmp_path / "none", Choice).read().entries == {}
