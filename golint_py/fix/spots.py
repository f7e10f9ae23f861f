"""Where a function touches a map, or the maps inside of it: by the map's own name and by other names for it.

The field's or variable's name is found in the syntax (`mentions`); other names, which are local variables (`m := c.m`)
and elements of the outer map (`c.m[a][b]`), are where the analysis found an access and the syntax has no mention.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.analyses.access_paths import ELEMENT, RECEIVED
from golint_py.analyses.facts import SHOWS, Access, FunctionFacts
from golint_py.fix.mentions import mentions
from golint_py.fix.places import function_of, inside, node_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.shown import holders
from golint_py.fix.uses import How, Use, collected, held_use, shown_use
from golint_py.fix.workspace import View
from golint_py.ir.program import Function
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Map
from golint_py.types.scope import Info


class Spot(Struct, frozen=True, eq=False):
    """An expression that denotes the map, the accesses that are made through it, and the mentions of the outermost map
    by which its owner can be named. `header`: the map is only read from its cell there, into a variable. `shown`: the
    map is in what is encoded or printed there; the expression is the call, the anchors are its arguments."""

    mention: Node
    location: str
    accesses: tuple[Access, ...]
    anchors: tuple[Node, ...]
    header: bool = False
    shown: bool = False

    def use(self, data: bytes) -> Use:
        """How the map is used there. Raises `Refused` where it goes somewhere."""
        use = shown_use(self.mention, data) if self.shown else held_use(self.mention, data)
        if use.how is not How.METHOD:
            return use
        if not self.accesses or any(one.via for one in self.accesses):
            raise Refused("the map has a method of which it is not known what it does")
        return structs.replace(use, writes=any(one.writes for one in self.accesses))


def outermost(location: str) -> str:
    """The field or variable that a location begins with. Raises `Refused` for elements of slices and channels."""
    base = location
    while base.endswith(ELEMENT):
        base = base.removesuffix(ELEMENT)
    if base.endswith(RECEIVED):
        raise Refused("the map comes out of a channel; take it out there, and put it back afterwards")
    if base.endswith("]"):
        raise Refused("the map is an element of a slice; guard that")
    return base


def levels(view: View, location: str) -> tuple[str, ...]:
    """The locations of the map and of all maps inside of it that anybody touches, the outermost first."""
    base = outermost(location)
    known = {access.location for facts in view.facts.functions for access in facts.accesses}
    found = [base]
    while found[-1] + ELEMENT in known or len(found[-1]) < len(location):
        found.append(found[-1] + ELEMENT)
    return tuple(found)


def spots(view: View, body: Body, symbol: str, locations: Sequence[str]) -> list[Spot]:
    """The spots of one function (not of literals inside) for locations of which the first is the outermost."""
    function, facts, info = view.function(symbol), view.by_symbol[symbol], view.info(body)
    direct = mentions(view, body, locations[0])
    found: list[Spot] = []
    for mention in direct:
        if is_of(mention, function):
            accesses, header = accesses_at(facts, function.spans, mention, locations[0])
            found.append(Spot(mention, locations[0], tuple(accesses), (mention,), header))
    there = {node.id for node in direct}
    private = moved_out(direct, body.scope.parsed.data)
    for location in locations:
        others: dict[int, tuple[Node, list[Access]]] = {}
        for access in facts.accesses:
            if access.location == location and not is_private(access, function, private):
                node = operand_of(view, body, function, access)
                if node is not None and node.id not in there and node.kind_id != N.COMPOSITE_LITERAL:
                    others.setdefault(node.id, (node, []))[1].append(access)
        found += _shown(view, body, function, facts, location)
        for node, several in others.values():
            found.append(Spot(node, location, tuple(several), _anchors(body, info, node, direct)))
    return sorted(found, key=lambda one: (one.mention.start_byte, one.mention.end_byte))


def _shown(view: View, body: Body, function: Function, facts: FunctionFacts, location: str) -> Iterator[Spot]:
    """The calls that encode or print what the map of the location is in."""
    calls: dict[int, tuple[Node, tuple[Node, ...], list[Access]]] = {}
    for access in facts.accesses:
        if access.location == location and access.kind in SHOWS:
            start, end = function.spans[access.at]
            with contextlib.suppress(Refused):
                call = _alone(node_of(body.scope.parsed, start, end))
                anchors = holders(view, body, call, location) if call.kind_id == N.CALL_EXPRESSION else ()
                if anchors:
                    calls.setdefault(call.id, (call, anchors, []))[2].append(access)
    for call, anchors, several in calls.values():
        yield Spot(call, location, tuple(several), anchors, shown=True)


def moved_out(direct: Sequence[Node], data: bytes) -> dict[tuple[int, int], Node]:
    """The mentions at which the map is put into a variable right before another one takes its place, `all := s.m` and
    `s.m = nil`: from then on it is nobody else's. By their bytes."""
    found = {}
    for mention in direct:
        statement = mention.parent.parent if mention.parent is not None else None
        if statement is None or statement.kind_id != N.SHORT_VAR_DECLARATION:
            continue
        after = statement.next_named_sibling
        left, right = N.need(statement, N.F_LEFT), N.need(statement, N.F_RIGHT)
        if after is None or after.kind_id != N.ASSIGNMENT_STATEMENT or len(N.children(left)) != 1:
            continue
        places, values = N.children(N.need(after, N.F_LEFT)), N.children(N.need(after, N.F_RIGHT))
        alone = N.children(right) == [mention] and len(places) == len(values) == 1
        if alone and N.text(places[0], data) == N.text(mention, data) and _is_new(values[0], data):
            found[mention.start_byte, mention.end_byte] = mention
    return found


