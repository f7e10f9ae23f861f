"""How a map is used where it is mentioned: indexed, measured, ranged over, deleted from, replaced."""

import enum

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.fix.places import FUNCTIONS, statement_of
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N

_UP = frozenset({N.PARENTHESIZED_EXPRESSION})


class How(enum.Enum):
    """What is done with the map."""

    READ = "read"  # m[k], also v, ok := m[k]
    STORE = "store"  # m[k] = v, m[k] op= v, m[k]++
    LEN = "len"
    CALL = "call"  # delete(m, k), clear(m), maps.Copy(m, n): the whole call
    RANGE = "range"
    REPLACE = "replace"  # m = n
    COMPARE = "compare"  # m == nil
    PASSED = "passed"  # f(m)
    NAMED = "named"  # n := m, where all uses of n are known
    RETURNED = "returned"  # return m: a copy leaves
    METHOD = "method"  # m.Set(k, v) of a type of a library that is a map: the whole call
    LENT = "lent"  # f(m) of a function that may run under the lock: the whole call
    SHOWN = "shown"  # json.Marshal(s), fmt.Sprint(s), where the map is in s: the whole call


class Use(Struct, frozen=True, eq=False):
    """One use: the mention of the map, the expression (or clause) that uses it, the statement of the innermost list.

    `header`: the statement is compound and the use is evaluated before its blocks. `right`: it is evaluated only
    sometimes, or more than once (the right operand of `&&`, a loop's condition, an `else if`, a case). `through`: what
    the element refers to is stored to (`m[k].n = 1`, `delete(m[k].sub, x)`).
    """

    mention: Node
    node: Node
    how: How
    writes: bool
    statement: Node
    header: bool
    right: bool
    through: bool
    fails: bool = False
    whole: bool = False

    @property
    def exclusive(self) -> bool:
        """Whether reading together with others would not do."""
        return self.writes or self.through


def use_of(mention: Node, data: bytes) -> Use:
    """Classify a mention. Raises `Refused` where the map itself goes somewhere."""
    node, above = mention, _parent(mention)
    while above.kind_id in _UP:
        node, above = above, _parent(above)
    how, whole, writes = _how(node, above, data)
    statement = statement_of(whole)
    header, right = position(whole, statement, data)
    return Use(
        mention, whole, how, writes, statement, header, right, how is How.READ and stored_to(whole, statement, data)
    )


_ITERATORS = (b"maps.Keys", b"maps.Values", b"maps.All")
_COLLECTORS = (b"slices.Collect", b"slices.Sorted", b"maps.Collect")  # they go through an iterator on the spot


def held_use(mention: Node, data: bytes) -> Use:
    """As `use_of`, for a map that is to be used under a lock: `slices.Sorted(maps.Keys(m))` is one use, and
    `maps.DeleteFunc(m, f)` changes it on the spot; `return m` gives a copy, `m.Set(k, v)` may change the map. Raises
    `Refused`."""
    above = mention.parent
    outer = above.parent if above is not None else None
    if above is not None and outer is not None:
        if above.kind_id == N.SELECTOR_EXPRESSION and outer.kind_id == N.CALL_EXPRESSION:
            return _whole(mention, outer, True, data, How.METHOD)
        if above.kind_id == N.EXPRESSION_LIST and outer.kind_id == N.RETURN_STATEMENT:
            header, right = position(mention, outer, data)
            return Use(mention, mention, How.RETURNED, False, outer, header, right, False)
    call = mention.parent.parent if mention.parent is not None else None
    if call is None or call.kind_id != N.CALL_EXPRESSION or N.children(N.need(call, N.F_ARGUMENTS))[:1] != [mention]:
        return use_of(mention, data)
    if N.need(call, N.F_FUNCTION).text == b"maps.DeleteFunc":
        return _whole(mention, call, True, data)
    around = collected(call)
    return use_of(mention, data) if around is None else _whole(mention, around, False, data)


