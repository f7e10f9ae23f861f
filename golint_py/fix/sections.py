"""Critical sections around uses of a map: as few statements as do, evaluation order kept, given back on every way out.

For each statement the first of these that its conditions allow:
- the rest of the function, with a deferred unlock, when nothing in it waits or calls what is not known;
- the statement itself between Lock and Unlock (with its neighbours that use the map), unlocked before each way out;
- a `return` with a deferred unlock;
- what the statement reads is read before it, under the lock, into a variable; what it stores is computed before;
- a loop over a copy of the map that is made under the lock.
Everything else is refused.
"""

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import FUNCTIONS, body_of, fresh, inside, names_in, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.uses import COMPOUND, How, Use
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit
from golint_py.types.model import Map

CLONE = (1, 21)  # maps.Clone
_HEADED = FUNCTIONS | {N.TYPE_SWITCH_STATEMENT, N.COMMUNICATION_CASE}
_DIRECTIVES = (b"//golint:", b"//nolint", b"//lint:", b"#nosec")
BETWEEN = 2  # statements without a use that are taken into a section between two uses


class Lock(Struct, frozen=True):
    """A lock as it is written where the sections are, and whether it can be taken for reading."""

    text: bytes
    shared: bool

    def take(self, writes: bool) -> bytes:
        """`c.mu.Lock()`."""
        return self.text + (b".Lock()" if writes or not self.shared else b".RLock()")

    def give(self, writes: bool) -> bytes:
        """`c.mu.Unlock()`."""
        return self.text + (b".Unlock()" if writes or not self.shared else b".RUnlock()")


class Where(Struct, frozen=True, eq=False):
    """The function (declaration or literal) that gets the sections, in which file, what may be done there.

    `go` is the file's language version; `maps` the name of the package maps where it may be used, else None; `changed`
    are loops (by node id) whose body may change the map in a way that a copy does not show. `declared` is where the
    variable is declared that the lock is reached by, -1 for one that is there in the whole function.
    """

    function: Node
    lines: Lines
    quiet: Quiet
    go: tuple[int, int]
    maps: bytes | None
    changed: frozenset[int]
    declared: int = -1

    def names(self, statement: Node) -> bool:
        """Whether the lock has its name before the statement."""
        return self.declared < statement.start_byte


class Plan:
    """Edits in the making: lines to put before places, in order, and replacements."""

    def __init__(self, where: Where, lock: Lock) -> None:
        self.where = where
        self.lock = lock
        self.taken = set(names_in(_outermost(where.function), where.lines.data))
        self.cloned = False
        self._inserts: dict[int, list[bytes]] = {}
        self._edits: list[Edit] = []

    def before(self, node: Node, *texts: bytes, above: bool = False) -> None:
        """Lines before the statement, indented like it; `above` the comment that stands directly above it, and always
        above one that is a directive for tools: that speaks of the line below it."""
        lines = self.where.lines
        if not lines.begins(node.start_byte):
            raise Refused("several statements share a line")
        start, indent = lines.start(node.start_byte), lines.indent(node.start_byte)
        top = lines.doc_start(node.start_byte)
        if above or any(mark in lines.data[top:start] for mark in _DIRECTIVES):
            start = top
        self._inserts.setdefault(start, []).extend(indent + text + lines.end for text in texts)

    def after(self, node: Node, *texts: bytes) -> None:
        """Lines after the statement."""
        lines = self.where.lines
        if not lines.ends(node.end_byte):
            raise Refused("several statements share a line")
        at, indent = lines.after(node.end_byte), lines.indent(node.start_byte)
        self._inserts.setdefault(at, []).extend(indent + text + lines.end for text in texts)

    def replace(self, start: int, end: int, text: bytes) -> None:
        """Other text for an expression."""
        self._edits.append(self.where.lines.replace(start, end, text))

    def without(self, start: int, end: int) -> None:
        """Take away whole lines, and one of the blank lines around them where there are two."""
        lines = self.where.lines
        first, after = lines.start(start), lines.after(end)
        blank_above = first > 0 and not lines.data[lines.start(first - 1) : first].strip()
        if blank_above and not lines.data[after : lines.after(after)].strip():
            after = lines.after(after)
        self._edits.append(Edit(lines.span(first, after), b""))

    def name(self, wanted: str) -> bytes:
        """A name that is not used in the function."""
        found = fresh(wanted, frozenset(self.taken))
        self.taken.add(found)
        return found

    def edits(self) -> tuple[Edit, ...]:
        """All of them."""
        span = self.where.lines.span
        inserts = [Edit(span(at, at), b"".join(texts)) for at, texts in self._inserts.items()]
        return tuple(sorted([*inserts, *self._edits]))