def _is_new(value: Node, data: bytes) -> bool:
    if value.kind_id == N.CALL_EXPRESSION:
        return N.text(N.need(value, N.F_FUNCTION), data) == "make"
    return value.kind_id in (N.NIL, N.COMPOSITE_LITERAL)


def is_private(access: Access, function: Function, private: Mapping[tuple[int, int], Node]) -> bool:
    """Whether an access goes by the variable that a map was moved out to."""
    return access.header_at >= 0 and access.header_at != access.at and function.spans[access.header_at] in private


def is_of(mention: Node, function: Function) -> bool:
    """Whether the mention is in the function itself and not in a literal inside."""
    around = function_of(mention)
    if function.range_body:
        start, end = function.span
        return around.start_byte < start and start <= mention.start_byte and mention.end_byte <= end
    return (around.start_byte, around.end_byte) == function.span


def accesses_at(
    facts: FunctionFacts, spans: tuple[tuple[int, int], ...], mention: Node, location: str
) -> tuple[list[Access], bool]:
    """The accesses that the mention makes: those with the smallest place around it, and whether that is where the map
    is read from its cell while all accesses are elsewhere."""
    found: list[tuple[int, bool, Access]] = []
    for access in facts.accesses:
        if access.location == location:
            for at in (access.at, access.header_at):
                start, end = spans[at] if at >= 0 else (0, -1)
                if start <= mention.start_byte and mention.end_byte <= end:
                    found.append((end - start, at != access.at, access))
    least = min((size for size, _, _ in found), default=0)
    made = {id(access) for _, elsewhere, access in found if not elsewhere}
    nearest = {id(access): access for size, _, access in found if size == least}
    return list(nearest.values()), bool(nearest) and not any(key in made for key in nearest)


def operand_of(view: View, body: Body, function: Function, access: Access) -> Node | None:
    """The expression for the map in an access; None where it is not to be seen."""
    info = view.info(body)
    start, end = function.spans[access.at]
    try:
        node = node_of(body.scope.parsed, start, end)
    except Refused:
        return None
    node = _alone(node)
    kind = node.kind_id
    if kind == N.INDEX_EXPRESSION:
        return _bare(N.need(node, N.F_OPERAND))
    if kind == N.RANGE_CLAUSE:
        return _bare(N.need(node, N.F_RIGHT))
    if kind in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return _indexed(N.children(node)[:1], view, info)
    if kind == N.ASSIGNMENT_STATEMENT:
        return _indexed(N.children(N.need(node, N.F_LEFT)), view, info)
    if kind == N.CALL_EXPRESSION:
        maps = [one for one in N.children(N.need(node, N.F_ARGUMENTS)) if _is_map(one, view, info)]
        return _bare(maps[0]) if len(maps) == 1 else None
    return None


