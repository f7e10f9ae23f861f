"""A store of what was not there at a look before, with something between that may wait: `m[k] = v` becomes
`m.LoadOrStore(k, v)`, and who comes second does what it would have done had it come later (RULES C.2 R7, C.3 F7)."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import inside, names_in, statement_of, statements_of
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.second_look import assigned_between, is_local_of, leaving_block, stored_key, test_of
from golint_py.fix.uses import How, Use, pair
from golint_py.fix.wrap_relations import same_element, uses_in
from golint_py.fix.writers import written_between
from golint_py.syntax import nodes as N


def looked_again(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """The pieces for the store behind a look, where it is one of these."""
    names, first = pair(use), statement_of(use.node)
    stores = [one for one in uses if one.mention.start_byte > use.mention.end_byte and same_element(work, use, one)]
    stores = [one for one in stores if one.writes and work.function(one.node) == work.function(use.node)]
    found = test_of(use, first, work.data)
    if names is None or found is None or len(stores) != 1 or stores[0].how is not How.STORE:
        return
    (after,), (test, absent) = stores, found
    statement = after.statement
    key = stored_key(after, statement, work.data)
    if key is None or after.mention.id in work.done or work.alone(use.mention):
        return
    between = [one for one in uses if use.mention.end_byte <= one.mention.start_byte < after.mention.start_byte]
    body = work.part.body
    if between or written_between(work.view, body, (work.whole.location,), use.node, statement):
        return
    fixed = names_in(key, work.data) | names_in(after.mention, work.data)
    stored = N.children(N.need(statement, N.F_RIGHT))[0]
    if assigned_between(use.node.end_byte, statement, work.data) & fixed or uses_in(uses, stored):
        return
    if not work.lines.alone(statement.start_byte, statement.end_byte):
        return
    if absent:
        _with_the_first(work, after, stored, test)
    else:
        _leaving(work, after, stored, test, names)


def _with_the_first(work: Rewrite, after: Use, stored: Node, test: Node) -> None:
    """`v, _ = m.LoadOrStore(k, v)`."""
    if is_local_of(work.info, stored, work.element_type()) and inside(after.statement, N.need(test, N.F_CONSEQUENCE)):
        _stored(work, after, stored, work.text(stored) + b", _ = ", b"")


def _leaving(work: Rewrite, after: Use, stored: Node, test: Node, names: tuple[Node, Node]) -> None:
    """`if v, ok := m.LoadOrStore(k, v); ok {`, and what stands in the test before."""
    value, ok = (work.text(one) for one in names)
    block = N.need(test, N.F_CONSEQUENCE)
    used = names_in(block, work.data)
    rest = leaving_block(test, after.statement, work.quiet, work.lines)
    if not rest or (used - {value, ok}) & assigned_between(test.end_byte, after.statement, work.data):
        return
    if any(inside(one, block) for one in work.part.mentions) or not ok.decode().isidentifier():
        return
    statement = after.statement
    if b"//" in work.lines.text(statement.end_byte, work.lines.after(statement.end_byte)):
        return
    following, inner = statement.next_named_sibling, statements_of(block)
    same = following is not None and len(inner) == 1 and work.text(inner[0]) == work.text(following)
    if same and value == work.text(stored) and is_local_of(work.info, stored, work.element_type()):
        _stored(work, after, stored, value + b", _ = ", b"")
        return
    indent = work.lines.indent(statement.start_byte)
    lines = b"".join(work.lines.end + (indent + one if one else b"") for one in rest)
    head = b"if " + (value if value in used else b"_") + b", " + ok + b" := "
    _stored(work, after, stored, head, b"; " + ok + b" {" + lines)


def _stored(work: Rewrite, after: Use, stored: Node, head: bytes, tail: bytes) -> None:
    statement, key = after.statement, work.key(after)
    if head.startswith(b"if _,"):
        work.opened(after.mention, "LoadOrStore", key.start_byte, statement.start_byte)
        work.pieces.append((statement.start_byte, statement.start_byte, head))
    elif work.style.helpers:
        work.put(statement.start_byte, after.mention.start_byte, head + work.helper_call("LoadOrStore", after.mention))
        work.put(after.mention.end_byte, key.start_byte, b", ")
    else:
        work.put(statement.start_byte, after.mention.start_byte, head)
        work.put(after.mention.end_byte, key.start_byte, b".LoadOrStore(")
    work.argument(key, key=True)
    work.put(key.end_byte, stored.start_byte, b", ")
    work.argument(stored, key=False)
    work.put(stored.end_byte, statement.end_byte, b")" + tail)
    work.done.add(after.mention.id)
    work.looked.add(after.mention.id)
