"""Statements that test and change a map become one step: LoadOrStore, LoadAndDelete, With (F7, F12, F22)."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import exits, inside, names_in, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.second_look import assigned_in
from golint_py.fix.uses import How, Use, counts_on, pair
from golint_py.fix.whole_declaration import is_empty
from golint_py.fix.wrap_relations import same_element, uses_in
from golint_py.fix.wrap_second_look import looked_again
from golint_py.fix.wrap_stores import assignment
from golint_py.fix.wrap_together import changed_together
from golint_py.syntax import nodes as N

_PAIRS = frozenset({N.SHORT_VAR_DECLARATION, N.ASSIGNMENT_STATEMENT})
_COUNTED = frozenset({N.DEFER_STATEMENT, N.GO_STATEMENT, N.LABELED_STATEMENT, N.COMMENT})
_STEPS = frozenset(
    {
        N.ASSIGNMENT_STATEMENT,
        N.INC_STATEMENT,
        N.DEC_STATEMENT,
        N.EXPRESSION_STATEMENT,
        N.IF_STATEMENT,
    }
)


def statements(work: Rewrite, uses: Sequence[Use]) -> None:
    """The pieces for statements; the mentions that they cover are `done`."""
    for use in uses:
        if use.mention.id not in work.done and use.how is How.COMPARE and work.whole.pointer:
            work.done.add(use.mention.id)  # a pointer is nil where the map was
        elif use.mention.id not in work.done and use.how is How.COMPARE:
            _nil_check(work, use, uses)
    for use in uses:
        if use.mention.id not in work.done and use.how is How.READ:
            _tested(work, use, uses)
    for use in uses:
        if use.mention.id not in work.done and use.how is How.READ:
            looked_again(work, use, uses)
    for use in uses:
        if use.mention.id not in work.done and use.how is How.READ:
            changed_together(work, use, uses)
    for use in uses:
        if use.mention.id not in work.done and use.how is How.READ and work.inner:
            _inner_map(work, use, uses)
    for use in uses:
        if use.mention.id not in work.done and use.how is How.STORE:
            assignment(work, use, uses)
    _check_steps(work, uses)


# --- if m == nil, if _, ok := m[k]; ok --------------------------------------------------------------------------------


def _nil_check(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """`if m == nil { m = make(...) }` goes: an empty one is ready to use (F12)."""
    statement = use.node.parent
    if (
        statement is None
        or statement.kind_id != N.IF_STATEMENT
        or work.text(use.node).split()
        != [
            work.text(use.mention),
            b"==",
            b"nil",
        ]
    ):
        raise Refused("somebody asks whether the map is nil, which it never is then; ask for its length")
    block = N.children(N.need(statement, N.F_CONSEQUENCE))
    inner = N.children(block[0]) if block else []
    others = [one for one in uses_in(uses, statement) if one is not use]
    plain = N.field(statement, N.F_ALTERNATIVE) is None and N.field(statement, N.F_INITIALIZER) is None
    if not plain or len(inner) != 1 or len(others) != 1 or others[0].how is not How.REPLACE:
        raise Refused("somebody asks whether the map is nil, which it never is then; ask for its length")
    right = N.field(inner[0], N.F_RIGHT)
    if right is None or work.text(others[0].mention) != work.text(use.mention) or not _makes(work, right):
        raise Refused("the map is filled where it is made")
    work.without(statement)
    work.done |= {use.mention.id, others[0].mention.id}


def _makes(work: Rewrite, right: Node) -> bool:
    values = N.children(right)
    return len(values) == 1 and values[0].kind_id != N.NIL and is_empty(values[0], work.data)


def _inner_map(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """`m[a][b] = c`: the element is a map itself, and nobody else may use it meanwhile (F22)."""
    if use.statement.kind_id not in _STEPS:
        raise Refused("the element is a map itself: it would be used after the lock is given back")
    _whole(work, use.statement, uses)


def _tested(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """`if v, ok := m[k]; ok {` and `v, ok := m[k]` before `if !ok {`, with what follows changing that element (F7)."""
    names = pair(use)
    if names is None and use.header and use.statement.kind_id == N.IF_STATEMENT and not work.alone(use.mention):
        if any(same_element(work, use, one) and one.writes for one in uses_in(uses, use.statement)):
            _whole(work, use.statement, uses)
        return
    above = use.node.parent
    statement = above.parent if above is not None else None
    if statement is None or not work.stable(work.key(use)):
        return
    if _taken(work, use, statement, uses) or work.alone(use.mention) or names is None:
        return
    outer = statement.parent
    if outer is None or statement.kind_id != N.SHORT_VAR_DECLARATION:
        return
    if outer.kind_id == N.IF_STATEMENT:
        _test_and_change(work, use, names, outer, uses)
    elif outer.kind_id == N.STATEMENT_LIST:
        following = statement.next_named_sibling
        if following is not None and following.kind_id == N.IF_STATEMENT:
            if N.field(following, N.F_INITIALIZER) is None and _stored_behind(work, use, names, following, uses):
                return
            _filled_in(work, use, names, following, uses)


def _taken(work: Rewrite, use: Use, statement: Node, uses: Sequence[Use]) -> bool:
    """`v, ok := m[k]` before `delete(m, k)` is one step, also with `if !ok { return }` between."""
    left = N.field(statement, N.F_LEFT)
    if statement.kind_id not in _PAIRS or left is None or len(N.children(N.need(statement, N.F_RIGHT))) != 1:
        return False
    found = _deleted_behind(work, use, statement, uses)
    fixed = names_in(work.key(use), work.data) | names_in(use.mention, work.data)
    if found is None or names_in(left, work.data) & fixed:
        return False
    after, last = found
    if not work.lines.alone(after.start_byte, after.end_byte) or b"//" in work.lines.text(
        after.start_byte, work.lines.after(after.end_byte)
    ):
        return False
    if len(N.children(left)) == 1:
        work.put(left.end_byte, left.end_byte, b", _")
    work.indexed(use, "LoadAndDelete")
    work.without(after)
    work.done |= {use.mention.id, last.mention.id}
    return True


def _deleted_behind(work: Rewrite, use: Use, statement: Node, uses: Sequence[Use]) -> tuple[Node, Use] | None:
    """The statement `delete(m, k)` that always comes to run after a look, but where the element is not there: between
    are ways out for that, and what nobody sees."""
    names, outer = pair(use), statement.parent
    absent = b"!" + work.text(names[1]) if names is not None else b""
    after = statement.next_named_sibling
    if outer is not None and outer.kind_id == N.IF_STATEMENT:
        if not _leaves_for(work, outer, absent, uses, use):
            return None
        after = outer.next_named_sibling
    fixed = names_in(work.key(use), work.data) | names_in(use.mention, work.data)
    quietly = Quiet(work.info, work.view.packages, work.data, _of_wrappers(work, statement))
    while after is not None:
        (*others, last) = uses_in(uses, after) or [use]
        if after.kind_id == N.EXPRESSION_STATEMENT and last is not use:
            whole = last.how is How.CALL and not others and last.node == N.children(after)[0]
            return (after, last) if whole and same_element(work, use, last) else None
        quiet = quietly.quiet(after) and quietly.panics(after) is None and not exits(after)
        plain = quiet and last is use and after.kind_id not in _COUNTED and not fixed & assigned_in(after, work.data)
        if not plain and not _leaves_for(work, after, absent, uses, None):
            return None
        after = after.next_named_sibling
    return None


def _of_wrappers(work: Rewrite, statement: Node) -> frozenset[int]:
    """The calls beside a statement, by node id, on maps that are wrappers already."""
    block = statement.parent
    found = set()
    for one in walk(block) if block is not None else ():
        selection = work.info.selections.get(N.need(one, N.F_FUNCTION).id) if one.kind_id == N.CALL_EXPRESSION else None
        symbol = selection.symbol if selection is not None else ""
        if symbol.startswith(f"(*{work.path}.Map).") and symbol.rpartition(".")[2] in ("Delete", "Store", "Clear"):
            found.add(one.id)
    return frozenset(found)


def _leaves_for(work: Rewrite, test: Node, condition: bytes, uses: Sequence[Use], use: Use | None) -> bool:
    """Whether it is `if !ok {` with a way out, that has no other use of the map."""
    if test.kind_id != N.IF_STATEMENT or work.text(N.need(test, N.F_CONDITION)) != condition:
        return False
    body, others = _body(test), [one for one in uses_in(uses, test) if one is not use]
    plain = N.field(test, N.F_ALTERNATIVE) is None and (use is not None or N.field(test, N.F_INITIALIZER) is None)
    return plain and not others and bool(body) and work.quiet.leads_out(body[-1], test)


def _body(statement: Node) -> list[Node]:
    inner = N.children(N.need(statement, N.F_CONSEQUENCE))
    return N.children(inner[0]) if inner else []


def _test_and_change(work: Rewrite, use: Use, names: tuple[Node, Node], outer: Node, uses: Sequence[Use]) -> None:
    value, ok = (work.text(one) for one in names)
    condition = work.text(N.need(outer, N.F_CONDITION))
    body = _body(outer)
    changes = [
        one for one in uses_in(uses, N.need(outer, N.F_CONSEQUENCE)) if same_element(work, use, one) and one.writes
    ]
    if not changes:
        _stored_behind(work, use, names, outer, uses)
    if not changes or not body or outer.parent is None:
        return
    simple = N.field(outer, N.F_ALTERNATIVE) is None and b"//" not in work.text(outer)
    first = changes[0]
    if condition == b"!" + ok and value == b"_" and simple and len(body) == 1 and first.how is How.STORE:
        stored = _stored(work, first, body[0])
        if stored is not None and outer.parent.kind_id == N.STATEMENT_LIST:
            work.opened(use.mention, "LoadOrStore", work.key(use).start_byte, outer.start_byte)
            work.argument(work.key(use), key=True)
            work.put(work.key(use).end_byte, stored.start_byte, b", ")
            work.argument(stored, key=False)
            work.put(stored.end_byte, outer.end_byte, b")")
            work.done |= {use.mention.id, first.mention.id}
            return
    if condition == ok and first.how is How.CALL and len(changes) == 1 and inside(first.node, body[0]):
        if len(body) == 1 and simple and value == b"_" and outer.parent.kind_id == N.STATEMENT_LIST:
            work.opened(use.mention, "Delete", work.key(use).start_byte, outer.start_byte)
            work.argument(work.key(use), key=True)
            work.put(work.key(use).end_byte, outer.end_byte, b")")
            work.done |= {use.mention.id, first.mention.id}
            return
        if len(body) > 1 and body[0].kind_id == N.EXPRESSION_STATEMENT:
            work.indexed(use, "LoadAndDelete")
            work.without(body[0])
            work.done |= {use.mention.id, first.mention.id}
            return
    _whole(work, outer, uses)


def _stored_behind(work: Rewrite, use: Use, names: tuple[Node, Node], test: Node, uses: Sequence[Use]) -> bool:
    """`if _, ok := m[k]; ok { return }` before `m[k] = E` becomes `if _, ok := m.LoadOrStore(k, E); ok { return }`."""
    value, ok = (work.text(one) for one in names)
    body, after = _body(test), test.next_named_sibling
    if not body or not work.quiet.leads_out(body[-1], test) or after is None:
        return False
    if uses_in(uses, N.need(test, N.F_CONSEQUENCE)):
        return False
    stores = [one for one in uses_in(uses, after) if same_element(work, use, one) and one.how is How.STORE]
    if work.text(N.need(test, N.F_CONDITION)) != ok or N.field(test, N.F_ALTERNATIVE) is not None or len(stores) != 1:
        return False
    stored = _stored(work, stores[0], after)
    if stored is None or not _plain_value(work, stored) or (work.style.helpers and value != b"_"):
        return False
    assigned = {one for one in (value, ok) if one != b"_"}
    block = after.parent
    later = [one for one in N.children(block) if one.start_byte > after.start_byte] if block is not None else []
    if value != b"_" and any(value in names_in(one, work.data) for one in later):
        return False  # it would be the new one
    if assigned & names_in(after, work.data) or not work.lines.alone(after.start_byte, after.end_byte):
        return False
    if b"//" in work.lines.text(after.start_byte, work.lines.after(after.end_byte)):
        return False
    opened, closed = work.conversion(work.type_of(stored), False, stored)
    key = work.key(use)
    work.opened(use.mention, "LoadOrStore", key.start_byte, use.node.start_byte)
    work.argument(key, key=True)
    work.put(key.end_byte, use.node.end_byte, b", " + opened + work.text(stored) + closed + b")")
    work.without(after)
    work.done |= {use.mention.id, stores[0].mention.id}
    return True


def _plain_value(work: Rewrite, value: Node) -> bool:
    """Whether an expression can be evaluated for nothing: it has no effects, does not panic, and is one line."""
    if work.quiet.panics(value) is not None or b"\n" in work.text(value):
        return False
    calls = [one for one in walk(value) if one.kind_id == N.CALL_EXPRESSION]
    return all(work.text(N.need(one, N.F_FUNCTION)) in (b"make", b"new", b"len", b"cap") for one in calls)


def _filled_in(work: Rewrite, use: Use, names: tuple[Node, Node], test: Node, uses: Sequence[Use]) -> None:
    """`if !ok { v = E; m[k] = v }` becomes `if !ok { v, _ = m.LoadOrStore(k, E) }`."""
    value, ok = (work.text(one) for one in names)
    body = _body(test)
    stores = [one for one in uses_in(uses, test) if same_element(work, use, one) and one.how is How.STORE]
    if work.text(N.need(test, N.F_CONDITION)) != b"!" + ok or len(stores) != 1 or len(body) != 2 or value == b"_":
        return
    made, stored = body[0], _stored(work, stores[0], body[1])
    if stored is None or work.text(stored) != value or made.kind_id != N.ASSIGNMENT_STATEMENT:
        return
    left, right = N.children(N.need(made, N.F_LEFT)), N.children(N.need(made, N.F_RIGHT))
    between = work.data[made.end_byte : body[1].start_byte]
    if len(left) != 1 or len(right) != 1 or work.text(left[0]) != value or between.strip() or b"//" in between:
        return
    if (
        work.text(N.need(made, N.F_OPERATOR)) != b"="
        or work.quiet.loud(right[0]) is not None
        or uses_in(uses, right[0])
    ):
        return
    key = work.text(work.key(use))
    mention = stores[0].mention
    call = work.text(mention) + b".LoadOrStore(" + key + b", "
    if work.style.helpers:
        call = work.helper_call("LoadOrStore", mention) + work.text(mention) + b", " + key + b", "
    work.indexed(use, "Load")
    work.put(left[0].end_byte, left[0].end_byte, b", _")
    work.put(right[0].start_byte, right[0].start_byte, call)
    work.put(right[0].end_byte, body[1].end_byte, b")")
    work.done |= {use.mention.id, stores[0].mention.id}


def _stored(work: Rewrite, use: Use, statement: Node) -> Node | None:
    """The value of `m[k] = v`, where it is a plain one that takes no step of its own."""
    if statement.kind_id != N.ASSIGNMENT_STATEMENT or work.text(N.need(statement, N.F_OPERATOR)) != b"=":
        return None
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    if len(left) != 1 or len(right) != 1 or left[0].id != use.node.id:
        return None
    mentions = any(inside(one, right[0]) for one in work.part.mentions)
    return right[0] if work.quiet.loud(right[0]) is None and not mentions else None


def _whole(work: Rewrite, statement: Node, uses: Sequence[Use]) -> None:
    """The statement as it is, under With (or refused)."""
    leaving = (N.RETURN_STATEMENT, N.BREAK_STATEMENT, N.CONTINUE_STATEMENT, N.GOTO_STATEMENT, N.FALLTHROUGH_STATEMENT)
    if any(one.kind_id in leaving for one in walk(statement)):
        raise Refused(
            "a sync.Map cannot look at an element and change it in one step; the wrapper can"
            if work.style.helpers
            else "an element is looked at and changed, and the statement left on the way; hold a lock over both"
        )
    work.wrapped(statement, uses_in(uses, statement))


# --- What is left -----------------------------------------------------------------------------------------------------


def _check_steps(work: Rewrite, uses: Sequence[Use]) -> None:
    """Refuse where an element is looked at and then changed, in a function that nothing else keeps others away from."""
    left = [one for one in uses if one.mention.id not in work.done or one.how is How.STORE]
    bare = [one for one in uses if one.how in (How.LEN, How.RANGE) and not work.alone(one.mention)]
    for use in bare:
        if counts_on(use, work.data) and any(_goes_over(work, one, use) for one in bare):
            raise Refused("elements are counted and gone over, in two steps; take a Snapshot, or hold a lock over both")
    for number, use in enumerate(uses):
        plain = use.how is How.CALL or (use.how is How.STORE and _is_plain(work, use))
        changing = use.how is How.PASSED and work.is_followed(use.mention)
        if not (plain or changing or use.how is How.REPLACE) or use.mention.id in work.looked:
            continue
        if work.alone(use.mention):
            continue
        for before in uses[:number]:
            if before not in left or before.writes or work.function(before.node) != work.function(use.node):
                continue
            if before.mention.id in work.done or inside(before.mention, use.node):
                continue
            _check_pair(work, before, use)


def _goes_over(work: Rewrite, use: Use, counted: Use) -> bool:
    """Whether the use goes over the map that was counted before, in the same function."""
    after = use.how is How.RANGE and use.mention.start_byte > counted.mention.start_byte
    same = after and work.text(use.mention) == work.text(counted.mention)
    return same and work.function(use.node) == work.function(counted.node)


def _is_plain(work: Rewrite, use: Use) -> bool:
    statement = use.node.parent
    statement = statement.parent if statement is not None else None
    operator = N.field(statement, N.F_OPERATOR) if statement is not None else None
    return operator is not None and work.text(operator) == b"="


def _keys(work: Rewrite, use: Use) -> set[bytes]:
    """What may be the key of a use: of a call that gets the map, or is a method of it, all arguments."""
    if use.how in (How.READ, How.STORE):
        return {work.text(work.key(use))}
    above: Node | None = use.node
    while above is not None and above.kind_id not in (N.CALL_EXPRESSION, N.STATEMENT_LIST):
        above = above.parent
    if above is None or above.kind_id != N.CALL_EXPRESSION or use.how not in (How.PASSED, How.CALL):
        return set()
    arguments = N.children(N.need(above, N.F_ARGUMENTS))
    return {work.text(one) for one in arguments if one.id not in (use.node.id, use.mention.id)}


def _check_pair(work: Rewrite, before: Use, after: Use) -> None:
    all_ = after.how is How.REPLACE or (after.how is How.CALL and work.text(after.node).startswith(b"clear("))
    if before.how is How.READ and not all_ and same_element(work, before, after):
        raise Refused("an element is looked at and then changed, in two steps; hold a lock over both, or use With")
    looks = before.how is How.READ or (
        before.how is How.PASSED and before.header and not work.is_followed(before.mention)
    )
    if looks and How.PASSED in (before.how, after.how) and _keys(work, before) & _keys(work, after):
        raise Refused("an element is looked at here and changed by what is called; hold a lock over both, or use With")
    copied = before.how is How.CALL and work.text(before.node).startswith(b"maps.Clone(")
    if all_ and (copied or before.how in (How.RANGE, How.PASSED)):
        raise Refused("what is in the map is taken and the map emptied, in two steps; use With")
    if before.how is How.LEN and before.header and (all_ or after.how is How.STORE):
        raise Refused("elements are counted before one is added, in two steps; hold a lock over both, or use With")