def _alone(node: Node) -> Node:
    """What a statement, list or pair of parentheses consists of."""
    while node.kind_id in (N.PARENTHESIZED_EXPRESSION, N.EXPRESSION_LIST, N.EXPRESSION_STATEMENT):
        inner = N.children(node)
        if len(inner) != 1:
            break
        node = inner[0]
    return node


def _indexed(places: Iterable[Node], view: View, info: Info) -> Node | None:
    """The one map of which an element is stored to."""
    maps = [
        N.need(one, N.F_OPERAND)
        for one in places
        if one.kind_id == N.INDEX_EXPRESSION and _is_map(N.need(one, N.F_OPERAND), view, info)
    ]
    return _bare(maps[0]) if len(maps) == 1 else None


def _is_map(node: Node, view: View, info: Info) -> bool:
    operand = info.operands.get(node.id)
    return operand is not None and isinstance(underlying(operand.type, view.packages), Map)


def _bare(node: Node) -> Node:
    while node.kind_id == N.PARENTHESIZED_EXPRESSION:
        node = N.children(node)[0]
    return node


def _anchors(body: Body, info: Info, node: Node, direct: Sequence[Node]) -> tuple[Node, ...]:
    """The mentions that the expression, or the variables that it begins with, got the map from."""
    found: dict[int, Node] = {}
    seen: set[int] = set()
    work = [node]
    while work:
        one = work.pop()
        here = [mention for mention in direct if inside(mention, one)]
        found.update((mention.id, mention) for mention in here)
        if not here:
            while one.kind_id in (N.INDEX_EXPRESSION, N.PARENTHESIZED_EXPRESSION):
                one = N.need(one, N.F_OPERAND) if one.kind_id == N.INDEX_EXPRESSION else N.children(one)[0]
            meaning = info.objects.get(one.id) if one.kind_id == N.IDENTIFIER else None
            if meaning is not None and meaning.declared >= 0 and meaning.declared not in seen:
                seen.add(meaning.declared)
                work += _given(body, info, meaning.declared)
    return tuple(found.values())


def _given(body: Body, info: Info, declared: int) -> list[Node]:
    """What is assigned to a local variable anywhere in the declared function."""
    found: list[Node] = []
    for node in walk(body.node):
        if node.kind_id in (N.SHORT_VAR_DECLARATION, N.ASSIGNMENT_STATEMENT, N.RANGE_CLAUSE):
            left, right = N.field(node, N.F_LEFT), N.need(node, N.F_RIGHT)
            names = N.children(left) if left is not None else []
        elif node.kind_id == N.VAR_SPEC and N.field(node, N.F_VALUE) is not None:
            names, right = N.fields(node, N.F_NAME), N.need(node, N.F_VALUE)
        else:
            continue
        values = N.children(right) if right.kind_id == N.EXPRESSION_LIST else [right]
        for place, name in enumerate(names):
            meaning = info.objects.get(name.id)
            if meaning is not None and meaning.declared == declared:
                found.append(values[place] if len(values) == len(names) else values[0])
    return found


def without_passed(bare: Sequence[tuple[Use, Spot]]) -> list[tuple[Use, Spot]]:
    """The uses without the look at an element, a map itself, that is passed on as a copy: each place once."""
    copied = {(use.node.start_byte, use.node.end_byte): use for use, _ in bare if use.how is How.PASSED}
    places = [(use.node.start_byte, use.node.end_byte) for use, _ in bare]
    return [one for one, place in zip(bare, places, strict=True) if copied.get(place, one[0]) is one[0]]


