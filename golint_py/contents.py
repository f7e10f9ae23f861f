"""Digests of files, by what the file system says of them where that is enough.

A digest is remembered with the file's size, mtime and inode, and when they were looked at. The same three mean the same
bytes if the file was not younger than that look: one that is changed later gets a later mtime (the index of git calls
the others "racily clean"). What a fresh checkout wrote is read again.
"""

import hashlib
import time
from collections.abc import Callable

import msgspec
from msgspec import Struct

from golint_py.load.tree import SourceTree, Stat, join, parent
from golint_py.store import Store

SLACK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system (FAT)


def digest(data: bytes) -> bytes:
    """The digest of bytes: 20 of them."""
    return hashlib.blake2b(data, digest_size=20).digest()


class Row(Struct, frozen=True, array_like=True):
    """What a file was when it was looked at (`at`, nanoseconds since 1970), and its digest."""

    stat: Stat
    at: int
    digest: bytes


_ROWS = msgspec.msgpack.Decoder(dict[str, Row])


class Contents:
    """Digests of the files of one tree; `name` tells the tree from others of the same store."""

    def __init__(self, store: Store, tree: SourceTree, name: bytes, clock: Callable[[], int] = time.time_ns) -> None:
        self._store = store
        self._tree = tree
        self._name = name
        self._clock = clock
        self._rows: dict[str, dict[str, Row]] = {}
        self._changed: set[str] = set()
        self._seen: dict[str, tuple[Stat | None, int]] = {}
        self._known: dict[str, bytes | None] = {}

    def digest(self, path: str) -> bytes | None:
        """The digest of a file, None where it cannot be read."""
        if path not in self._known:
            self._known[path] = self._digest(path)
        return self._known[path]

    def look(self, path: str) -> None:
        """Note what the file system says of a file that somebody reads later on: see `learn`."""
        if path not in self._seen:
            self._seen[path] = (self._tree.stat(path), self._clock())

    def learn(self, path: str, found: bytes) -> None:
        """Somebody who read the file after `look` says what its digest is."""
        stat, at = self._seen.get(path, (None, 0))
        if stat is not None and path not in self._known:
            self._known[path] = found
            self._remember(path, Row(stat, at, found))

    def save(self) -> None:
        """Keep what was learned."""
        for directory in sorted(self._changed):
            rows = self._rows[directory]
            self._store.put(self._key(directory), msgspec.msgpack.encode(rows))
        self._changed.clear()

    def _digest(self, path: str) -> bytes | None:
        self.look(path)
        stat, at = self._seen[path]
        if stat is None:
            return None
        directory = parent(path)
        row = self._of(directory).get(path[len(directory) :].lstrip("/"))
        if row is not None and row.stat == stat and (stat.content or 0 < stat.mtime < row.at - SLACK):
            return row.digest
        try:
            found = digest(self._tree.read(path))
        except OSError:
            return None
        self._remember(path, Row(stat, at, found))
        return found

    def _remember(self, path: str, row: Row) -> None:
        if not row.stat.mtime and not row.stat.content:
            return  # bytes in memory
        directory = parent(path)
        self._of(directory)[path[len(directory) :].lstrip("/")] = row
        self._changed.add(directory)

    def _of(self, directory: str) -> dict[str, Row]:
        rows = self._rows.get(directory)
        if rows is None:
            stored = self._store.get(self._key(directory))
            try:
                rows = _ROWS.decode(stored) if stored is not None else {}
            except msgspec.MsgspecError:
                rows = {}
            self._rows[directory] = rows
        return rows

    def _key(self, directory: str) -> bytes:
        return b"files " + digest(self._name + b"\0" + directory.encode())


def folder_digest(contents: Contents, tree: SourceTree, suffixes: tuple[str, ...]) -> bytes:
    """One digest of all files of a tree whose names end so, names included. Raises `OSError`."""
    found: list[bytes] = []
    queue = [""]
    while queue:
        directory = queue.pop()
        for entry in tree.list(directory):
            path = join(directory, entry.name)
            if entry.directory:
                if entry.name != "__pycache__":
                    queue.append(path)
            elif entry.name.endswith(suffixes):
                found += [digest(path.encode()), contents.digest(path) or digest(b"")]
    return digest(b"".join(found))
