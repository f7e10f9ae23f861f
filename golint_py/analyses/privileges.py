"""How a process gives up its privileges: the order of the calls, their results, the groups.

Forward may-analysis within one function, over the calls that set user and groups.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.taint_memory import Body, reachable
from golint_py.analyses.taint_memory import body as body_of
from golint_py.analyses.uintptr_model import Uses, uses
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Const, Convert, FieldAddr, Op, Store, Unary
from golint_py.knowledge.load import plain, table
from golint_py.query import Query


class Setter(Struct, frozen=True):
    """A call that sets an identity: `what` is "user", "group" or "groups"; `argument` the number of the new one."""

    what: str
    argument: int = 0


class Drop(Struct, frozen=True):
    """Something wrong: "order", "unchecked", "groups" or "credential"; the call, and for "order" the one before."""

    kind: str
    function: str
    at: int
    callee: str
    before_at: int = -1
    before: str = ""


class _Made(Struct, frozen=True, eq=False):
    """A call that sets an identity, with its position."""

    block: int
    index: int
    op: Call
    what: str

    @property
    def name(self) -> str:
        """The function's name."""
        return self.op.callee.symbol.rpartition(".")[2]


def drops(unit: Unit, query: Query) -> tuple[Drop, ...]:
    """What is wrong in the lowered functions."""
    rows = table("exec", "identity", Setter)
    everywhere = {
        rows[plain(op.callee.symbol)].what
        for function in unit.functions.values()
        for block in function.blocks
        for op in block.ops
        if type(op) is Call and plain(op.callee.symbol) in rows
    }
    found: list[Drop] = []
    for symbol, function in unit.functions.items():
        made = [
            _Made(number, index, op, rows[plain(op.callee.symbol)].what)
            for number, block in enumerate(function.blocks)
            for index, op in enumerate(block.ops)
            if type(op) is Call and plain(op.callee.symbol) in rows
        ]
        if made:
            body = body_of(function)
            given_up = [one for one in made if not _regains(body, one)]
            found += _wrong(query, body, symbol, given_up, "groups" in everywhere)
        found += _credentials(symbol, function.blocks)
    return tuple(found)


def _regains(body: Body, made: _Made) -> bool:
    """Whether the call asks for root, or for the identity that the process had, and cannot give anything up."""
    row = table("exec", "identity", Setter)[plain(made.op.callee.symbol)]
    if row.what == "groups" or row.argument >= len(made.op.args):
        return False
    op = body.definition[made.op.args[row.argument]]
    while type(op) is Convert:
        op = body.definition[op.operand]
    if type(op) is Const:
        return op.value == 0
    return type(op) is Unary or (type(op) is Call and op.callee.symbol.startswith(("os.Get", "syscall.Get")))


def _wrong(query: Query, body: Body, symbol: str, made: list[_Made], has_groups: bool) -> Iterator[Drop]:
    users = [one for one in made if one.what == "user"]
    groups = [one for one in made if one.what != "user"]
    index = query.get(uses, body)
    for one in made:
        if _is_ignored(index, body, one):
            yield Drop("unchecked", symbol, one.op.at, one.name)
    for user in users:
        after = query.get(reachable, body.function, user.block)
        late = [g for g in groups if g.block in after or (g.block == user.block and g.index > user.index)]
        early = [g for g in groups if g not in late]
        if late and not early:
            yield Drop("order", symbol, late[0].op.at, late[0].name, user.op.at, user.name)
    if users and groups and not has_groups:
        yield Drop("groups", symbol, users[0].op.at, users[0].name)


def _is_ignored(index: Uses, body: Body, made: _Made) -> bool:
    """Whether nobody looks at the result of a call."""
    return not index.of.get(made.op.result)


def _credentials(symbol: str, blocks: tuple[object, ...]) -> Iterator[Drop]:
    """`syscall.Credential{NoSetGroups: true}` without user namespaces in the same function."""
    ops: list[Op] = [op for block in blocks for op in getattr(block, "ops", ())]
    fields = {op.result: op for op in ops if type(op) is FieldAddr}
    if any(op.field in ("UidMappings", "GidMappings", "Cloneflags") for op in fields.values()):
        return
    true = {op.result for op in ops if type(op) is Const and op.value is True}
    for op in ops:
        if type(op) is Store and op.address in fields and op.value in true:
            field = fields[op.address]
            if field.owner == "syscall.Credential" and field.field == "NoSetGroups":
                yield Drop("credential", symbol, op.at, "NoSetGroups")
