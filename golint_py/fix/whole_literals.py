"""Literals of the struct that has the map: the element that set it goes, or fills the wrapper afterwards (C.3 F11)."""

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import fresh, inside, names_in, walk
from golint_py.fix.refusal import NeedsPointer, Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.whole_declaration import is_empty
from golint_py.syntax import nodes as N


def set_element(work: Rewrite, element: Node) -> None:
    """The pieces for `m: value` in a literal."""
    value = N.children(element)[1]
    value = N.children(value)[0] if value.kind_id == N.LITERAL_ELEMENT else value
    if value.kind_id == N.SELECTOR_EXPRESSION and work.whole.pointer and value in work.part.mentions:
        return  # a copy that has the same map
    if any(inside(one, value) for one in work.part.mentions):
        raise Refused("the map is replaced by something that is made of it, in two steps; use With")
    if work.whole.pointer:
        work.made(value)
        return
    literal = _literal(element)
    if not is_empty(value, work.data):
        _filled_afterwards(work, literal, value)
    elif work.quiet.loud(value) is not None:
        raise Refused("the size of the map is computed by something that may have effects")
    work.together.append((literal.start_byte, literal.end_byte))
    _without(work, element, literal)


def _literal(element: Node) -> Node:
    above = element.parent
    literal = above.parent if above is not None else None
    if literal is None or literal.kind_id != N.COMPOSITE_LITERAL:
        raise Refused("the literal has no type of its own")
    return literal


def _filled_afterwards(work: Rewrite, literal: Node, value: Node) -> None:
    """`c := &T{m: x}` becomes `c := &T{}` and `c.m.Replace(x)`; a `return` gets a variable."""
    if work.quiet.loud(value) is not None and value.kind_id != N.CALL_EXPRESSION:
        raise NeedsPointer("what the map begins with is computed by something that may have effects; compute it before")
    expression = literal
    above = literal.parent
    if above is not None and above.kind_id == N.UNARY_EXPRESSION and work.text(above).startswith(b"&"):
        expression, above = above, above.parent
    statement = above.parent if above is not None else None
    if above is None or statement is None or above.kind_id != N.EXPRESSION_LIST or len(N.children(above)) != 1:
        raise NeedsPointer("the literal with the map is in the middle of an expression; assign it to a variable first")
    outer = statement.parent
    if outer is None or outer.kind_id != N.STATEMENT_LIST:
        raise NeedsPointer("the literal with the map is in the middle of a statement; assign it to a variable first")
    if statement.kind_id == N.SHORT_VAR_DECLARATION:
        name = work.text(N.children(N.need(statement, N.F_LEFT))[0])
        if name == b"_" or not work.lines.alone(statement.start_byte, statement.end_byte):
            raise NeedsPointer(
                "the literal with the map is in the middle of a statement; assign it to a variable first"
            )
        indent = work.lines.indent(statement.start_byte)
        work.put(statement.end_byte, statement.end_byte, work.lines.end + _filling(work, value, name, indent))
    elif statement.kind_id == N.RETURN_STATEMENT:
        indent = work.line_of(statement)
        name = work.name(work.whole.owner.rpartition(".")[2][:1].lower())
        work.put(statement.start_byte, expression.start_byte, name + b" := ")
        line = work.lines.end
        after = line + _filling(work, value, name, indent) + line + indent + b"return " + name
        work.put(statement.end_byte, statement.end_byte, after)
    else:
        raise NeedsPointer("the literal with the map is in the middle of a statement; assign it to a variable first")


def _filling(work: Rewrite, value: Node, name: bytes, indent: bytes) -> bytes:
    """The statement that puts what the map begins with into the field of the variable."""
    field = name + b"." + work.whole.location.rpartition(".")[2].encode()
    if work.style.helpers:
        return indent + stores(work.lines, value, field, indent)
    opened, closed = work.owned(value)
    text = moved(work.lines, value, indent)
    return indent + field + b".Replace(" + opened + text + closed + b")"


def stores(lines: Lines, value: Node, holder: bytes, indent: bytes) -> bytes:
    """The loop that stores the elements of a map in a `sync.Map` (R13), without the indentation of its first line."""
    text = moved(lines, value, indent)
    taken = names_in(value, lines.data)
    key, element = fresh("k", taken), fresh("v", taken)
    line = lines.end + indent
    head = b"for " + key + b", " + element + b" := range " + text + b" {"
    return head + line + b"\t" + holder + b".Store(" + key + b", " + element + b")" + line + b"}"


def moved(lines: Lines, value: Node, indent: bytes) -> bytes:
    """The text of an expression, to stand on a line with another indentation. Raises `Refused`."""
    inner, text = lines.indent(value.start_byte), lines.text(value.start_byte, value.end_byte)
    if b"\n" not in text:
        return text
    if any(one.kind_id == N.RAW_STRING_LITERAL and one.start_point.row < one.end_point.row for one in walk(value)):
        raise Refused("what the map begins with cannot be moved: it has a string of several lines")
    rows = text.split(b"\n")
    if not all(row.startswith(inner) for row in rows[1:] if row.strip()):
        raise Refused("what the map begins with cannot be moved")
    return b"\n".join([rows[0], *(indent + row[len(inner) :] if row.strip() else row for row in rows[1:])])


def _without(work: Rewrite, element: Node, literal: Node) -> None:
    """The element goes with its comma, and its line where it has one for itself."""
    body = N.need(literal, N.F_BODY)
    siblings = N.children(body)
    lines = work.lines
    if b"//" in work.data[element.end_byte : lines.after(element.end_byte)] or b"//" in work.text(element):
        raise Refused("the map is made in a literal, with a comment that would be lost; move the comment")
    if len(siblings) == 1:
        if body.named_child_count > 1:
            raise Refused("the literal has a comment")
        work.put(body.start_byte + 1, body.end_byte - 1, b"")
        return
    place = next(at for at, one in enumerate(siblings) if one.id == element.id)
    whole_line = work.data[element.end_byte : lines.after(element.end_byte)].strip() == b","
    if lines.begins(element.start_byte) and whole_line:
        if lines.doc_start(element.start_byte) != lines.start(element.start_byte):
            raise Refused("the map is made in a literal, with a comment that would be lost; move the comment")
        work.put(*_with_blank(lines, lines.start(element.start_byte), lines.after(element.end_byte)), b"")
    elif place + 1 < len(siblings):
        work.put(element.start_byte, siblings[place + 1].start_byte, b"")
    else:
        work.put(siblings[place - 1].end_byte, element.end_byte, b"")


def _with_blank(lines: Lines, start: int, end: int) -> tuple[int, int]:
    """The lines, with a blank one beside that would be a second one then, or open or close the list."""
    above, below = lines.data[lines.start(start - 1) : start].strip(), lines.data[end : lines.after(end)].strip()
    if not below and (not above or above.endswith(b"{")):
        return start, lines.after(end)
    if not above and below.startswith(b"}"):
        return lines.start(start - 1), end
    return start, end
