"""Maps that functions in sight, of any package, get for the time of a call: whether the lock may be held around it
(RULES C.1).

Such a function, and all that it calls, waits for nobody, takes no lock, uses the map under no other name, and does not
keep it.
"""

from collections.abc import Sequence

from msgspec import structs
from tree_sitter import Node

from golint_py.analyses.access_paths import ELEMENT
from golint_py.analyses.facts import ESCAPES
from golint_py.analyses.tables import LAZY, map_call
from golint_py.analyses.words import short
from golint_py.fix.lock_calls import ANY
from golint_py.fix.own_calls import check_apart, may_panic, run_by
from golint_py.fix.passed import RECEIVER, Passed, mentions_of, parameter_at, passed_to, received_by
from golint_py.fix.places import function_of
from golint_py.fix.printed import first_of_any
from golint_py.fix.refusal import Refused
from golint_py.fix.spots import Spot
from golint_py.fix.uses import How, Use, held_use, lent_use, passed_use
from golint_py.fix.workspace import View
from golint_py.fix.writers import writers
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Map
from golint_py.types.scope import Info, Mode


def use_at(view: View, body: Body, spot: Spot, locations: Sequence[str]) -> Use:
    """How the map is used at a spot. Raises `Refused` where it goes somewhere.

    A call that passes it to a function of the package is one use, where the lock may be held around that; one that only
    goes over the map may have a copy.
    """
    use = _use_at(view, body, spot, locations)
    location = spot.location
    if use.how is How.READ and _read_elsewhere(view, body, use.node):
        use, location = structs.replace(use, how=How.PASSED), location + ELEMENT
    if use.how is How.PASSED and location + ELEMENT in locations:
        raise Refused("the map goes on with maps inside, which a copy would share; copy those as well")
    return use


def _use_at(view: View, body: Body, spot: Spot, locations: Sequence[str]) -> Use:
    info, data = view.info(body), body.scope.parsed.data
    if _in_shown_literal(spot.mention, info):
        return passed_use(spot.mention, data)
    via = next((one.via for one in spot.accesses if one.via), "")
    if spot.shown or not (via or _passes(spot, data)):
        return spot.use(data)
    passed = passed_to(spot.mention, info) or received_by(spot.mention, info)
    if passed is None or view.home(passed.symbol) is None or any(one.kind in ESCAPES for one in spot.accesses):
        if via:
            raise Refused(f"the map is passed to {short(via)}, which would use it without the lock")
        use = spot.use(data)
        if use.how is How.PASSED:
            _check_out_of_sight(view, info, use.node, passed)
        return use
    whole = check_lent(view, passed)
    ran, loud = run_by(view, passed.symbol)
    above = passed.call.parent
    later = above is not None and above.kind_id in (N.DEFER_STATEMENT, N.GO_STATEMENT)
    writes = any(one.writes for one in spot.accesses)
    if not loud and not later:
        check_apart(view, passed.symbol, ran, locations)
        fails = may_panic(ran)
        return lent_use(spot.mention, passed.call, data, writes=writes, fails=fails, whole=whole)
    if writes or later or not whole or passed.place == RECEIVER:
        why = "that runs later" if later else f"`{loud}` would run while the lock is held"
        raise Refused(f"the map is passed to {short(passed.symbol)}: {why}")
    if _may_change(view, body, passed.call, locations):
        raise Refused(f"{short(passed.symbol)} may change the map while it goes over it: a copy would not show that")
    return spot.use(data)


def _check_out_of_sight(view: View, info: Info, argument: Node, passed: Passed | None) -> None:
    """Raise `Refused` where a function that is not in sight may keep the map, or change it: a copy would not do."""
    call = argument.parent.parent if argument.parent is not None else None
    if passed is None and call is not None and N.need(call, N.F_FUNCTION).text == b"append":
        raise Refused("the map goes into a slice, where it is used without the lock; copy it there")
    function = N.need(passed.call, N.F_FUNCTION) if passed is not None else None
    operand = info.operands.get(function.id) if function is not None else None
    if passed is None or function is None or operand is None or operand.mode in (Mode.TYPE, Mode.BUILTIN):
        return
    row = map_call(passed.symbol)
    if row is not None and (_number(passed) in row.reads or row.shows) and _number(passed) not in row.writes:
        return
    if not 0 <= first_of_any(view, info, function) <= passed.place:
        raise Refused(f"the map is passed to {short(passed.symbol)}, which may keep or change it; give it a copy")


