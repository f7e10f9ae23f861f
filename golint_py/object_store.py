"""Bytes kept behind any URL that fsspec can open: a folder that machines share, a bucket; one object per key.

An object begins with a checksum over its key and value: one that was cut short, changed or moved is as good as none. It
appears as a whole: where the file system has no such writes, beside its place first, then renamed. So any number of
runs may use the place at once, and each may be killed at any time. What a run asked for is written down under a name,
so that the next run of that name can fetch it all at once: to a bucket each question is a journey.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from golint_py.config import ConfigError
from golint_py.store import FLUSH_BYTES, FLUSH_SECONDS, Status

FOLDER = "golint-py-1"  # the number is that of the objects' form
EXTRA = "pip install 'golint-py[dist]'"
CHECKSUM = 20  # bytes
AT_ONCE = 64  # objects fetched or written together
WHOLE_WRITES = frozenset(("abfs", "abfss", "adl", "az", "gcs", "gs", "memory", "oss", "r2", "s3", "s3a"))
_NAMES = msgspec.msgpack.Decoder(tuple[bytes, ...])


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the folder in it that is golint-py's. Raises `ConfigError`."""
    try:
        import fsspec  # nobody else needs it
    except ImportError as error:
        raise ConfigError(f"{url}: a cache behind a URL needs fsspec: {EXTRA}") from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:  # the protocol's own library
        raise ConfigError(f"{url}: {error}") from error
    except Exception as error:
        raise ConfigError(f"{url}: {_words(error)}") from error
    return system, f"{str(path).rstrip('/')}/{FOLDER}"


def status(url: str) -> Status:
    """What is kept there. Raises `ConfigError`."""
    system, folder = opened(url)
    sizes = [size for _, size in _objects(system, folder, url)]
    return Status(f"{url.rstrip('/')}/{FOLDER}", bool(sizes), sum(sizes), len(sizes))


def clean(url: str) -> int:
    """Delete what is kept there; the bytes that were freed. Raises `ConfigError`."""
    system, folder = opened(url)
    found = _objects(system, folder, url)
    try:
        if found:
            system.rm(folder, recursive=True)
    except FileNotFoundError:
        pass  # another one was faster
    except Exception as error:
        raise ConfigError(f"{url}: {_words(error)}") from error
    return sum(size for _, size in found)


def _objects(system: Any, folder: str, url: str) -> list[tuple[str, int]]:
    """The objects with their sizes in bytes."""
    try:
        system.invalidate_cache()
        found = system.find(folder, detail=True)
    except FileNotFoundError:
        return []
    except Exception as error:
        raise ConfigError(f"{url}: {_words(error)}") from error
    return sorted((path, int(about.get("size") or 0)) for path, about in found.items())


class ObjectStore:
    """A folder behind a URL. Raises `ConfigError` when made; afterwards nothing raises: where the place cannot be used,
    nothing is found and nothing kept, and `notes` say so."""

    def __init__(self, url: str) -> None:
        self.notes: list[str] = []
        self._url = url
        self._system, self._folder = opened(url)
        protocol = self._system.protocol
        self._whole_writes = WHOLE_WRITES.issuperset((protocol,) if isinstance(protocol, str) else protocol)
        self._readable = self._writable = True
        self._damaged = 0
        self._near: dict[bytes, bytes] = {}  # fetched, and not asked for yet
        self._waiting: dict[bytes, bytes] = {}
        self._bytes = 0
        self._flushed = time.monotonic()
        self._list = b""
        self._listed: tuple[bytes, ...] = ()
        self._there: dict[bytes, None] = {}
        self._folders: set[str] = set()

    def get(self, key: bytes) -> bytes | None:
        """The value, None where there is none, or a damaged one."""
        value = self._waiting.get(key)
        if value is None:
            value = self._near.pop(key, None)
        if value is None:
            value = self._fetch([key]).get(key)
        if value is not None:
            self._there[key] = None
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is written some seconds later, or by `close`."""
        self._there[key] = None
        self._put(key, value)

    def expect(self, name: bytes) -> None:
        """Fetch at once what the last run of this name asked for."""
        self._list = b"asked " + name
        data = self._fetch([self._list]).get(self._list)
        if data is not None:
            with contextlib.suppress(msgspec.MsgspecError):
                self._listed = _NAMES.decode(data)
                self._near = self._fetch(self._listed)

    def close(self) -> None:
        """Write what waits."""
        there = tuple(sorted(self._there))
        if self._list and there != self._listed:
            self._put(self._list, msgspec.msgpack.encode(there))
        self._flush()
        if self._damaged:
            self.notes.append(f"damaged objects in the cache {self._url}, not used: {self._damaged}")

    def _put(self, key: bytes, value: bytes) -> None:
        if not self._writable:
            return
        self._waiting[key] = value
        self._bytes += len(value)
        if self._bytes > FLUSH_BYTES or time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._flush()

    def _path(self, key: bytes) -> str:
        name = hashlib.blake2b(key, digest_size=20).hexdigest()
        return f"{self._folder}/{name[:2]}/{name[2:]}"

    def _fetch(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those of the values that are there and whole."""
        paths = {self._path(key): key for key in keys}
        found: dict[bytes, bytes] = {}
        names = list(paths)
        for start in range(0, len(names) if self._readable else 0, AT_ONCE):
            for path, data in self._read(names[start : start + AT_ONCE]).items():
                key = paths[path]
                value = _value(key, data)
                if value is None:
                    self._damaged += 1
                else:
                    found[key] = value
        return found

    def _read(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The bytes of the objects that are there."""
        try:
            found = self._system.cat(list(paths), on_error="return")
        except FileNotFoundError:
            return {}
        except Exception as error:
            return self._unreadable(error)
        for data in found.values():
            if isinstance(data, Exception) and not isinstance(data, FileNotFoundError):
                return self._unreadable(data)
        return {path: data for path, data in found.items() if path in paths and isinstance(data, bytes)}

    def _unreadable(self, error: Exception) -> dict[str, bytes]:
        """Nothing is asked any more: the next answer may take as long."""
        self._readable = self._writable = False
        self._waiting.clear()
        self.notes.append(f"the cache {self._url} cannot be used: {_words(error)}")
        return {}

    def _flush(self) -> None:
        """Write what waits."""
        objects = {self._path(key): _checksum(key, value) + value for key, value in self._waiting.items()}
        self._waiting.clear()
        self._bytes = 0
        if objects and self._writable:
            try:
                self._write(objects)
            except Exception as error:
                self._writable = False
                self.notes.append(f"nothing can be kept in {self._url}: {_words(error)}")
        self._flushed = time.monotonic()

    def _write(self, objects: dict[str, bytes]) -> None:
        if self._whole_writes:
            names = list(objects)
            for start in range(0, len(names), AT_ONCE):
                self._system.pipe({name: objects[name] for name in names[start : start + AT_ONCE]})
            return
        for path, data in objects.items():
            folder = path.rpartition("/")[0]
            if folder not in self._folders:
                self._system.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            part = f"{path}.{os.urandom(8).hex()}.part"
            try:
                self._system.pipe_file(part, data)
                self._system.mv(part, path)
            except BaseException:
                with contextlib.suppress(Exception):
                    self._system.rm_file(part)
                raise


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=CHECKSUM, key=hashlib.blake2b(key, digest_size=32).digest()).digest()


def _value(key: bytes, data: bytes) -> bytes | None:
    value = data[CHECKSUM:]
    return value if _checksum(key, value) == data[:CHECKSUM] else None


def _words(error: Exception) -> str:
    """An error of any file system in one line."""
    text = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
    return " ".join(text.split())
