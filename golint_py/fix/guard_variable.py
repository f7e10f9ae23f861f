"""A captured variable that goroutines write to: their own one, its value at the start, or a mutex beside it."""

from tree_sitter import Node

from golint_py.analyses.facts import Access
from golint_py.analyses.locations import owner_of, variable_of
from golint_py.analyses.words import short
from golint_py.fix.change import with_imports
from golint_py.fix.guard import section_edits
from golint_py.fix.lock import Lock
from golint_py.fix.mentions import is_declaration, mentions
from golint_py.fix.mutex_beside import mutex_of_local
from golint_py.fix.own_variable import assigned, own_variable, value_at_start
from golint_py.fix.places import function_of, statement_of
from golint_py.fix.refusal import Refused
from golint_py.fix.spots import Spot, is_of
from golint_py.fix.uses import COMPOUND, How, Use, position
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def guard_variable(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The first of the three that is possible; the reason against the mutex where none is."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    for make in (own_variable, value_at_start):
        try:
            return make(view, finding.function, plan.target)
        except Refused:
            continue
    return _with_mutex(workspace, view, plan.target)


def _with_mutex(workspace: Workspace, view: View, location: str) -> Fix:
    owner = owner_of(location)
    found = {
        symbol: several
        for symbol in view.group(view.body(owner).symbol)
        if symbol in view.by_symbol and (several := _uses_in(view, symbol, location, symbol == owner))
    }
    if len(found) < 1:
        raise Refused("the variable is not in sight")
    shared = any(not use.exclusive for several in found.values() for use, _ in several)
    name, declaration = mutex_of_local(view, location, shared)
    lock = Lock(name, shared)
    changes = [
        declaration,
        *(section_edits(view, view.body(owner), one, lock, -1) for one in found.values()),
    ]
    what = variable_of(location).partition("+")[0]
    title = f"Guard {what} of {short(owner)} with a new mutex, {name.decode()}"
    return Fix(title, with_imports(workspace, changes), Safety.UNSAFE)


def _uses_in(view: View, symbol: str, location: str, ordered: bool) -> list[tuple[Use, Spot]]:
    """The uses in one function; of the one that declares the variable only those that are not ordered by starts and
    joins (`ordered`)."""
    body, function, facts = view.body(symbol), view.function(symbol), view.by_symbol[symbol]
    declared = int(location.rpartition("+")[2]) + view.function(owner_of(location)).span[0]
    sites = {edge.site for edge in facts.edges if edge.site and function.spans[edge.at][0] > declared}
    info = view.info(body)
    found: list[tuple[Use, Spot]] = []
    for mention in mentions(view, body, location):
        if not is_of(mention, function) or is_declaration(mention, location, info):
            continue
        meaning = info.objects.get(mention.id)
        if meaning is not None and meaning.role:
            raise Refused(f"{meaning.name} is a {meaning.role} of the function; use a variable of its own")
        accesses = _accesses_at(view, symbol, mention, location)
        if any(access.held.locks or access.held.maybe for access in accesses):
            raise Refused("another lock is held there")
        if ordered and all(
            _is_alone(view, symbol, access, declared) and sites <= access.ordered for access in accesses
        ):
            continue
        found.append((_use_of(mention, body.scope.parsed.data), Spot(mention, location, tuple(accesses), (mention,))))
    return found


def _is_alone(view: View, symbol: str, access: Access, declared: int) -> bool:
    """Whether nothing runs beside the access but what was started above the declaration (at `declared`, bytes): the
    variable was not there yet."""
    function = view.function(symbol)
    below = [edge.callee for edge in view.by_symbol[symbol].edges if function.spans[edge.at][0] > declared]
    reached = set(below)
    while below:
        facts = view.by_symbol.get(below.pop())
        more = {edge.callee for edge in facts.edges} - reached if facts is not None else set()
        reached |= more
        below += more
    for site in access.beside:
        starter, _, at = site.rpartition("@")
        if starter in reached or (starter == symbol and function.spans[int(at)][0] > declared):
            return False
    return True


def _accesses_at(view: View, symbol: str, mention: Node, location: str) -> list[Access]:
    """Those with the smallest place around the mention."""
    spans = view.function(symbol).spans
    found = [
        (spans[cell.at][1] - spans[cell.at][0], cell)
        for cell in view.by_symbol[symbol].cells
        if cell.location == location
        and spans[cell.at][0] <= mention.start_byte
        and mention.end_byte <= spans[cell.at][1]
    ]
    least = min((size for size, _ in found), default=0)
    return [access for size, access in found if size == least]


def _use_of(mention: Node, data: bytes) -> Use:
    """Read or stored to. Raises `Refused` where more than the value itself is used."""
    above = mention.parent
    if above is None or above.kind_id in (N.SELECTOR_EXPRESSION, N.INDEX_EXPRESSION, N.SLICE_EXPRESSION):
        raise Refused("what the variable refers to is used, not only its value")
    if above.kind_id == N.UNARY_EXPRESSION and data[above.start_byte : above.start_byte + 1] == b"&":
        raise Refused("the address of the variable is taken")
    if above.kind_id == N.RANGE_CLAUSE:
        raise Refused("a loop goes over the variable")
    statement = statement_of(mention)
    if function_of(mention).id != function_of(statement).id:
        raise Refused("the map is used in the header of a function literal; move the use out of it")
    changed = above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT)
    left = N.field(above.parent, N.F_LEFT) if above.parent is not None else None
    writes = changed or assigned(mention) is not None or (left is not None and left.id == above.id)
    header, right = position(mention, statement, data)
    if statement.kind_id in COMPOUND and writes:
        raise Refused("the variable is assigned to in the header of a statement")
    return Use(mention, mention, How.STORE if writes else How.READ, writes, statement, header, right, False)
