"""An element as the variable of a receive or of a loop gets its value from a new variable (F23)."""

from tree_sitter import Node

from golint_py.fix.places import body_of, inside
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import Rewrite
from golint_py.syntax import nodes as N
from golint_py.types.model import Basic, Type


def as_variable(work: Rewrite, mention: Node) -> bool:
    """`case m[k] = <-c:` becomes `case v := <-c:` with a store after it, and so does `for m[k] = range xs`."""
    index = mention.parent
    places = index.parent if index is not None else None
    clause = places.parent if places is not None else None
    if index is None or places is None or clause is None or index.kind_id != N.INDEX_EXPRESSION:
        return False
    left = N.field(clause, N.F_LEFT)
    if clause.kind_id not in (N.RECEIVE_STATEMENT, N.RANGE_CLAUSE) or left is None or left.id != places.id:
        return False
    outer = clause.parent
    if N.need(index, N.F_OPERAND).id != mention.id or outer is None:
        return False
    if outer.kind_id == N.COMMUNICATION_CASE:
        colon = next((one for one in outer.children if one.type == ":"), None)
        end = colon.end_byte if colon is not None else -1
    elif outer.kind_id == N.FOR_STATEMENT:
        end = body_of(outer).start_byte + 1
    else:
        raise Refused("an element is the variable of a receive")
    _assigned_there(work, mention, index, N.children(places), clause, (outer, end))
    work.done.add(mention.id)
    return True


def _assigned_there(
    work: Rewrite, mention: Node, index: Node, places: list[Node], clause: Node, at: tuple[Node, int]
) -> None:
    """New variables in the clause, and the assignments from them at the beginning of what it heads."""
    outer, end = at
    key = N.need(index, N.F_INDEX)
    if work.quiet.loud(key) is not None or not work.stable(mention):
        raise Refused("the key is computed by something that may have effects; compute it before")
    if not work.lines.ends(end):
        raise Refused("what follows the variable shares its line")
    if len([one for one in work.part.mentions if inside(one, clause)]) > 1:
        raise Refused("the map is used again beside the element that is the variable")
    names: list[bytes] = []
    stores: list[bytes] = []
    assigned: list[bytes] = []
    for number, place in enumerate(places):
        if place.id == index.id:
            names.append(work.parameter("value", outer))
            before, after = work.conversion(work.type_of(key), True, key)
            opened, closed = work.conversion(_type_of(work, clause, number), False)
            text = work.text(mention) + b".Store(" + before + work.text(key) + after + b", "
            stores.append(text + opened + names[-1] + closed + b")")
        elif place.kind_id == N.BLANK_IDENTIFIER or work.text(place) == b"_":
            names.append(b"_")
        elif place.kind_id == N.IDENTIFIER:
            names.append(work.parameter("other", outer))
            assigned.append(work.text(place) + b" = " + names[-1])
        else:
            raise Refused("two places are assigned to at once")
    operator = b" := range " if clause.kind_id == N.RANGE_CLAUSE else b" := "
    right = N.need(clause, N.F_RIGHT)
    work.put(places[0].start_byte, right.start_byte, b", ".join(names) + operator)
    _check_number(work, clause, right)
    indent, line = work.lines.indent(outer.start_byte) + b"\t", work.lines.end
    work.put(end, end, b"".join(line + indent + one for one in (*stores, *assigned)))


def _type_of(work: Rewrite, clause: Node, number: int) -> Type | None:
    """The type of the new variable, where its right side tells it."""
    if clause.kind_id == N.RECEIVE_STATEMENT and number == 0:
        return work.type_of(N.need(clause, N.F_RIGHT))
    return None


def _check_number(work: Rewrite, clause: Node, right: Node) -> None:
    """`for m[k] = range 3` counts with the type of the element, a new variable with int."""
    given = work.type_of(right)
    if clause.kind_id == N.RANGE_CLAUSE and isinstance(given, Basic) and given.name.startswith("untyped"):
        element = work.element_type()
        if not (isinstance(element, Basic) and element.name == "int") and "string" not in given.name:
            raise Refused("the loop counts with the type of the element")
