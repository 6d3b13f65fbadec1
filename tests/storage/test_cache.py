"""A compiled catalog equals the one it came from, and a damaged one is rebuilt."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog, Model, Organization, Relation, Release, Source
from genai_tui.catalog.slugs import are_slugs, is_slug
from genai_tui.storage import cache, files, shipped
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.identities import SameModel
from genai_tui.storage.loader import open_catalog


def _keep(key: str, folder: Path, catalog: Catalog) -> None:
    cache.keep(key, folder, catalog, Path("place"))


def _find(key: str, folder: Path) -> Catalog | None:
    found = cache.find(key, folder, Path("place"))
    return found[0] if found else None


def test_a_catalog_with_problems_is_kept_with_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "models" / "painter.yaml"
    path.write_text(path.read_text().replace("summary:", "sumary:"))
    first, problems = open_catalog(str(folder))
    assert [(each.file, each.field) for each in problems] == [(str(path), "sumary")]
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    with monkeypatch.context() as patched:
        patched.setattr("genai_tui.storage.loader._read", None)  # nothing is read again
        assert open_catalog(str(folder)) == (first, problems)
        again, of_moved = open_catalog(str(moved))
        assert again == first
        assert [each.file for each in of_moved] == [str(moved / "models" / "painter.yaml")]
    path.write_text(path.read_text().replace("sumary:", "summary:"))
    assert open_catalog(str(folder))[1] == ()


def test_problems_of_other_files_and_too_many_are_not_kept(tiny: Catalog, tmp_path: Path) -> None:
    here = Problem("place/a.yaml", 1, 1, "name", "wrong")
    for problems in ((here, replace(here, file="elsewhere/a.yaml")), (here,) * (cache.MOST_PROBLEMS + 1)):
        cache.keep("a", tmp_path, tiny, Path("place"), problems)
        assert cache.find("a", tmp_path, Path("place")) is None


def test_round_trip(tiny: Catalog, folder: Path, tmp_path: Path) -> None:
    key = cache.key_of(folder)
    assert key is not None
    _keep(key, tmp_path / "c", tiny)
    assert _find(key, tmp_path / "c") == tiny


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


def _used(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.msgpack"))


def test_the_newest_entries_stay(tiny: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    for number in range(30):
        _keep(f"{number:02}", folder, tiny)
        os.utime(folder / f"{number:02}.msgpack", (number, number))
        if number == 15:
            for early in ("01", "07"):
                assert _find(early, folder) == tiny  # which makes it new
    assert _used(folder) == sorted(["01", "07", *(f"{number:02}" for number in range(12, 30))])
    assert len(_used(folder)) == cache.MOST


def test_what_an_interrupted_writing_left_goes(tiny: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    _keep("a", folder, tiny)
    for name, age in (("old.part", 4_000), ("new.part", 60), ("other", 4_000)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age, time.time() - age))
    _keep("b", folder, tiny)
    assert sorted(path.name for path in folder.iterdir()) == ["a.msgpack", "b.msgpack", "new.part", "other"]


def test_records_that_no_file_could_hold_are_not_trusted(tiny: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    painter = tiny.model("painter")
    assert painter is not None
    wrong = [
        *({"id": id_} for id_ in ("../../xx", "a/b", "a--b", "-a", "a-", "A", "a\nb", "é", "a b", "a\0", ".")),
        {"released": Release("٢٠٢٢")}, {"released": Release("2022-13")}, {"category": "../x"}, {"inputs": ("a b",)},
    ]  # fmt: skip
    for number, change in enumerate(wrong):
        changed = replace(painter, **change)
        _keep(f"m{number}", folder, replace_models(tiny, (changed,)))
        assert _find(f"m{number}", folder) is None, change
        _keep(f"o{number}", folder, replace_models(tiny, (painter,), (replace(changed, type="dataset"),)))
        if "id" in change or "released" in change:
            assert _find(f"o{number}", folder) is None, change
    _keep("good", folder, replace_models(tiny, (painter,)))
    assert _find("good", folder) is not None


def replace_models(catalog: Catalog, models: tuple[Model, ...], others: tuple[Model, ...] = ()) -> Catalog:
    return Catalog(catalog.head, models, catalog.organizations, catalog.relations, others)


@pytest.mark.parametrize("id_", ["../../xx", "/tmp/xx", "a/b", "..", "a\0b", "A", "x" * 121, ""])
def test_no_path_is_made_of_what_is_no_id(id_: str, tiny: Catalog, tmp_path: Path) -> None:
    painter = tiny.model("painter")
    assert painter is not None
    for models, others in (((replace(painter, id=id_),), ()), ((painter,), (replace(painter, id=id_),))):
        with pytest.raises(CatalogError, match="is no id") as refused:
            write_folder(replace_models(tiny, models, others), tmp_path / "a" / "out")
        assert len(refused.value.problems) == 1
        assert not (tmp_path / "a").exists()


@given(st.lists(st.text("ab-0 /\n.é", max_size=6), max_size=4))
def test_many_ids_are_ids_if_each_is(texts: list[str]) -> None:
    assert are_slugs(texts) == all(map(is_slug, texts))


def test_a_cache_that_cannot_be_written_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert open_catalog(str(folder))[1] == ()
    assert list(cache.cache_folder().iterdir()) == []


@pytest.mark.parametrize("shaping", ["aliases.yaml", "survey/catalog.yaml"])
def test_what_shapes_an_import_is_part_of_the_key(
    shaping: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(shipped.shipped_folder(), data)
    monkeypatch.setattr(shipped, "shipped_folder", lambda: data)
    table = tmp_path / "t.csv"
    table.write_text(
        "Model,Organization,Training compute (FLOP),Model accessibility\nA,Nobody Labs,1e22,API access\n"
    )
    for count, more in ((1, ""), (1, ""), (2, "# changed\n")):
        path = data / shaping
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        open_catalog(str(table))
        assert len(list(cache.cache_folder().glob("*.msgpack"))) == count


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files that come with the program, as long after their installation as stamps are trusted."""
    data = tmp_path / "data"
    shutil.copytree(shipped.shipped_folder(), data)
    for module in (shipped, files):
        monkeypatch.setattr(module, "shipped_folder", lambda: data)
    shipped.shipped_names.cache_clear()
    monkeypatch.setattr(time, "time_ns", lambda now=time.time_ns: now() + 2 * files._SETTLED)
    return data


