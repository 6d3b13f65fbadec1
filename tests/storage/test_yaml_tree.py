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
