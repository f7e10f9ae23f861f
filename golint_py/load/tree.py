"""The only door to source files: a read-only tree of directories and files, from the disk or from memory.

Paths are POSIX and relative to the root of the tree; the root itself is "". Names that are not UTF-8 carry surrogate
escapes (`os.fsdecode`) and are listed with a reason only: Go has no import path for such a folder, and processes tell
each other Unicode. What cannot be listed or read raises `OSError`; `reason` puts such an error into words.
"""

import errno
import os
import stat as modes
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

LINK_OUT = "symbolic link that leads out of the tree"
LINK_BROKEN = "symbolic link that leads nowhere"
LINK_FOLDER = "symbolic link to a directory, which is not followed"
NOT_A_FILE = "not a regular file"
NOT_UTF8 = "its name is not UTF-8"
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Entry(Struct, frozen=True, order=True):
    """A name in a directory. `reason` says why it can be neither read nor entered; "" where it can."""

    name: str
    directory: bool
    reason: str = ""


class Stat(Struct, frozen=True):
    """What can be known without reading. `content` is a hash of the bytes where the tree has one for free (a git blob
    id), else ""; `mtime` is in nanoseconds. Size 0, mtime 0 and inode 0 for directories of trees not on a disk."""

    directory: bool
    size: int
    mtime: int
    inode: int
    content: str = ""


class SourceTree(Protocol):
    """A read-only tree of files."""

    def list(self, directory: str) -> tuple[Entry, ...]:
        """The entries of a directory, sorted by name. Raises `OSError`."""
        ...

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        ...

    def stat(self, path: str) -> Stat | None:
        """What is there, or None for nothing, and for what is neither a regular file nor a directory of this tree."""
        ...


def reason(error: OSError) -> str:
    """Why a file or directory could not be read, in words and without its path."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def join(directory: str, name: str) -> str:
    """The path of an entry of a directory."""
    return f"{directory}/{name}" if directory else name


def is_unicode(name: str) -> bool:
    """Whether the name has no surrogate escapes."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def parent(path: str) -> str:
    """The directory that holds the path; "" for those at the root."""
    return path.rpartition("/")[0]


def _without_links(path: str, flags: int) -> int:
    """Open a file unless it is a symbolic link: `OSError` with `errno.ELOOP`."""
    if not _NO_FOLLOW and os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    return os.open(path, flags | _NO_FOLLOW)


class DiskTree:
    """The files below a directory of the disk. Symbolic links to files are followed while they stay inside."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._prefix = self.root if self.root.endswith(os.sep) else self.root + os.sep
        self._inside = {""}  # directories known to be reached without a symbolic link

    def list(self, directory: str) -> tuple[Entry, ...]:
        """The entries of a directory, sorted by name. Raises `OSError`."""
        self._enter(directory)
        found = []
        prefix = directory + "/" if directory else ""
        inside = self._inside
        with os.scandir(self._prefix + directory) as entries:
            for entry in entries:
                if not is_unicode(entry.name):
                    found.append(Entry(entry.name, False, NOT_UTF8))
                elif entry.is_symlink():
                    found.append(self._link(prefix, entry.name))
                elif entry.is_dir(follow_symlinks=False):
                    inside.add(prefix + entry.name)
                    found.append(Entry(entry.name, True))
                else:
                    found.append(Entry(entry.name, False, "" if entry.is_file(follow_symlinks=False) else NOT_A_FILE))
        found.sort()
        return tuple(found)

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        self._enter(parent(path))
        absolute = self._prefix + path
        try:
            with open(absolute, "rb", buffering=0, opener=_without_links) as file:
                return file.read(limit)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
        with open(self._target(path), "rb", buffering=0) as file:
            return file.read(limit)

    def stat(self, path: str) -> Stat | None:
        """What is there, or None."""
        try:
            self._enter(parent(path))
            found = os.lstat(self._prefix + path)
            if modes.S_ISLNK(found.st_mode):
                found = os.stat(self._target(path))
        except (OSError, ValueError):
            return None
        directory = modes.S_ISDIR(found.st_mode)
        if not directory and not modes.S_ISREG(found.st_mode):
            return None
        return Stat(directory, found.st_size, found.st_mtime_ns, found.st_ino)

    def _enter(self, directory: str) -> None:
        if directory not in self._inside:
            self._target(directory)
            self._inside.add(directory)

    def _target(self, path: str) -> str:
        try:
            absolute = os.path.realpath(self._prefix + path, strict=True)
        except ValueError as error:  # a NUL byte in the name
            raise OSError(str(error)) from error
        if absolute != self.root and not absolute.startswith(self._prefix):
            raise PermissionError(1, LINK_OUT)
        return absolute

    def _link(self, prefix: str, name: str) -> Entry:
        try:
            target = self._target(prefix + name)
        except PermissionError as error:
            return Entry(name, False, reason(error))
        except OSError:
            return Entry(name, False, LINK_BROKEN)
        if os.path.isdir(target):
            return Entry(name, False, LINK_FOLDER)
        return Entry(name, False, "" if os.path.isfile(target) else NOT_A_FILE)


class OverlayTree:
    """Another tree with some files replaced or added (standard input, an unsaved editor buffer, a round of fixes)."""

    def __init__(self, base: SourceTree, files: Mapping[str, bytes]) -> None:
        self.base = base
        self.files = dict(files)
        self._folders: dict[str, dict[str, bool]] = {}
        for path in self.files:
            child, directory = path, False
            while child:
                above = parent(child)
                self._folders.setdefault(above, {})[child[len(above) :].lstrip("/")] = directory
                child, directory = above, True

    def list(self, directory: str) -> tuple[Entry, ...]:
        """The entries of a directory, sorted by name. Raises `OSError`."""
        added = self._folders.get(directory)
        if added is None:
            return self.base.list(directory)
        try:
            found = {entry.name: entry for entry in self.base.list(directory)}
        except OSError:
            found = {}
        found.update((name, Entry(name, folder)) for name, folder in added.items())
        return tuple(found[name] for name in sorted(found))

    def read(self, path: str, limit: int = -1) -> bytes:
        """The bytes of a file, at most the first `limit` where that is not negative. Raises `OSError`."""
        data = self.files.get(path)
        if data is None:
            return self.base.read(path, limit)
        return data if limit < 0 else data[:limit]

    def stat(self, path: str) -> Stat | None:
        """What is there, or None. Replaced files have neither mtime nor inode: hash their content."""
        data = self.files.get(path)
        if data is not None:
            return Stat(False, len(data), 0, 0)
        if path in self._folders:
            return self.base.stat(path) or Stat(True, 0, 0, 0)
        return self.base.stat(path)
