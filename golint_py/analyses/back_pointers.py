"""Fields whose object points back to the one that has the field: `c.reader = newReader(c)`, where the reader keeps `c`.

By fields, over the functions of a package that are in sight: every pointer that is put into the one field is to an
object which is made there, or by a constructor, with the owner in the other field; and that other field is never set
again. The object behind both is then the owner itself.
"""

from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.giving import field_of
from golint_py.ir.ops import Alloc, Call, Const, Return, Store
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Pointer

NO_BACK_POINTERS: Mapping[str, str] = {}

Put = tuple[str, str, str]  # the root of an object, its field, and the root of what is put there


def back_pointers(functions: Mapping[str, Function], paths: Mapping[str, Paths]) -> Mapping[str, str]:
    """By field the field of its object that points back."""
    puts = {symbol: list(_puts(function, paths[symbol])) for symbol, function in functions.items()}
    keeping = {symbol: kept for symbol, function in functions.items() if (kept := _kept(function, puts, paths))}
    found: dict[str, set[str]] = {}
    again: set[str] = set()
    for symbol, several in puts.items():
        inside = [*several, *_put_by_constructors(functions[symbol], paths[symbol], keeping)]
        for owner, field, value in several:
            backs = {back for holder, back, root in inside if holder == value and root == owner}
            found[field] = found[field] & backs if field in found else backs
            if not _is_new(owner, paths[symbol]):
                again.add(field)
    return {field: min(backs - again) for field, backs in sorted(found.items()) if not backs <= again}


def _puts(function: Function, paths: Paths) -> Iterator[Put]:
    """Pointers that a function puts into fields of objects that have a name."""
    for store in ops_of(function, Store):
        steps, around = field_of(store.address, paths)
        if not steps or not isinstance(function.types[store.value], Pointer):
            continue
        if isinstance(paths.definition[store.value], Const):
            continue  # nil
        owner, value = paths.of[around], paths.of[store.value]
        named = len(steps) == 1 and not owner.steps and not value.steps
        yield (owner.root, steps[-1], value.root) if named else ("", steps[-1], "?")


def _kept(function: Function, puts: Mapping[str, list[Put]], paths: Mapping[str, Paths]) -> tuple[tuple[str, str], ...]:
    """The fields of the new object that a constructor returns, with the parameters that are put there."""
    own = paths[function.symbol]
    returned = {own.of[op.values[0]].root if op.values else "" for op in ops_of(function, Return)}
    result = min(returned, default="")
    if len(returned) != 1 or not _is_new(result, own):
        return ()
    return tuple((field, root) for owner, field, root in puts[function.symbol] if owner == result and root[0] == "p")


def _put_by_constructors(
    function: Function, paths: Paths, keeping: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[Put]:
    for call in ops_of(function, Call):
        for field, parameter in keeping.get(call.callee.symbol, ()):
            number = int(parameter[1:])
            if number < len(call.args) and not paths.of[call.args[number]].steps:
                yield f"v{call.result}", field, paths.of[call.args[number]].root


def _is_new(root: str, paths: Paths) -> bool:
    """Whether the root is an object that the function makes itself."""
    return root.startswith("v") and isinstance(paths.definition[int(root[1:])], Alloc)
