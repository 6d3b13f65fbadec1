"""A new record: a name stands behind its colon as it is, whatever YAML would make of it."""

from __future__ import annotations

import pytest
import yaml

from genai_tui.storage.new_record import _plain


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4o", "Mixtral 8x7B", "DALL·E", "X: a model", "X #1", "# first", "'quoted'", '"twice"', "yes", "1.0", "1e3",
        "2022-04-06", "~", "- dash", "a, b", "[x]", "{x}", "&anchor", "*alias", "!tag", "100%", "@home", "a\\b", "文心一言",
    ],
)  # fmt: skip
def test_a_text_is_read_back_as_it_is(text: str) -> None:
    assert yaml.safe_load(f"name: {_plain(text)}\n") == {"name": text}
