"""Commands and screens of a catalog whose models stay in a database: which do nothing, and why."""

from __future__ import annotations

from itertools import chain

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.whole import MOST_TAKEN
from genai_tui.tui.commands import TABLES, Command
from genai_tui.tui.whole_catalog import why_no_command, why_no_screen, why_too_many
from genai_tui.view.screens import SCREENS

COMMANDS = {each.id: each for each in chain.from_iterable(TABLES.values())}


class Stored(Catalog, frozen=True):
    @property
    def is_whole(self) -> bool:
        return False


@pytest.fixture
def stored(tiny: Catalog) -> Catalog:
    return Stored(tiny.head, tiny.models, tiny.organizations)


def test_screens_that_need_every_model_say_so(tiny: Catalog, stored: Catalog) -> None:
    told = {row.name: why_no_screen(stored, row.name) for row in SCREENS}
    assert {name for name, why in told.items() if not why} == {"browse", "compare"}
    assert all(row.title in told[row.name] for row in SCREENS if told[row.name])
    assert why_no_screen(stored, "none") == ""
    assert not any(why_no_screen(tiny, row.name) for row in SCREENS)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_commands_that_need_every_model_say_so(tiny: Catalog, stored: Catalog, command: Command) -> None:
    assert why_no_command(tiny, command) == ""
    needs = command.id in ("day.earlier", "day.later", "day", "about", "this.screen") or (
        command.id.startswith("screen.") and command.id not in ("screen.browse", "screen.compare")
    )
    assert bool(why_no_command(stored, command)) is needs


@pytest.mark.parametrize(("rows", "is_too_many"), [(0, False), (MOST_TAKEN, False), (MOST_TAKEN + 1, True)])
def test_only_so_many_rows_are_taken_along(
    tiny: Catalog, stored: Catalog, rows: int, is_too_many: bool
) -> None:
    assert why_too_many(tiny, rows) == ""
    told = f"these are {rows:,} rows, and at most {MOST_TAKEN:,} are taken along; :copy-command copies what prints them"
    assert why_too_many(stored, rows) == (told if is_too_many else "")
