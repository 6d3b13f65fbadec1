"""The documents that each command prints as JSON, by the names of their shapes."""

from __future__ import annotations

DOCUMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("list", "search"), ("models", "rows")), "export": ("export", "rows"),
    "show": ("models", "organizations", "rows"), "orgs": ("organizations", "rows"), "count": ("counts",),
    "compare": ("comparison",), "why": ("card", "standings"), "disagree": ("disagreements",), "graph": ("graph",),
    "path": ("path",), "neighbors": ("neighborhood",), "matrix": ("table",), "timeline": ("table",), "coverage": ("table",),
    "between": ("between",), "diff": ("differences",), "validate": ("problems",), "check": ("checks",),
}  # fmt: skip
"""Which documents a command prints with `--format json`."""
