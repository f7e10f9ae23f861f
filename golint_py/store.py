"""Where bytes are kept between runs: get and put by key; a SQLite file in a folder of the user.

Any number of runs may use the file at once (write-ahead log, short transactions), and each may be killed at any time.
A value carries a checksum: one that was damaged is as good as none. A file that is no database any more is begun anew.
"""

import contextlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from msgspec import Struct

NAME = "results-1.db"  # the number is that of the tables' form
PATIENCE = 5.0  # seconds to wait for another run that writes
FLUSH_SECONDS = 2.0  # after which what was put is written: a killed run loses no more
FLUSH_BYTES = 16_000_000
LIMIT = 1_000_000_000  # bytes of the file from which on what was unused for longest is dropped
DAYS = 30  # without use, after which a value is dropped
_DAY = 86_400
Value = TypeVar("Value")
_TABLE = "create table if not exists entries (key blob primary key, value blob not null, used integer not null)"
_IGNORE = "# Kept by golint-py; can be deleted at any time.\n*\n"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"  # bford.info/cachedir: backups leave the folder out


class Store(Protocol):
    """Bytes by key."""

    def get(self, key: bytes) -> bytes | None:
        """The value, None where there is none."""
        ...

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        ...


class Kept(Store, Protocol):
    """A store that outlives the run."""

    notes: list[str]

    def expect(self, name: bytes) -> None:
        """Much of what the last run of this name asked for will be asked for again."""
        ...

    def close(self) -> None:
        """Write what waits."""
        ...


