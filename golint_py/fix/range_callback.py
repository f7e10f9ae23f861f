"""A loop over what became a `sync.Map`, for languages that do not range over functions: its body becomes a callback
(RULES C.2a).

`continue` returns true and `break` false. What leaves the loop for somewhere else is noted in a variable and done after
the call; results are kept in variables meanwhile.
"""

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.places import body_of, function_of, inside, stays, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.uses import How, Use
from golint_py.syntax import nodes as N
from golint_py.types.model import Interface, Pointer
from golint_py.types.scope import SelectionKind

PER_ITERATION = (1, 22)  # from this language version on, each iteration has variables of its own
_SWITCHES = frozenset({N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT, N.SELECT_STATEMENT})
_CASES = frozenset({N.EXPRESSION_CASE, N.TYPE_CASE, N.DEFAULT_CASE, N.COMMUNICATION_CASE})


class Way(Struct, frozen=True, eq=False):
    """A statement in the body that leaves the iteration: `kind` is the statement to do after the call, as text, or
    `continue` or `break` for the loop itself."""

    node: Node
    kind: bytes


class Result(Struct, frozen=True):
    """A result of the function: its name ("" for none) and type, as written."""

    name: bytes
    type: bytes


def callback(work: Rewrite, use: Use, loop: Node, uses: Sequence[Use]) -> None:
    """The pieces for `m.Range(func(key, value any) bool { ... })`."""
    block, lines = body_of(loop), work.lines
    labeled = loop.parent if loop.parent is not None and loop.parent.kind_id == N.LABELED_STATEMENT else None
    if not lines.begins(loop.start_byte) or not lines.alone(block.end_byte - 1, loop.end_byte):
        raise Refused("the loop shares its line")
    if block.start_point.row == block.end_point.row:
        raise Refused("the body of the loop shares its line")
    ways = _ways(work, block, labeled)
    _check_body(work, use, loop, ways, uses)
    names, assigned = _variables(work, use)
    indent, end = lines.indent(loop.start_byte), lines.end
    results = _results(work, loop) if any(one.kind == b"return" for one in ways) else []
    after = list(dict.fromkeys(one.kind for one in ways if one.kind not in (b"break", b"continue")))
    left = work.name("left") if after else b""
    kept = [work.name("result") for _ in results] if any(_values(one) for one in ways) else []
    before = [b"var " + name + b" " + result.type for name, result in zip(kept, results, strict=False)]
    before += [left + (b" := false" if len(after) == 1 else b" := 0")] if after else []
    if labeled is not None:
        if not lines.begins(labeled.start_byte):
            raise Refused("the label of the loop shares its line")
        work.put(lines.start(labeled.start_byte), lines.start(loop.start_byte), b"")
    opened = b"".join(one + end + indent for one in before)
    work.put(loop.start_byte, use.mention.start_byte, opened)
    any_ = b"any" if work.go >= (1, 18) else b"interface{}"
    work.put(
        use.mention.end_byte,
        block.start_byte + 1,
        b".Range(func(" + b", ".join(names) + b" " + any_ + b") bool {",
    )
    first = lines.after(block.start_byte) - len(end)
    for text in assigned:
        work.put(first, first, end + indent + b"\t" + text)
    for one in ways:
        _leave(work, one, left, after, kept, results)
    closed = (b"\treturn true" + end + indent if _reaches_end(work, block) else b"") + b"})"
    if after:
        closed += _dispatched(after, left, kept, end, indent)
    work.put(block.end_byte - 1, loop.end_byte, closed)


def _variables(work: Rewrite, use: Use) -> tuple[list[bytes], list[bytes]]:
    """The names of the callback's parameters, and the statements that give the loop's variables their types."""
    left = N.field(use.node, N.F_LEFT)
    written = N.children(left) if left is not None else []
    sign = b" := " if b":=" in work.data[use.node.start_byte : use.mention.start_byte] else b" = "
    declared = work.whole.declared
    names, assigned = [b"_", b"_"], []
    for place, (name, wanted, kind) in enumerate(
        zip(written, ("key", "value"), (declared.key, declared.element), strict=False)
    ):
        text = work.text(name)
        if text == b"_":
            continue
        if b"[" in text or b"." in text:
            raise Refused("an element is the variable of the loop")
        names[place] = work.name(wanted)
        assigned.append(text + b", _" + sign + names[place] + b".(" + kind + b")")
        work.typed = True
    if sign == b" := " and work.go < PER_ITERATION:
        _check_shared(work, use, [one for one in written if work.text(one) != b"_"])
    return names, assigned


