"""A variable that a goroutine shares by mistake: it gets its own (`err := f()`), or the value at its start.

Both change which variable the goroutine means, so they are made only where nobody can want the shared one: the
goroutine assigns before it reads and nobody reads what it wrote, or it reads at its very beginning and never writes.
"""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import is_declaration, mentions, spelling
from golint_py.fix.places import FUNCTIONS, body_of, function_of, inside, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Safety
from golint_py.types.declared import Body
from golint_py.types.model import Type


class Shared:
    """A captured variable: where the declared function mentions it, inside and outside of one literal."""

    __slots__ = ("body", "info", "inner", "lines", "literal", "name", "outer", "type", "view")

    def __init__(self, view: View, symbol: str, location: str) -> None:
        self.view = view
        self.body: Body = view.body(symbol)
        self.info = view.info(self.body)
        parsed = self.body.scope.parsed
        self.lines = Lines(self.body.scope.file.path, parsed.data)
        self.literal = _literal(parsed.declarations, view.function(symbol).span)
        every = mentions(view, self.body, location)
        found = [one for one in every if not is_declaration(one, location, self.info)]
        self.inner = [one for one in found if inside(one, self.literal)]
        self.outer = [one for one in found if not inside(one, self.literal)]
        meaning = self.info.objects.get(found[0].id) if found else None
        if meaning is None or not self.inner:
            raise Refused("the variable is not in sight")
        if meaning.role == "result":
            raise Refused(f"{meaning.name} is a result: each return writes it")
        if not any(is_declaration(one, location, self.info) and _same_function(one, self.literal) for one in every):
            raise Refused(f"the function that starts the goroutine has {meaning.name} from another one")
        self.name = meaning.name.encode()
        self.type: Type | None = meaning.type


def own_variable(view: View, symbol: str, location: str) -> Fix:
    """The goroutine assigns to a variable of its own. Raises `Refused`."""
    shared = Shared(view, symbol, location)
    first = shared.inner[0]
    statement = statement_of(first)
    block = statement.parent
    left = assigned(first)
    if left is None or left.id != statement.id or block is None or shared.lines.data[_sign(statement)] != ord("="):
        raise Refused(f"{shared.name.decode()} is read in the goroutine before it is assigned to")
    right = N.need(statement, N.F_RIGHT)
    if any(inside(one, right) for one in shared.inner) or not all(inside(one, block) for one in shared.inner):
        raise Refused(f"{shared.name.decode()} is not assigned to on all ways to where the goroutine reads it")
    if any(one.kind_id == N.GOTO_STATEMENT for one in walk(shared.body.node)):
        raise Refused("the function has a goto")
    for one in shared.outer:
        if assigned(one) is None and not _overwritten(shared, one):
            raise Refused(f"what the goroutine writes to {shared.name.decode()} may be read outside of it")
    name, place = shared.name.decode(), short(symbol.rpartition("$")[0])
    title = f"Give the goroutine in {place} a variable {name} of its own"
    if _is_never_read(shared):
        title = f"Drop what the goroutine in {place} assigns to {name} and never reads"
    return Fix(title, _declared(shared, statement, first), Safety.UNSAFE)


def _sign(statement: Node) -> int:
    return N.need(statement, N.F_OPERATOR).start_byte


def _declared(shared: Shared, statement: Node, first: Node) -> tuple[Edit, ...]:
    """`v := f()`; a name that is never read becomes `_`."""
    lines = shared.lines
    names = N.children(N.need(statement, N.F_LEFT))
    if any(one.id not in {name.id for name in names} for one in shared.inner if inside(one, statement)):
        raise Refused(f"{shared.name.decode()} is used where it is assigned to")
    if _is_never_read(shared):
        return tuple(sorted(lines.replace(one.start_byte, one.end_byte, b"_") for one in shared.inner))
    if all(one.id == first.id or lines.text(one.start_byte, one.end_byte) == b"_" for one in names):
        sign = _sign(statement)
        return (lines.replace(sign, sign, b":"),)
    text = b"var " + shared.name + b" " + spelling(shared.view, shared.body).text(shared.type)
    if not lines.begins(statement.start_byte):
        raise Refused("several statements share a line; put each on its own")
    return (lines.before(statement.start_byte, text),)


def _is_never_read(shared: Shared) -> bool:
    """Whether the goroutine only assigns to the variable."""
    return all(assigned(one) is not None for one in shared.inner)


def value_at_start(view: View, symbol: str, location: str) -> Fix:
    """The goroutine gets the variable's value as an argument: `go func(v T) { ... }(v)`. Raises `Refused`."""
    shared = Shared(view, symbol, location)
    name = shared.name.decode()
    call = shared.literal.parent
    start = call.parent if call is not None else None
    if call is None or start is None or start.kind_id != N.GO_STATEMENT:
        raise Refused(f"the goroutine that uses {name} is not started by a go statement there")
    if any(assigned(one) is not None or _address(one) for one in shared.inner):
        raise Refused(f"the goroutine writes to {name}")
    _check_read_at_once(shared)
    parameters = N.need(shared.literal, N.F_PARAMETERS)
    arguments = N.need(call, N.F_ARGUMENTS)
    known = N.children(parameters)
    if any(one.kind_id != N.PARAMETER_DECLARATION or not N.fields(one, N.F_NAME) for one in known):
        raise Refused("the literal has parameters without a name, or a variable number of them")
    title = f"Hand {name} to the goroutine in {short(symbol.rpartition('$')[0])} when it starts"
    handed = _handed(shared, known, N.children(arguments))
    if handed:
        edits = tuple(shared.lines.replace(one.start_byte, one.end_byte, handed) for one in shared.inner)
        return Fix(title, edits, Safety.UNSAFE)
    comma = b", " if known else b""
    text = comma + shared.name + b" " + spelling(view, shared.body).text(shared.type)
    edits = (
        shared.lines.replace(parameters.end_byte - 1, parameters.end_byte - 1, text),
        shared.lines.replace(arguments.end_byte - 1, arguments.end_byte - 1, comma + shared.name),
    )
    return Fix(title, tuple(sorted(edits)), Safety.UNSAFE)


