"""Which functions run what they are given in a goroutine or under a lock, or wait for that, or use a map that they are
given, or take a lock for their callers, or give them an object with maps that a field has, or a new one, by their text:
packages that import theirs are told what they do (see `analyses/wrappers.py`)."""

import re
from collections.abc import Sequence

from golint_py.analyses.callgraph import receiver_and_name
from golint_py.selection.body_index import signature_of
from golint_py.selection.map_names import points_to_maps
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup, Overlay
from golint_py.types.model import Map, Named, Signature, Type
from golint_py.types.scope import Packages

_SENDS = re.compile(rb"[\w)\]]\s*<-\s*(?!true\b|false\b|nil\b|err\b)\w+(?=\s*[\n:])")
_RUNS = re.compile(rb"\bgo\s+[\w(]|\.Go\(|AfterFunc\(|[Ll]ock\(|" + _SENDS.pattern)
_CALLS_RECEIVED = re.compile(rb"\b(\w+)(?:, *\w+)? *:= *(?:range\b|<-)[^\n]*\n(?:[^\n]*\n){0,8}?[^\n]*\b\1\(")
_STARTED = re.compile(rb"\bgo\s+(?:\w+\.)*(\w+)\(")
_USES = re.compile(rb"\w\[|\brange\b|\b(?:delete|clear|len|maps\.\w+)\(")
_TAKES = re.compile(rb"\.R?Lock\(\)")
_GIVES_BACK = re.compile(rb"\.R?Unlock\b")
_RETURNS_IT = re.compile(rb"return (?:[\w.]+\.R?Unlock\b(?!\()|func\(\) *\{[^}]*\.R?Unlock\(\))")
_WAITS = re.compile(rb"\.Wait\(\)|<-")
_GIVES_OBJECT = re.compile(rb"\breturn (?:\w+(?:\.\w+)+\s*[\n};]|&\w)|:?= ?&\w+(?:\.\w+)?\{")


def wrapping(declared: Declared, packages: Packages, texts: Sequence[bytes]) -> set[int]:
    """Numbers of the bodies, none of tests, that start what they are given or run it under a lock, or use a map that
    they are given, or pass it to one that does, and of the methods of their receivers that wait; none of these where no
    exported function is among them; and of those that seem to take a lock for their callers, and of getters."""
    giving = _giving(declared, packages, texts)
    if not any(_RUNS.search(text) or _USES.search(text) for text in texts):
        return giving
    locking = {n for n, text in enumerate(texts) if not declared.bodies[n].scope.file.test and _locks(text)}
    maps, runnable = _taking(declared, packages, Map), _taking(declared, packages, Signature)
    taking = {*maps, *runnable}
    found = {number for number in maps if _USES.search(texts[number])}
    found |= {number for number in runnable if _RUNS.search(texts[number])}
    new = found
    while new:
        names = {declared.bodies[number].symbol.rpartition(".")[2].encode() + b"(" for number in new}
        new = {number for number in taking - found if any(name in texts[number] for name in names)}
        found |= new
    named = {number: receiver_and_name(declared.bodies[number].symbol) for number in found}
    if not any(name[:1].isupper() for _, name in named.values()):
        return locking | giving
    owners = {receiver for receiver, _ in named.values() if receiver}
    waiting = {
        number
        for number, body in enumerate(declared.bodies)
        if not body.specs and receiver_and_name(body.symbol)[0] in owners and _WAITS.search(texts[number])
    }
    return found | waiting | _workers(declared, texts, found) | locking | giving


def _giving(declared: Declared, packages: Packages, texts: Sequence[bytes]) -> set[int]:
    """Exported methods that return a field, or a new object, by their text, and a pointer to a struct with maps."""
    within = Lookup(Overlay(packages, {declared.test_exports.path: declared.test_exports}), "")
    found: set[int] = set()
    for number, body in enumerate(declared.bodies):
        receiver, name = receiver_and_name(body.symbol)
        if receiver and name[:1].isupper() and not body.scope.file.test and _GIVES_OBJECT.search(texts[number]):
            signature = signature_of(declared, body.symbol)
            if signature is not None and any(points_to_maps(one, within) for one in signature.results[:1]):
                found.add(number)
    return found


def _locks(text: bytes) -> bool:
    """Whether a function seems to return with a lock that it has taken, or that somebody else had."""
    if b"ock" not in text:
        return False
    return bool(_TAKES.search(text)) != bool(_GIVES_BACK.search(text)) or _RETURNS_IT.search(text) is not None


def _workers(declared: Declared, texts: Sequence[bytes], found: set[int]) -> set[int]:
    """Functions that call what they receive, and those that start them, where others send what they are given."""
    if not any(_SENDS.search(texts[number]) for number in found):
        return set()
    working = {number for number, text in enumerate(texts) if _CALLS_RECEIVED.search(text)}
    names = {receiver_and_name(declared.bodies[number].symbol)[1].encode() for number in working}
    starting = {n for n, text in enumerate(texts) if b"go " in text and names.intersection(_STARTED.findall(text))}
    return {number for number in working | starting if not declared.bodies[number].scope.file.test}


def _taking(declared: Declared, packages: Packages, what: type[Type]) -> Sequence[int]:
    """Numbers of the bodies, none of tests, of functions with such a parameter or receiver."""
    exports = declared.test_exports
    within = Lookup(Overlay(packages, {exports.path: exports}), "")
    found = []
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol) if not body.scope.file.test else None
        kinds = signature.params if signature is not None else ()
        receiver = body.symbol[1:].partition(").")[0] if body.symbol.startswith("(") else ""
        if receiver and signature is not None:
            kinds = (*kinds, Named(receiver))
        if any(isinstance(within.underlying(kind), what) for kind in kinds):
            found.append(number)
    return found
