"""Single uses of a map become calls on what it became: Get, Load, Delete, Len, All, Snapshot (F1, F2, F6 to F14)."""

from collections.abc import Mapping, Sequence

from tree_sitter import Node

from golint_py.analyses.tables import MapCall
from golint_py.fix.lent import check_lent
from golint_py.fix.lock_calls import ANY
from golint_py.fix.map_methods import calls_method
from golint_py.fix.order import check_order, evaluated_later, refuse_order
from golint_py.fix.passed import passed_to
from golint_py.fix.places import body_of, function_of, inside, statements_of, walk
from golint_py.fix.printed import first_of_any
from golint_py.fix.range_callback import callback
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.steps import takes_one
from golint_py.fix.uses import How, Use, check_deferred, pair
from golint_py.fix.whole_declaration import is_empty
from golint_py.fix.whole_parameters import only_reads
from golint_py.fix.writers import calls_writer, changes, writers
from golint_py.knowledge.load import table
from golint_py.syntax import nodes as N
from golint_py.types.model import Array, Basic, Slice
from golint_py.types.scope import Mode

ITERATORS = (1, 23)
_LOOKS = frozenset({"Get", "Has", "Load", "Len", "Snapshot"})  # methods of what maps become that change nothing
_PRINTERS = ("fmt.", "log.", "testing.")
_DECODERS = frozenset({"encoding/json.Unmarshal", "(*encoding/json.Decoder).Decode"})


def single_uses(work: Rewrite, uses: Sequence[Use]) -> None:
    """The pieces for the uses that no statement has covered."""
    for use in uses:
        if use.mention.id in work.done:
            continue
        if use.how is How.READ:
            _read(work, use)
        elif use.how is How.LEN:
            _check_builtin(work, use.node)
            _check_order(work, use.node)
            work.called(use.mention, "Len", use.node.start_byte, use.node.end_byte)
        elif use.how is How.CALL:
            _call(work, use)
        elif use.how is How.RANGE:
            _range(work, use, uses)
        elif use.how is How.REPLACE:
            _replaced(work, use)
        elif use.how is How.PASSED:
            _passed(work, use)
        elif use.how is How.NAMED:
            raise Refused("another variable gets the map; use it under one name, or copy it")
        else:
            raise Refused("the map is used in a way that has no other form")


def _check_order(work: Rewrite, node: Node) -> None:
    """As `check_order`; other wrapped maps, and functions of the package that are known not to change this one, may be
    asked behind it."""
    changing = frozenset(writers(work.view, work.whole.location))

    def harmless(symbol: str) -> bool:
        receiver, _, method = symbol.rpartition(".")
        if receiver in (f"(*{work.path}.{work.style.type})", "(*sync.Map)"):
            return method in _LOOKS
        return symbol in work.view.bodies and symbol not in changing and ANY not in work.view.lock_calls.takes(symbol)

    check_order(work.quiet, node, harmless)


def returned(work: Rewrite, mention: Node) -> None:
    """`return m` hands out a copy (F14)."""
    _check_order(work, mention)
    around = function_of(mention)
    for one in work.part.mentions:
        above: Node | None = one
        while above is not None and above.id != around.id:
            if above.kind_id == N.DEFER_STATEMENT:
                raise Refused(
                    "a deferred call may change the map after it was returned, and a copy would not have that"
                )
            above = above.parent
    for facts in work.view.facts.functions:
        for access in facts.accesses:
            getter = access.getter.partition("@")[0]
            if access.location == work.whole.location and getter == work.part.body.symbol and access.writes:
                raise Refused(
                    f"{facts.symbol.rpartition('.')[2]} writes to the map that it gets: a copy would not have that"
                )
    _snapshot(work, mention)


def _snapshot(work: Rewrite, mention: Node) -> None:
    if work.style.helpers:
        raise Refused("a sync.Map cannot be copied as it is at one moment; the wrapper can")
    work.put(mention.start_byte, mention.start_byte, work.named())
    work.put(mention.end_byte, mention.end_byte, b".Snapshot()" + (b")" if work.named() else b""))