def _handed(shared: Shared, parameters: Sequence[Node], arguments: Sequence[Node]) -> bytes:
    """The parameter that has the value already and keeps it, b"" for none."""
    data = shared.lines.data
    names = [one for parameter in parameters for one in N.fields(parameter, N.F_NAME)]
    for name, argument in zip(names, arguments, strict=False):
        if data[argument.start_byte : argument.end_byte] != shared.name or len(names) != len(arguments):
            continue
        text = data[name.start_byte : name.end_byte]
        uses = [
            one
            for one in walk(body_of(shared.literal))
            if one.kind_id == N.IDENTIFIER and data[one.start_byte : one.end_byte] == text
        ]
        meanings = [shared.info.objects.get(one.id) for one in uses]
        kept = all(one is not None and one.declared == name.start_byte for one in meanings)
        if text != b"_" and kept and not any(assigned(one) is not None or _address(one) for one in uses):
            return text
    return b""


def _check_read_at_once(shared: Shared) -> None:
    """The goroutine reads before anything could have told it that the variable has changed, and not again."""
    quiet = Quiet(shared.info, shared.view.packages, shared.lines.data)
    top = next((one for one in body_of(shared.literal).named_children if one.kind_id == N.STATEMENT_LIST), None)
    reading = [one for one in N.children(top) if any(inside(use, one) for use in shared.inner)] if top else []
    if len(reading) != 1 or reading[0].kind_id in (N.FOR_STATEMENT, N.SELECT_STATEMENT, N.DEFER_STATEMENT):
        raise Refused(f"the goroutine may read {shared.name.decode()} again later")
    for one in N.children(top) if top else ():
        if one.start_byte < reading[0].start_byte and one.kind_id != N.DEFER_STATEMENT and not quiet.quiet(one):
            raise Refused(f"the goroutine may wait before it reads {shared.name.decode()}")
    for use in shared.inner:
        node = use.parent
        while node is not None and node.id != reading[0].id:
            if node.kind_id in (*FUNCTIONS, N.FOR_STATEMENT):
                raise Refused(f"the goroutine may read {shared.name.decode()} again later")
            node = node.parent


def _literal(declarations: tuple[Node, ...], span: tuple[int, int]) -> Node:
    for top in declarations:
        if top.start_byte <= span[0] and span[1] <= top.end_byte:
            found = top.named_descendant_for_byte_range(*span)
            while found is not None and (found.start_byte, found.end_byte) == span:
                if found.kind_id == N.FUNC_LITERAL:
                    return found
                found = found.parent
    raise Refused("the access is not in a function literal")


def assigned(name: Node) -> Node | None:
    """The statement that assigns to the name there, None where it is read (`v += 1` reads)."""
    above = name.parent
    statement = above.parent if above is not None else None
    if above is None or statement is None or above.kind_id != N.EXPRESSION_LIST:
        return None
    if statement.kind_id not in (N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION):
        return None
    left = N.need(statement, N.F_LEFT)
    operator = N.field(statement, N.F_OPERATOR)
    plain = operator is None or operator.end_byte - operator.start_byte == 1
    return statement if left.id == above.id and plain else None


def _address(name: Node) -> bool:
    """Whether the variable, or a part of it, may be changed there: `&v`, `v.f = 1`, `v[0]++`."""
    node, above = name, name.parent
    while above is not None and above.kind_id in (
        N.SELECTOR_EXPRESSION,
        N.INDEX_EXPRESSION,
        N.PARENTHESIZED_EXPRESSION,
    ):
        node, above = above, above.parent
    if above is None or above.kind_id in (N.UNARY_EXPRESSION, N.INC_STATEMENT, N.DEC_STATEMENT):
        return above is None or above.kind_id != N.UNARY_EXPRESSION or (above.text or b"").startswith(b"&")
    return node.id != name.id and assigned(node) is not None


def _overwritten(shared: Shared, read: Node) -> bool:
    """Whether a value is assigned outside of the goroutine on all ways to the read that come after its start."""
    start = shared.literal.start_byte
    loop = _loop_around(shared.literal, read)
    after_start = read.start_byte > start
    if not after_start and loop is None and _same_function(read, shared.literal):
        return True  # read before the goroutine is there
    low = start if after_start else (loop.start_byte if loop is not None else -1)
    for one in shared.outer:
        statement = assigned(one)
        if statement is None or inside(read, statement) or not low < statement.start_byte < read.start_byte:
            continue
        block = statement.parent
        if block is not None and inside(read, block) and _same_function(statement, read):
            return not inside(shared.literal, statement)
    return False


def _loop_around(literal: Node, read: Node) -> Node | None:
    node = literal.parent
    while node is not None:
        if node.kind_id == N.FOR_STATEMENT and inside(read, node):
            return node
        node = node.parent
    return None


def _same_function(one: Node, other: Node) -> bool:
    return function_of(one).id == function_of(other).id
