"""Which objects a test has vouched for where a block starts: equal to a constant, in an allow-list, matched, parsed.

Forward must-analysis over the blocks of one function: a place is vouched for at the start of a block when every edge
into it tells so, or when it was before. Stores between the test and the use are not seen.
"""

import re
from collections.abc import Sequence

from golint_py.analyses.taint_memory import Body, Memory, Root, Steps, place
from golint_py.analyses.taint_model import guarded_argument
from golint_py.dataflow.solver import forward
from golint_py.ir.ops import Binary, Call, Const, Convert, Extract, If, MapRead, Op, Phi, Unary, Value
from golint_py.knowledge.load import plain

Vouched = frozenset[tuple[Root, Steps]]

_MATCHERS = frozenset({"(*regexp.Regexp).MatchString", "(*regexp.Regexp).Match", "regexp.MatchString"})
_HAS_PREFIX = "strings.HasPrefix"
_COMPILERS = frozenset({"regexp.MustCompile", "regexp.Compile", "regexp.MustCompilePOSIX", "regexp.CompilePOSIX"})
# An anchored pattern of classes and literals only; anything that may match a metacharacter makes it worthless.
_ANCHORED = re.compile(r"(?:\^|\\A)(.*)(?:\$|\\z)\Z", re.DOTALL)
_GROUP = re.compile(r"\([^()]*\)")
_HARMLESS = re.compile(
    r"(?:\[(?!\^)(?:\\[wd.\-_/]|[A-Za-z0-9_.:,@%+=/-])+\]|\\[wd.\-/]|\(\?:|[A-Za-z0-9_:,@%=/()*+?|-]|\{\d+(?:,\d*)?\})*\Z"
)


class _Both:
    """Join is intersection: a place counts only if every way here tells; None is not reached."""

    bottom: Vouched | None = None

    def join(self, left: Vouched | None, right: Vouched | None) -> Vouched | None:
        return right if left is None else left if right is None else left & right


def is_particular(body: Body) -> bool:
    """Whether what tests in the function vouch for may depend on the position."""
    return any(
        plain(call.callee.symbol) in _MATCHERS or call.callee.symbol == _HAS_PREFIX for _block, call in body.calls
    )


def vouched(mem: Memory, symbol: str, position: str) -> Sequence[Vouched | None]:
    """Places vouched for in a position at the start of each block of the function, None where it is not reached. The
    position is "" where it has no say (`is_particular`)."""
    function = mem.bodies[symbol].function

    def edge(source: int, target: int, fact: Vouched | None) -> Vouched | None:
        last = function.blocks[source].ops[-1]
        if fact is None or type(last) is not If:
            return fact
        return fact | _told(mem, symbol, last, target, position)

    return forward(function, _Both(), frozenset(), lambda block, fact: fact, edge)


def _told(mem: Memory, symbol: str, branch: If, target: int, position: str) -> Vouched:
    """What taking the edge to `target` tells."""
    if branch.then == branch.other:
        return frozenset()
    return frozenset(_facts(mem, symbol, branch.condition, target == branch.then, position))


def _facts(mem: Memory, symbol: str, condition: Value, outcome: bool, position: str) -> list[tuple[Root, Steps]]:
    body = mem.bodies[symbol]
    for _ in range(32):
        op = body.definition[condition]
        match op:
            case Unary(operator="!"):
                condition, outcome = op.operand, not outcome
            case Convert():
                condition = op.operand
            case Phi():
                left = [v for v in set(op.operands) if not _is_constant(body, v, not outcome)]
                if len(left) != 1:
                    return []
                condition = left[0]
            case _:
                return [place(mem, symbol, value) for value in _tested(mem, body, op, outcome, position)]
    return []


def _is_constant(body: Body, value: Value, content: bool) -> bool:
    op = body.definition[value]
    return type(op) is Const and op.known and op.value is content


def _tested(mem: Memory, body: Body, op: Op | None, outcome: bool, position: str) -> list[Value]:
    """The values that the outcome of a condition vouches for."""
    match op:
        case Binary(operator="==" | "!=") if (op.operator == "==") is outcome:
            return _compared(body, op)
        case Call() if outcome:
            return _accepted(mem, body, op, position)
        case Call() if position == "argument" and op.callee.symbol == _HAS_PREFIX:
            start = body.definition[op.args[1]]
            return [op.args[0]] if type(start) is Const and start.value == "-" else []
        case Extract(index=1) if outcome:
            source = body.definition[op.tuple]
            if type(source) is MapRead:
                return [source.key]
            if type(source) is Call and _is_boolean_pair(source):
                return _accepted(mem, body, source, position)
        case MapRead(comma_ok=False) if outcome:
            return [op.key]
    return []


def _is_boolean_pair(call: Call) -> bool:
    return guarded_argument(call.callee.symbol) is not None


def _compared(body: Body, op: Binary) -> list[Value]:
    """Equality: with a constant, or of an error with nil."""
    left, right = body.definition[op.left], body.definition[op.right]
    if type(left) is Const:
        left, right = right, left
        other = op.right
    else:
        other = op.left
    if type(right) is not Const:
        return []
    if right.known and isinstance(right.value, str):
        return [other] if right.value else []
    if right.value is None and type(left) is Extract:
        call = body.definition[left.tuple]
        if type(call) is Call:
            number = guarded_argument(call.callee.symbol)
            if number is not None and number < len(call.args):
                return [call.args[number]]
    return []


def _accepted(mem: Memory, body: Body, call: Call, position: str) -> list[Value]:
    """The arguments that a call which returned true vouches for."""
    symbol = plain(call.callee.symbol)
    if symbol in _MATCHERS and len(call.args) == 2:
        pattern = _pattern(mem, body, call)
        return [call.args[1]] if pattern is not None and is_allow_list(pattern, position) else []
    number = guarded_argument(symbol)
    return [call.args[number]] if number is not None and number < len(call.args) else []


def _pattern(mem: Memory, body: Body, call: Call) -> str | None:
    """The constant pattern that a match uses; of a package variable, that of its initialiser."""
    value: Value = call.args[0]
    if plain(call.callee.symbol) != "regexp.MatchString":
        (owner, root), steps = place(mem, body.function.symbol, value)
        if owner not in mem.bodies or root < 0 or len([s for s in steps if s != "#0"]) > 0:
            return "" if root < 0 else None
        made = mem.bodies[owner].definition[root]
        if type(made) is not Call or plain(made.callee.symbol) not in _COMPILERS:
            return None
        body, value = mem.bodies[owner], made.args[0]
    op = body.definition[value]
    return op.value if type(op) is Const and isinstance(op.value, str) else None


def is_allow_list(pattern: str, position: str = "script") -> bool:
    """Whether a regular expression is anchored at both ends and matches neither metacharacters nor white space, for an
    argument no leading dash either. "" stands for a pattern out of sight and is trusted."""
    if not pattern:
        return True
    found = _ANCHORED.match(pattern)
    if found is None or _HARMLESS.match(found.group(1)) is None:
        return False
    text, outside = None, found.group(1)
    while text != outside:
        text, outside = outside, _GROUP.sub("", outside)
    if "|" in outside:  # `^a|b$` is anchored at one end each
        return False
    return position != "argument" or not _matches(pattern, ("-", "-a", "-1", "--a", "-A"))


def _matches(pattern: str, texts: tuple[str, ...]) -> bool:
    try:
        compiled = re.compile(pattern.replace("\\z", "\\Z"))
    except re.error:
        return True
    return any(compiled.search(text) for text in texts)
