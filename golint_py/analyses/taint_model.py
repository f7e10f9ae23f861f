"""What library functions do with data: sources, propagators, sanitizers and guards, from knowledge/taint.toml."""

import re
from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.taint_records import Trust
from golint_py.analyses.unit import Unit
from golint_py.knowledge.load import plain, table
from golint_py.types.model import Basic, Named, Pointer, Type

_NAME = re.compile(r"[^.]+(?:\.v\d+)?(?=\.)")
_VERB = re.compile(r"%[-+# 0]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(.)", re.DOTALL)
_HARMLESS_VERBS = frozenset("dbocUtTxXeEfFgGp")
_FORMATS = {
    "fmt.Sprintf": 0,
    "fmt.Appendf": 1,
    "fmt.Fprintf": 1,
    "fmt.Errorf": 0,
}
_NUMERIC = frozenset(
    "bool int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr "
    "float32 float64 complex64 complex128 rune float complex".split()
)


_TRUST = {"user": Trust.USER, "stored": Trust.STORED, "remote": Trust.REMOTE}


class Source(Struct, frozen=True):
    """A function that brings in foreign data: as its result, or through argument `writes`. `parameter`: only where the
    receiver came in from outside. `variadic`: all arguments from `writes` on."""

    trust: str
    what: str
    writes: int = -1
    variadic: bool = False
    parameter: bool = False

    @property
    def level(self) -> Trust:
        """The trust level."""
        return _TRUST[self.trust]


class Propagator(Struct, frozen=True, rename={"from_": "from"}):
    """A function that hands data on: from these arguments (None: all) to argument `to`, -1 for the results."""

    from_: tuple[int, ...] | None = None
    to: int = -1


class Sanitizer(Struct, frozen=True):
    """A function whose result is harmless in these positions."""

    valid: tuple[str, ...]


class Guard(Struct, frozen=True):
    """A test of an argument."""

    argument: int


class Whole(Struct, frozen=True):
    """A package that only transforms."""


def package_of(symbol: str) -> str:
    """The import path in a symbol `path.f` or `(*path.T).M`."""
    inner = symbol[1:].lstrip("*").partition(")")[0] if symbol.startswith("(") else symbol
    slash = inner.rfind("/")
    found = _NAME.match(inner, slash + 1)
    return inner[: found.end()] if found is not None else ""


def source_of(symbol: str) -> Source | None:
    """The row of a function that brings in foreign data."""
    return table("taint", "source", Source).get(plain(symbol))


def field_source(steps: tuple[str, ...]) -> Source | None:
    """The row of the first field on a path whose content is foreign."""
    if not steps:
        return None
    fields: Mapping[str, Source] = table("taint", "field", Source)
    for step in steps:
        name = plain(step) if "/v" in step else step
        if name in fields:
            return fields[name]
    return None


def type_source(type_: Type | None) -> tuple[str, Source] | None:
    """The name and row of a type whose content is foreign, for it and pointers to it."""
    named = type_.elem if type(type_) is Pointer else type_
    row = table("taint", "type", Source).get(plain(named.name)) if type(named) is Named else None
    return (named.name, row) if type(named) is Named and row is not None else None


def global_source(symbol: str) -> Source | None:
    """The row of a package variable that holds foreign data."""
    return table("taint", "global", Source).get(symbol)


def propagation(symbol: str) -> Propagator | None:
    """How a function hands data on, None where nothing is known."""
    symbol = plain(symbol)
    row = table("taint", "propagator", Propagator).get(symbol)
    if row is None and package_of(symbol) in table("taint", "package", Whole):
        return Propagator()
    return row


def sanitizer_of(symbol: str) -> Sanitizer | None:
    """The row of a function whose result is harmless in some positions."""
    return table("taint", "sanitizer", Sanitizer).get(plain(symbol))


def guarded_argument(symbol: str) -> int | None:
    """The argument that a test vouches for."""
    row = table("taint", "guard", Guard).get(plain(symbol))
    return row.argument if row is not None else None


def format_argument(symbol: str) -> int | None:
    """Which argument of a function of the printf kind is the format."""
    return _FORMATS.get(symbol)


def harmful_arguments(text: str, count: int) -> tuple[int, ...]:
    """Numbers of the operands of a format whose text goes into the result; numbers and booleans do not count.

    Explicit argument indexes and `*` make all of them count.
    """
    verbs = [match for match in _VERB.finditer(text.replace("%%", ""))]
    if any("*" in match.group(0) or match.group(1) == "[" for match in verbs):
        return tuple(range(count))
    harmless = {i for i, match in enumerate(verbs) if match.group(1) in _HARMLESS_VERBS}
    return tuple(i for i in range(count) if i not in harmless)


def underlying(unit: Unit, type_: Type | None) -> Type | None:
    """What a named type stands for; None where its declaration is out of sight."""
    for _ in range(16):
        if type(type_) is not Named:
            return type_
        path, _dot, name = type_.name.rpartition(".")
        exports = unit.universe.exports(path) if path else None
        declared = exports.types.get(name) if exports is not None else None
        if declared is None:
            return None
        type_ = declared.underlying
    return None


def is_number(unit: Unit, type_: Type | None) -> bool:
    """Whether values of the type are numbers or booleans, whose text can do no harm."""
    kind = type(type_)
    if kind is not Basic and kind is not Named:
        return False
    found = underlying(unit, type_)
    return type(found) is Basic and found.name.removeprefix("untyped ") in _NUMERIC
