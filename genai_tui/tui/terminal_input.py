"""Input from the terminal: a loop that reads it until told to stop, and a parser that no sequence breaks."""

from __future__ import annotations

import codecs
import os
import select
from collections.abc import Callable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message


def read_input(
    descriptor: int, wake: int, encoding: str, take: Callable[[Message], None], early: int = 0
) -> bool:
    """Hand on what the terminal sends, until there is something to read from `wake`.

    Its first `early` bytes were typed before keys came one by one: a line feed is Enter there.
    Returns False where the terminal is gone instead.
    """
    parser = InputParser()
    decode = codecs.getincrementaldecoder(encoding)("replace").decode
    while True:
        ready, _, _ = select.select([descriptor, wake], [], [], 0.1)
        if wake in ready:
            return True
        if descriptor in ready:
            try:
                data = os.read(descriptor, 4096)
            except OSError:
                data = b""
            if not data:
                return False
            if early:
                data = data[:early].replace(b"\n", b"\r") + data[early:]
                early = max(0, early - len(data))
            if text := decode(data):  # of a letter's first byte comes nothing yet
                for message in parser.feed(text):
                    take(message)
        for message in parser.tick():
            take(message)


class InputParser(XTermParser):
    """Textual's parser of what a terminal sends: one whose mouse is told in cells, and whom no sequence breaks."""

    def feed(self, data: str) -> Iterator[Message]:
        """Yield what `data` says; of a sequence that cannot be read, and what follows it, nothing.

        Textual's parser raises where a number in a sequence is none, or none of Unicode's, and is dead then.
        """
        try:
            yield from super().feed(data)
        except (ValueError, OverflowError):
            self.__init__()  # type: ignore[misc]

    def _parse_extended_key(  # type: ignore[override] # a method there too, but for its cache
        self, sequence: str
    ) -> list[events.Key] | None:
        """Parse as Textual does, without its cache: that keeps the parser, and so the app, after the app has ended."""
        return XTermParser._parse_extended_key.__wrapped__(self, sequence)

    @property
    def mouse_pixels(self) -> bool:
        """Whether places of the mouse come in pixels: never, mode 1016 stays off."""
        return False

    @mouse_pixels.setter
    def mouse_pixels(self, value: bool) -> None:
        """Ignore what is set: a report of the size says nothing of the mouse."""
