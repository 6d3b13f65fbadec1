"""The one door to files: what the program reads is opened here, and what it keeps is written here.

What is read is a regular file of bounded size. A pipe, a device, a socket or a folder that stands under a file's
name is refused and never waited for. A path that somebody named may be a link; a link that stands in a folder is
followed only as long as it stays in that folder, so that a stranger's catalog cannot show other files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

import genai_tui

RECORD_BYTES = 4 * 1024**2
"""The largest file of records, in bytes."""
SQLITE = b"SQLite format 3\0"
"""What a file of SQLite begins with."""
TABLE_BYTES = 200_000_000
"""The largest table of strangers, in bytes, packed or unpacked."""

_LEADS_OUT = "is a link that leads out of the folder"
_NOT_REGULAR = "is not a regular file"
_THERE = "there is such a file already"
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_PIECE = 1024**2
_STRAY_AFTER = 3600.0
"""Seconds after which what an interrupted writing left behind is removed."""


class Refused(OSError):
    """A file that is not read or written; its text says why, in plain words."""


class Missing(Refused):
    """There is no file under that name."""


def shipped_folder() -> Path:
    """Return the folder of the catalogs that come with the program, in a wheel or in a checkout."""
    # What `importlib.resources.files` answers for a package on disk, without the 20 ms of importing it.
    package = Path(genai_tui.__path__[0])
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def user_folder(kind: Literal["cache", "state", "data", "config"]) -> Path:
    """Return the user's own folder of this program; raises Refused where the system knows of no home."""
    import platformdirs  # imported here: not everybody who reads files asks for it

    try:
        folders = {
            "cache": platformdirs.user_cache_path, "state": platformdirs.user_state_path,
            "data": platformdirs.user_data_path, "config": platformdirs.user_config_path,
        }  # fmt: skip
        path = folders[kind]("genai-tui")
    except RuntimeError:
        path = Path()
    if not path.is_absolute():
        raise Refused("there is no home folder")
    return path


def may_be_folder(path: Path) -> bool:
    """Return whether there is a folder, or nobody may look whether there is one."""
    try:
        return path.is_dir()
    except OSError:
        return True


def typed(text: str) -> Path:
    """Return the path that somebody typed; `~` is the home, where there is one by that name."""
    return Path(os.path.expanduser(text))


class FolderLayout(Struct, frozen=True):
    """Which files of a folder a format reads: those with one of `endings`, in the first of `folders` that exists.

    If it is `deep`: in every one of `folders` that exists, and in all folders within it. With `patterns` it is what these
    match, links to folders not followed.
    """

    folders: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    deep: bool = False
    patterns: tuple[str, ...] = ()

    def files(self, folder: Folder) -> list[Path]:
        """Return the files in order of name; raises Refused as `Folder.files`."""
        if self.patterns:
            found = {path for pattern in self.patterns for path in folder.path.glob(pattern)}
            return sorted(path for path in found if path.suffix in self.endings)
        if self.deep:
            there = (path for name in self.folders if (path := folder.path / name).is_dir())
            return [path for each in there for path in folder.tree(each, self.endings)]
        within = next(path for name in self.folders if (path := folder.path / name).is_dir())
        return folder.files(within, self.endings)


class Folder:
    """A folder that somebody named. Nothing is read through it that lies elsewhere."""

    def __init__(self, path: Path) -> None:
        """Let nothing be read outside of what `path` really is now, its links followed."""
        self.path = path
        # Some installers link every file to a store of theirs. What they install is trusted as the program is.
        self.bounded = path.parent != shipped_folder()
        self._root = os.path.realpath(path)
        self._inside = {str(path)}

    def read(self, path: Path, most: int) -> bytes:
        """Return the bytes of a file in the folder; raises Refused."""
        return read(path, most, self)

    def files(self, path: Path, suffixes: tuple[str, ...]) -> list[Path]:
        """Return the entries of a folder within this one whose names end in one of `suffixes`, in order of name.

        Raises Refused where that is no folder, or lies elsewhere.
        """
        try:
            names = os.listdir(self.within(path))
        except OSError as error:
            raise _refused(error, "folder") from None
        return [path / name for name in sorted(names) if os.path.splitext(name)[1] in suffixes]

    def tree(self, path: Path, suffixes: tuple[str, ...]) -> list[Path]:
        """Return what stands in a folder within this one and in the folders within that, as `files`.

        Links to folders are not followed.
        """
        found: list[Path] = []
        for place, folders, names in os.walk(self.within(path)):
            folders.sort()
            found += [Path(place, name) for name in sorted(names) if os.path.splitext(name)[1] in suffixes]
        return found

    def holds(self, path: Path) -> bool:
        """Return whether a path of the folder stays in it, links followed."""
        try:
            self.within(path)
        except Refused:
            return False
        return True

    def within(self, path: Path) -> str:
        """Return the real path of a path of the folder; raises Refused where a link leads out of it."""
        given = str(path)
        if not self.bounded or given in self._inside:
            return given
        parent = os.path.dirname(given)
        if parent not in self._inside:
            self._resolved(parent)
            self._inside.add(parent)
        return self._resolved(given) if os.path.islink(given) else given

    def _resolved(self, given: str) -> str:
        real = os.path.realpath(given)
        if real != self._root and not real.startswith(self._root.rstrip(os.sep) + os.sep):
            raise Refused(_LEADS_OUT)
        return real


