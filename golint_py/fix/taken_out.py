"""Uses of a map taken out of their statement: read before it under the lock, or stored after what is computed.

Also loops that go over a copy. Evaluation order is kept, or the fix refused.
"""

from collections.abc import Sequence

from msgspec import structs
from tree_sitter import Node

from golint_py.fix.copies import CLONE, copying_loop, last_word
from golint_py.fix.places import FUNCTIONS, inside, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.section_plan import Plan, Where, check_channels
from golint_py.fix.uses import How, Use, check_deferred
from golint_py.syntax import nodes as N
from golint_py.types.model import Map, Tuple

_SIMPLE = frozenset({N.ASSIGNMENT_STATEMENT, N.INC_STATEMENT, N.DEC_STATEMENT, N.EXPRESSION_STATEMENT})
_HEADED = FUNCTIONS | {N.TYPE_SWITCH_STATEMENT, N.COMMUNICATION_CASE}


def take_out(plan: Plan, statement: Node, uses: list[Use]) -> None:
    """Read before the statement, or compute before what it stores."""
    if not plan.where.names(statement):
        raise Refused("the variable with the lock is declared in the statement itself; declare it before")
    if len(uses) == 1 and uses[0].how is How.RANGE:
        _loop_over_copy(plan, statement, uses[0])
    elif any(one.writes for one in uses):
        _store_of_call(plan, statement, uses)
    elif _initialiser(statement, uses) is not None:
        _pair_before(plan, statement, uses[0])
    elif any(one.through for one in uses) and statement.kind_id in _SIMPLE and plan.where.quiet.quiet(statement):
        _in_literal(plan, statement)  # what the element refers to is changed under the lock, too
    else:
        _reads_before(plan, statement, uses)


def returned(plan: Plan, use: Use) -> Use:
    """`return maps.Clone(m)` where that can be under the lock; else the map is one that is passed on, as a copy."""
    where = plan.where
    if use.how is not How.RETURNED:
        return use
    if where.go < CLONE or where.maps is None or not where.quiet.quiet(use.statement):
        return structs.replace(use, how=How.PASSED)
    plan.cloned = True
    text = where.lines.text(use.node.start_byte, use.node.end_byte)
    plan.replace(use.node.start_byte, use.node.end_byte, where.maps + b".Clone(" + text + b")")
    return use


def _reads_before(plan: Plan, statement: Node, uses: list[Use]) -> None:
    where = plan.where
    lines: list[bytes] = []
    replaced: list[tuple[int, int, bytes]] = []
    if statement.kind_id in (N.LABELED_STATEMENT, N.SELECT_STATEMENT):
        raise Refused("it is used in a select, or a statement with a label; move the use out of it")
    for use in uses:
        _check_movable(where, statement, use, uses)
        text = where.lines.text(use.node.start_byte, use.node.end_byte)
        asked = "unset" if b"==" in text else "isSet"
        words = {How.LEN: "count", How.COMPARE: asked, How.SHOWN: "text", How.CALL: _read_of(text)}
        name = plan.name(words.get(use.how, "value"))
        if use.how is How.PASSED:
            check_deferred(use)
            name = plan.name(last_word(text) + "Copy")
            lines += _copied(plan, name, use.node)
        else:
            lines.append(name + b" := " + text)
        replaced.append((use.node.start_byte, use.node.end_byte, name))
    plan.before(statement, plan.lock.take(False), *lines, plan.lock.give(False))
    for start, end, name in replaced:
        plan.replace(start, end, name)


def _read_of(call: bytes) -> str:
    """What a call that reads a whole map gives, in a word."""
    return "keys" if b"maps.Keys(" in call else "copied" if b"maps.Clone(" in call else "values"


def _check_movable(where: Where, statement: Node, use: Use, uses: Sequence[Use]) -> None:
    """Whether the use, one of several, gives the same before the statement. Raises `Refused`."""
    if use.how is How.LENT and where.quiet.panics(use.node) is not None:
        raise Refused(_why_not(where, use.node))
    calls = use.how in (How.SHOWN, How.METHOD, How.LENT) or (use.how is How.CALL and not use.writes)
    text = calls and not isinstance(where.quiet.type_of(use.node), Tuple | None)
    if use.how not in (How.READ, How.LEN, How.COMPARE, How.PASSED) and not text:
        raise Refused("it is used in the middle of a statement; move the use into one of its own")
    if use.right:
        raise Refused("it is used behind && or ||, in a case or the condition of a loop; move the use out of it")
    if _with_ok(use):
        raise Refused("`v, ok` stands in the middle of a statement; move it into one of its own")
    if not where.quiet.quiet(use.node) or where.quiet.panics(use.node) is not None:
        raise Refused("the key is computed by something that may wait or panic; compute it before")
    if statement.kind_id == N.IF_STATEMENT and N.field(statement, N.F_INITIALIZER) is not None:
        raise Refused("the if has another statement in its header; move that before the if")
    moved = frozenset(one.node.id for one in uses if one.how is How.LENT)
    for node in walk(statement, into_literals=False, without=moved if use.how is How.LENT else frozenset()):
        before = node.end_byte <= use.node.start_byte
        if before and (not where.quiet.foreign(node) or (use.how is How.LENT and node.kind_id == N.CALL_EXPRESSION)):
            raise Refused("something that may have effects is evaluated before it; put that into a statement before")
        if node.start_byte >= use.node.start_byte:
            break
    where.in_order(use.node)
    if use.how is How.READ and isinstance(where.quiet.type_of(use.node), Map):
        raise Refused("the element is a map itself: it would be used after the lock is given back")


