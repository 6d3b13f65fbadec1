"""A compiled catalog equals the one it came from, and a damaged one is rebuilt."""

from __future__ import annotations

from pathlib import Path

from genai_tui.catalog import cache
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.opening import open_catalog


def test_round_trip(tiny: Catalog, folder: Path, tmp_path: Path) -> None:
    key = cache.key_of(folder)
    assert key is not None
    cache.keep(key, tmp_path / "c", tiny)
    assert cache.find(key, tmp_path / "c") == tiny


def test_a_damaged_entry_is_not_trusted(folder: Path) -> None:
    first, _ = open_catalog(str(folder))
    [path] = cache.cache_folder().glob("*.msgpack")
    good = path.read_bytes()
    other_letter = good.replace(b"Painter 2", b"Painter 3")
    assert other_letter != good
    for damage in (b"", b"garbage", good[:-20], other_letter, good[20:]):
        path.write_bytes(damage)
        again, problems = open_catalog(str(folder))
        assert again == first
        assert problems == ()
    assert cache.clear(cache.cache_folder()) == 1


def test_a_changed_file_changes_the_key(folder: Path) -> None:
    before = cache.key_of(folder)
    path = folder / "models" / "painter.yaml"
    path.write_text(path.read_text().replace("Painter 2", "Painter 3"))
    assert cache.key_of(folder) != before
    assert cache.key_of(folder / "nowhere") is None
