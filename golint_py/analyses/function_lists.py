"""The functions in the slices, arrays and maps that a function puts together."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from golint_py.analyses.access_paths import ELEMENT, ITEM, Path, Paths
from golint_py.ir.ops import BoundMethod, Call, Closure, Convert, Extract, FieldOf, FuncRef, Load, MapWrite, Phi, Store

_FUNCTIONS = frozenset({BoundMethod, Call, Closure, Convert, Extract, FieldOf, FuncRef, Load, Phi})


def appends(paths: Paths) -> list[tuple[tuple[int, int], Call]]:
    """The calls of `append`, with where they are."""
    return [(point, call) for point, call in paths.at(Call) if call.callee.builtin and call.callee.symbol == "append"]


@lru_cache(32)
def function_lists(paths: Paths) -> Mapping[Path, Sequence[int]]:
    """By the path of an element, or of a field of one, the values put there that may be functions, as they come in the
    text."""
    of = paths.of
    found: dict[Path, dict[int, int]] = {}

    def put(place: Path, value: int, at: int) -> None:
        if place.root[0] == "v" and type(paths.definition[value]) in _FUNCTIONS:
            found.setdefault(place, {}).setdefault(value, at)

    for _, store in paths.at(Store):
        if of[store.address].steps[:1] == (ITEM,):
            put(of[store.address], store.value, store.at)
    for _, write in paths.at(MapWrite):
        if not of[write.map].steps:
            put(of[write.map].then(ELEMENT), write.value, write.at)
    appended = [call for _, call in appends(paths)]
    for call in appended:
        for value in call.args[1:]:
            put(of[call.result].then(ITEM), value, call.at)
    if appended and found:
        _join(found, _grown(appended, paths))
    return {place: tuple(sorted(values, key=values.__getitem__)) for place, values in found.items()}


@lru_cache(32)
def run_here(paths: Paths) -> frozenset[int]:
    """The values in lists whose functions the function itself takes out, to call or start them."""
    lists = function_lists(paths)
    taken = {paths.of[value] for value in paths.callable} if lists else set[Path]()
    return frozenset(value for place, inside in lists.items() if place in taken for value in inside)


def _grown(appended: Sequence[Call], paths: Paths) -> Mapping[Path, set[Path]]:
    """By a slice those that it may have grown from."""
    before: dict[Path, set[Path]] = {}
    for call in appended:
        before.setdefault(paths.of[call.result], set()).add(paths.of[call.args[0]])
    for op in paths.definition:
        if isinstance(op, Phi):
            before.setdefault(paths.of[op.result], set()).update(paths.of[operand] for operand in op.operands)
    return before


def _join(found: dict[Path, dict[int, int]], before: Mapping[Path, set[Path]]) -> None:
    """Put what was in a slice into those that grew from it."""
    changed = True
    while changed:
        changed = False
        for later, earlier in before.items():
            for one in earlier:
                inside = found.get(one.then(ITEM), {})
                into = found.setdefault(later.then(ITEM), {}) if inside else {}
                if not inside.keys() <= into.keys():
                    into.update(inside)
                    changed = True
