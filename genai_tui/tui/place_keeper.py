"""The keeper of places: what is looked at for a while is kept, so that a later session can go back to it."""

from __future__ import annotations

from typing import Any

from genai_tui.tui.session import Session

EVERY = 4.0
"""Seconds between two looks at whether the reader has gone on: no more is lost with the connection."""


class PlaceKeeper:
    """Keeps where the reader is, at intervals and at the end; nothing before the reader has gone anywhere."""

    def __init__(self, session: Session) -> None:
        """Keep places of a session in its memory."""
        self._session = session
        self._seen: Any = None
        """The view that was kept last, or that the session began with."""
        self._kept = ""
        """The address that it is kept under."""

    def begin(self) -> None:
        """Take what is shown now for the place that the session began at."""
        self._seen = self._session.history.here

    @property
    def has_moved(self) -> bool:
        """Whether the reader is elsewhere than at what was kept last."""
        return self._seen is not None and self._session.history.here is not self._seen

    def keep(self) -> None:
        """Keep where the reader is by now; may run in a thread."""
        # Imported here: nothing is kept before the first frame.
        from genai_tui.view.address import address
        from genai_tui.view.place_words import place_words

        view, before = self._session.history.here, self._seen
        if not self.has_moved:
            return
        self._seen = view
        if (here := address(view)) == self._kept or here == address(before):
            return
        # A cursor that has moved on in one table leaves one place behind, not one for each row.
        same = type(view) is type(before) and _without_cursor(view) == _without_cursor(before)
        words = place_words(view, self._session.catalog)
        self._session.memory.keep_place(here, words, self._kept if same else None)
        self._kept = here


def _without_cursor(view: Any) -> list[tuple[str, str]]:
    """Return what the address of a view says beside the record under its cursor."""
    return [each for each in view.address_pairs() if each[0] not in ("at", "model", "org", "mark")]
