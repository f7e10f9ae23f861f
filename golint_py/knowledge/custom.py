"""Facts that a project adds about its own functions: TOML files with sources, sinks, propagators and sanitizers.

    [[sinks]]
    symbol = "example.com/shop/run.Script"
    script = 0

A symbol is `path.Function`, `(*path.Type).Method` or `(path.Type).Method`, or a list of such. Arguments count from 0;
the receiver of a method is argument 0. Every mistake is told with the file and the key (`sinks[3].symbol`).
"""

import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from golint_py.knowledge.load import Entries, KnowledgeError, plain, read_document, use
from golint_py.text.nearest import nearest

Number = Annotated[int, Meta(ge=0)]
Symbols = str | list[str]
Position = Literal["program", "script", "argument"]
_SYMBOL = re.compile(r"(?:\(\*?[^\s()*]+\.\w+\)\.\w+|[^\s()*]*[^\s()*./]\.\w+)\Z")
_FORM = "is no path.Function, (*path.Type).Method or (path.Type).Method"
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")


class Source(Struct, forbid_unknown_fields=True):
    """A function whose result is foreign data, or that writes such to argument `writes`."""

    symbol: Symbols
    trust: Literal["remote", "stored", "user"]
    what: str
    writes: Number | None = None


class Sink(Struct, forbid_unknown_fields=True):
    """A function that starts a process. `program` is the argument that names the program, `arguments` the first of the
    variadic words after it, or `vector` a slice of all words, the program's name included; `script` is what a shell
    reads."""

    symbol: Symbols
    program: Number | None = None
    arguments: Number | None = None
    vector: Number | None = None
    script: Number | None = None
    shell: str | None = None


class Propagator(Struct, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A function that hands data on: from these arguments (all, if left out) to argument `to`, or to its results."""

    symbol: Symbols
    from_: list[Number] | None = None
    to: Number | None = None


class Sanitizer(Struct, forbid_unknown_fields=True):
    """A function whose result is harmless in these positions."""

    symbol: Symbols
    valid: Annotated[list[Position], Meta(min_length=1)]


_KINDS: dict[str, tuple[type[Struct], tuple[str, str]]] = {
    "sources": (Source, ("taint", "source")),
    "sinks": (Sink, ("exec", "sink")),
    "propagators": (Propagator, ("taint", "propagator")),
    "sanitizers": (Sanitizer, ("taint", "sanitizer")),
}


class Custom(Struct, frozen=True):
    """What some files add: rows by table and section, and the names of the functions that start processes."""

    entries: tuple[Entries, ...]
    sinks: tuple[str, ...]


def take(paths: tuple[str, ...]) -> tuple[bytes, ...]:
    """Extend the shipped tables by these files, for the whole process; how calls of their sinks look in a text.

    Raises `KnowledgeError`.
    """
    custom = read(paths)
    use(custom.entries)
    return tuple(sorted({f"{name}(".encode() for name in custom.sinks}))


def read(paths: tuple[str, ...]) -> Custom:
    """Read and check the files; a symbol of a later file replaces that of an earlier one. Raises `KnowledgeError`."""
    entries: list[Entries] = []
    sinks: list[str] = []
    for path in paths:
        for key, tables in read_document(path).items():
            if key not in _KINDS:
                close = nearest(key, _KINDS)
                hint = f"did you mean {close}?" if close else "valid are " + ", ".join(_KINDS)
                raise KnowledgeError(f"{path}: unknown key {key}; {hint}")
            kind, (table, section) = _KINDS[key]
            if not isinstance(tables, list):
                raise KnowledgeError(f"{path}: {key}: expected an array of tables ([[{key}]])")
            rows = [_row(path, f"{key}[{number}]", entry, kind) for number, entry in enumerate(tables)]
            entries.append(Entries(path, table, section, tuple(rows)))
            if key == "sinks":
                sinks += [symbol.rpartition(".")[2] for row in rows for symbol in row["symbols"]]
    return Custom(tuple(entries), tuple(sinks))


def _row(path: str, where: str, entry: Any, kind: type[Struct]) -> dict[str, Any]:
    """One entry as a row of the shipped tables."""
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{path}: {where}: expected a table")
    try:
        msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path}: {_explained(where, str(error), kind)}") from error
    symbols = entry["symbol"] if isinstance(entry["symbol"], list) else [entry["symbol"]]
    for symbol in symbols:
        if not _SYMBOL.match(symbol):
            raise KnowledgeError(f"{path}: {where}.symbol: {symbol or 'the empty text'} {_FORM}")
    if not symbols:
        raise KnowledgeError(f"{path}: {where}.symbol: expected at least one symbol")
    if kind is Sink:
        _check_sink(path, where, entry)
    return {
        "symbols": [plain(symbol) for symbol in symbols],
        **{key: value for key, value in entry.items() if key != "symbol"},
    }


def _explained(where: str, text: str, kind: type[Struct]) -> str:
    reason, _, inside = text.partition(" - at `$")
    inside = inside.rstrip("`")
    if found := _UNKNOWN.match(reason):
        close = nearest(found[1], kind.__struct_encode_fields__)
        hint = f"did you mean {close}?" if close else "valid are " + ", ".join(kind.__struct_encode_fields__)
        return f"{where}.{found[1]}: unknown key; {hint}"
    if found := _MISSING.match(reason):
        return f"{where}.{found[1]}: missing"
    return f"{where}{inside}: {reason[:1].lower()}{reason[1:]}"


def _check_sink(path: str, where: str, entry: dict[str, Any]) -> None:
    if "program" not in entry and "script" not in entry:
        raise KnowledgeError(f"{path}: {where}: needs program or script")
    for key in ("arguments", "vector"):
        if key in entry and "program" not in entry:
            raise KnowledgeError(f"{path}: {where}.{key}: goes with program")
    if "arguments" in entry and "vector" in entry:
        raise KnowledgeError(f"{path}: {where}.vector: does not go with arguments")