def _with_ok(use: Use) -> bool:
    """Whether the index yields two values there."""
    above = use.node.parent
    outer = above.parent if above is not None else None
    if use.how is not How.READ or above is None or outer is None or above.kind_id != N.EXPRESSION_LIST:
        return use.how is How.READ and above is not None and above.kind_id == N.VAR_SPEC
    left = N.field(outer, N.F_LEFT)
    return left is not None and len(N.children(left)) == 2 and len(N.children(above)) == 1


def _initialiser(statement: Node, uses: list[Use]) -> Node | None:
    """`v, ok := m[k]` of an `if` or `switch` whose only use it is."""
    first = N.field(statement, N.F_INITIALIZER)
    if first is None or len(uses) != 1 or first.kind_id != N.SHORT_VAR_DECLARATION:
        return None
    if statement.kind_id not in (N.IF_STATEMENT, N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT):
        return None
    right = N.children(N.need(first, N.F_RIGHT))
    return first if len(right) == 1 and right[0].id == uses[0].node.id else None


def _pair_before(plan: Plan, statement: Node, use: Use) -> None:
    """The initialiser moves before the statement; where its names are used elsewhere they get new ones."""
    where = plan.where
    first = N.need(statement, N.F_INITIALIZER)
    if use.right or not where.quiet.quiet(use.node) or where.quiet.panics(use.node) is not None:
        raise Refused("the key is computed by something that may wait or panic; compute it before")
    if isinstance(where.quiet.type_of(use.node), Map):
        raise Refused("the element is a map itself: it would be used after the lock is given back")
    data = where.lines.data
    names = [data[one.start_byte : one.end_byte] for one in N.children(N.need(first, N.F_LEFT))]
    condition = N.field(statement, N.F_CONDITION) or N.field(statement, N.F_VALUE)
    lock = plan.lock
    if condition is not None and not _clash(statement, names, data):
        text = data[first.start_byte : first.end_byte]
        plan.before(statement, lock.take(False), text, lock.give(False))
        plan.replace(first.start_byte, condition.start_byte, b"")
        return
    wanted = ["value", "found"]
    fresh_names = [b"_" if name == b"_" else plan.name(word) for name, word in zip(names, wanted, strict=False)]
    index = data[use.node.start_byte : use.node.end_byte]
    plan.before(statement, lock.take(False), b", ".join(fresh_names) + b" := " + index, lock.give(False))
    kept = [(name, new) for name, new in zip(names, fresh_names, strict=True) if name != b"_"]
    tested = _only_in(condition, statement, first, {name for name, _ in kept}, data)
    if condition is not None and tested is not None:
        plan.replace(first.start_byte, condition.start_byte, b"")
        for node in tested:
            plan.replace(node.start_byte, node.end_byte, dict(kept)[data[node.start_byte : node.end_byte]])
        return
    left, right = (b", ".join(part) for part in zip(*kept, strict=True))
    plan.replace(first.start_byte, first.end_byte, left + b" := " + right)


def _only_in(condition: Node | None, statement: Node, first: Node, names: set[bytes], data: bytes) -> list[Node] | None:
    """Where the names stand in the condition, None where they are used elsewhere in the statement, too."""
    found = [one for one in walk(statement) if data[one.start_byte : one.end_byte] in names and not inside(one, first)]
    if condition is None or not all(one.kind_id == N.IDENTIFIER and inside(one, condition) for one in found):
        return None
    return found


def _clash(statement: Node, names: list[bytes], data: bytes) -> bool:
    """Whether a name that moves into the list of statements means something else there, or in what declares it."""
    wanted = set(names) - {b"_"}
    block = statement.parent
    if block is None:
        return True
    scopes = [one for one in N.children(block) if one.id != statement.id]
    above = block.parent
    while above is not None and above.kind_id in (N.BLOCK, N.EXPRESSION_CASE, N.DEFAULT_CASE):
        above = above.parent
    outer = above.parent if above is not None and above.kind_id == N.TYPE_CASE else above
    if above is not None and (above.kind_id in _HEADED or outer is not above):
        top = outer if outer is not None else above
        scopes += [one for one in N.children(top) if not inside(statement, one)]
    return any(
        data[node.start_byte : node.end_byte] in wanted
        for scope in scopes
        for node in walk(scope)
        if node.kind_id == N.IDENTIFIER
    )


