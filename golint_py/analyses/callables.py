"""Which functions a function value can be, inside one function. May; unknown values have no targets."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count

from msgspec import Struct, structs

from golint_py.analyses.access_paths import (
    ITEM,
    RESULT,
    Path,
    Paths,
    is_element,
    is_varying,
    own_path,
    result_steps,
    through,
)
from golint_py.analyses.facts import Outcome
from golint_py.analyses.function_lists import function_lists
from golint_py.ir.ops import (
    Alloc,
    BoundMethod,
    Call,
    Callee,
    Closure,
    Convert,
    Defer,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    FuncRef,
    Load,
    Op,
    Param,
    Phi,
)

MAX_TARGETS = 8
MAX_COPIES = 24
_SOURCES = frozenset({Closure, FuncRef, BoundMethod, Param, FreeVar, FieldOf, Convert, Phi, Load, Call, Extract})

Bound = Mapping[str, int | Path]  # roots of a callee, and what they are in the caller: a value, or what only has a path


class Target(Struct, frozen=True, gc=False):
    """A function that may be called: its symbol, the values bound to its first parameters, what its literal captures.

    `parameter` is set instead of `symbol` when the callee is what a parameter or free variable of this function is, or
    holds in a field. `brought` is what a literal has captured that another function made, by root. `listed`: it is one
    of the functions in a list that is put together here, the how many-th (1-based; those of a map all are the first):
    who goes through that runs each of them once. 0: it is not.
    """

    symbol: str
    bound: tuple[int, ...] = ()
    captures: tuple[int, ...] = ()
    parameter: Path | None = None
    interface: bool = False
    brought: tuple[tuple[str, Path], ...] = ()
    listed: int = 0


def targets(value: int, paths: Paths) -> tuple[Target, ...]:
    """Functions that the value may be, through conversions, phis and variables; empty when unknown."""
    if type(paths.definition[value]) not in _SOURCES:
        return ()
    known = paths.targets.get(value)
    if known is None:
        paths.targets[value] = ()  # of a list that is put into itself
        known = paths.targets[value] = _targets(value, paths)
    return known


def _targets(value: int, paths: Paths) -> tuple[Target, ...]:
    found: dict[Target, None] = {}
    seen = {value}
    work = [value]
    while work and len(found) < MAX_TARGETS and len(seen) < MAX_COPIES:
        op = paths.definition[work.pop()]
        if isinstance(op, Load | FieldOf | Extract) and op.result in paths.callable:
            found.update(dict.fromkeys(_listed(paths.of[op.result], paths)))
        match op:
            case Closure():
                found[Target(op.symbol, captures=op.bindings)] = None
            case FuncRef():
                found[Target(op.symbol)] = None
            case BoundMethod():
                found[Target(op.symbol, bound=(op.receiver,), interface=op.interface)] = None
            case Param():
                found[Target("", parameter=Path(f"p{op.index}"))] = None
            case FreeVar() if not op.cell:
                found[Target("", parameter=Path(f"f{op.index}"))] = None
            case Call() | Extract() if paths.literals:
                found.update(dict.fromkeys(_returned(paths.of[op.result], paths)))
            case Convert() | Phi() | Load() | FieldOf():
                for more in _copied(op, paths, found):
                    if more not in seen:
                        seen.add(more)
                        work.append(more)
            case _:
                pass
    return tuple(found)


def _listed(place: Path, paths: Paths) -> Iterator[Target]:
    """The functions in a list, or a map, that is put together here; or what a parameter brings that is one."""
    if not place.steps or not is_varying(place.steps[0]):
        return
    put = function_lists(paths).get(place, ())
    for number, one in enumerate(put if len(put) <= MAX_TARGETS else ()):
        turn = number + 1 if place.steps[0] == ITEM else 1
        yield from (structs.replace(target, listed=turn) for target in targets(one, paths))
    if place.root[0] in "pf" and not any(map(is_element, place.steps[1:])):
        yield Target("", parameter=place, listed=1)


def _copied(op: Convert | Phi | Load | FieldOf, paths: Paths, found: dict[Target, None]) -> tuple[int, ...]:
    """The values that this one is a copy of; a captured variable that is called is a parameter of the literal."""
    if type(op) is Convert:
        return (op.operand,)
    if type(op) is Phi:
        return op.operands
    if type(op) is FieldOf:
        return _held(paths.of[op.result], paths, found) if op.result in paths.callable else ()
    cell = paths.definition[op.address] if type(op) is Load else None
    if type(cell) is FreeVar:
        found[Target("", parameter=Path(f"f{cell.index}"))] = None
    elif type(cell) is FieldAddr:
        return _held(paths.of[op.result], paths, found) if op.result in paths.callable else ()
    elif type(cell) is Alloc:
        stores = paths.functions.get(cell.result, ())
        if len(stores) == 1:
            return (stores[0].value,)
    return ()


def _held(place: Path, paths: Paths, found: dict[Target, None]) -> tuple[int, ...]:
    """The values that a field holds, where this function puts any there; or what its parameter brings along."""
    put = paths.held.get(place, ())
    if not put and paths.literals:
        found.update(dict.fromkeys(_returned(place, paths)))
    if not put and place.root[0] in "pf" and not any(is_element(step) for step in place.steps):
        found[Target("", parameter=place)] = None
    return put if len(put) == 1 else ()


def _returned(path: Path, paths: Paths) -> Iterator[Target]:
    """The literals that the result of a call is, or holds in the field to which the path leads."""
    made = paths.origin(path)
    if not isinstance(made, Call):
        return
    for maker in callee_targets(made.callee, paths):
        roots = {**callee_frame(maker, made.args, paths), RESULT: own_path(made.result)}
        for literal in paths.literals.get(maker.symbol, ()):
            if path.steps == (*result_steps(literal.index), *literal.steps):
                named = ((f"f{free}", translate(one, roots, paths)) for free, one in enumerate(literal.captured))
                yield Target(literal.symbol, brought=tuple((root, here) for root, here in named if here is not None))


def callee_targets(callee: Callee, paths: Paths) -> tuple[Target, ...]:
    """The functions that a call, go or defer may reach. Interface methods are left to the call graph."""
    if callee.builtin:
        return ()
    if callee.symbol:
        captures: tuple[int, ...] = ()
        if callee.value is not None:
            literal = paths.definition[callee.value]
            if isinstance(literal, Closure):
                captures = literal.bindings
        return (Target(callee.symbol, captures=captures, interface=callee.interface),)
    return targets(callee.value, paths) if callee.value is not None else ()


def callee_frame(target: Target, args: tuple[int, ...], paths: Paths) -> dict[str, int | Path]:
    """The callee's roots (`p0`, `f0`) and what they stand for in the caller."""
    values = (*target.bound, *args)
    found: dict[str, int | Path] = dict(zip(_roots("p", len(values)), values, strict=True))
    found.update(zip(_roots("f", len(target.captures)), target.captures, strict=True))
    found.update(target.brought)
    return found