def _read(work: Rewrite, use: Use) -> None:
    """`m[k]`, alone or with `ok` (F1, F2)."""
    for later in evaluated_later(work.quiet, use.node):
        if not work.quiet.foreign(later) and calls_writer(work.view, work.part.body, later, work.whole.location):
            refuse_order(later, work.data)
    names = pair(use)
    if names is None:
        work.indexed(use, "Get")
    elif work.text(names[0]) == b"_" and work.text(names[1]) != b"_" and "Has" not in _missing(work):
        asked = _asked(work, use, names[1])
        if asked is None:
            work.put(names[0].start_byte, names[1].start_byte, b"")
        else:
            negated = work.text(asked).startswith(b"!")
            work.put(names[0].start_byte, use.node.start_byte, b"!" if negated else b"")
            work.put(use.node.end_byte, asked.end_byte, b"")
        work.indexed(use, "Has")
    elif work.text(names[0]) == b"_":
        key = work.key(use)
        work.put(use.mention.end_byte, key.start_byte, b".Load(")
        work.argument(key, key=True)
        work.put(key.end_byte, use.node.end_byte, b")")
    else:
        work.indexed(use, "Load")


def _asked(work: Rewrite, use: Use, name: Node) -> Node | None:
    """`ok` or `!ok` with which the condition of `if _, ok := m[k]; ok` begins, where nothing else has that name."""
    short = use.node.parent.parent if use.node.parent is not None else None
    above = short.parent if short is not None else None
    if above is None or above.kind_id != N.IF_STATEMENT or short != N.field(above, N.F_INITIALIZER):
        return None
    if short is None or short.kind_id != N.SHORT_VAR_DECLARATION:
        return None
    word = work.text(name)
    if sum(one.kind_id == N.IDENTIFIER and work.text(one) == word for one in walk(above)) != 2:
        return None
    first = N.need(above, N.F_CONDITION)
    while first.kind_id == N.BINARY_EXPRESSION:
        first = N.need(first, N.F_LEFT)
    between = work.data[use.node.end_byte : first.start_byte].strip()
    return first if work.text(first) in (word, b"!" + word) and between == b";" else None


def _missing(work: Rewrite) -> frozenset[str]:
    return frozenset({"Has"}) if work.style.helpers else frozenset()


def _check_builtin(work: Rewrite, call: Node) -> None:
    operand = work.info.operands.get(N.need(call, N.F_FUNCTION).id)
    if operand is None or operand.mode is not Mode.BUILTIN:
        raise Refused(f"`{N.text(N.need(call, N.F_FUNCTION), work.data)}` is another function there")


def _call(work: Rewrite, use: Use) -> None:
    """`delete(m, k)`, `clear(m)`, `maps.Clone(m)`, `maps.Copy(m, n)` (F6, F10, F13)."""
    name = N.text(N.need(use.node, N.F_FUNCTION), work.data)
    arguments = N.children(N.need(use.node, N.F_ARGUMENTS))
    if name == "delete":
        _check_builtin(work, use.node)
        start, key = use.node.start_byte, arguments[1]
        work.put(start, use.mention.start_byte, b"")
        work.put(use.mention.end_byte, key.start_byte, b".Delete(")
        work.argument(key, key=True)
        work.put(key.end_byte, use.node.end_byte, b")")
    elif name == "clear":
        _check_builtin(work, use.node)
        if work.style.helpers and work.go < ITERATORS:
            raise Refused("sync.Map.Clear needs go 1.23")
        work.called(use.mention, "Clear", use.node.start_byte, use.node.end_byte)
    elif name == "maps.Clone":
        _check_no_helpers(work)
        work.put(use.node.start_byte, use.mention.start_byte, work.named())
        work.put(use.mention.end_byte, use.node.end_byte, b".Snapshot()" + (b")" if work.named() else b""))
    else:
        statement = use.node.parent
        if statement is None or statement.kind_id != N.EXPRESSION_STATEMENT:
            raise Refused(f"{name} stands in another statement")
        work.wrapped(statement, [use])


def _check_no_helpers(work: Rewrite) -> None:
    if work.style.helpers:
        raise Refused("a sync.Map cannot be copied as it is at one moment; the wrapper can")


