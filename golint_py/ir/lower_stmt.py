"""Lowers blocks and simple statements: expressions, go, defer, send, return, jumps and labels."""

from tree_sitter import Node

from golint_py.ir.lower_assign import right_values
from golint_py.ir.lower_base import (
    STATEMENTS,
    Frame,
    Step,
    Target,
    Work,
    begin,
    coerce,
    drive,
    load,
    number,
    strip,
    truth,
    unknown,
)
from golint_py.ir.lower_call import spawn
from golint_py.ir.ops import Exit, Return, RunDefers, Send, Store, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Chan, Type


def statement(f: Frame, node: Node) -> Step:
    """Any statement; declarations of constants and types lower to nothing."""
    handler = STATEMENTS.get(node.kind_id)
    return 0 if handler is None else handler(f, node)


def block(f: Frame, node: Node) -> Step:
    """`{ ... }`."""
    for child in node.named_children:
        if child.kind_id == N.STATEMENT_LIST:
            return statements(f, child.named_children)
    return 0


def statements(f: Frame, nodes: list[Node]) -> Work:
    """Statements in a row; those that control does not reach are left out, unless a label leads there."""
    builder = f.builder
    get = STATEMENTS.get
    for node in nodes:
        kind = node.kind_id
        if builder.current < 0 and not (kind == N.LABELED_STATEMENT and _label(node) in f.plan.gotos):
            continue
        handler = get(kind)
        if handler is not None:
            step = handler(f, node)
            if not isinstance(step, int):
                step = drive(f, step)
                if not isinstance(step, int):
                    yield step
    return 0


def expression_statement(f: Frame, node: Node) -> Step:
    """A call or a receive whose value is not used."""
    for child in node.named_children:
        if child.kind_id != N.COMMENT:
            f.builder.statement = f.at(node)
            return begin(f, child)
    return 0


def send(f: Frame, node: Node) -> Work:
    """`c <- v`."""
    f.builder.statement = f.at(node)
    step = begin(f, N.need(node, N.F_CHANNEL))
    channel = step if isinstance(step, int) else (yield step)
    step = begin(f, N.need(node, N.F_VALUE))
    value = step if isinstance(step, int) else (yield step)
    at = f.at(node)
    f.emit(Send(at, channel, coerce(f, value, channel_element(f, channel), at)))
    return 0


def channel_element(f: Frame, channel: Value) -> Type | None:
    """The type of what a channel carries."""
    under = f.shared.lookup.core(f.types[channel])
    return under.elem if isinstance(under, Chan) else None


def go_statement(f: Frame, node: Node) -> Work:
    """`go f(x)`."""
    f.builder.statement = f.at(node)
    return spawn(f, node, False)


def defer_statement(f: Frame, node: Node) -> Work:
    """`defer f(x)`."""
    f.builder.statement = f.at(node)
    return spawn(f, node, True)


# Return.


def return_statement(f: Frame, node: Node) -> Work:
    """`return x, y`. The compiler does not store a named result to itself (go.dev/issue/4014)."""
    at = f.at(node)
    f.builder.statement = at
    listed = N.children(node)
    results = f.plan.real().results
    if listed:
        types = tuple([variable.type for variable in results]) if f.plan.range_body else f.results
        expressions = N.children(listed[0])
        found = yield from right_values(f, expressions, len(types))
        found = [coerce(f, value, type, at) for value, type in zip(found, types, strict=False)]
        if results:
            pairs = zip(results, expressions, strict=False)
            itself = {variable for variable, one in pairs if f.objects.get(strip(one).id) is variable}
            for variable, value in zip(results, found, strict=False):
                if variable not in itself:
                    f.emit(Store(at, f.addresses[variable], value))
        if not f.plan.range_body:
            finish(f, at, found)
            return 0
    if f.plan.range_body:
        leave(f, "return", "", at)
    else:
        finish(f, at, None)
    return 0


def finish(f: Frame, at: int, found: list[Value] | None) -> None:
    """Leave the function: deferred calls run, then the results are read. `found` None: the named results."""
    if f.plan.defers:
        f.emit(RunDefers(at))
    results = f.plan.results
    if results:
        found = [load(f, at, f.addresses[variable], variable.type) for variable in results]
    elif found is None:
        cells = f.addresses
        found = [
            load(f, at, cells[variable], variable.type) if variable in cells else f.builder.read(variable)
            for variable in f.named
        ]
    f.builder.end(Return(at, tuple(found)))