def read(path: Path, most: int, folder: Folder | None = None) -> bytes:
    """Return the bytes of a file; raises Refused.

    Without `folder` the path is one that the user named, and may be a link to anywhere.
    """
    with _opened(path, folder) as number:
        return _bytes(number, most)


def beginning(path: Path, size: int, folder: Folder | None = None) -> bytes:
    """Return the first `size` bytes of a file of any length; raises Refused."""
    with _opened(path, folder) as number:
        return os.read(number, size)


def begins_as_database(path: Path) -> bool:
    """Tell whether a file begins as those of SQLite do, whatever its name says."""
    try:
        return beginning(path, len(SQLITE)) == SQLITE
    except Refused:
        return False


def pieces(path: Path, most: int) -> Iterator[bytes]:
    """Yield the bytes of a named file, which is never held whole; raises Refused."""
    with _opened(path, None) as number:
        _bounded(os.fstat(number).st_size, most)
        left = most
        while piece := os.read(number, _PIECE):
            left -= len(piece)
            _bounded(most - left, most)
            yield piece


_SETTLED = 2_000_000_000
"""Nanoseconds after a change until the stamp of a file is trusted: no file system in use counts time in longer steps."""


def stamp(path: Path, now: int) -> bytes:
    """Return what stands for the content of a regular file at the time `now`; empty where only the content itself will do.

    The system sets the time of change (`st_ctime`) with every writing, and no program can set it back, as it can the
    time of modification. So a file with another size, number or time has another stamp. Only two writings within one
    step of the system's clock can leave the same one; but once that step has passed, every later writing is of a later time.
    So a stamp is trusted only some time after the last change; until then, or where that lies in the future, nothing is returned.
    """
    try:
        known = os.stat(path)
    except OSError as error:
        raise _refused(error) from None
    if not stat.S_ISREG(known.st_mode) or max(known.st_mtime_ns, known.st_ctime_ns) > now - _SETTLED:
        return b""
    told = known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino, known.st_dev
    return b"stamp:" + b",".join(b"%d" % each for each in told)


def folders_with(parent: Path, names: Iterable[str], file: str) -> Iterator[str]:
    """Yield those of `names` that are folders in `parent` with such a file; fast, since most have none."""
    place = f"{parent}{os.sep}"
    return (name for name in names if os.path.isfile(f"{place}{name}{os.sep}{file}"))


def read_own(path: Path, most: int) -> bytes:
    """Return the bytes of a file that this program wrote; raises Refused.

    What another user could have written is refused, too: by its owner or mode, by those of its folder, or as a link.
    """
    try:
        if not _is_private(os.stat(path.parent)):
            raise Refused("stands in a folder that others can write to")
    except OSError as error:
        raise _refused(error) from None
    with _opened(path, None, follow=False) as number:
        if not _is_private(os.fstat(number)):
            raise Refused("belongs to another user, or others can write to it")
        return _bytes(number, most)


def make_folder(folder: Path) -> None:
    """Make a folder of the user's own, which nobody else can look into; raises Refused where that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Refused("a file stands where a folder should be") from None
    except OSError as error:
        raise _refused(error, "folder") from None


def make_private(folder: Path) -> None:
    """Close a folder to all but the user, who has to own it; raises Refused."""
    try:
        known = os.stat(folder)
        if known.st_uid != os.geteuid():
            raise Refused("the folder belongs to another user")
        if known.st_mode & 0o077:
            os.chmod(folder, 0o700)
    except OSError as error:
        raise _refused(error, "folder") from None


def write(path: Path, data: bytes, durable: bool = False) -> None:
    """Write a file that only the user can read, whole or not at all; raises Refused.

    A `durable` one is on the disk before it takes the place of the file that was there.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        try:
            number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with open(number, "wb", buffering=0) as file:
                rest = memoryview(data)
                while rest:
                    rest = rest[file.write(rest) :]
                if durable:
                    os.fsync(number)
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise
    except OSError as error:
        raise _refused(error) from None