def _check_shared(work: Rewrite, use: Use, names: Sequence[Node]) -> None:
    """Before go 1.22 all iterations have the same variables; whoever keeps one would see another one then."""
    loop = use.node.parent
    declared = {one.start_byte for one in names}
    for node in walk(body_of(loop)) if loop is not None else ():
        meaning = work.info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
        if meaning is not None and meaning.declared in declared and _kept(work, node, loop):
            raise Refused(f"a variable of the loop is kept by address, or in a function literal (C.2a, {_version()})")


def _version() -> str:
    return "before go " + ".".join(map(str, PER_ITERATION))


def _kept(work: Rewrite, name: Node, loop: Node | None) -> bool:
    """Whether the variable outlives its statement: its address is taken, or a literal has it."""
    node, above = name, name.parent
    while above is not None and loop is not None and above.id != loop.id:
        if above.kind_id == N.FUNC_LITERAL:
            return True
        direct = node.id == name.id or node.kind_id in (N.SELECTOR_EXPRESSION, N.INDEX_EXPRESSION)
        if direct and above.kind_id == N.UNARY_EXPRESSION and work.text(above).startswith(b"&"):
            return True
        if direct and above.kind_id == N.SLICE_EXPRESSION:
            return True
        selection = work.info.selections.get(above.id)
        bound = selection is not None and selection.kind is SelectionKind.METHOD_VALUE and selection.pointer
        if direct and bound and not isinstance(work.quiet.type_of(node), Pointer | Interface):
            return True
        node, above = above, above.parent
    return False


# --- Ways out ---------------------------------------------------------------------------------------------------------


def _ways(work: Rewrite, block: Node, labeled: Node | None) -> list[Way]:
    """The statements that leave an iteration, in source order. Raises `Refused` for those that have no other form."""
    own = _label(work, labeled) if labeled is not None else b""
    within = {_label(work, one) for one in walk(block, into_literals=False) if one.kind_id == N.LABELED_STATEMENT}
    found = []
    for node in walk(block, into_literals=False):
        if node.kind_id == N.RETURN_STATEMENT:
            found.append(Way(node, b"return"))
        elif node.kind_id in (N.BREAK_STATEMENT, N.CONTINUE_STATEMENT):
            word = b"break" if node.kind_id == N.BREAK_STATEMENT else b"continue"
            label = b"".join(work.text(one) for one in N.children(node))
            if label and label == own:
                found.append(Way(node, word))
            elif label and label not in within:
                found.append(Way(node, word + b" " + label))
            elif not label and not stays(node, block):
                found.append(Way(node, word))
    return found


def _label(work: Rewrite, labeled: Node) -> bytes:
    return work.text(N.need(labeled, N.F_LABEL))


def _check_body(work: Rewrite, use: Use, loop: Node, ways: Sequence[Way], uses: Sequence[Use]) -> None:
    """What means something else in a callback, or cannot be left from there."""
    block = body_of(loop)
    for node in walk(function_of(loop), into_literals=False):
        if node.kind_id == N.GOTO_STATEMENT:
            raise Refused("the function has a goto")
    for node in walk(block, into_literals=False):
        if node.kind_id == N.DEFER_STATEMENT:
            raise Refused("a deferred call would run at the end of the iteration")
        if node.kind_id == N.CALL_EXPRESSION and work.text(N.need(node, N.F_FUNCTION)) == b"recover":
            raise Refused("recover would be called by another function")
    inner = [one for one in uses if one.how is How.RANGE and one is not use and inside(one.node, block)]
    if inner and ways:
        raise Refused("the loop has another one over the same map in it, and is left from there")
    hidden = {one.name for one in work.info.objects.values() if one.declared >= 0}
    if hidden & {"true", "false", "any"}:
        raise Refused("true, false or any mean something else in the function")


def _values(way: Way) -> list[Node]:
    """What a `return` returns."""
    lists = N.children(way.node) if way.node.kind_id == N.RETURN_STATEMENT else []
    return N.children(lists[0]) if lists else []


def _results(work: Rewrite, loop: Node) -> list[Result]:
    """The results of the function around the loop."""
    function = function_of(loop)
    written = N.field(function, N.F_RESULT)
    found: list[Result] = []
    if written is not None and written.kind_id == N.PARAMETER_LIST:
        for one in N.children(written):
            kind = work.text(N.need(one, N.F_TYPE))
            found += [Result(work.text(name), kind) for name in N.fields(one, N.F_NAME)] or [Result(b"", kind)]
    elif written is not None:
        found.append(Result(b"", work.text(written)))
    local = {one.name for one in work.info.objects.values() if one.declared >= function.start_byte}
    for node in walk(written) if written is not None else ():
        text = work.text(node).decode()
        if node.kind_id in (N.TYPE_IDENTIFIER, N.PACKAGE_IDENTIFIER) and text in local:
            raise Refused(f"{text} means something else in the function than in its results")
    return found


