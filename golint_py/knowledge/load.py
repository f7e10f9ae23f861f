"""Reads the tables of facts: TOML files whose sections are arrays of tables, each with a list of `symbols`.

A file `exec.toml` holds sections such as

    [[sink]]
    symbols = ["os/exec.Command", "golang.org/x/sys/execabs.Command"]
    program = 0

and `table("exec", "sink", Sink)` is the mapping from each symbol to its row, a record that the caller declares. Further
files (`use`) extend the tables; their sections carry the file's name in front: `[[exec.sink]]`.
"""

import functools
import os
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

Row = TypeVar("Row", bound=msgspec.Struct)

_FOLDER = os.path.dirname(__file__)
_extra: tuple[str, ...] = ()


class KnowledgeError(Exception):
    """A table that cannot be read. The message names the file and the key path."""


def use(paths: tuple[str | os.PathLike[str], ...]) -> None:
    """Extend the shipped tables by these files, for the whole process; called once, before the first look-up.

    Raises `KnowledgeError` where a file is missing or not TOML, for a table or section that is not among the shipped
    ones, and for a key or kind of value that none of their entries has.
    """
    global _extra
    more = tuple(os.fspath(path) for path in paths)
    for path in more:
        _check(path)
    _extra = more
    table.cache_clear()


def _check(path: str) -> None:
    """Compare a further file with the shipped tables, so that a mistake is told before the run and not by a rule."""
    for file, sections in _document(path).items():
        shipped_path = os.path.join(_FOLDER, f"{file}.toml")
        if not os.path.exists(shipped_path):
            raise KnowledgeError(f"{path}: {file}: there is no such table")
        if not isinstance(sections, dict):
            raise KnowledgeError(f"{path}: {file}: expected a table")
        shipped = _document(shipped_path)
        for section, entries in sections.items():
            if section not in shipped:
                raise KnowledgeError(f"{path}: {file}.{section}: there is no such section")
            _compare(path, f"{file}.{section}", entries, shipped[section])


def _compare(path: str, section: str, entries: Any, shipped: list[dict[str, Any]]) -> None:
    known: dict[str, type] = {key: type(value) for entry in shipped for key, value in entry.items()}
    if not isinstance(entries, list):
        raise KnowledgeError(f"{path}: {section}: expected an array of tables")
    for number, entry in enumerate(entries):
        where = f"{path}: {section}[{number}]"
        if not isinstance(entry, dict):
            raise KnowledgeError(f"{where}: expected a table")
        for key, value in entry.items():
            if key not in known:
                raise KnowledgeError(f"{where}.{key}: unknown key")
            if type(value) is not known[key]:
                wanted = {bool: "a boolean", int: "a number", str: "a text", list: "a list"}[known[key]]
                raise KnowledgeError(f"{where}.{key}: expected {wanted}")


@functools.cache
def _document(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


@functools.cache
def table(file: str, section: str, row: type[Row]) -> Mapping[str, Row]:
    """Rows by symbol. Every key of an entry except `symbols` is a field of `row`.

    Raises `KnowledgeError` for a missing file or section, an unknown or missing field, a value of the wrong type, and a
    symbol that stands twice in one file. A symbol of a further file (`use`) replaces the shipped row.
    """
    path = os.path.join(_FOLDER, f"{file}.toml")
    shipped = _document(path)
    if section not in shipped:
        raise KnowledgeError(f"{path}: no section {section}")
    rows = _rows(path, section, shipped[section], row)
    for more in _extra:
        added = _document(more).get(file, {})
        if not isinstance(added, dict):
            raise KnowledgeError(f"{more}: {file}: expected a table")
        rows |= _rows(more, f"{file}.{section}", added.get(section, []), row)
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