def _one_more(path: Path) -> None:
    (path.parent / "zz-new.yaml").write_bytes(path.read_bytes())


def _other_letter(path: Path) -> None:
    """Change a file so that its size and time of modification stay, as some editors and archives do."""
    known = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"e", 1))
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (known.st_size, known.st_mtime_ns)


def test_records_of_another_shape_have_another_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = cache._records()
    assert {Model, Organization, Relation, Source} < set(records)
    assert SameModel not in records  # which is imported at times, and is kept in no cache
    before = cache.key_of(folder)
    monkeypatch.setattr(cache, "_records", lambda: [*records, SameModel])
    assert cache.key_of(folder) != before


def _put_in_place(path: Path) -> None:
    """Put another file of the same size and time of modification in place of one."""
    other = path.with_suffix(".new")
    shutil.copy2(path, other)
    other.replace(path)


@pytest.mark.parametrize("change", [_one_more, _other_letter, _put_in_place, Path.unlink])
@pytest.mark.parametrize("name", ["survey", "landscape"])
def test_a_changed_file_of_the_program_changes_the_key(
    name: str, change: Callable[[Path], None], installed: Path
) -> None:
    before = cache.key_of(installed / name)
    assert before is not None
    assert cache.key_of(installed / name) == before
    change(installed / "survey" / "models" / "whisper.yaml")  # which the landscape includes
    assert cache.key_of(installed / name) != before


def test_files_of_the_program_that_have_settled_are_not_read(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = files.read
    monkeypatch.setattr(files, "read", lambda path, *rest: read.append(path.name) or whole(path, *rest))
    cache.key_of(installed / "landscape")
    assert set(read) <= {"catalog.yaml", "organizations.yaml", "relations.yaml"}


@pytest.mark.parametrize("ahead", [-files._SETTLED // 4, 0, 10**12])
def test_two_changes_within_a_step_of_the_clock_have_two_keys(
    ahead: int, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a clock takes long steps, two writings leave the same stamp: while it is new, the content counts."""
    path = installed / "survey" / "models" / "whisper.yaml"
    moment = path.stat().st_ctime_ns
    real = os.stat

    def stepped(given: object, **named: object) -> os.stat_result:
        known = real(given, **named)  # type: ignore[arg-type, call-overload]
        if str(given) != str(path):
            return known
        return SimpleNamespace(**{name: getattr(known, name) for name in dir(known) if name.startswith("st_")}
                               | {"st_mtime_ns": moment, "st_ctime_ns": moment})  # type: ignore[return-value]  # fmt: skip

    monkeypatch.setattr(os, "stat", stepped)
    monkeypatch.setattr(time, "time_ns", lambda: moment + files._SETTLED // 2 - ahead)
    before = cache.key_of(installed / "survey")
    path.write_bytes(path.read_bytes().replace(b"a", b"e", 1))
    assert cache.key_of(installed / "survey") != before


def test_the_content_of_a_users_files_counts_however_old_they_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda now=time.time_ns: now() + 2 * files._SETTLED)
    before = cache.key_of(folder)
    _put_in_place(folder / "models" / "painter.yaml")
    assert cache.key_of(folder) == before
    _other_letter(folder / "models" / "painter.yaml")
    assert cache.key_of(folder) != before
