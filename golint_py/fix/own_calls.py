"""Calls of functions in sight that may run under a lock: these, and all that they call, wait for nobody, take no lock,
and do not come to the map by themselves."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.passed import symbol_of
from golint_py.fix.places import body_of, inside, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.steps import related
from golint_py.fix.uses import How, Use
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Info


class Ran(Struct, frozen=True, eq=False):
    """A function that is run, and the package that it is in."""

    view: View
    body: Body


def quiet_calls(
    view: View, body: Body, uses: Sequence[Use], quiet: Quiet, locations: Sequence[str]
) -> tuple[frozenset[int], frozenset[int]]:
    """The calls in a function (by node id) that may run while the lock of the maps is held, and those of them that may
    panic: only where the lock has to be held over them, in loops over a map, and between a look and the change that
    goes by it. Others may take long."""
    known: set[int] = set()
    fails: set[int] = set()
    asked: dict[str, tuple[bool, bool]] = {}
    within = list(_steps(uses, quiet))
    for call, symbol in _own_calls(view, body, into_literals=True):
        if not any(start <= call.start_byte and call.end_byte <= end for start, end in within):
            continue
        if symbol not in asked:
            asked[symbol] = _may_run(view, symbol, locations)
        runs, panics = asked[symbol]
        if runs:
            known.add(call.id)
        if panics:
            fails.add(call.id)
    return frozenset(known), frozenset(fails)


def _steps(uses: Sequence[Use], quiet: Quiet) -> Iterator[tuple[int, int]]:
    """Where one step begins and ends, in bytes."""
    for after in uses:
        if after.how is How.RANGE:
            yield after.statement.start_byte, after.statement.end_byte
        for before in uses if after.writes else ():
            first = before.mention.start_byte < after.mention.start_byte
            same = before.statement.id == after.statement.id and before.how is How.READ
            if first and related(before, after, quiet):
                yield before.statement.start_byte, after.statement.end_byte
            elif same and before is not after and inside(before.node, after.statement):
                yield from _around(before.node, after.statement)


def _around(node: Node, statement: Node) -> Iterator[tuple[int, int]]:
    """The calls in a statement that an expression is an argument of."""
    above = node.parent
    while above is not None and above.id != statement.id:
        if above.kind_id == N.CALL_EXPRESSION:
            yield above.start_byte, above.end_byte
        above = above.parent


def _may_run(view: View, symbol: str, locations: Sequence[str]) -> tuple[bool, bool]:
    ran, loud = run_by(view, symbol)
    if loud:
        return False, False
    with contextlib.suppress(Refused):
        check_apart(view, symbol, ran, locations)
        return True, may_panic(ran)
    return False, False


def run_by(view: View, symbol: str) -> tuple[Mapping[str, Ran], str]:
    """The functions in sight that a call of one runs, and what in them waits or is not known ("" for nothing)."""
    found: dict[str, Ran] = {}
    work = [(view, symbol)]
    while work:
        from_view, one = work.pop()
        home = from_view.home(one)
        if home is None or one in found:
            continue
        body = home.bodies[one]
        found[one] = Ran(home, body)
        block = N.field(body.node, N.F_BODY)
        loud = _quiet(home, body).loud(block) if block is not None else body.node
        if loud is not None:
            return found, N.text(loud, body.scope.parsed.data).partition("\n")[0][:50]
        work += [(home, callee) for _, callee in _own_calls(home, body)]
    return found, ""


def may_panic(ran: Mapping[str, Ran]) -> bool:
    """Whether one of the functions may panic."""
    return any(_quiet(one.view, one.body).panics(body_of(one.body.node)) is not None for one in ran.values())


def check_apart(view: View, symbol: str, ran: Mapping[str, Ran], locations: Sequence[str]) -> None:
    """Raise `Refused` where what the call of `symbol` runs takes a lock, or comes to the map by itself: those of other
    packages may where these declare the map."""
    for name, one in ran.items():
        if one.view.lock_calls.takes(name):
            raise Refused(f"{short(symbol)}, which gets the map, may take a lock itself")
        facts = one.view.by_symbol.get(name)
        uses = facts is not None and any(access.location in locations for access in facts.accesses)
        if uses or (one.view is not view and any(f"{one.view.path}." in location for location in locations)):
            raise Refused(f"{short(name)}, which gets the map or is called then, uses it by its own name as well")


def _quiet(view: View, body: Body) -> Quiet:
    """The questions about a function, of which calls of others in sight are asked by themselves."""
    known = frozenset(call.id for call, _ in _own_calls(view, body))
    return Quiet(view.info(body), view.packages, body.scope.parsed.data, known)


def _own_calls(view: View, body: Body, into_literals: bool = False) -> Iterator[tuple[Node, str]]:
    info: Info = view.info(body)
    for one in walk(body.node, into_literals=into_literals):
        if one.kind_id == N.CALL_EXPRESSION:
            symbol = symbol_of(N.need(one, N.F_FUNCTION), info)
            if symbol and view.home(symbol) is not None:
                yield one, symbol