def _store_of_call(plan: Plan, statement: Node, uses: list[Use]) -> None:
    """`m[k] = f()`: the value first, then the store under the lock."""
    where = plan.where
    counted = statement.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT) and not where.quiet.quiet(statement)
    if not (statement.kind_id == N.ASSIGNMENT_STATEMENT or counted) or len(uses) != 1 or uses[0].how is not How.STORE:
        _in_literal(plan, statement)
        return
    left = N.children(statement)[:1] if counted else N.children(N.need(statement, N.F_LEFT))
    right = [] if counted else N.children(N.need(statement, N.F_RIGHT))
    if len(left) != 1 or len(right) > 1 or left[0].id != uses[0].node.id:
        raise Refused("several values are assigned together; assign them one by one")
    key = N.field(left[0], N.F_INDEX)
    if not where.quiet.quiet(left[0] if key is None else N.need(left[0], N.F_OPERAND)):
        raise Refused("the map is got by something that may wait or panic; get it before")
    data = where.lines.data
    texts: list[bytes] = []
    loud = key is not None and not where.quiet.quiet(key)
    unsure = key is not None and where.quiet.panics(left[0]) is not None
    computed = any(not where.quiet.quiet(one) or where.quiet.panics(one) is not None for one in right)
    moves = computed and key is not None and not _settled(plan, key)
    if key is not None and (loud or (unsure and (moves or where.quiet.panics(key) is not None))):
        name = plan.name("key")
        texts.append(name + b" := " + data[key.start_byte : key.end_byte])
        plan.replace(key.start_byte, key.end_byte, name)
        unsure = not where.quiet.safe_index(left[0])
    if computed:
        name = plan.name("value")
        texts.append(name + b" := " + data[right[0].start_byte : right[0].end_byte])
        plan.replace(right[0].start_byte, right[0].end_byte, name)
    if unsure:
        _literal_around(plan, statement, texts)
        return
    plan.before(statement, *texts, plan.lock.take(True))
    plan.after(statement, plan.lock.give(True))
    plan.cover(statement, statement)


def _settled(plan: Plan, key: Node) -> bool:
    """Whether a call cannot change what the key stands for: a variable that nothing else can reach."""
    data = plan.where.lines.data
    name = data[key.start_byte : key.end_byte]
    if key.kind_id != N.IDENTIFIER:
        return key.kind_id in (N.STRING_LITERAL, N.INT_LITERAL)
    meaning = plan.where.quiet.info.objects.get(key.id)
    kinds = {one.kind_id for one in walk(plan.where.function)}
    taken = b"&" + name in data[plan.where.function.start_byte : plan.where.function.end_byte]
    return meaning is not None and meaning.declared >= 0 and not taken and N.FUNC_LITERAL not in kinds


def _in_literal(plan: Plan, statement: Node) -> None:
    """A statement that may panic (a key that is an interface, or of a type that is not known) gives the lock back all
    the same: it stands in a function literal that is called on the spot."""
    if statement.kind_id not in _SIMPLE or not plan.where.quiet.quiet(statement):
        raise Refused(_why_not(plan.where, statement))
    _literal_around(plan, statement, [])


def _literal_around(plan: Plan, statement: Node, before: list[bytes]) -> None:
    lines = plan.where.lines
    if b"\n" in lines.text(statement.start_byte, statement.end_byte):
        raise Refused(_why_not(plan.where, statement))
    lock = plan.lock
    plan.literals += 1
    plan.before(statement, *before, b"func() {", b"\t" + lock.take(True), b"\tdefer " + lock.give(True))
    plan.replace(statement.start_byte, statement.start_byte, b"\t")
    plan.after(statement, b"}()")


def _why_not(where: Where, statement: Node) -> str:
    loud = where.quiet.loud(statement) or where.quiet.panics(statement)
    if loud is None:
        return "the statement cannot be put between Lock and Unlock"
    text = N.text(loud, where.lines.data).partition("\n")[0]
    return f"`{text[:50]}` would run, or could panic, while the lock is held"


def _loop_over_copy(plan: Plan, statement: Node, use: Use) -> None:
    """Range over a copy; the body goes on without the lock."""
    where = plan.where
    if statement.kind_id != N.FOR_STATEMENT:
        raise Refused("a loop with a label")
    if not where.quiet.quiet(use.mention):
        raise Refused(_why_not(where, use.mention))
    if statement.id in where.changed:
        raise Refused("the body of the loop changes the map")
    check_channels(where, statement)
    data = where.lines.data
    text = data[use.mention.start_byte : use.mention.end_byte]
    name = plan.name(last_word(text) + "Copy")
    plan.before(statement, plan.lock.take(False), *_copied(plan, name, use.mention), plan.lock.give(False))
    plan.replace(use.mention.start_byte, use.mention.end_byte, name)


def _copied(plan: Plan, name: bytes, mention: Node) -> list[bytes]:
    """The lines that put a copy of the map into a new variable."""
    where = plan.where
    if where.go >= CLONE and where.maps is not None:
        plan.cloned = True
        return [
            name + b" := " + where.maps + b".Clone(" + where.lines.text(mention.start_byte, mention.end_byte) + b")"
        ]
    return copying_loop(where.quiet.info, where.spelling, where.lines.data, name, mention)