def _read_elsewhere(view: View, body: Body, element: Node) -> bool:
    """Whether an element, a map itself, goes to a library that reads it on the spot."""
    info = view.info(body)
    operand = info.operands.get(element.id)
    passed = passed_to(element, info)
    row = map_call(passed.symbol) if passed is not None else None
    if passed is None or row is None or operand is None or passed.symbol in LAZY:
        return False
    return isinstance(underlying(operand.type, view.packages), Map) and _number(passed) in row.reads


def _in_shown_literal(mention: Node, info: Info) -> bool:
    """Whether the map is an element of a literal that a library encodes or prints on the spot: of a copy that is the
    same."""
    inner, above = mention, mention.parent
    while above is not None and above.kind_id in _IN_LITERAL:
        inner, above = above, above.parent
    if inner.id == mention.id or above is None or above.kind_id != N.ARGUMENT_LIST or above.parent is None:
        return False
    passed = passed_to(inner, info)
    row = map_call(passed.symbol) if passed is not None else None
    return passed is not None and row is not None and bool(row.shows) and _number(passed) in row.reads


_IN_LITERAL = frozenset(
    {
        N.LITERAL_ELEMENT,
        N.KEYED_ELEMENT,
        N.LITERAL_VALUE,
        N.COMPOSITE_LITERAL,
        N.UNARY_EXPRESSION,
        N.PARENTHESIZED_EXPRESSION,
    }
)


def _passes(spot: Spot, data: bytes) -> bool:
    """Whether the map is an argument, of which nothing is known."""
    try:
        return spot.use(data).how is How.PASSED
    except Refused:
        return False


def check_lent(view: View, passed: Passed) -> bool:
    """Whether a function in sight, or one that gets the map from it, goes over all of the map. Raises `Refused` where
    it does more than use the map."""
    whole = False
    work, seen = [(view, passed.symbol, passed.place)], {(passed.symbol, passed.place)}
    while work:
        around, symbol, place = work.pop()
        kept = Refused(f"{short(symbol)} gets the map, and may keep it or pass it on")
        home = around.home(symbol)
        body = home.bodies[symbol] if home is not None else None
        name = parameter_at(body, place) if body is not None else None
        if home is None or body is None or name is None:
            raise kept
        info = home.info(body)
        for mention in mentions_of(name, body, info):
            operand = info.operands.get(mention.id)
            kind = underlying(operand.type, home.packages) if operand is not None else None
            inner = not isinstance(kind, Map) or isinstance(underlying(kind.elem, home.packages), Map)
            if inner or function_of(mention).id != body.node.id:
                raise kept
            on = passed_to(mention, info) or received_by(mention, info)
            if on is not None and home.home(on.symbol) is not None:
                if (on.symbol, on.place) not in seen:
                    seen.add((on.symbol, on.place))
                    work.append((home, on.symbol, on.place))
                continue
            how = _how(mention, on, body.scope.parsed.data)
            if how is None:
                raise kept
            whole |= how in (How.RANGE, How.PASSED)
    return whole


_ON_THE_SPOT = (How.READ, How.STORE, How.LEN, How.CALL, How.RANGE, How.COMPARE)


def _how(mention: Node, passed: Passed | None, data: bytes) -> How | None:
    """What is done with the map, where all of that is over when the statement is; None elsewhere."""
    try:
        how = held_use(mention, data).how
    except Refused:
        return None
    if how is How.PASSED and passed is not None:
        row = map_call(passed.symbol)
        return how if row is not None and _number(passed) in row.reads and passed.symbol not in LAZY else None
    return how if how in _ON_THE_SPOT else None


def _number(passed: Passed) -> int:
    """The number of an argument in the tables, where a receiver is one."""
    return passed.place + passed.symbol.startswith("(")


def _may_change(view: View, body: Body, call: Node, locations: Sequence[str]) -> bool:
    """Whether a call may come to change the map by itself."""
    changing = {symbol for one in locations for symbol in writers(view, one)} | {ANY}
    for symbol, function in view.group(body.symbol).items():
        for at, reached in view.lock_calls.reached(symbol):
            start, end = function.spans[at]
            if call.start_byte <= start and end <= call.end_byte and reached & changing:
                return True
    return False