@lru_cache(256)
def _roots(kind: str, count: int) -> tuple[str, ...]:
    """The names of the first roots of a kind."""
    return tuple(f"{kind}{number}" for number in range(count))


def given(place: Path, roots: Bound, paths: Paths, outcomes: Mapping[str, Outcome]) -> tuple[Target, ...]:
    """The functions that a callee finds in a parameter or captured variable of its own, or in a field of one."""
    value = roots.get(place.root)
    if value is None or isinstance(value, Path):
        return ()
    if not place.steps:
        return targets(value, paths)
    if place.steps == (ITEM,) and place.root[0] == "p" and targets(value, paths):
        return tuple(_variadic(int(place.root[1:]), roots, paths))
    loaded, own = paths.definition[value], paths.of[value].then(*place.steps)
    variable = paths.of[loaded.address].then(*place.steps) if isinstance(loaded, Load) else own
    for path in (variable, own):
        found: dict[Target, None] = dict.fromkeys(_listed(path, paths))
        for held in _held(path, paths, found):
            found.update(dict.fromkeys(targets(held, paths)))
        if found:
            return tuple(found)
    return _filled_in(own, paths, outcomes)


def _variadic(first: int, roots: Bound, paths: Paths) -> Iterator[Target]:
    """The functions that a call passes one by one, from an argument on."""
    for number in count(first):
        value = roots.get(f"p{number}")
        if not isinstance(value, int):
            return
        yield from (structs.replace(target, listed=number - first + 1) for target in targets(value, paths))


def _filled_in(path: Path, paths: Paths, outcomes: Mapping[str, Outcome]) -> tuple[Target, ...]:
    """The functions that a field holds of an object which a callee has made and put them into."""
    made = paths.definition[int(path.root[1:])] if path.root.startswith("v") else None
    if not isinstance(made, Call):
        return ()
    found: list[Target] = []
    for maker in callee_targets(made.callee, paths):
        outcome = outcomes.get(maker.symbol)
        for steps, parameter in sorted(outcome.filled) if outcome is not None else ():
            if steps == path.steps:
                found.extend(given(parameter, callee_frame(maker, made.args, paths), paths, outcomes))
    return tuple(found)


def translate(path: Path, roots: Bound, paths: Paths) -> Path | None:
    """A path of the callee's frame in the caller's; None when it cannot be named there."""
    if path.root.startswith("g:"):
        return path
    value = roots.get(path.root)
    return None if value is None else through(named(value, paths).then(*path.steps), paths.inner)


def named(bound: int | Path, paths: Paths) -> Path:
    """The path of what a root of a callee stands for in the caller."""
    return bound if isinstance(bound, Path) else paths.of[bound]


def begun_at(bound: int | Path) -> int | None:
    """The value that a root of a callee stands for, or at which its path begins; None for what is no value here."""
    if isinstance(bound, Path):
        return int(bound.root[1:]) if bound.root.startswith("v") else None
    return bound


def runs_argument(op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether the callee calls a function that it is given, or is out of sight."""
    known = _given(op, value, paths, outcomes)
    return not known or any(place in own for outcome, own in known for place, _ in outcome.calls)


def runs_again(op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether the callee calls a function that it is given more than once."""
    return any(not own.isdisjoint(outcome.repeats) for outcome, own in _given(op, value, paths, outcomes))


def own_places(roots: Bound, value: int) -> set[Path]:
    """The parameters and captured variables of a callee that are this value; `roots` are all of them."""
    return {Path(root) for root, passed in roots.items() if passed == value}


def _given(
    op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]
) -> list[tuple[Outcome, set[Path]]]:
    """The summaries of the callees in sight, each with the callee's parameters that the value stands for."""
    return [
        (outcome, own_places(callee_frame(callee, op.args, paths), value))
        for callee in callee_targets(op.callee, paths)
        if (outcome := outcomes.get(callee.symbol)) is not None
    ]


def called_result(call: Op | None) -> str:
    """The symbol of the call that made a value, "" for anything else."""
    return call.callee.symbol if isinstance(call, Call) and not call.callee.interface else ""
