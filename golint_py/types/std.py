"""Declarations of Go's standard library, from the index that ships with this package.

The index is one file: 4 bytes (big endian) length of the table, the table (msgpack of `Table`), then for each package
a zlib-compressed blob (msgpack of `Exports`). `scripts/build_std_index.py` writes it from Go's sources, for linux/amd64
with cgo and without test files; what is unexported and not reachable from anything exported is left out, so are the
types of packages that nobody outside of the standard library can import, unless exported things mention them.
"""

import zlib
from collections.abc import Mapping
from os import path as os_path

import msgspec
from msgspec import Struct

from golint_py.types.lookup import decode_exports, encode_exports
from golint_py.types.scope import Exports

INDEX = os_path.join(os_path.dirname(os_path.dirname(__file__)), "knowledge", "std", "std.index")
_LEVEL = 9


class Table(Struct, frozen=True):
    """What the index holds: Go's version, and for each import path offset (behind the table) and length of its blob."""

    go: str
    packages: dict[str, tuple[int, int]]


class StandardLibrary:
    """The standard library as `Packages`. Opens the index when first asked, decodes a package when it is asked for."""

    __slots__ = ("_base", "_known", "_path", "_table")

    def __init__(self, path: str = INDEX) -> None:
        self._path = path
        self._table: Table | None = None
        self._base = 0
        self._known: dict[str, Exports | None] = {}

    def table(self) -> Table:
        """The table of contents. Raises `OSError` or `msgspec.MsgspecError` where the index is missing or broken."""
        if self._table is None:
            with open(self._path, "rb") as file:
                length = int.from_bytes(file.read(4), "big")
                self._table = msgspec.msgpack.decode(file.read(length), type=Table)
            self._base = 4 + length
        return self._table

    def exports(self, path: str) -> Exports | None:
        """Declarations of the package with that import path, None where the standard library has none."""
        known = self._known
        if path in known:
            return known[path]
        place = self.table().packages.get(path)
        found = None if place is None else decode_exports(self._read(place))
        known[path] = found
        return found

    def _read(self, place: tuple[int, int]) -> bytes:
        offset, length = place
        with open(self._path, "rb") as file:
            file.seek(self._base + offset)
            return zlib.decompress(file.read(length))


def write_index(path: str, go: str, packages: Mapping[str, Exports]) -> int:
    """Write the index of these packages; its size in bytes."""
    blobs: list[bytes] = []
    places: dict[str, tuple[int, int]] = {}
    offset = 0
    for name in sorted(packages):
        blob = zlib.compress(encode_exports(packages[name]), _LEVEL)
        places[name] = (offset, len(blob))
        blobs.append(blob)
        offset += len(blob)
    table = msgspec.msgpack.encode(Table(go, places))
    data = len(table).to_bytes(4, "big") + table + b"".join(blobs)
    with open(path, "wb") as file:
        file.write(data)
    return len(data)
