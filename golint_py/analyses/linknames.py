"""Linkname directives into the standard library, and what is wrong with them; see knowledge/linknames.toml."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from golint_py.analyses.taint_model import package_of
from golint_py.analyses.unit import File, Unit
from golint_py.knowledge.load import table
from golint_py.text.span import Site
from golint_py.types.scope import NO_BODY, Exports

RESTRICTED = (1, 23)  # the first version whose linker checks


class Link(Struct, frozen=True):
    """A directive: its place, the local name, the symbol, and what is wrong: "closed" (other modules may not name it),
    "push" (a function with a body takes its place), "shape" (`detail`: what it is declared with), "import" (the file
    does not import unsafe). `restricted`: the file's language version has a linker that checks."""

    place: Site
    kind: Literal["closed", "push", "shape", "import"]
    local: str
    symbol: str
    restricted: bool
    test: bool
    detail: str = ""


class Open(Struct, frozen=True):
    """A symbol that may be named: the number of its parameters and results, -1 where they are unknown."""

    params: int
    results: int


class Top(Struct, frozen=True):
    """The first element of an import path of the standard library."""


def links(unit: Unit) -> tuple[Link, ...]:
    """The directives of the package's files, in order. The standard library and Go's commands may do as they like."""
    exports = unit.universe.exports(unit.path)
    if exports is None or _is_standard(unit.path) or unit.path.startswith("cmd/"):
        return ()
    return tuple(link for path in sorted(unit.files) for link in _of_file(path, unit.files[path], exports))


def _is_standard(path: str) -> bool:
    return path.partition("/")[0] in table("linknames", "std", Top)


def _of_file(path: str, file: File, exports: Exports) -> Iterator[Link]:
    for number, directive in enumerate(file.directives):
        if directive.words[0] != "linkname" or len(directive.words) < 2:
            continue
        place, local = Site(path, number), directive.words[1]
        symbol = directive.words[2] if len(directive.words) > 2 else ""
        restricted = file.go >= RESTRICTED
        if "unsafe" not in file.imports:
            yield Link(place, "import", local, symbol or local, restricted, file.test)
        elif _is_standard(package_of(symbol)):
            kind, detail = _wrong(local, symbol, exports)
            if kind is not None:
                yield Link(place, kind, local, symbol, restricted, file.test, detail)


def _wrong(local: str, symbol: str, exports: Exports) -> tuple[Literal["closed", "push", "shape"] | None, str]:
    function = exports.funcs.get(local)
    row = table("linknames", "open", Open).get(symbol)
    if function is not None and NO_BODY not in function.annotations:
        return "push", ""
    if row is None:
        return "closed", ""
    if function is None or row.params < 0:
        return None, ""
    params, results = len(function.signature.params), len(function.signature.results)
    if (params, results) == (row.params, row.results):
        return None, ""
    return "shape", f"{params} parameter{'s' * (params != 1)} and {results} result{'s' * (results != 1)}"
