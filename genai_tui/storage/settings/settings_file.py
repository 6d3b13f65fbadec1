"""The file of settings: where it is, and what it says; nothing where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from genai_tui.storage import files
from genai_tui.storage.files import Missing, Refused
from genai_tui.storage.settings.settings import Settings

VARIABLE = "GENAI_TUI_CONFIG"
"""Names another file of settings."""
FILE = "config.yaml"
_MOST = 256 * 1024


def settings_path() -> Path:
    """Return the file of settings, be it there or not; raises Refused where there is no home and no variable."""
    named = os.environ.get(VARIABLE, "")
    return files.typed(named) if named else files.user_folder("config") / FILE


def read_settings() -> Settings:
    """Return what the file of settings says; nothing where there is none. Mistakes are among what is returned."""
    try:
        path = settings_path()
    except Refused:  # there is no home
        return Settings()
    try:
        data = files.read(path, _MOST)
    except Missing:
        if os.environ.get(VARIABLE):
            return _refused(str(path), f"there is no such file, which {VARIABLE} names")
        return Settings()
    except Refused as refused:
        return _refused(str(path), str(refused))
    from genai_tui.storage.settings.reader import parsed  # imported here: most homes have no such file

    return parsed(data, str(path))


def _refused(path: str, why: str) -> Settings:
    from genai_tui.catalog.diagnostics import Problem  # imported here: most homes have no such file

    return Settings(path, {}, (Problem(path, 0, 0, "", why),))
