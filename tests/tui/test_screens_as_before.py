"""Where commands and keys lead on every screen, one after the other in one session: a change is seen before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.view.address import address
from genai_tui.view.browse import BrowseView
from tests.tui.host import heard, until

LINES = """
painter
listener
nobody
uni
mark
mark
back
forward
<tab
<tab
<down
<enter
<tab
<right
<space
<shift+tab
<home
<end
<t
<1
group year
group y
group nothing
group category,year
group category,year,weights
<u
<u
sort name
sort wrong
<s
<s
reverse
whole
<w
graph
<down
<right
<tab
<enter
<plus
<minus
<m
<escape
kind lineage
kind
names merged
names wrong
<n
deeper
nearer
<g
<w
<b
matrix
<down
<right
<tab
<end
group slots
group
<enter
<b
whole
timeline
<right
<down
<end
axis params
<left
<up
<plus
<minus
<enter
<b
axis
scale linear
marks state
lanes none
period year
closer
farther
compare
transpose
<g
<down
<right
disagree
<down
<tab
<down
<right
<enter
<escape
between
<down
<enter
<b
begin-earlier
begin-later
coverage
<down
<right
<enter
<b
group organization
orgs
sort models
<s
<down
<space
acme
<v
<b
as-of 2022-06
as-of soon
day.earlier
as-of now
theme light
theme dark
theme wrong
browse
star
star
save mine
save mine too
<slash
<escape
recall mine
catalog nowhere
<6
<2
<1
<escape
<escape
"""
"""Lines to type; behind `<` a key to press."""


def offers(screen: Any) -> Iterator[str]:
    """Yield of each command of a screen why it can do nothing, if so, and what may be typed after it."""
    for command in screen.TABLE:
        found = screen.complete_command(text := f"{command.name} ", len(text))
        begun = screen.complete_command(text := f"{command.name} m", len(text))
        told = [f"{each.text} {each.start}-{each.end}" for each in (*found[:5], *begun[:2])]
        if told or screen.why_not(command):
            yield f"  :{command.name} {screen.is_closed(command)} {screen.why_not(command)} [{', '.join(told)}]"


def stands(screen: Any) -> str:
    """Return where a screen is, what its panes are called, and where the cursor of each is."""
    if not isinstance(getattr(screen, "view", None), Struct):
        return type(screen).__name__
    panes = (
        f"{pane.id} {pane.cursor} {' / '.join(filter(None, pane.titles))}" for pane in screen.query(LineList)
    )
    focused = screen.focused.id if screen.focused else None
    return f"{address(screen.view)} at {screen.record_at_hand} in {focused}\n  {' | '.join(panes)}"


async def test_typed_commands_lead_and_say_as_before(tiny: Catalog, snapshot: Any) -> None:
    app = GenaiApp(tiny, BrowseView())
    told: list[str] = []
    seen: set[type] = set()
    async with app.run_test(size=(120, 40)) as pilot:
        said = heard(app)
        for line in LINES.split("\n")[1:-1]:
            screen: Any = app.screen
            if line[0] == "<":
                await pilot.press(line[1:])
            else:
                await screen.run_line(line)
            await pilot.pause()
            await until(pilot, lambda: not getattr(app.screen, "is_working", False))
            await pilot.pause()
            told.append(f"{line}{''.join(f' ! {each}' for each in said)}\n  {stands(app.screen)}")
            said.clear()
            if hasattr(app.screen, "TABLE") and type(app.screen) not in seen:
                seen.add(type(app.screen))
                told += offers(app.screen)
        told += offers(app.screen)  # now that something is saved
    assert "\n".join(told) == snapshot
