"""Trees of YAML files: how many values a node counts for, which bounds what aliases can make of a file."""

from __future__ import annotations

import pytest

from genai_tui.storage import yaml_tree
from genai_tui.storage.yaml_tree import Unreadable, parse


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("word", 1), ("[]", 1), ("[a]", 2), ("[a, [b, c]]", 5), ("{}", 1), ("{a: b}", 3), ("{a: [b], c: {d: e}}", 8),
        ("[&x [a, b], *x]", 7), ("{a: &x {b: c}, d: *x}", 9),
    ],
)  # fmt: skip
def test_a_node_counts_for_all_that_is_in_it(text: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    root = parse(text.encode(), "file")
    assert root is not None
    assert root.size == size
    for most, fits in ((size, True), (size - 1, False)):
        monkeypatch.setattr(yaml_tree, "MAX_NODES", most)
        if fits:
            assert parse(text.encode(), "file") == root
        else:
            with pytest.raises(Unreadable, match="holds more than"):
                parse(text.encode(), "file")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xe9", (1, 1)), (b"a: \xe9", (1, 4)), (b"a: b\nc: \xe9", (2, 4)), (b"\n\n\xe9", (3, 1)),
        ("ä: ".encode() + b"\xe9", (1, 4)),
    ],
)  # fmt: skip
def test_a_byte_that_is_not_utf_8_has_a_place_in_characters(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(Unreadable) as failed:
        parse(data, "file")
    problem = failed.value.problem
    assert ((problem.line, problem.column), problem.message.partition(",")[0]) == (
        place,
        "byte 0xe9 is not UTF-8",
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a:\n\tb: c", "a tab stands where YAML wants spaces", "indent with spaces"),
        ("a: 'b\n", "a quoted text is never closed, expected a closing quote", "is a quote missing?"),
        ("a: b: c", "a second `: ` on this line, expected one key and one value", "put the value in quotes"),
        ("a: b\nc\n", "a key without a value, expected `key: value`", "is a colon missing?"),
        ("a: b\n---\nc: d", "a second document begins, expected one per file", ""),
        ("a: *b", "alias *b refers to nothing that is complete here", ""),
        ("a: !x b", "tag !x is not read, expected plain values", ""),
    ],
)  # fmt: skip
def test_what_yaml_does_not_take_is_told_in_words(text: str, message: str, hint: str) -> None:
    with pytest.raises(Unreadable) as failed:
        parse(text.encode(), "file")
    assert (failed.value.problem.message, failed.value.problem.hint) == (message, hint)


@pytest.mark.parametrize("text", ["", "---", "# a remark\n"])
def test_a_file_without_a_value_is_refused_as_empty(text: str) -> None:
    with pytest.raises(Unreadable, match="is empty, expected a record"):
        parse(text.encode(), "file")


@pytest.mark.parametrize(
    ("text", "place"),
    [("\x01", (1, 1)), ("a: \x01", (1, 4)), ("a: b\nc\x02", (2, 2)), ("\n\nä: \x03", (3, 4))],
)
def test_a_character_that_yaml_lacks_has_a_place(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(Unreadable) as failed:
        parse(text.encode(), "file")
    assert (failed.value.problem.line, failed.value.problem.column) == place


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ("{a: ", "}")])
def test_values_are_nested_so_deep_at_most(begin: str, end: str) -> None:
    most = yaml_tree.MAX_DEPTH
    assert parse(f"{begin * (most - 1)}x{end * (most - 1)}".encode(), "file") is not None
    with pytest.raises(Unreadable, match=f"is nested more than {most} levels deep"):
        parse(f"{begin * most}x{end * most}".encode(), "file")