def _outermost(function: Node) -> Node:
    found = function
    while found.parent is not None and found.parent.kind_id != N.SOURCE_FILE:
        found = found.parent
    return found


def sections(plan: Plan, uses: Sequence[Use]) -> None:
    """Put all uses, which are in one function, under the lock. Raises `Refused` with the first that cannot be."""
    where = plan.where
    uses = sorted(uses, key=lambda one: one.mention.start_byte)
    if _rest_of_function(plan, uses):
        return
    groups = _by_statement(uses)
    done: set[int] = set()
    for number, (statement, several) in enumerate(groups):
        if number in done:
            continue
        if statement.kind_id == N.RETURN_STATEMENT and where.quiet.quiet(statement):
            writes = any(one.exclusive for one in several)
            plan.before(statement, plan.lock.take(writes), b"defer " + plan.lock.give(writes), above=True)
            continue
        if _wrappable(where, statement, several):
            last, joined = _neighbours(where, groups, number)
            done.update(joined)
            writes = any(one.exclusive for place in (number, *joined) for one in groups[place][1])
            _wrap(plan, statement, last, writes)
            continue
        _taken_out(plan, statement, several)


def _by_statement(uses: Sequence[Use]) -> list[tuple[Node, list[Use]]]:
    """The uses by statement; a compound statement that can be wrapped with all that is in it takes its inner ones."""
    groups: list[tuple[Node, list[Use]]] = []
    for use in uses:
        if groups and groups[-1][0].id == use.statement.id:
            groups[-1][1].append(use)
        else:
            groups.append((use.statement, [use]))
    return groups


# --- The rest of the function -----------------------------------------------------------------------------------------


def _rest_of_function(plan: Plan, uses: Sequence[Use]) -> bool:
    """Lock before the first statement of the function that has a use, and give back when it returns."""
    where = plan.where
    body = body_of(where.function)
    top = _list_of(body)
    if top is None:
        return False
    statements = N.children(top)
    holding = [number for number, one in enumerate(statements) if any(inside(use.node, one) for use in uses)]
    if not holding:
        return False
    rest = statements[holding[0] :]
    if not where.names(rest[0]):
        return False
    if any(not where.quiet.quiet(one) for one in rest) or not _returns_at_once(where, statements, holding):
        return False
    writes = any(use.exclusive for use in uses)
    plan.before(rest[0], plan.lock.take(writes), b"defer " + plan.lock.give(writes), above=True)
    return True


def _returns_at_once(where: Where, statements: list[Node], holding: list[int]) -> bool:
    """Whether a deferred unlock fits: what comes after the last use is short, or there is a way out before it."""
    section = statements[holding[0] : holding[-1] + 1]
    if len(statements) - 1 - holding[-1] <= 1:
        return True
    return any(_exits(one, where) or where.quiet.panics(one) is not None for one in section)


def _list_of(block: Node) -> Node | None:
    return next((one for one in block.named_children if one.kind_id == N.STATEMENT_LIST), None)


# --- Statements between Lock and Unlock -------------------------------------------------------------------------------


def _wrappable(where: Where, statement: Node, uses: Sequence[Use]) -> bool:
    """Whether the statement may run as it is between Lock and Unlock."""
    if statement.kind_id in (N.RETURN_STATEMENT, N.LABELED_STATEMENT, N.BLOCK, N.DEFER_STATEMENT, N.GO_STATEMENT):
        return False
    if not where.names(statement) or not where.quiet.quiet(statement) or where.quiet.panics(statement) is not None:
        return False
    return all(_leaves_cleanly(one, where, uses) for one in _exits(statement, where))


def _exits(statement: Node, where: Where) -> list[Node]:
    """Statements inside that lead out of it."""
    found: list[Node] = []
    for node in walk(statement, into_literals=False):
        jump = node.kind_id in (N.BREAK_STATEMENT, N.CONTINUE_STATEMENT) and not _stays(node, statement)
        if jump or node.kind_id == N.RETURN_STATEMENT:
            found.append(node)
    return found


