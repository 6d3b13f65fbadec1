"""Roles of texts on the screen, with marks and hues that mean the same everywhere."""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual.app import App

from genai_tui.catalog.model import Catalog, Model

WEIGHTS = {"open": "●", "restricted": "◐", "closed": "○", None: "·"}
MARKED = "✓"
STAR = "★"
OWN = "+"
DIFFERS = "≠"
UNKNOWN = "·"

_HUES = frozenset({"ti", "t3", "it", "tv", "ta", "tt", "tc", "ts", "ot"})
"""The nine categories, by their two letters."""
ROLES = _HUES | {
    "text", "dim", "strong", "accent", "frame", "warn", "lit", "chosen", "link", "cursor", "cursor-blurred",
}  # fmt: skip
"""What a piece of text can be."""

ROLE_CLASSES = frozenset(f"role--{role}" for role in ROLES)
"""The component classes of the roles. The app has them once for all panes: each class of each widget is
styled anew before the first frame, and seventy of them took twenty milliseconds."""


def role_style(app: App[Any], role: str) -> Style:
    """Return what a role adds to the style of the pane it is drawn in."""
    return app.get_component_styles(f"role--{role}").partial_rich_style


def code(catalog: Catalog, category_id: str) -> str:
    """Return the two letters of a category; `OT` for one without."""
    category = catalog.category(category_id)
    return (category.code if category else None) or "OT"


def hue(catalog: Catalog, category_id: str) -> str:
    """Return the role that colours a category: one of nine, `dim` for codes beyond them."""
    letters = code(catalog, category_id).lower()
    return letters if letters in _HUES else "dim"


def weights_mark(model: Model) -> str:
    """Return the sign for what can be had of a model's weights."""
    return WEIGHTS[model.weights]
