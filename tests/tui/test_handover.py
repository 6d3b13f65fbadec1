"""What comes from a terminal goes to one app, in its order, once; between two apps it waits."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from textual.events import Key, MouseDown, Paste
from textual.message import Message

from genai_tui.tui import handover
from genai_tui.tui.handover import Handover


def _key(letter: str) -> Key:
    return Key(letter, letter)


class _Terminal:
    """Hands on messages as the driver does, and notes which came to an app."""

    def __init__(self) -> None:
        self.handover = Handover(asyncio.get_running_loop())
        self.came: list[Message] = []

    def say(self, message: Message) -> None:
        with self.handover.turn:
            self.handover.note(message)
            self.send(message)

    def send(self, message: Message) -> None:
        if not self.handover.is_waiting:
            self.came.append(message)


async def test_what_no_app_has_answered_comes_to_the_next_one() -> None:
    terminal = _Terminal()
    first, second, third, paste = _key("a"), _key("b"), _key("c"), Paste("text")
    click = MouseDown(None, 1, 1, 0, 0, 1, False, False, False)
    terminal.say(first)
    terminal.say(second)
    terminal.handover.answered(first)
    terminal.handover.wait()
    for each in (paste, click, third):
        terminal.say(each)
    assert terminal.came == [first, second]
    terminal.handover.end_waiting(terminal.send)
    assert terminal.came == [first, second, second, paste, third]
    terminal.handover.end_waiting(terminal.send)
    assert terminal.came[5:] == [], "no app goes on to another"
    for each in (second, paste, third):
        terminal.handover.answered(each)
    terminal.handover.answered(click)
    terminal.handover.wait()
    terminal.handover.end_waiting(terminal.send)
    assert terminal.came[5:] == []


async def test_what_is_dropped_comes_to_nobody() -> None:
    terminal = _Terminal()
    done: list[str] = []
    terminal.handover.wait()
    terminal.say(_key("a"))
    terminal.handover.soon(done.append, "asked")
    terminal.handover.drop()
    assert not terminal.handover.is_waiting
    terminal.handover.wait()
    terminal.handover.end_waiting(terminal.send)
    await asyncio.sleep(0)
    assert (terminal.came, done) == ([], [])


async def test_what_a_signal_asks_for_is_done_in_the_loop_of_the_next_app() -> None:
    loop = asyncio.get_running_loop()
    at_hand = Handover(loop)
    done: list[Any] = []
    at_hand.soon(done.append, 1)
    at_hand.wait()
    at_hand.soon(done.append, 2)
    at_hand.loop = None
    at_hand.soon(done.append, 3)
    await asyncio.sleep(0)
    assert done == [1]
    at_hand.loop = loop
    at_hand.end_waiting(done.append)
    await asyncio.sleep(0)
    assert done == [1, 2, 3]
    at_hand.loop = None
    at_hand.soon(done.append, 4)  # no app stands any longer
    at_hand.loop = asyncio.new_event_loop()
    at_hand.loop.close()
    at_hand.soon(done.append, 5)
    await asyncio.sleep(0)
    assert done == [1, 2, 3]


async def test_what_is_asked_for_waits_for_who_changes_apps() -> None:
    """Else a thread that has seen one app wait would leave its call where the next has looked already."""
    at_hand, done = Handover(asyncio.get_running_loop()), list[int]()
    with at_hand.turn:
        at_hand.wait()
        asking = threading.Thread(target=at_hand.soon, args=(done.append, 1))
        asking.start()
        asking.join(0.1)
        assert asking.is_alive()
        at_hand.end_waiting(lambda message: None)
    asking.join(20)
    await asyncio.sleep(0)
    assert done == [1]


async def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_MOST_TYPED", 3)
    monkeypatch.setattr(handover, "_MOST_ASKED", 2)
    terminal, done = _Terminal(), list[int]()
    terminal.handover.wait()
    keys = [_key(letter) for letter in "abcde"]
    for number, key in enumerate(keys):
        terminal.say(key)
        terminal.handover.soon(done.append, number)
    terminal.handover.answered(keys[0])  # which is no longer kept
    terminal.handover.end_waiting(terminal.send)
    await asyncio.sleep(0)
    assert terminal.came == keys[2:]
    assert done == [3, 4]


async def test_a_thread_that_reads_while_apps_change_loses_and_doubles_nothing() -> None:
    terminal = _Terminal()
    keys = [_key("x") for _ in range(5_000)]
    reader = threading.Thread(target=lambda: [terminal.say(key) for key in keys])
    reader.start()
    answered: list[Message] = []
    while reader.is_alive() or terminal.came:
        taken, terminal.came = terminal.came, []
        some = taken[: len(taken) // 2 + 1]  # the others are on their way while the app goes on to another
        for each in some:
            terminal.handover.answered(each)
        answered += some
        with terminal.handover.turn:
            terminal.handover.wait()
            terminal.came.clear()
        await asyncio.sleep(0)
        terminal.handover.end_waiting(terminal.send)
    assert answered == keys
