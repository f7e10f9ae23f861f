"""Stores become calls: Store, Update where the old element counts, With for several at once (F3 to F5, F21)."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import inside, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.uses import How, Use, pair
from golint_py.fix.wrap_relations import same_element, uses_in
from golint_py.syntax import nodes as N

_LONG = 80  # gofmt breaks a literal whose header and body take more than 100


def assignment(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """The pieces for the statement that stores to `m[k]`."""
    statement = use.node.parent
    if statement is not None and statement.kind_id == N.EXPRESSION_LIST:
        statement = statement.parent
    if statement is None:
        raise Refused("the store is in no statement")
    within = uses_in(uses, statement)
    if statement.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        operator = b"+" if statement.kind_id == N.INC_STATEMENT else b"-"
        if work.inner or len(within) > 1:
            work.wrapped(statement, within)
        else:
            _updated(work, use, statement, None, operator)
        return
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    operator = work.text(N.need(statement, N.F_OPERATOR))
    if len(left) != 1:
        _several(work, use, statement, within)
    elif operator != b"=":
        if any(one is not use for one in within):
            work.wrapped(statement, within)
        else:
            _updated(work, use, statement, right[0], operator[:-1])
    else:
        _stored_value(work, use, statement, right[0], within)


def _stored_value(work: Rewrite, use: Use, statement: Node, value: Node, within: list[Use]) -> None:
    """A plain store, or one of what is made of the old element (F3, F5)."""
    inner = [one for one in within if inside(one.mention, value)]
    again = [one for one in inner if one.how is How.READ and same_element(work, use, one)]
    if any(one.how is How.LEN for one in inner) and not work.alone(use.mention):
        work.wrapped(statement, within)
    elif again and not work.alone(use.mention):
        if len(again) != len(inner) or any(work.inner or pair(one) for one in again):
            work.wrapped(statement, within)
        elif len(within) > 1 + len(inner) or not work.stable(work.key(use)):
            raise Refused("a sync.Map cannot compute an element from what it was; the wrapper can")
        else:
            _remade(work, use, statement, value, again)
    else:
        work.opened(use.mention, "Store", work.key(use).start_byte, use.node.start_byte)
        work.argument(work.key(use), key=True)
        work.put(work.key(use).end_byte, value.start_byte, b", ")
        work.argument(value, key=False)
        work.put(value.end_byte, value.end_byte, b")")
        work.done.add(use.mention.id)


def _remade(work: Rewrite, use: Use, statement: Node, value: Node, again: list[Use]) -> None:
    """`m[k] = f(m[k])` becomes `m.Update(k, func(old V, _ bool) V { return f(old) })`."""
    loud = work.quiet.loud(value)
    if loud is not None:
        word = work.text(loud).partition(b"\n")[0][:50].decode("utf-8", "replace")
        if any(inside(one.node, loud) for one in again):
            raise Refused(f"`{word}` would run while the map is locked, for which it must not use it or wait")
        raise Refused(f"`{word}` would run between reading and storing the element; compute it before")
    name = work.parameter("old", statement)
    length = value.end_byte - value.start_byte
    _update(work, use, statement, value.start_byte, value.end_byte, name, b"", length)
    for one in again:
        work.put(one.node.start_byte, one.node.end_byte, name)
        work.done.add(one.mention.id)


def _updated(work: Rewrite, use: Use, statement: Node, value: Node | None, operator: bytes) -> None:
    """`m[k] op= v` (F4)."""
    name = work.parameter("old", statement)
    before = name + b" " + operator + b" "
    if value is None:
        _update(work, use, statement, statement.end_byte, statement.end_byte, name, before + b"1", len(before) + 1)
        return
    start, end = value.start_byte, value.end_byte
    if work.quiet.loud(value) is not None:
        if not work.stable(work.key(use)) or not work.stable(use.mention):
            raise Refused("the key is computed by something that may wait or have effects; compute it before")
        above = statement.parent
        if above is None or above.kind_id != N.STATEMENT_LIST or not work.lines.begins(statement.start_byte):
            raise Refused("the value cannot be computed before the statement")
        _computed_before(work, use, statement, value, before)
        return
    if value.kind_id == N.BINARY_EXPRESSION:
        before += b"("
        work.put(end, end, b")")
    _update(work, use, statement, start, end, name, before, len(before) + end - start)


def _computed_before(work: Rewrite, use: Use, statement: Node, value: Node, before: bytes) -> None:
    """`amount := v`, and then the update with it."""
    work.check_swap()
    name, line = work.name("amount"), work.lines.end + work.lines.indent(statement.start_byte)
    work.put(statement.start_byte, value.start_byte, name + b" := ")
    element = work.whole.declared.element
    work.typed = True
    old = before.partition(b" ")[0]
    parameters = b"func(" + old + b" " + element + (b"" if work.style.helpers else b", _ bool") + b") " + element
    mention, key = work.text(use.mention), work.text(work.key(use))
    call = mention + b".Update(" + key
    if work.style.helpers:
        call = work.helper_call("Update", use.mention) + mention + b", " + key
    text = call + b", " + parameters + b" { return " + before + name + b" })"
    work.put(value.end_byte, value.end_byte, line + text)
    work.done.add(use.mention.id)


def _update(
    work: Rewrite, use: Use, statement: Node, start: int, end: int, name: bytes, before: bytes, length: int
) -> None:
    """The call of Update around the bytes of the new value, with `before` before them."""
    work.check_swap()
    element = work.whole.declared.element
    work.typed = True
    parameters = b"(" + name + b" " + element + (b"" if work.style.helpers else b", _ bool") + b") " + element
    key = work.key(use)
    work.opened(use.mention, "Update", key.start_byte, use.node.start_byte)
    indent, line = work.lines.indent(statement.start_byte), work.lines.end
    if len(parameters) + length < _LONG and b"\n" not in work.data[start:end]:
        opened, closed = b" { return ", b" })"
    else:
        above = statement.parent
        if above is None or above.kind_id != N.STATEMENT_LIST or b"\n" in work.data[start:end]:
            raise Refused("the new value takes too much room for where it stands")
        opened, closed = b" {" + line + indent + b"\treturn ", line + indent + b"})"
    work.put(key.end_byte, start, b", func" + parameters + opened + before)
    work.put(end, end, closed)
    work.done.add(use.mention.id)


def _several(work: Rewrite, use: Use, statement: Node, within: list[Use]) -> None:
    """`m[a], m[b] = m[b], m[a]` under With; `x, m[k] = f()` by way of a variable (F21)."""
    if work.quiet.loud(statement) is None and not work.style.helpers:
        work.wrapped(statement, within)
        return
    key = work.key(use)
    left = N.children(N.need(statement, N.F_LEFT))
    stores = [one for one in within if one.how is How.STORE]
    names = {work.text(one) for one in walk(key) if one.kind_id in (N.IDENTIFIER, N.FIELD_IDENTIFIER)}
    assigned = {work.text(one) for target in left if target.id != use.node.id for one in walk(target)}
    if len(stores) != 1 or names & assigned or not work.stable(key) or not work.stable(use.mention):
        raise Refused("several values are assigned together; assign them one by one")
    if not work.lines.alone(statement.start_byte, statement.end_byte) or work.inner:
        raise Refused("several values are assigned together; assign them one by one")
    above = statement.parent
    if above is None or above.kind_id != N.STATEMENT_LIST:
        raise Refused("several values are assigned together; assign them one by one")
    name = work.name("value")
    work.typed = True
    indent, line = work.lines.indent(statement.start_byte), work.lines.end
    declared = b"var " + name + b" " + work.whole.declared.element + line + indent
    work.put(statement.start_byte, statement.start_byte, declared)
    work.put(use.node.start_byte, use.node.end_byte, name)
    call = work.text(use.mention) + b".Store(" + work.text(key) + b", " + name + b")"
    work.put(statement.end_byte, statement.end_byte, line + indent + call)
    work.done.add(use.mention.id)