def end_of_body(f: Frame, at: int) -> None:
    """What happens where control reaches the closing brace."""
    if f.builder.current < 0:
        return
    f.builder.statement = at
    if f.plan.range_body:
        f.builder.end(Return(at, (truth(f, at, True),)))
    elif not f.results:
        finish(f, at, [])
    else:
        f.builder.end(Exit(at))


# Jumps.


def break_statement(f: Frame, node: Node) -> Step:
    """`break`, `break L`."""
    f.builder.statement = f.at(node)
    leave(f, "break", _label(node), f.builder.statement)
    return 0


def continue_statement(f: Frame, node: Node) -> Step:
    """`continue`, `continue L`."""
    f.builder.statement = f.at(node)
    leave(f, "continue", _label(node), f.builder.statement)
    return 0


def goto_statement(f: Frame, node: Node) -> Step:
    """`goto L`."""
    f.builder.statement = f.at(node)
    leave(f, "goto", _label(node), f.builder.statement)
    return 0


def fallthrough_statement(f: Frame, node: Node) -> Step:
    """`fallthrough`."""
    f.builder.statement = f.at(node)
    if f.fallthrough >= 0:
        f.builder.jump(f.fallthrough)
    else:
        f.builder.end(Exit(f.builder.statement))
    return 0


def leave(f: Frame, kind: str, label: str, at: int) -> None:
    """Jump to the target of a break, continue, goto, or (out of a range body) a return."""
    builder = f.builder
    if builder.current < 0:
        return
    target = None if kind in ("goto", "return") else _target(f, kind, label)
    if target is not None:
        builder.jump(target.after if kind == "break" else target.again)
    elif f.plan.range_body and not (kind == "goto" and label in f.own_labels):
        _leave_range_body(f, kind, label, at)
    elif kind == "goto":
        builder.jump(label_block(f, label))
    elif kind == "return":
        finish(f, at, None)
    else:
        unknown(f, at, f"{kind} without a loop", (), None)
        builder.end(Exit(at))


def _target(f: Frame, kind: str, label: str) -> Target | None:
    for target in reversed(f.targets):
        if label and target.label != label:
            continue
        if kind == "break" or target.again >= 0:
            return target
    return None


def _leave_range_body(f: Frame, kind: str, label: str, at: int) -> None:
    """Return to the iterator; a code says where the function around goes on after the loop (0: right after it)."""
    own = not label or label == f.loop_label
    if kind in ("break", "continue") and own:
        f.builder.end(Return(at, (truth(f, at, kind == "continue"),)))
        return
    code = f.exits.setdefault((kind, label), len(f.exits) + 1)
    if f.code >= 0:
        f.emit(Store(at, f.code, number(f, at, code)))
    f.builder.end(Return(at, (truth(f, at, False),)))


# Labels.


def labeled_statement(f: Frame, node: Node) -> Work:
    """`L: ...`."""
    name = _label(node)
    if name in f.plan.gotos:
        target = label_block(f, name)
        f.builder.statement = f.at(node)
        f.builder.jump(target)
        f.builder.start(target)
    for child in N.children(node):
        if child.kind_id != N.LABEL_NAME:
            f.label = name
            step = statement(f, child)
            if not isinstance(step, int):
                yield step
            f.label = ""
    return 0


def label_block(f: Frame, name: str) -> int:
    """The block that a label starts."""
    found = f.labels.get(name)
    if found is None:
        found = f.labels[name] = f.builder.open_block()
    return found


def _label(node: Node) -> str:
    """The label that a statement carries or names, "" for none."""
    for child in node.named_children:
        if child.kind_id == N.LABEL_NAME:
            text = child.text
            return "" if text is None else text.decode("utf-8", "replace")
    return ""


STATEMENTS.update(
    {
        N.BLOCK: block,
        N.EXPRESSION_STATEMENT: expression_statement,
        N.SEND_STATEMENT: send,
        N.GO_STATEMENT: go_statement,
        N.DEFER_STATEMENT: defer_statement,
        N.RETURN_STATEMENT: return_statement,
        N.BREAK_STATEMENT: break_statement,
        N.CONTINUE_STATEMENT: continue_statement,
        N.GOTO_STATEMENT: goto_statement,
        N.FALLTHROUGH_STATEMENT: fallthrough_statement,
        N.LABELED_STATEMENT: labeled_statement,
    }
)
