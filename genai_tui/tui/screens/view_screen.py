"""The base of screens that show a view: a key makes the next view, which is worked out in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from msgspec import structs
from textual.notifications import SeverityLevel
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.tui.background import Background, Stop
from genai_tui.tui.messages import BackgroundFailed, ShowView
from genai_tui.tui.session import Session
from genai_tui.tui.type_ahead import AnswersOnce, TypeAheadApp, WorkDone
from genai_tui.tui.widgets.cached_render import CachedRender
from genai_tui.view.change import Change
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.view.command_line import View

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")


class ViewScreen(CachedRender, AnswersOnce[None], Screen[None], Generic[_View, _Result]):
    """A screen with one view.

    What stands on the screen stays until the next view has been worked out, and for good where that fails.
    """

    WORK: ClassVar[str] = ""
    """What works out a view, in a few words for the notice of its failure."""
    CHANGES: ClassVar[dict[str, Change[Any]]] = {}
    """What commands do to a view, by their names."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget with the keyboard. It shows that by itself, while Textual's screens are drawn anew as a whole."""

    def __init__(self, session: Session, view: _View) -> None:
        """Show `view` first."""
        super().__init__()
        self.session = session
        self.catalog: Catalog = session.catalog_at(view.as_of)
        """What of the session's catalog stood on the day of the view that is shown; all of it where that is of no day."""
        self.view = view
        """The view that stands on the screen."""
        self._next: _View | None = None
        """The view that is worked out."""
        self._next_visits = False
        """Whether that one makes an entry of the history of its own."""
        self.has_begun = False
        """Whether the first view was asked for; before that nothing is shown."""
        self._background: Background[_Result] = Background(self, self.WORK)

    # What each screen says of its own

    def work(self, view: _View) -> Callable[[Stop], _Result]:
        """Return the work that a view takes; it may run in a thread, and touches no widget."""
        raise NotImplementedError

    def show(self, view: _View, result: _Result) -> _View | None:
        """Show the result of a view, and return the view that is now shown; None where the last one stays."""
        raise NotImplementedError

    def show_record(self, record: RecordRef) -> None:
        """Go to a record."""
        raise NotImplementedError

    def catalog_changed(self, day: str | None) -> None:
        """Hand the catalog, which is as of another day, to the panes; what is shown of it follows."""

    @property
    def record_at_hand(self) -> RecordRef | None:
        """The record under the cursor."""
        raise NotImplementedError

    @property
    def at_once(self) -> bool:
        """Whether a view is worked out between two keys, and in no thread."""
        return False

    def open_claims(self, field: str) -> None:
        """Open what is claimed of a field of the record at hand, of its main fields where `field` is empty."""
        # Imported here: a page is seldom the first thing.
        from genai_tui.tui.screens.claim_page import claim_page

        record = self.record_at_hand
        if record and record.kind == "category":
            from genai_tui.tui.screens.text_page import category_page  # imported here: as above

            self.app.push_screen(category_page(self.catalog, record.id, self.session.ascii_only))
        elif record and (page := claim_page(self.catalog, self.view, record, field, self.session.ascii_only)):
            self.app.push_screen(page)

    def rearrange(self) -> None:
        """Work the view out anew, since more is known of its records now."""
        if self._forget_records():
            self.go(self.wanted, visit=False)

    def _forget_records(self) -> bool:
        """Forget what has been made of records; returns whether there was anything, so that it is to be made anew."""
        return False

    def show_bars(self) -> None:
        """Show header and footer as they should be now."""

    @property
    def ascii_class(self) -> str | None:
        """The class of a widget that draws nothing but ASCII, if all are to."""
        return "-ascii" if self.session.ascii_only else None

    # The view and its history

    @property
    def wanted(self) -> _View:
        """The view that was asked for last, which may still be worked out."""
        return self.view if self._next is None else self._next

    @property
    def _wanted_catalog(self) -> Catalog:
        return self.session.catalog_at(self.wanted.as_of)

    @property
    def is_working(self) -> bool:
        """Whether a view is still worked out, the first one included."""
        return self._next is not None or not self.has_begun

    @property
    def holds_input(self) -> bool:
        # Whatever is wanted: what nobody works out would hold for ever.
        return not self.has_begun or self._background.is_pending

    @property
    def is_busy(self) -> bool:
        """Whether anything is still worked out in the background."""
        return self.is_working

    def go(self, view: _View, visit: bool = True) -> None:
        """Go on to a view, which Back leaves again; without `visit` it replaces the present one.

        Before the screen stands, that is what it will begin with.
        """
        if not self.has_begun:
            self.view, self._next_visits = view, visit
            return
        self._next_visits = visit or (self._next is not None and self._next_visits)
        self._next = view
        self._background.run(self.work(view), self._arrive, self._stay, self.at_once)
        if self.is_working:
            self.show_bars()

    def begin(self) -> None:
        """Show the first view, now that there is something to show it on."""
        self.has_begun = True
        self.go(self.view, self._next_visits)

    def amend(self, **changes: Any) -> None:
        """Change fields that need no work, such as the record under the cursor, in this view and in the next one."""
        self.view = structs.replace(self.view, **changes)
        if self._next is not None:
            self._next = structs.replace(self._next, **changes)
        self._keep(visit=False)

    def _arrive(self, result: _Result) -> None:
        view, self._next = self._next, None
        if view is not None:
            self._turn_to(view.as_of)
            shown = self.show(view, result)
            if shown is not None:
                self.view = shown
                self._keep(self._next_visits)
            else:
                self._turn_to(self.view.as_of)
        self.tell_done()

    def _turn_to(self, day: str | None) -> None:
        """Take the catalog as of a day, and have the panes take it."""
        catalog = self.session.catalog_at(day)
        if catalog is not self.catalog:
            self.catalog = catalog
            self.catalog_changed(day)

    def keep_day(self, day: str | None) -> None:
        """Look at the day that another screen has shown, in the view that is gone to next."""
        if not self.has_begun:
            self.view = structs.replace(self.view, as_of=day)
        elif self.wanted.as_of != day:
            self._next = structs.replace(self.wanted, as_of=day)

    def _stay(self, error: Exception) -> None:
        self._next = None
        self.tell_done()
        self.failed(error)

    def tell_done(self) -> None:
        """Have the bars and the keys typed ahead know that a view stands, or that what stood stays."""
        self.show_bars()
        if isinstance(self.app, TypeAheadApp) and self.app.has_input_ahead:
            self.post_message(WorkDone())

    def failed(self, error: Exception) -> None:
        """Tell why a view could not be worked out: a fault of the program is reported, one of a file is said."""
        if isinstance(error, CatalogError):
            self.say(str(error), "error", 8)
            return
        self.post_message(BackgroundFailed(self.WORK, error))

    def _keep(self, visit: bool) -> None:
        """Enter the view into the history, unless another screen has come over this one since."""
        screens = [screen for screen in self.app.screen_stack if isinstance(screen, ViewScreen)]
        if screens and screens[-1] is not self:
            return
        if visit:
            self.session.history.visit(self.view)
        elif self.session.history.here.SCREEN == self.view.SCREEN:
            self.session.history.amend(self.view)

    def on_unmount(self) -> None:
        self._background.close()

    # Actions

    def action_travel(self, step: int) -> None:
        view: Any = self.session.history.travel(step)
        if view is None:
            self.say("Nothing further back." if step < 0 else "Nothing further on.", timeout=2)
        elif view.SCREEN == self.view.SCREEN:  # a view of organizations is one of Browse, too
            self.go(view, visit=False)
        else:
            self.post_message(ShowView(view))

    def say(self, words: str, severity: SeverityLevel = "information", timeout: float = 4) -> None:
        """Show a notice; whatever a catalog has put into it is safe to show."""
        self.notify(words, severity=severity, timeout=timeout)
