"""The base of a screen on which one side of a difference is kept, and written into an overlay with the reason."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements
from genai_tui.storage.files import Refused, typed
from genai_tui.tui.messages import ReopenCatalogs
from genai_tui.tui.screens.decision_dialog import Decided, DecisionDialog
from genai_tui.tui.screens.query_screen import QueryScreen
from genai_tui.view import disagreements
from genai_tui.view.disagreements import DisagreementsView


class DecidingScreen(QueryScreen[DisagreementsView, Disagreements]):
    """A screen with a pair under the cursor, of which it is asked what is to stand."""

    @property
    def pair(self) -> Disagreement | None:
        """The pair under the cursor."""
        raise NotImplementedError

    def decide(self, side: int) -> None:
        """Ask what to keep, and write it into an overlay; the side under the cursor is offered first."""
        # Imported here: who only looks decides nothing.
        from genai_tui.catalog.resolution import choices
        from genai_tui.storage.overlay_writer import default_folder, why_not

        about = self.pair
        if refused := self.session.permissions.why_not("decide"):
            self.say(f"Nothing can be decided here: {refused}.", timeout=3)
            return
        if about is None:
            self.say("Nothing differs here, so there is nothing to decide.", timeout=3)
            return
        try:
            folder = typed(self.view.overlays[0]) if self.view.overlays else default_folder()
        except Refused as refused:
            self.say(f"Nothing can be decided here: {refused}.", "warning")
            return
        if why := why_not(folder):
            self.say(f"Nothing can be decided here: {why}.", "warning", 6)
            return
        offered = choices(self.session.catalog, about)
        if not offered:
            self.say(
                "The sides are words and not values: write your decision into an overlay by hand.",
                "warning",
                6,
            )
            return
        words = tuple(each.words for each in offered)
        value = about.sides[side].value if side < len(about.sides) else ""
        at = next(
            (number for number, each in enumerate(words) if not about.other and each.startswith(value)), 0
        )
        model = self.catalog.model(about.model)
        title = f"{model.name if model else about.model} · {disagreements.title(SAME if about.other else about.field)}"

        def write(decided: Decided | None) -> None:
            if decided is not None:
                self._write(folder, offered[decided.choice].make(decided.reason))

        self.app.push_screen(DecisionDialog(title, words, str(folder), at, self.session.ascii_only), write)

    def _write(self, folder: Path, resolution: object) -> None:
        from genai_tui.catalog.resolution import Resolution
        from genai_tui.storage.overlay_writer import write_resolution

        assert isinstance(resolution, Resolution)
        try:
            path = write_resolution(folder, resolution)
        except Refused as refused:
            self.say(f"Not decided: {refused}", "error", 8)
            return
        overlays = self.view.overlays or (str(folder),)
        again = "" if self.view.overlays else f"; open it again with --overlay {folder}"
        view = structs.replace(self.view, overlays=overlays)
        self.post_message(ReopenCatalogs(view, f"Written to {path}{again}."))
