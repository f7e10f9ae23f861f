"""Functions that are given, return, keep or call other functions, by their types and their text."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from golint_py.selection.body_index import MAX_USERS, BodyIndex, signature_of
from golint_py.types.declared import Declared
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Interface, Map, Named, Pointer, Signature, Slice, StructType, Type
from golint_py.types.scope import Exports, Packages


def running(declared: Declared, own: Packages) -> list[int]:
    """The bodies that are given, or return, something to call."""
    found: list[int] = []
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol)
        kinds = (*signature.params, *signature.results) if signature is not None else ()
        if any(_runs(one, own, declared.exports.path) for one in kinds):
            found.append(number)
    return found


def _runs(kind: Type | None, packages: Packages, path: str) -> bool:
    """Whether the function may call what it is given: a function, or an interface of the package at `path`."""
    below = underlying(kind, packages)
    if isinstance(below, Interface):
        return isinstance(kind, Named) and kind.name.startswith(f"{path}.")
    return isinstance(below, Signature)


def makers(
    declared: Declared,
    texts: Sequence[bytes],
    own: Packages,
    index: BodyIndex,
    started: AbstractSet[int],
    changing: AbstractSet[bytes],
) -> set[int]:
    """The bodies that return literals, also in the fields of a struct, which share a variable that changes, and that a
    function which starts something names."""
    named = {name for number in started for name in index.words[number]}
    return {
        number
        for number, body in enumerate(declared.bodies)
        if b"func(" in texts[number]
        and index.names[number] in named
        and (signature := signature_of(declared, body.symbol)) is not None
        and any(_holds_functions(result, own) for result in signature.results)
        and may_share(texts[number], changing, body.scope.file.go >= (1, 22))
    }


def _holds_functions(kind: Type | None, own: Packages) -> bool:
    """Whether values of the type are functions, or structs with fields for some."""
    below = underlying(kind, own)
    if isinstance(below, Pointer):
        below = underlying(below.elem, own)
    fields = below.fields if isinstance(below, StructType) else ()
    return isinstance(below, Signature) or any(isinstance(underlying(one.type, own), Signature) for one in fields)


def may_share(text: bytes, changing: AbstractSet[bytes], fresh_loops: bool) -> bool:
    """Whether a literal of the function captures a variable that changes, also by a method of these names."""
    from golint_py.selection.captures import shares  # patterns that packages without goroutines need not compile

    return b"func(" in text and shares(text, changing, fresh_loops)


def calling_what_is_kept(
    declared: Declared,
    chosen: AbstractSet[int],
    texts: Sequence[bytes],
    own: Packages,
    index: BodyIndex,
    tests: Sequence[bool],
) -> set[int]:
    """The bodies that call the functions in fields, variables and channels which a chosen one names."""
    places = set(_function_places(declared.test_exports, own))
    named = {name for number in chosen if not tests[number] for name in index.words[number] & places}
    found: set[int] = set()
    for name in sorted(named):
        call = re.compile(rb"\b" + name + rb"[(\[]|\brange [\w.]*\b" + name + rb"\b|<-\s*[\w.]*\b" + name + rb"\b")
        calling = {n for n, words in enumerate(index.words) if name in words and not tests[n] and call.search(texts[n])}
        if len(calling) <= MAX_USERS:
            found |= calling
    return found


def _function_places(exports: Exports, own: Packages) -> Iterator[bytes]:
    """Names of the fields and package variables that hold functions, or channels, maps and slices of them."""
    fields = [
        (field.name, field.type)
        for declaration in exports.types.values()
        if isinstance(declaration.underlying, StructType)
        for field in declaration.underlying.fields
        if not field.embedded
    ]
    for name, kind in (*fields, *exports.vars.items()):
        content = underlying(kind, own)
        if isinstance(content, Chan | Map | Slice):
            content = underlying(content.elem, own)
        if isinstance(content, Signature):
            yield name.encode()