def _range(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """`range m` goes over a copy (F8); over what is there, for a sync.Map (R9)."""
    loop = use.node.parent
    if loop is None:
        raise Refused("the range is in no loop")
    inner = [one for one in work.part.mentions if inside(one, loop) and not inside(one, use.node)]
    declared = work.whole.declared
    plain = [one for one in inner if not calls_method(declared, one, work.data)]
    changing = any(work.is_followed(one) for one in inner) or any(changes(one, use, work.data) for one in plain)
    if changing or calls_writer(work.view, work.part.body, loop, work.whole.location):
        raise Refused("the loop changes the map that it goes over; collect the keys first")
    if any(takes_one(use, one, work.data) for one in uses):
        raise Refused("an element is found and taken out, in two steps; hold a lock over both, or use With")
    if work.style.helpers and work.go < ITERATORS:
        callback(work, use, loop, uses)
    elif work.style.helpers:
        _live(work, use, loop)
    elif work.go >= ITERATORS:
        work.put(use.mention.end_byte, use.mention.end_byte, b".All()")
    else:
        work.put(use.mention.end_byte, use.mention.end_byte, b".Snapshot()")


def _live(work: Rewrite, use: Use, loop: Node) -> None:
    """`for key, value := range m.Range { k := key.(K); v, _ := value.(V); ... }`."""
    left = N.field(use.node, N.F_LEFT)
    names = N.children(left) if left is not None else []
    sign = b" := " if b":=" in work.data[use.node.start_byte : use.mention.start_byte] else b" = "
    declared, lines, fresh_ = work.whole.declared, [], []
    for name, wanted, kind in zip(names, ("key", "value"), (declared.key, declared.element), strict=False):
        text = work.text(name)
        if text == b"_":
            fresh_.append(b"_")
            continue
        if b"[" in text or b"." in text:
            raise Refused("an element is the variable of the loop")
        fresh_.append(work.name(wanted))
        lines.append(text + b", _" + sign + fresh_[-1] + b".(" + kind + b")")
        work.typed = True
    if left is not None:
        work.put(left.start_byte, use.mention.start_byte, b", ".join(fresh_) + b" := range ")
        if not any(one != b"_" for one in fresh_):
            raise Refused("the loop has only blank names")
    work.put(use.mention.end_byte, use.mention.end_byte, b".Range")
    block = body_of(loop)
    indent, line = work.lines.indent(loop.start_byte) + b"\t", work.lines.end
    if lines and not work.lines.ends(block.start_byte + 1):
        raise Refused("the body of the loop shares its line")
    for text in lines:
        work.put(block.start_byte + 1, block.start_byte + 1, line + indent + text)


def _replaced(work: Rewrite, use: Use) -> None:
    """`m = make(...)` and the like (F10)."""
    above = use.node.parent
    statement = above.parent if above is not None else None
    if statement is None or work.text(N.need(statement, N.F_OPERATOR)) != b"=":
        raise Refused("the map is replaced in a way that has no other form")
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    if len(left) != 1 or len(right) != 1:
        raise Refused("the map is assigned together with others; assign it in a statement of its own")
    value = right[0]
    if work.whole.pointer:
        work.made(value, use.mention)
        return
    if any(inside(one, value) for one in work.part.mentions):
        raise Refused("what is in the map is taken and the map replaced, in two steps; use With")
    if is_empty(value, work.data):
        accesses = work.accesses(use.mention)
        first = use.mention.id == work.part.mentions[0].id and not work.part.elements
        if first and accesses and all(one.owned for one in accesses) and work.lines.ends(statement.end_byte):
            work.without(_with_its_loop(work, statement))
        elif work.style.helpers and work.go < ITERATORS:
            raise Refused("sync.Map.Clear needs go 1.23")
        else:
            work.put(use.mention.end_byte, statement.end_byte, b".Clear()")
        return
    if work.style.helpers:
        raise Refused("a sync.Map cannot be replaced in one step; the wrapper can")
    opened, closed = work.owned(value)
    work.put(use.mention.end_byte, value.start_byte, b".Replace(" + opened)
    work.put(value.end_byte, value.end_byte, closed + b")")


def _with_its_loop(work: Rewrite, statement: Node) -> Node:
    """The statement, or the loop over elements, `for i := range s.shards`, in which nothing else stands."""
    block = statement.parent.parent if statement.parent is not None else None
    loop = block.parent if block is not None else None
    if block is None or loop is None or loop.kind_id != N.FOR_STATEMENT or len(statements_of(block)) != 1:
        return statement
    clause = next((one for one in N.children(loop) if one.kind_id == N.RANGE_CLAUSE), None)
    over = N.need(clause, N.F_RIGHT) if clause is not None else None
    counts = over is not None and work.stable(over) and isinstance(work.quiet.type_of(over), Array | Slice | Basic)
    if not counts or over is None or b"//" in work.text(loop):
        return statement
    named = [work.text(one) for one in walk(function_of(loop), without=frozenset({loop.id})) if _is_name(one)]
    return loop if all(named.count(work.text(one)) > 1 for one in walk(over) if _is_name(one)) else statement


def _is_name(node: Node) -> bool:
    return node.kind_id == N.IDENTIFIER


def _passed(work: Rewrite, use: Use) -> None:
    """A function that only reads the map gets a copy (F13), a method of its type the wrapper (F19)."""
    if calls_method(work.whole.declared, use.mention, work.data):
        return
    check_deferred(use)
    _check_order(work, use.node)
    arguments = use.node.parent
    call = arguments.parent if arguments is not None else None
    if arguments is None or call is None or call.kind_id != N.CALL_EXPRESSION:
        raise Refused(
            "the map goes on to a variable, channel, literal or call, where it keeps its type; give that a copy"
        )
    function = N.need(call, N.F_FUNCTION)
    selection = work.info.selections.get(function.id)
    symbol = selection.symbol if selection is not None else ""
    place = next(at for at, one in enumerate(N.children(arguments)) if one.id == use.node.id)
    first = first_of_any(work.view, work.info, function)
    if symbol.lstrip("(*").startswith(_PRINTERS) and 0 <= first <= place and not _address(work, arguments):
        _snapshot(work, use.mention)
        return
    known = _known(symbol)
    if known is not None:
        number = place + symbol.startswith("(")
        if number not in known.reads or number in known.writes:
            raise Refused(f"{work.text(function).decode()} changes the map")
        if _address(work, arguments):
            raise Refused("the address of the map is printed")
        _snapshot(work, use.mention)
        return
    if work.is_followed(use.mention):
        if use.mention.id not in work.part.pointers and not work.whole.pointer:
            work.put(use.mention.start_byte, use.mention.start_byte, b"&")
        return
    accesses = work.accesses(use.mention)
    if any(one.via and one.writes for one in accesses):
        raise Refused(f"{work.text(function).decode()} changes the map that it is passed, and wants a map")
    if not only_reads(accesses):
        raise Refused(f"the map is passed to {work.text(function).decode()}, which wants a map; give it a copy")
    passed = passed_to(use.mention, work.info)
    if passed is not None and passed.symbol not in work.view.bodies:
        check_lent(work.view, passed)
    _snapshot(work, use.mention)


def _address(work: Rewrite, arguments: Node) -> bool:
    return any(b"%p" in work.text(one) for one in walk(arguments) if one.kind_id == N.STRING_LITERAL)


def _known(symbol: str) -> MapCall | None:
    rows: Mapping[str, MapCall] = table("maps", "call", MapCall)
    return rows.get(symbol)


def decoded(work: Rewrite, mention: Node) -> bool:
    """Whether `&m` is what encoding/json fills: a wrapper is filled as a map is."""
    above = mention.parent
    arguments = above.parent if above is not None else None
    call = arguments.parent if arguments is not None else None
    if above is None or call is None or above.kind_id != N.UNARY_EXPRESSION or call.kind_id != N.CALL_EXPRESSION:
        return False
    selection = work.info.selections.get(N.need(call, N.F_FUNCTION).id)
    return not work.style.helpers and selection is not None and selection.symbol in _DECODERS
