"""Who changes a map: mentions of it, and functions of the package, directly or not."""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from golint_py.fix.refusal import Refused
from golint_py.fix.uses import How, Use, held_use
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body


def changes(mention: Node, loop: Use, data: bytes) -> bool:
    """Whether the mention, in the body of a loop over the map, changes the map otherwise than at the current key."""
    try:
        use = held_use(mention, data)
    except Refused:
        return True
    if not use.writes:
        return False
    if use.how is How.METHOD:
        return True
    left = N.field(loop.node, N.F_LEFT)
    names = [data[one.start_byte : one.end_byte] for one in N.children(left)] if left is not None else []
    key = b""
    if use.how is How.STORE:
        index = N.need(use.node, N.F_INDEX)
        key = data[index.start_byte : index.end_byte]
    elif use.how is How.CALL:
        arguments = N.children(N.need(use.node, N.F_ARGUMENTS))
        key = data[arguments[1].start_byte : arguments[1].end_byte] if len(arguments) == 2 else b""
    return not names or key != names[0] or key == b"_"


def calls_writer(view: View, body: Body, loop: Node, location: str) -> bool:
    """Whether the loop calls a function of the package that changes the map, directly or not."""
    changing = set(writers(view, location))
    for symbol, facts in view.by_symbol.items():
        if symbol.partition("$")[0] == body.symbol:
            spans = view.function(symbol).spans
            for edge in facts.edges:
                start, end = spans[edge.at]
                if loop.start_byte <= start and end <= loop.end_byte and edge.callee in changing:
                    return True
    return False


def writers(view: View, location: str) -> Iterator[str]:
    """Functions that write to the location, or call one that does."""
    callers: dict[str, list[str]] = {}
    work: list[str] = []
    for symbol, facts in view.by_symbol.items():
        for edge in facts.edges:
            callers.setdefault(edge.callee, []).append(symbol)
        if any(
            access.location == location and (access.writes or access.kind == "replace") for access in facts.accesses
        ):
            work.append(symbol)
    seen = set(work)
    while work:
        symbol = work.pop()
        yield symbol
        for caller in callers.get(symbol, ()):
            if caller not in seen:
                seen.add(caller)
                work.append(caller)


def written_between(view: View, body: Body, locations: Sequence[str], first: Node, last: Node) -> bool:
    """Whether a call behind the one node, until the end of the other, comes to a function that changes one of the maps;
    but for the same function, which would be called for another element."""
    changing = {symbol for one in locations for symbol in writers(view, one)}
    for symbol, function in view.group(body.symbol).items():
        for at, reached in view.lock_calls.reached(symbol):
            start, end = function.spans[at]
            if first.end_byte <= start and end <= last.end_byte and reached & changing and body.symbol not in reached:
                return True
    return False