def _leave(
    work: Rewrite, way: Way, left: bytes, after: Sequence[bytes], kept: Sequence[bytes], results: Sequence[Result]
) -> None:
    node = way.node
    if way.kind in (b"continue", b"break"):
        work.put(node.start_byte, node.end_byte, b"return true" if way.kind == b"continue" else b"return false")
        return
    if not work.lines.alone(node.start_byte, node.end_byte):
        raise Refused(f"`{way.kind.decode()}` shares its line")
    line = work.lines.end + work.lines.indent(node.start_byte)
    noted = left + (b" = true" if len(after) == 1 else b" = " + str(after.index(way.kind) + 1).encode())
    noted += line + b"return false"
    values = _values(way)
    if values:
        work.put(node.start_byte, values[0].start_byte, b", ".join(kept) + b" = ")
        work.put(node.end_byte, node.end_byte, line + noted)
        return
    if kept and way.kind == b"return":
        noted = b", ".join(kept) + b" = " + b", ".join(one.name for one in results) + line + noted
    work.put(node.start_byte, node.end_byte, noted)


def _dispatched(after: Sequence[bytes], left: bytes, kept: Sequence[bytes], end: bytes, indent: bytes) -> bytes:
    """What is done after the call."""
    words = [one + (b" " + b", ".join(kept) if one == b"return" and kept else b"") for one in after]
    line = end + indent
    if len(words) == 1:
        return line + b"if " + left + b" {" + line + b"\t" + words[0] + line + b"}"
    cases = b"".join(
        line + b"case " + str(number).encode() + b":" + line + b"\t" + one for number, one in enumerate(words, 1)
    )
    return line + b"switch " + left + b" {" + cases + line + b"}"


# --- The end of the body ----------------------------------------------------------------------------------------------


def _reaches_end(work: Rewrite, block: Node) -> bool:
    """Whether control may reach the end of the block (Go specification, Terminating statements)."""
    open_ = [block]
    while open_:
        node = open_.pop()
        if node.kind_id in (N.BLOCK, N.STATEMENT_LIST) or node.kind_id in _CASES:
            last = _last(node)
            if last is None:
                return True
            open_.append(last)
        elif node.kind_id == N.LABELED_STATEMENT:
            open_.append(N.children(node)[-1])
        elif node.kind_id == N.IF_STATEMENT:
            other = N.field(node, N.F_ALTERNATIVE)
            if other is None:
                return True
            open_ += [N.need(node, N.F_CONSEQUENCE), other]
        elif node.kind_id in _SWITCHES:
            cases = [one for one in N.children(node) if one.kind_id in _CASES]
            whole = node.kind_id == N.SELECT_STATEMENT or any(one.kind_id == N.DEFAULT_CASE for one in cases)
            if not whole or _broken(work, node):
                return True
            open_ += cases
        elif node.kind_id == N.FOR_STATEMENT:
            if len(N.children(node)) > 1 or _broken(work, node):
                return True
        elif not _ends(work, node):
            return True
    return False


def _last(node: Node) -> Node | None:
    """The last statement of a block or case."""
    if node.kind_id == N.STATEMENT_LIST:
        inner = N.children(node)
        return inner[-1] if inner else None
    lists = [one for one in N.children(node) if one.kind_id == N.STATEMENT_LIST]
    return _last(lists[-1]) if lists else None


def _broken(work: Rewrite, statement: Node) -> bool:
    """Whether a `break` may end the statement."""
    above = statement.parent
    labeled = above if above is not None and above.kind_id == N.LABELED_STATEMENT else None
    own = work.text(N.need(labeled, N.F_LABEL)) if labeled is not None else None
    for one in walk(statement, into_literals=False):
        if one.kind_id == N.BREAK_STATEMENT:
            label = N.children(one)
            if work.text(label[0]) == own if label else _innermost(one).id == statement.id:
                return True
    return False


def _innermost(jump: Node) -> Node:
    """What a `break` without a label ends."""
    node = jump.parent
    while node is not None and node.kind_id != N.FOR_STATEMENT and node.kind_id not in _SWITCHES:
        node = node.parent
    return node if node is not None else jump


_JUMPS = frozenset({N.RETURN_STATEMENT, N.BREAK_STATEMENT, N.CONTINUE_STATEMENT, N.FALLTHROUGH_STATEMENT})


def _ends(work: Rewrite, node: Node) -> bool:
    if node.kind_id in _JUMPS:
        return True
    call = N.children(node)[0] if node.kind_id == N.EXPRESSION_STATEMENT else None
    return call is not None and call.kind_id == N.CALL_EXPRESSION and work.text(N.need(call, N.F_FUNCTION)) == b"panic"