def _stays(jump: Node, statement: Node) -> bool:
    """Whether a `break` or `continue` without label ends inside of the statement."""
    if N.children(jump):
        return False
    loops = {N.FOR_STATEMENT}
    if jump.kind_id == N.BREAK_STATEMENT:
        loops |= {N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT, N.SELECT_STATEMENT}
    node = jump.parent
    while node is not None:
        if node.kind_id in loops:
            return True
        if node.id == statement.id:
            return False
        node = node.parent
    return False


def _leaves_cleanly(way_out: Node, where: Where, uses: Sequence[Use]) -> bool:
    """What a `return` yields is the same after the unlock."""
    if any(inside(use.node, way_out) for use in uses):
        return False
    return where.lines.alone(way_out.start_byte, way_out.end_byte)


def _neighbours(where: Where, groups: list[tuple[Node, list[Use]]], number: int) -> tuple[Node, list[int]]:
    """The last statement of the section that starts with this group, and the further groups that it takes in.

    Inner statements of a wrapped one belong to it; statements beside it join when at most `BETWEEN` quiet ones are
    between them, so that reading, changing and writing an element stay together.
    """
    first = groups[number][0]
    siblings = N.children(first.parent) if first.parent is not None else [first]
    place = next(at for at, one in enumerate(siblings) if one.id == first.id)
    last, joined = first, []
    for other in range(number + 1, len(groups)):
        statement, uses = groups[other]
        if inside(statement, last):
            joined.append(other)
            continue
        there = next((at for at, one in enumerate(siblings) if one.id == statement.id), None)
        if there is None or there - place - 1 > BETWEEN or not _wrappable(where, statement, uses):
            break
        between = siblings[place + 1 : there]
        if any(not where.quiet.quiet(one) or where.quiet.panics(one) is not None for one in between):
            break
        if any(_exits(one, where) or one.kind_id in COMPOUND for one in between):
            break
        place, last = there, statement
        joined.append(other)
    return last, joined


def _wrap(plan: Plan, first: Node, last: Node, writes: bool) -> None:
    if _widened(plan, first, last, writes):
        return
    plan.before(first, plan.lock.take(writes), above=True)
    siblings = N.children(first.parent) if first.parent is not None else [first]
    for one in siblings:
        if first.start_byte <= one.start_byte <= last.start_byte:
            for way_out in _exits(one, plan.where):
                plan.before(way_out, plan.lock.give(writes))
    plan.after(last, plan.lock.give(writes))


def _widened(plan: Plan, first: Node, last: Node, writes: bool) -> bool:
    """Where the same lock is taken right after, that moves up before the section; so does a deferred unlock."""
    lines, data = plan.where.lines, plan.where.lines.data
    siblings = N.children(first.parent) if first.parent is not None else []
    place = next((at for at, one in enumerate(siblings) if one.id == last.id), len(siblings))
    following = [data[one.start_byte : one.end_byte] for one in siblings[place + 1 : place + 3]]
    for mode in (True,) if writes else (True, False):
        taken, given = plan.lock.take(mode), b"defer " + plan.lock.give(mode)
        if following[:1] != [taken]:
            continue
        moved = (taken, given) if following[1:] == [given] else (taken,)
        start, end = siblings[place + 1].start_byte, siblings[place + len(moved)].end_byte
        section = [one for one in siblings if first.start_byte <= one.start_byte <= last.start_byte]
        if len(moved) == 1 and any(_exits(one, plan.where) for one in section):
            return False
        whole = data[start : lines.after(end)]
        if not lines.alone(start, end) or whole.rstrip().count(b"\n") != len(moved) - 1 or b"//" in whole:
            return False
        plan.before(first, *moved, above=True)
        plan.without(start, end)
        return True
    return False


# --- Taken out of the statement ---------------------------------------------------------------------------------------


def _taken_out(plan: Plan, statement: Node, uses: list[Use]) -> None:
    """Read before the statement, or compute before what it stores."""
    if not plan.where.names(statement):
        raise Refused("the lock has no name before the statement")
    if len(uses) == 1 and uses[0].how is How.RANGE:
        _loop_over_copy(plan, statement, uses[0])
    elif any(one.writes for one in uses):
        _store_of_call(plan, statement, uses)
    elif _initialiser(statement, uses) is not None:
        _pair_before(plan, statement, uses[0])
    else:
        _reads_before(plan, statement, uses)


