"""Code that is loaded or made at run time: libraries, plugins, scripts of embedded interpreters, writable code pages.

The functions are in knowledge/exec.toml. Only what others can steer is told, not that code is loaded.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.command_model import Use
from golint_py.analyses.constants import Word, strings
from golint_py.analyses.taint_callees import function_variables, with_methods
from golint_py.analyses.taint_commands import into
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Body
from golint_py.analyses.taint_records import Flow
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Const, Convert, Defer, Go
from golint_py.ir.program import calls_of
from golint_py.knowledge.load import plain, table
from golint_py.query import Query

_WRITE, _EXECUTE = 2, 4
_WINDOWS_BOTH = (0x40, 0x80)


class Loader(Struct, frozen=True):
    """A function that runs what argument `argument` says. `what`: "library" (a path), "dll" (a name that Windows looks
    up), "code" (text), "pages" (protection of memory, POSIX), "windows" (the same, Windows), "method" (a name)."""

    argument: int
    what: str
    via: str = ""


class KnownLibrary(Struct, frozen=True):
    """A library that Windows always takes from its own folder."""


class Loaded(Struct, frozen=True):
    """A place where others may decide what runs: the function that loads, what, a constant name, the flow."""

    function: str
    at: int
    callee: str
    what: str
    via: str
    name: str
    flow: Flow | None


def loaded(unit: Unit, query: Query) -> tuple[Loaded, ...]:
    """All such places in the lowered functions."""
    rows = table("exec", "loader", Loader)
    variables = dict(query.get(function_variables, unit))
    found: list[Loaded] = []
    for symbol, function in unit.functions.items():
        calls = calls_of(with_methods(function, variables))
        if not any(plain(call.callee.symbol) in rows for call in calls):
            continue  # most functions load nothing: their memory need not be known
        body = query.get(memory_of, unit, query, symbol).bodies[symbol]
        for block, call in body.calls:
            row = rows.get(plain(call.callee.symbol))
            if row is not None and row.argument < len(call.args):
                found += _of_call(unit, query, body, block, call, row)
    return tuple(found)


def _of_call(
    unit: Unit, query: Query, body: Body, block: int, call: Call | Defer | Go, row: Loader
) -> Iterator[Loaded]:
    symbol, value = body.function.symbol, call.args[row.argument]
    callee = plain(call.callee.symbol)
    if row.what in ("pages", "windows"):
        number = _number(body, value)
        if number is not None and _is_both(number, row.what):
            yield Loaded(symbol, call.at, callee, "pages", row.via, "", None)
        return
    flows = into(unit, query, Use("argument", Word(symbol, value, (), block), ""), "program")
    flow = next((flow for flow in flows if flow.origin.trust is not None), None)
    if flow is not None:
        yield Loaded(symbol, call.at, callee, row.what, row.via, "", flow)
        return
    for name in sorted(strings(unit, query, symbol, value) or ()):
        if _is_found(name, row.what):
            yield Loaded(symbol, call.at, callee, row.what, row.via, name, None)
            return


def _is_both(number: int, what: str) -> bool:
    """Whether memory may be written and executed."""
    if what == "windows":
        return number & 0xFF in _WINDOWS_BOTH
    return number & (_WRITE | _EXECUTE) == _WRITE | _EXECUTE


def _number(body: Body, value: int) -> int | None:
    op = body.definition[value]
    while type(op) is Convert:
        op = body.definition[op.operand]
    return op.value if type(op) is Const and isinstance(op.value, int) else None


def _is_found(name: str, what: str) -> bool:
    """Whether a constant name is looked up where others may have put something."""
    if what == "library":
        return bool(name) and not name.startswith("/") and "/" in name
    if what == "dll":
        bare = name.lower().removesuffix(".dll")
        return bool(name) and "\\" not in name and "/" not in name and bare not in table("exec", "dll", KnownLibrary)
    return False