def collected(call: Node | None) -> Node | None:
    """The call that goes through the iterator which a call makes, on the spot."""
    above = call.parent if call is not None else None
    around = above.parent if above is not None and above.kind_id == N.ARGUMENT_LIST else None
    if call is None or around is None or around.kind_id != N.CALL_EXPRESSION:
        return None
    makes = N.need(call, N.F_FUNCTION).text in _ITERATORS
    return around if makes and N.need(around, N.F_FUNCTION).text in _COLLECTORS else None


def _whole(mention: Node, call: Node, writes: bool, data: bytes, how: How = How.CALL) -> Use:
    statement = statement_of(call)
    header, right = position(call, statement, data)
    return Use(mention, call, how, writes, statement, header, right, False)


def lent_use(mention: Node, call: Node, data: bytes, *, writes: bool, fails: bool, whole: bool) -> Use:
    """The use that a call makes of a map for its time."""
    return structs.replace(_whole(mention, call, writes, data, How.LENT), fails=fails, whole=whole)


def check_deferred(use: Use) -> None:
    """Raise `Refused` for what a deferred call gets: a copy would show the map as it is now, not as it is then."""
    statement = use.statement
    if statement.kind_id != N.DEFER_STATEMENT:
        return
    node = use.node.parent
    calls = 0
    while node is not None and node.id != statement.id:
        calls += node.kind_id == N.CALL_EXPRESSION
        node = node.parent
    if calls == 1:
        raise Refused("the deferred call sees the map as it is in the end; defer a literal that takes the lock")


def passed_use(mention: Node, data: bytes) -> Use:
    """The use of a map that goes on, of which a copy will do."""
    statement = statement_of(mention)
    header, right = position(mention, statement, data)
    return Use(mention, mention, How.PASSED, False, statement, header, right, False)


def shown_use(call: Node, data: bytes) -> Use:
    """The use that a call makes of the maps in what it encodes or prints."""
    statement = statement_of(call)
    header, right = position(call, statement, data)
    return Use(call, call, How.SHOWN, False, statement, header, right, False)


def _parent(node: Node) -> Node:
    above = node.parent
    if above is None:
        raise Refused("it is outside of functions, where no statement can be put")
    return above


_CHANGING = ("delete", "clear", "maps.Copy")  # what changes the map that is the first argument


def _how(node: Node, above: Node, data: bytes) -> tuple[How, Node, bool]:
    kind = above.kind_id
    if kind == N.INDEX_EXPRESSION and N.need(above, N.F_OPERAND).id == node.id:
        return _index(above)
    if kind == N.RANGE_CLAUSE and N.need(above, N.F_RIGHT).id == node.id:
        return How.RANGE, above, False
    if kind == N.ARGUMENT_LIST:
        call = _parent(above)
        name = N.text(N.need(call, N.F_FUNCTION), data)
        first = N.children(above)[0].id == node.id
        if name == "len":
            return How.LEN, call, False
        if name in _CHANGING and first:
            return How.CALL, call, True
        if name == "maps.Clone":
            return How.CALL, call, False
        return How.PASSED, node, False
    if kind == N.BINARY_EXPRESSION:
        return How.COMPARE, above, False
    if kind == N.EXPRESSION_LIST:
        statement = _parent(above)
        left = N.field(statement, N.F_LEFT)
        if statement.kind_id == N.ASSIGNMENT_STATEMENT and left is not None and left.id == above.id:
            return How.REPLACE, node, True
        if statement.kind_id == N.SHORT_VAR_DECLARATION:
            return How.NAMED, node, False
    raise Refused("the map goes on to a variable, channel, literal or call, out of sight; copy it there")


def _index(index: Node) -> tuple[How, Node, bool]:
    """An element is stored to, or only read (also to reach what it holds)."""
    above = _parent(index)
    if above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return How.STORE, index, True
    if above.kind_id == N.EXPRESSION_LIST:
        statement = _parent(above)
        left = N.field(statement, N.F_LEFT)
        if left is not None and left.id == above.id:
            if statement.kind_id != N.ASSIGNMENT_STATEMENT:
                raise Refused("an element is the variable of a loop or of a receive; assign it in the body")
            return How.STORE, index, True
    return How.READ, index, False


