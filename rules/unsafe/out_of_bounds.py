"""A view of memory is larger than the memory.

What it finds
    A conversion to `*T` through which more bytes are read or written than the variable has, such as a string read as a
    slice. A slice from unsafe.Slice, unsafe.String or `(*[1 << 30]T)(p)[:n]` whose length is provably too great, most
    often since it counts elements of another size. A pointer behind the last element. A pointer stored into a byte
    array, where the garbage collector does not look. What fits on 64-bit platforms only (medium): an object of the
    size of a word, and structs whose fields are at the same places only there, unless the file is for those platforms.

    Silent for smaller views, for fields that lie inside of the object, for lengths that cannot be told, and for
    pointers that are only handed on.

Why it matters
    What lies behind the object belongs to someone else: it is read into the result, or overwritten. The capacity of a
    string that is read as a slice is whatever comes next on the stack. An object that only hidden pointers point to is
    freed.

Bad
    package p

    import "unsafe"

    func bytesOf(s string) []byte {
        return *(*[]byte)(unsafe.Pointer(&s))
    }

    func words(b []byte) []uint32 {
        return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b))
    }

Good
    package p

    import "unsafe"

    func bytesOf(s string) []byte {
        return unsafe.Slice(unsafe.StringData(s), len(s))
    }

    func words(b []byte) []uint32 {
        return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)/4)
    }

Fix
    Divide the length by the size of the new elements, or read the fields one by one with encoding/binary.

    `golint-py fix` makes `unsafe.Slice(unsafe.StringData(s), len(s))` of `*(*[]byte)(unsafe.Pointer(&s))` (safe; from
    go 1.20 on), where the bytes are not written to in sight.

References
    https://pkg.go.dev/unsafe#Slice
    https://pkg.go.dev/unsafe#Pointer
    https://cwe.mitre.org/data/definitions/125.html
    https://cwe.mitre.org/data/definitions/787.html
"""

from collections.abc import Iterator

from golint_py.analyses.bounds import overruns
from golint_py.analyses.uintptr_model import is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site

_UNSURE = ("end", "pointer", "words")


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per place."""
    if is_exempt(package.path):
        return
    seen: set[Site] = set()
    for found in query.get(overruns, package, query):
        place = Site(found.function, found.at)
        if place not in seen:
            seen.add(place)
            yield Finding(
                rule="unsafe/out-of-bounds",
                place=place,
                message=found.text,
                severity=Severity.WARNING if found.kind in _UNSURE else Severity.ERROR,
                confidence=_confidence(found.kind, package.functions[found.function].test),
                subject=found.subject,
                function=found.function,
                plan=FixPlan("unsafe-spelling", "StringData", Safety.SAFE) if found.text_bytes else None,
            )


def _confidence(kind: str, test: bool) -> Confidence:
    if test:
        return Confidence.LOW
    return Confidence.MEDIUM if kind in _UNSURE else Confidence.HIGH


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(125, 787),
    security=7.5,
    fix=Safety.SAFE,
    triggers=(b"unsafe.",),
    candidates=(b"unsafe.",),
)
