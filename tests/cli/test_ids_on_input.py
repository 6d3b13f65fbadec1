"""Ids on standard input, in place of a query: every command that takes them answers as for the query of these ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = (
    ("list",), ("count",), ("count", "--by", "year"), ("export", "-f", "csv"), ("between", "2021", "2022"), ("matrix",), ("matrix", "--by", "slots"),
    ("coverage",), ("timeline",), ("graph",), ("disagree",), ("cite",),
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("ids", [("painter",), ("painter", "listener")], ids=len)
def test_ids_are_as_good_as_their_query(
    run: Run, folder: Path, words: tuple[str, ...], ids: tuple[str, ...]
) -> None:
    asked = run(*words, "-c", folder, f"id:{','.join(ids)}")
    given = run(*words, "-c", folder, "-", stdin="id\tname\n" + "".join(f"{id_}\tX\n" for id_ in ids))
    assert (given.status, given.out) == (asked.status, asked.out)
    assert asked.out or words == ("disagree",) or asked.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_ids_may_be_narrowed_and_unknown_ones_are_told(
    run: Run, folder: Path, words: tuple[str, ...]
) -> None:
    some = run(*words, "-c", folder, "-", "weights:open", stdin="painter\nlistener\n")
    assert some.out == run(*words, "-c", folder, "-", stdin="painter\n").out
    odd = run(*words, "-c", folder, "-", stdin="painter\nnobody\n\npainter\n")
    assert "there is no model `nobody`" in odd.err
    assert odd.out == run(*words, "-c", folder, "-", stdin="painter\n").out
    none = run(*words, "-c", folder, "-", stdin="")
    assert "standard input holds no ids" in none.err