def further_uses(
    view: View, body: Body, symbol: str, bare: Sequence[tuple[Use, Spot]], locations: Sequence[str]
) -> list[tuple[Use, Spot]]:
    """The uses of other names that the map gets which the analysis does not tell from uses of other maps.

    Refused where a name goes somewhere else: the map may go anywhere from there.
    """
    info = view.info(body)
    direct = mentions(view, body, locations[0])
    private = moved_out(direct, body.scope.parsed.data)
    given = [
        one
        for use, spot in bare
        if (use.mention.start_byte, use.mention.end_byte) not in private
        for one in _names_given(use, spot, locations)
    ]
    if not given:
        return []
    groups = [one for one in view.group(body.symbol) if one in view.by_symbol]
    known = {spot.mention.id for one in groups for spot in spots(view, body, one, locations)}
    found: dict[int, tuple[Use, Spot]] = {}
    for name, location in given:
        meaning = info.objects.get(name.id) if name.kind_id == N.IDENTIFIER else None
        if name.kind_id == N.BLANK_IDENTIFIER:
            continue
        if meaning is None or meaning.declared < 0:
            raise Refused("the map is kept in a place of which not all uses are known")
        for node in walk(body.node):
            other = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
            if other is None or other.declared != meaning.declared or node.id in known:
                continue
            if _harmless(node, meaning.declared, known):
                continue
            if not _goes_on(node) or not is_of(node, view.function(symbol)) or location + ELEMENT in locations:
                raise Refused(f"not all uses of {meaning.name}, another name for the map, are known")
            spot = Spot(node, location, (), _anchors(body, info, node, direct))
            found[node.id] = (held_use(node, body.scope.parsed.data), spot)
    return list(found.values())


def _names_given(use: Use, spot: Spot, locations: Sequence[str]) -> list[tuple[Node, str]]:
    """Variables that a use makes names of the map, or of one inside of it, with the location that they stand for."""
    inner = spot.location + ELEMENT
    if use.how is How.NAMED:
        return [(one, spot.location) for one in _receivers(use.node)]
    if inner in locations and use.how is How.READ and not _goes_on(use.node):
        return [(one, inner) for one in _receivers(use.node)]
    if inner in locations and use.how is How.RANGE:
        left = N.field(use.node, N.F_LEFT)
        return [(one, inner) for one in N.children(left)[1:]] if left is not None else []
    return []


def _receivers(value: Node) -> list[Node]:
    """The variable that gets a value, by `:=`, `=` or `var`. Raises `Refused` where it goes somewhere else."""
    above = value.parent
    statement = above.parent if above is not None and above.kind_id == N.EXPRESSION_LIST else None
    if above is not None and statement is not None:
        left = N.field(statement, N.F_LEFT)
        names = N.children(left) if left is not None else N.fields(statement, N.F_NAME)
        right = N.children(above)
        if names and left is not above and (len(names) == len(right) or len(right) == 1):
            place = next(at for at, one in enumerate(right) if one.id == value.id)
            return [names[place]]
    raise Refused("the map goes on to a variable, channel, literal or call, where it is used without the lock")


def _goes_on(element: Node) -> bool:
    """Whether the element is used on the spot: indexed, measured, ranged over."""
    above = element.parent
    while above is not None and above.kind_id == N.PARENTHESIZED_EXPRESSION:
        element, above = above, above.parent
    if above is None:
        return False
    if above.kind_id == N.ARGUMENT_LIST:
        call = above.parent
        function = N.field(call, N.F_FUNCTION) if call is not None else None
        return function is not None and (function.text in _ON_THE_SPOT or collected(call) is not None)
    return above.kind_id in (N.INDEX_EXPRESSION, N.RANGE_CLAUSE, N.BINARY_EXPRESSION)


_ON_THE_SPOT = (b"len", b"delete", b"clear", b"maps.Clone", b"maps.Copy", b"maps.DeleteFunc")


def _harmless(name: Node, declared: int, known: Set[int]) -> bool:
    """Whether a name is declared, assigned to or compared there, or put into a known map."""
    above = name.parent
    if name.start_byte == declared or above is None or above.kind_id == N.BINARY_EXPRESSION:
        return True
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    if left is None or above.kind_id != N.EXPRESSION_LIST:
        return False
    places, values = N.children(left), N.children(above)
    if left.id == above.id or len(places) != len(values):
        return left.id == above.id
    place = places[next(at for at, one in enumerate(values) if one.id == name.id)]
    return place.kind_id == N.INDEX_EXPRESSION and N.need(place, N.F_OPERAND).id in known
