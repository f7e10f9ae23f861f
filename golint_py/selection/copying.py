"""Which functions may copy a value that must not be copied: by their parameters, and by the names in their text.

A copy is made of a variable, field or element of such a type, or of what a pointer points to, where the text names the
type, or a field, variable or function of this package with such a pointer. A name that is followed by a selection or a
call, or has its address taken, is no copy; one that stands for something else costs time only.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from golint_py.selection.body_index import WORD, signature_of
from golint_py.selection.holders import one_of, results_of
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup, Overlay
from golint_py.types.model import HOLDERS, Array, Chan, Map, Named, Pointer, Slice, StructType, Type
from golint_py.types.no_copy import NoCopy
from golint_py.types.scope import Exports, Packages

_LIBRARY = frozenset(
    {
        b"Mutex", b"RWMutex", b"WaitGroup", b"Once", b"Cond", b"Pool", b"Map",
        b"Bool", b"Int32", b"Int64", b"Uint32", b"Uint64", b"Uintptr", b"Pointer", b"Builder",
    }
)  # fmt: skip
_PACKAGES = rb"\b(?:sync|atomic|strings)\."
_NAMES = rb"\b(\w{1,80}(?:[ \t]{0,4},[ \t]{0,4}\w{1,80}){0,7})"
_DECLARED = re.compile(
    _NAMES + rb"(?:[ \t]{1,40}|[ \t]{0,40}:?=[ \t]{0,4})(?:(?:map)?\[[^\]\n]{0,80}\]|chan[ ]){0,4}(?:\w{1,80}\.)?$"
)
_GIVEN = re.compile(_NAMES + rb"[ \t]{0,40}:?=")
_ADDRESS = re.compile(rb"&[\w.\[\]()]{0,200}$")
# A value that a pointer leads to, alone, and what stands before its star: a search for a star finds few.
_POINTED = re.compile(rb"\*(?=\(?[a-z_][\w.]{0,200}(?:\[[^\]\n]{0,80}\])?\)?[ \t]{0,4}(?:[,)};\n/]|$))", re.MULTILINE)
_USED = re.compile(rb"(?:[=(,{:]|\breturn)[ \t]{0,4}\Z")
_BEFORE_STAR = 11  # bytes that the expression above may look at
_BEFORE = 400  # bytes of a line before a name that are looked at
_ALONE = rb"\b(?![ \t]{0,40}(?:[.(:=]|\w))"


class _Names(Struct, frozen=True, eq=False):
    """Names in a package that lead to what must not be copied: types, fields and package variables that are or hold
    it, functions that give it, and whatever leads to pointers to it."""

    types: frozenset[bytes]
    fields: frozenset[bytes]
    variables: frozenset[bytes]
    givers: frozenset[bytes]
    pointers: frozenset[bytes]


def copying(
    declared: Declared,
    packages: Packages,
    texts: Sequence[bytes],
    words: Sequence[AbstractSet[bytes]],
    fresh: AbstractSet[str],
) -> set[int]:
    """Numbers of the bodies in `fresh` files that may copy something of the kind. `words` are those of the `texts`."""
    exports = declared.test_exports
    contents = NoCopy(Lookup(Overlay(packages, {exports.path: exports}), exports.path))
    names = _names_of(exports, contents)
    pointers = names.pointers | names.types | _LIBRARY
    all_names = names.types | names.fields | names.variables | names.givers | _LIBRARY
    found: set[int] = set()
    for number, (body, text, own) in enumerate(zip(declared.bodies, texts, words, strict=True)):
        if body.scope.file.path not in fresh:
            continue
        led = not own.isdisjoint(pointers) or _takes(declared, number, contents, _points)
        named = not own.isdisjoint(all_names)
        if (
            (led and _pointed(text))
            or (named and (_shared(text, own, names) or _local(text, own, names)))
            or _takes(declared, number, contents, _is)
        ):
            found.add(number)
    return found


def _pointed(text: bytes) -> bool:
    """Whether what a pointer leads to is used alone somewhere."""
    return any(
        _USED.search(text, max(match.start() - _BEFORE_STAR, 0), match.start()) for match in _POINTED.finditer(text)
    )


def _names_of(exports: Exports, contents: NoCopy) -> _Names:
    own = (name for name in exports.types if contents.part(Named(f"{exports.path}.{name}")))
    fields, results = list(_fields(exports)), list(results_of(exports))
    variables = [(name.encode(), kind) for name, kind in exports.vars.items()]
    return _Names(
        types=frozenset(name.encode() for name in own),
        fields=frozenset(name for name, kind in fields if _holds(kind, contents)),
        variables=frozenset(name for name, kind in variables if _holds(kind, contents)),
        givers=frozenset(name for name, kind in results if _holds(kind, contents)),
        pointers=frozenset(name for name, kind in (*fields, *results, *variables) if _points(kind, contents)),
    )


def _line(text: bytes, at: int) -> int:
    """Where the line begins, or what is looked at of a long one."""
    first = max(at - _BEFORE, 0)
    return max(text.rfind(b"\n", first, at) + 1, first)


def _shared(text: bytes, own: AbstractSet[bytes], names: _Names) -> bool:
    """Whether a field or package variable is named alone, or what a function gives is ranged over."""
    fields, variables, givers = own & names.fields, own & names.variables, own & names.givers
    if fields and any(
        not _ADDRESS.search(text, _line(text, match.start()), match.start())
        for match in re.finditer(rb"\." + one_of(fields) + _ALONE, text)
    ):
        return True
    if variables and re.search(rb"(?<![\w.&])" + one_of(variables) + _ALONE, text):
        return True
    return bool(givers) and bool(re.search(rb"\brange\b[^\n]{0,300}\b" + one_of(givers) + rb"\b", text))


def _local(text: bytes, own: AbstractSet[bytes], names: _Names) -> bool:
    """Whether a variable of the function that is declared with such a type, or given such a value, is named alone."""
    types, library, givers = own & names.types, own & _LIBRARY, own & names.givers
    kinds = [rb"(?<![\w.])" + one_of(types)] if types else []
    if library:
        kinds.append(_PACKAGES + one_of(library))
    found: set[bytes] = set()
    for match in re.finditer(rb"(?:" + b"|".join(kinds) + rb")\b", text) if kinds else ():
        before = _DECLARED.search(text, _line(text, match.start()), match.start())
        found.update(WORD.findall(before[1]) if before is not None else ())
    for match in re.finditer(rb"\b" + one_of(givers) + rb"\b", text) if givers else ():
        before = _GIVEN.search(text, _line(text, match.start()), match.start())
        found.update(WORD.findall(before[1]) if before is not None else ())
    found.discard(b"_")
    return bool(found) and bool(re.search(rb"(?<![\w.&])" + one_of(found) + _ALONE, text))


def _points(kind: Type | None, contents: NoCopy) -> bool:
    """Whether it is a pointer to such a value, or has elements that are."""
    for _ in range(8):
        if isinstance(kind, Pointer) and contents.part(kind.elem):
            return True
        if not isinstance(kind, HOLDERS):
            return False
        kind = kind.elem
    return False


def _holds(kind: Type | None, contents: NoCopy) -> bool:
    """Whether it is such a value, or one with elements that are."""
    for _ in range(8):
        if contents.part(kind):
            return True
        if not isinstance(kind, Slice | Array | Chan | Map):
            return False
        kind = kind.elem
    return False


def _is(kind: Type | None, contents: NoCopy) -> bool:
    return bool(contents.part(kind))


def _takes(declared: Declared, number: int, contents: NoCopy, held: Callable[[Type | None, NoCopy], bool]) -> bool:
    """Whether a parameter or the receiver is held to be of the kind."""
    symbol = declared.bodies[number].symbol
    signature = signature_of(declared, symbol)
    if signature is not None and any(held(kind, contents) for kind in signature.params):
        return True
    if not symbol.startswith("("):
        return False
    receiver: Type = Named(symbol.lstrip("(*").rpartition(").")[0])
    return held(Pointer(receiver) if symbol.startswith("(*") else receiver, contents)


def _fields(exports: Exports) -> Iterator[tuple[bytes, Type | None]]:
    """Fields of all structs, those of unnamed ones too."""
    work: list[Type | None] = [declaration.underlying for declaration in exports.types.values()]
    work.extend(exports.vars.values())
    while work:
        now = work.pop()
        if isinstance(now, HOLDERS):
            work.append(now.elem)
        elif isinstance(now, StructType):
            for field in now.fields:
                yield field.name.encode(), field.type
                work.append(field.type)
