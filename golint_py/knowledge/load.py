"""Reads the tables of facts: TOML files whose sections are arrays of tables, each with a list of `symbols`.

A file `exec.toml` holds sections such as

    [[sink]]
    symbols = ["os/exec.Command", "golang.org/x/sys/execabs.Command"]
    program = 0

and `table("exec", "sink", Sink)` is the mapping from each symbol to its row, a record that the caller declares. A
project's own facts (`use`, see custom.py) extend the tables.
"""

import functools
import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

Row = TypeVar("Row", bound=msgspec.Struct)

_FOLDER = os.path.dirname(__file__)
_extra: tuple["Entries", ...] = ()


_VERSION = r"/v\d+(?=[./)])"


class KnowledgeError(Exception):
    """A table that cannot be read. The message names the file and the key path."""


def plain(symbol: str) -> str:
    """A symbol without the version suffix of its import path, as the tables have it."""
    return re.sub(_VERSION, "", symbol) if "/v" in symbol else symbol


class Entries(msgspec.Struct, frozen=True):
    """Rows that the file `path` adds to a section of a table, in the form that the shipped files have."""

    path: str
    table: str
    section: str
    rows: tuple[dict[str, Any], ...]


def use(entries: tuple[Entries, ...]) -> None:
    """Extend the shipped tables, for the whole process, by these entries and no others; before a run starts."""
    global _extra
    if entries != _extra:
        _extra = entries
        table.cache_clear()


def read_document(path: str) -> dict[str, Any]:
    """The TOML file. Raises `KnowledgeError`, with its path."""
    import tomllib  # a wheel has the shipped tables as JSON, too

    try:
        with open(path, "rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


@functools.cache
def _shipped(path: str) -> dict[str, Any]:
    """A table of the package: as the build wrote it, else from its source."""
    try:
        with open(path.removesuffix(".toml") + ".json", "rb") as stream:
            found: dict[str, Any] = msgspec.json.decode(stream.read())
    except FileNotFoundError:
        return read_document(path)
    return found


@functools.cache
def table(file: str, section: str, row: type[Row]) -> Mapping[str, Row]:
    """Rows by symbol. Every key of an entry except `symbols` is a field of `row`.

    Raises `KnowledgeError` for a missing file or section, an unknown or missing field, a value of the wrong type, and a
    symbol that stands twice in one file. A symbol that a project adds (`use`) replaces the shipped row.
    """
    path = os.path.join(_FOLDER, f"{file}.toml")
    shipped = _shipped(path)
    if section not in shipped:
        raise KnowledgeError(f"{path}: no section {section}")
    rows = _rows(path, section, shipped[section], row)
    for more in _extra:
        if (more.table, more.section) == (file, section):
            rows |= _rows(more.path, section, list(more.rows), row)
    return MappingProxyType(rows)


def _rows(path: str, section: str, entries: Any, row: type[Row]) -> dict[str, Row]:
    if not isinstance(entries, list):
        raise KnowledgeError(f"{path}: {section}: expected an array of tables")
    known = set(row.__struct_encode_fields__)
    found: dict[str, Row] = {}
    for number, entry in enumerate(entries):
        where = f"{path}: {section}[{number}]"
        if not isinstance(entry, dict):
            raise KnowledgeError(f"{where}: expected a table")
        symbols = entry.get("symbols")
        if not isinstance(symbols, list) or not symbols or not all(isinstance(s, str) and s for s in symbols):
            raise KnowledgeError(f"{where}.symbols: expected a list of symbols")
        unknown = sorted(entry.keys() - known - {"symbols"})
        if unknown:
            raise KnowledgeError(f"{where}.{unknown[0]}: unknown key")
        record = _record(where, {key: value for key, value in entry.items() if key != "symbols"}, row)
        for symbol in symbols:
            if symbol in found:
                raise KnowledgeError(f"{where}.symbols: {symbol} stands twice")
            found[symbol] = record
    return found


def _record(where: str, fields: dict[str, Any], row: type[Row]) -> Row:
    try:
        return msgspec.convert(fields, row)
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at `$")
        raise KnowledgeError(f"{where}{key.rstrip('`')}: {reason}") from error