class Nothing:
    """A store that keeps nothing."""

    def get(self, key: bytes) -> bytes | None:
        """Nothing is there."""
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Nothing is kept."""


class Status(Struct, frozen=True):
    """A store from outside: its file or URL, whether it is there, its size in bytes, and how many values are in it."""

    path: str
    there: bool
    size: int
    entries: int


def default_folder(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """The user's folder for what can be computed again ("" where there is none); never one of the code under analysis:
    what a repository brings along must not decide what is found in it."""
    if platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif platform == "darwin":
        base = os.path.join(environment["HOME"], "Library", "Caches") if environment.get("HOME") else ""
    else:
        base = environment.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # so says the XDG base directory specification
            base = os.path.join(environment["HOME"], ".cache") if environment.get("HOME") else ""
    return os.path.join(base, "golint-py") if os.path.isabs(base) else ""


def clean(folder: str) -> int:
    """Delete what is kept in the folder; the bytes that were freed. Raises `OSError`."""
    freed = 0
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        stem = name.removesuffix("-wal").removesuffix("-shm")
        if stem.startswith("results-") and stem.endswith(".db"):
            path = os.path.join(folder, name)
            freed += os.path.getsize(path)
            os.remove(path)
    return freed


def status(folder: str) -> Status:
    """What is kept in the folder. Raises `sqlite3.Error` for a file that is no database."""
    path = os.path.join(folder, NAME)
    if not os.path.isfile(path):
        return Status(path, False, 0, 0)
    options = "" if os.access(folder, os.W_OK) else "&immutable=1"  # a log cannot be made beside it
    with contextlib.closing(_read_only(path, options)) as connection:
        entries = connection.execute("select count(*) from entries").fetchone()[0]
    return Status(path, True, os.path.getsize(path), entries)


class SqliteStore:
    """A SQLite file. Nothing here raises: where the file cannot be used, nothing is found and nothing kept, and `notes`
    say so."""

    def __init__(self, folder: str, now: Callable[[], float] = time.time) -> None:
        self.notes: list[str] = []
        self._path = os.path.join(folder, NAME)
        self._now = now
        self._today = int(now()) // _DAY
        self._waiting: dict[bytes, bytes] = {}
        self._bytes = 0
        self._flushed = time.monotonic()
        self._touched: set[bytes] = set()
        self._writable = True
        self._connection: sqlite3.Connection | None = None
        self._guarded(self._open, None)

    def get(self, key: bytes) -> bytes | None:
        """The value, None where there is none, or a damaged one."""
        waiting = self._waiting.get(key)
        if waiting is not None:
            return waiting
        row = self._guarded(lambda: self._row(key), None)
        if row is None:
            return None
        value, used = row
        if not isinstance(value, bytes) or zlib.crc32(value[4:]) != int.from_bytes(value[:4], "big"):
            return None
        if used != self._today:
            self._touched.add(key)
        return value[4:]

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is written some seconds later, or by `close`."""
        if self._connection is None or not self._writable:
            return
        self._waiting[key] = value
        self._bytes += len(value)
        if self._bytes > FLUSH_BYTES or time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._guarded(self._flush, None)

    def expect(self, name: bytes) -> None:
        """All is near."""

    def close(self) -> None:
        """Write what waits, drop what is old."""
        if self._writable:
            self._guarded(self._flush, None)
            self._guarded(self._sweep, None)
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _open(self) -> None:
        try:
            self._connection = _begun(self._path)
        except (OSError, sqlite3.OperationalError):
            self._writable = False
            if os.path.isfile(self._path):
                self._connection = _read_only(self._path, "&immutable=1")  # nobody can write a log beside it
            else:
                self.notes.append(f"nothing can be kept in {os.path.dirname(self._path)}")

    def _row(self, key: bytes) -> tuple[bytes, int] | None:
        if self._connection is None:
            return None
        found: tuple[bytes, int] | None = self._connection.execute(
            "select value, used from entries where key = ?", (key,)
        ).fetchone()
        return found

    def _flush(self) -> None:
        if self._connection is None or not (self._waiting or self._touched):
            return
        rows = [(key, zlib.crc32(one).to_bytes(4, "big") + one, self._today) for key, one in self._waiting.items()]
        with self._connection:
            self._connection.executemany("insert or replace into entries values (?, ?, ?)", rows)
            self._connection.executemany(
                "update entries set used = ? where key = ?", [(self._today, key) for key in sorted(self._touched)]
            )
        self._waiting.clear()
        self._touched.clear()
        self._bytes = 0
        self._flushed = time.monotonic()

    def _sweep(self) -> None:
        """Once a day, drop what was not used for long, and of a file that is too large the half that was unused for
        longest."""
        if self._connection is None:
            return
        (swept,) = self._connection.execute("pragma user_version").fetchone()
        if swept == self._today:
            return
        with self._connection:
            self._connection.execute("delete from entries where used < ?", (self._today - DAYS,))
            if os.path.getsize(self._path) > LIMIT:
                (count,) = self._connection.execute("select count(*) from entries").fetchone()
                self._connection.execute(
                    "delete from entries where key in (select key from entries order by used limit ?)", (count // 2,)
                )
            self._connection.execute(f"pragma user_version = {self._today:d}")
        if swept and os.path.getsize(self._path) > LIMIT:
            self._connection.execute("vacuum")

    def _guarded(self, action: Callable[[], Value], otherwise: Value) -> Value:
        """Run an action on the database; what goes wrong ends its use, and a damaged file is begun anew."""
        try:
            return action()
        except sqlite3.OperationalError as error:  # locked for too long, a full disk
            self._give_up(f"the cache {self._path} cannot be used: {error}")
        except sqlite3.DatabaseError:
            self._give_up(f"the cache {self._path} was damaged and is begun anew")
            self._begin_anew()
        except OSError as error:
            self._give_up(f"the cache {self._path} cannot be used: {error.strerror or error}")
        return otherwise

    def _give_up(self, why: str) -> None:
        self.notes.append(why)
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _begin_anew(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.remove(self._path + suffix)
        with contextlib.suppress(OSError, sqlite3.Error):
            self._connection = _begun(self._path)


def _begun(path: str) -> sqlite3.Connection:
    """As `_writable`, when the runs that begin the file at the same time are done: SQLite does not wait by itself while
    the form of the log is changed."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _writable(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _writable(path: str) -> sqlite3.Connection:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder, mode=0o700, exist_ok=True)  # another run may make it now
        for name, text in ((".gitignore", _IGNORE), ("CACHEDIR.TAG", _TAG)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute(_TABLE)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _read_only(path: str, options: str = "") -> sqlite3.Connection:
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{quoted}?mode=ro{options}", uri=True, timeout=PATIENCE)
