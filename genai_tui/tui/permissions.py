"""Permissions: what a session may do beside looking. Commands, the menu and the screens ask them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from msgspec import Struct

Power = Literal["files", "editor", "stop", "programs"]
"""What may be refused: writing files that the reader names, the reader's editor, stopping, programs of the host."""

POWERS: tuple[Power, ...] = ("files", "editor", "stop", "programs")

_NEEDS: dict[str, Power] = {
    "export": "files", "decide": "files", "note.editor": "editor", "suspend": "stop",
}  # fmt: skip
"""By the id of a command what it cannot do without."""

_Handler = TypeVar("_Handler", bound=Callable[..., Any])


class Permissions(Struct, frozen=True):
    """What is refused, and why."""

    refused: frozenset[Power] = frozenset()
    why: str = ""
    """The reason, as a part of a sentence."""
    catalogs: tuple[str, ...] = ()
    """Names and paths that may be opened, and nothing else; empty: any."""
    until: float | None = None
    """When the session ends, on the clock of `time.monotonic`; None: when the reader leaves."""

    def allow(self, power: Power) -> bool:
        """Tell whether something may be done."""
        return power not in self.refused

    def why_not(self, command_id: str) -> str:
        """Return why a command is refused; empty where it is not."""
        return self.why if _NEEDS.get(command_id) in self.refused else ""

    def may_open(self, names: Iterable[str], overlays: Iterable[str] = ()) -> bool:
        """Tell whether these catalogs may be opened, with these folders laid over them."""
        return not self.catalogs or (set(names) <= set(self.catalogs) and not any(overlays))

    def may_open_line(self, line: str) -> bool:
        """Tell whether the catalogs of a line may be opened: it is one of them, or several with spaces between."""
        return self.may_open((line.strip(),)) or self.may_open(line.split())


EVERYTHING = Permissions()
"""What a reader may do on a machine of their own."""


def visitor(catalogs: tuple[str, ...], until: float | None = None) -> Permissions:
    """Return what a visitor of a shared server may do, who opens these catalogs alone."""
    return Permissions(frozenset(POWERS), "not on a shared server", catalogs, until)


def needs(power: Power) -> Callable[[_Handler], _Handler]:
    """Return what makes a handler of the app say that something is refused, and do nothing, where it is."""

    def made(handler: _Handler) -> _Handler:
        @wraps(handler)
        def asked(self: Any, *given: Any) -> Any:
            permissions: Permissions = self.permissions
            if permissions.allow(power):
                return handler(self, *given)
            self.notify(f"{permissions.why.capitalize()}.", timeout=4)
            return None

        return cast("_Handler", asked)

    return made


def shown_name(catalog: str) -> str:
    """Return the name of a catalog for a visitor, who need not know where it lies."""
    return Path(catalog).name