def write_new(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file that the user has named, whole or not at all, and never over anything; raises Refused."""
    part = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        look_for_room(path)
        try:
            number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
            with open(number, "wb") as file:
                file.writelines((data,) if isinstance(data, bytes) else data)
            take_name(part, path)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(part)
    except ValueError:
        raise Refused("is no path") from None
    except OSError as error:
        raise _refused(error) from None


def look_for_room(path: Path) -> None:
    """Raise Refused where a new file cannot stand: something has its name, or there is no such folder."""
    if os.path.lexists(path):
        raise Refused(_THERE)
    if not os.path.isdir(path.parent):
        raise Refused("there is no such folder")


def take_name(part: Path, path: Path) -> None:
    """Give a whole file a name that nothing has; raises Refused, also where it was taken a moment ago."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise Refused(_THERE) from None
    except OSError:  # a file system without links: as good as it gets there
        if os.path.lexists(path):
            raise Refused(_THERE) from None
        try:
            os.rename(part, path)
        except OSError as error:
            raise _refused(error) from None


def sweep(folder: Path) -> None:
    """Remove what interrupted writings left in a folder long ago."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            path = folder / name
            if name.endswith(".part"):
                with contextlib.suppress(OSError):
                    if time.time() - os.lstat(path).st_mtime > _STRAY_AFTER:
                        os.unlink(path)


def keep_newest(folder: Path, suffix: str, most: int) -> None:
    """Remove from a folder all but the `most` newest entries whose names end in `suffix`."""
    with contextlib.suppress(OSError):
        ages = {}
        for entry in os.scandir(folder):
            if entry.name.endswith(suffix):
                ages[entry.path] = entry.stat(follow_symlinks=False).st_mtime_ns
        for path in sorted(ages, key=ages.__getitem__, reverse=True)[most:]:
            with contextlib.suppress(OSError):
                os.unlink(path)


@contextlib.contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock that every session asks for, by the lock file `path`; raises Refused after `seconds`."""
    import fcntl  # imported here: only what is written needs a lock

    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _refused(error) from None
    try:
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Refused("another session is writing") from None
                time.sleep(0.001)  # short, so that one of many writers gets its turn
            except OSError:  # a file system without locks: as good as it gets there
                break
        yield
    finally:
        os.close(number)


@contextlib.contextmanager
def _opened(path: Path, folder: Folder | None, follow: bool = True) -> Iterator[int]:
    """Open a regular file; what goes wrong while it is read is told as Refused too."""
    try:
        real = str(path) if folder is None else folder.within(path)
        follow = follow and (folder is None or not folder.bounded)
        # Looked at first, since to open a pipe or a device may act on it; and again once it is open.
        if not stat.S_ISREG(os.stat(real, follow_symlinks=follow).st_mode):
            raise Refused(_NOT_REGULAR)
        number = os.open(real, _FLAGS if follow else _FLAGS | os.O_NOFOLLOW)
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise Refused(_NOT_REGULAR)
            yield number
        finally:
            os.close(number)
    except OSError as error:
        raise _refused(error, before="cannot be read: ") from None


def _bytes(number: int, most: int) -> bytes:
    size = os.fstat(number).st_size
    _bounded(size, most)
    data = os.read(number, size + 1)
    if len(data) == size:
        return data
    # It has grown or shrunk, was read in part, or is of a kind that tells no size, as in /proc.
    read = [data]
    have = len(data)
    while piece := os.read(number, _PIECE):
        have += len(piece)
        _bounded(have, most)
        read.append(piece)
    return b"".join(read)


def _bounded(size: int, most: int) -> None:
    if size > most:
        raise Refused(f"is too large, expected at most {_size(most)}")


def _size(most: int) -> str:
    units = {1024**2: "MiB", 10**6: "MB", 1024: "KiB"}
    return next(
        (f"{most // size} {unit}" for size, unit in units.items() if most % size == 0), f"{most} bytes"
    )


def _is_private(known: os.stat_result) -> bool:
    return known.st_uid == os.geteuid() and not known.st_mode & 0o022


def _refused(error: OSError, what: str = "file", before: str = "") -> Refused:
    """Return an error of the system in plain words, of which its own come after `before`."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, FileNotFoundError):
        return Missing(f"there is no such {what}")
    if what == "folder" and isinstance(error, NotADirectoryError):
        return Refused("is no folder")
    if error.errno == errno.ENXIO:  # a socket
        return Refused(_NOT_REGULAR)
    return Refused(before + (error.strerror or type(error).__name__))