def _reads_before(plan: Plan, statement: Node, uses: list[Use]) -> None:
    where = plan.where
    lines: list[bytes] = []
    replaced: list[tuple[int, int, bytes]] = []
    if statement.kind_id in (N.LABELED_STATEMENT, N.SELECT_STATEMENT):
        raise Refused("the statement cannot be parted")
    for use in uses:
        _check_movable(where, statement, use)
        name = plan.name({How.LEN: "count", How.COMPARE: "unset"}.get(use.how, "value"))
        text = where.lines.text(use.node.start_byte, use.node.end_byte)
        if use.how is How.PASSED:
            name = plan.name(_last_word(text) + "Copy")
            text = _clone(plan, text)
        lines.append(name + b" := " + text)
        replaced.append((use.node.start_byte, use.node.end_byte, name))
    plan.before(statement, plan.lock.take(False), *lines, plan.lock.give(False))
    for start, end, name in replaced:
        plan.replace(start, end, name)


def _check_movable(where: Where, statement: Node, use: Use) -> None:
    """Whether the use gives the same before the statement. Raises `Refused`."""
    if use.how not in (How.READ, How.LEN, How.COMPARE, How.PASSED):
        raise Refused("the use cannot be taken out of its statement")
    if use.right:
        raise Refused("the use is evaluated only sometimes, or again and again")
    if _with_ok(use):
        raise Refused("`v, ok` cannot be taken out of this statement")
    if not where.quiet.quiet(use.node) or where.quiet.panics(use.node) is not None:
        raise Refused("the key is computed by something that may wait or panic")
    if statement.kind_id == N.IF_STATEMENT and N.field(statement, N.F_INITIALIZER) is not None:
        raise Refused("the statement has an initialiser before the use")
    for node in walk(statement, into_literals=False):
        if node.end_byte <= use.node.start_byte and not where.quiet.foreign(node):
            raise Refused("something that may have effects is evaluated before the use")
        if node.start_byte >= use.node.start_byte:
            break
    if use.how is How.READ and isinstance(where.quiet.type_of(use.node), Map):
        raise Refused("the element is a map itself, which would be used without the lock")


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
        raise Refused("the key is computed by something that may wait or panic")
    if isinstance(where.quiet.type_of(use.node), Map):
        raise Refused("the element is a map itself, which would be used without the lock")
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
    left, right = (b", ".join(part) for part in zip(*kept, strict=True))
    plan.replace(first.start_byte, first.end_byte, left + b" := " + right)


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
    if statement.kind_id != N.ASSIGNMENT_STATEMENT or len(uses) != 1 or uses[0].how is not How.STORE:
        raise Refused(_why_not(where, statement))
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    if len(left) != 1 or len(right) != 1 or left[0].id != uses[0].node.id:
        raise Refused("several values are assigned together")
    key = N.need(left[0], N.F_INDEX)
    if not where.quiet.quiet(left[0]):
        raise Refused("the key is computed by something that may wait or panic")
    data = where.lines.data
    if not where.lines.begins(statement.start_byte):
        raise Refused("several statements share a line")
    texts: list[bytes] = []
    if where.quiet.panics(left[0]) is not None:
        if where.quiet.panics(key) is None:
            raise Refused("an interface as a key may panic")
        name = plan.name("key")
        texts.append(name + b" := " + data[key.start_byte : key.end_byte])
        plan.replace(key.start_byte, key.end_byte, name)
    if not where.quiet.quiet(right[0]) or where.quiet.panics(right[0]) is not None:
        name = plan.name("value")
        texts.append(name + b" := " + data[right[0].start_byte : right[0].end_byte])
        plan.replace(right[0].start_byte, right[0].end_byte, name)
    plan.before(statement, *texts, plan.lock.take(True))
    plan.after(statement, plan.lock.give(True))


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
    if not where.quiet.quiet(use.mention) or statement.id in where.changed:
        raise Refused("the body of the loop changes the map")
    data = where.lines.data
    text = data[use.mention.start_byte : use.mention.end_byte]
    name = plan.name(_last_word(text) + "Copy")
    plan.before(statement, plan.lock.take(False), name + b" := " + _clone(plan, text), plan.lock.give(False))
    plan.replace(use.mention.start_byte, use.mention.end_byte, name)


def _last_word(text: bytes) -> str:
    return text.rpartition(b".")[2].decode("utf-8", "replace")


def _clone(plan: Plan, text: bytes) -> bytes:
    """The call that copies the map. Raises `Refused` where there is none."""
    if plan.where.go < CLONE:
        raise Refused("maps.Clone needs go 1.21")
    if plan.where.maps is None:
        raise Refused("the name maps means something else there")
    plan.cloned = True
    return plan.where.maps + b".Clone(" + text + b")"