def stored_to(node: Node, statement: Node, data: bytes) -> bool:
    """Whether the node is a part of what the statement stores to, or of a map that a call in it changes."""
    inner, above = node, node.parent
    while above is not None and inner.id != statement.id:
        call = above.parent if above.kind_id == N.ARGUMENT_LIST else None
        first = call is not None and N.children(above)[0].id == inner.id
        if first and call is not None and N.text(N.need(call, N.F_FUNCTION), data) in _CHANGING:
            return True
        inner, above = above, above.parent
    if statement.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return True
    left = N.field(statement, N.F_LEFT) if statement.kind_id == N.ASSIGNMENT_STATEMENT else None
    return left is not None and left.start_byte <= node.start_byte and node.end_byte <= left.end_byte


def pair(use: Use) -> tuple[Node, Node] | None:
    """The two expressions or names that `m[k]` is assigned to, where it yields two values."""
    above = use.node.parent
    statement = above.parent if above is not None else None
    if above is None or statement is None or above.kind_id != N.EXPRESSION_LIST or len(N.children(above)) != 1:
        return None
    if statement.kind_id == N.VAR_SPEC:
        names = N.fields(statement, N.F_NAME)
    else:
        left = N.field(statement, N.F_LEFT)
        names = N.children(left) if left is not None and left.id != above.id else []
    return (names[0], names[1]) if len(names) == 2 else None


def position(node: Node, statement: Node, data: bytes) -> tuple[bool, bool]:
    """Whether the node is in the header of a compound statement, and whether it is evaluated not exactly once."""
    right = False
    child, above = node, node.parent
    while above is not None and child.id != statement.id:
        if above.kind_id in FUNCTIONS:
            raise Refused("the map is used in the header of a function literal; move the use out of it")
        right |= _not_once(child, above, data)
        child, above = above, above.parent
    return statement.kind_id in COMPOUND, right


def _not_once(child: Node, above: Node, data: bytes) -> bool:
    kind = above.kind_id
    if kind == N.BINARY_EXPRESSION:
        operator = N.need(above, N.F_OPERATOR)
        lazy = data[operator.start_byte : operator.end_byte] in (b"&&", b"||")
        return lazy and N.need(above, N.F_RIGHT).id == child.id
    if kind == N.IF_STATEMENT:
        other = N.field(above, N.F_ALTERNATIVE)
        return other is not None and other.id == child.id
    if kind == N.FOR_STATEMENT:
        return child.kind_id != N.RANGE_CLAUSE
    return kind in (N.EXPRESSION_CASE, N.TYPE_CASE, N.COMMUNICATION_CASE, N.SELECT_STATEMENT)


COMPOUND = frozenset(
    {
        N.IF_STATEMENT,
        N.FOR_STATEMENT,
        N.EXPRESSION_SWITCH_STATEMENT,
        N.TYPE_SWITCH_STATEMENT,
        N.SELECT_STATEMENT,
        N.LABELED_STATEMENT,
        N.BLOCK,
    }
)


def counts_on(use: Use, data: bytes) -> bool:
    """Whether something relies on how many elements there are: `wg.Add(len(m))`, and not the room in `make`."""
    if use.how is not How.LEN:
        return False
    above = use.node.parent
    call = above.parent if above is not None and above.kind_id == N.ARGUMENT_LIST else None
    if above is None or call is None or call.kind_id != N.CALL_EXPRESSION:
        return False
    arguments = N.children(above)
    if N.text(N.need(call, N.F_FUNCTION), data) != "make":
        return True
    return arguments[-1].id == use.node.id and len(arguments) == 2 and arguments[0].kind_id != N.MAP_TYPE
