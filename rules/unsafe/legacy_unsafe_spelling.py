"""Right, but spelled as before unsafe.Add, unsafe.Slice and unsafe.String.

What it finds
    Arithmetic on an address within one expression, `unsafe.Pointer(uintptr(p) + n)`, and slices of an array type
    that is larger than any memory, `(*[1 << 30]T)(p)[:n:n]`, in files of Go 1.17 or later. Bytes of a slice that are
    read or written as an integer, `*(*uint32)(unsafe.Pointer(&b[i]))`.

    In files of Go 1.20 or later, the words of a live slice or string read or written through reflect.SliceHeader or
    reflect.StringHeader (both are deprecated), `*(*string)(unsafe.Pointer(&bytes))`, and a slice made of a struct of a
    string and a capacity.

    Only forms that are right are told here; what is wrong about the others is the matter of the other rules. Since
    nothing about them is a mistake, the rule is off until it is selected by its name.

    `&b[0]` as the data pointer of a slice is not reported, nor are files whose go line is older.

Why it matters
    The functions say what is meant, keep the pointer a pointer all the way, and are checked: `unsafe.Slice` stops at a
    length that cannot be, and `-d=checkptr` sees through all of them. An array of 1 << 30 elements does not compile for
    32-bit platforms when its elements are large.

Bad
    package p

    import "unsafe"

    func second(p *int32) *int32 {
        return (*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) + 4))
    }

Good
    package p

    import "unsafe"

    func second(p *int32) *int32 {
        return (*int32)(unsafe.Add(unsafe.Pointer(p), 4))
    }

Fix
    `unsafe.Add(p, n)` for sums (`unsafe.Add(p, -int(n))` for differences), `unsafe.Slice((*T)(p), n)` for big arrays,
    `unsafe.SliceData(s)` and `unsafe.StringData(s)` for the word Data, `unsafe.String(unsafe.SliceData(b), len(b))` for
    a string that shares the bytes of b.

    `golint-py fix --select unsafe/legacy-unsafe-spelling` does this (safe) for sums and differences in one expression,
    for `[:n:n]` of a big array, and for `*(*string)(unsafe.Pointer(&b))` of a variable of type `[]byte`; for `[:n]`,
    which gives the slice another capacity, it is unsafe.
    `*(*uint32)(unsafe.Pointer(&b[i]))` becomes `binary.LittleEndian.Uint32(b[i:])` (unsafe: it panics where the cast
    reads behind a slice that is too short), in files for platforms of both byte orders `binary.NativeEndian` (go 1.21).
    Headers of live variables go: `h.Data`, `h.Len`, `h.Cap` are read as `unsafe.SliceData(s)`, `len(s)`, `cap(s)`, and
    statements that set all words of a string or slice become one, `s = unsafe.String(unsafe.SliceData(b), len(b))`
    (safe; unsafe where the address was that of the first element, which panics when there is none).

References
    https://pkg.go.dev/unsafe#Add
    https://pkg.go.dev/unsafe#Slice
    https://pkg.go.dev/reflect#SliceHeader
    https://cwe.mitre.org/data/definitions/477.html
"""

from collections.abc import Iterator

from golint_py.analyses.spelling import spellings
from golint_py.analyses.uintptr_model import is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site

_WORDS = {
    "Uint": "`binary.LittleEndian.Uint32(b[i:])` and its kin say this, with the order of the bytes and their number",
    "Add": "`unsafe.Add(p, n)` says this without a number in between (Go 1.17)",
    "Slice": "`unsafe.Slice(p, n)` says this without a larger type (Go 1.17)",
    "String": "`unsafe.String(unsafe.SliceData(b), len(b))` says this (Go 1.20)",
    "SliceData": "reflect.SliceHeader is deprecated: `unsafe.SliceData`, `len` and `unsafe.Slice` say this (Go 1.20)",
    "StringData": "reflect.StringHeader is deprecated: `unsafe.StringData`, `len`, `unsafe.String` say this (Go 1.20)",
}

_PLANS = {
    **{now: FixPlan("unsafe-spelling", now, Safety.SAFE) for now in ("Add", "Slice", "String")},
    **{now: FixPlan("header", now, Safety.SAFE) for now in ("SliceData", "StringData")},
    "Uint": FixPlan("byte-order", "Uint", Safety.UNSAFE),
}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per place."""
    if is_exempt(package.path):
        return
    seen: set[Site] = set()
    for one in query.get(spellings, package, query):
        place = Site(one.function, one.at)
        if place not in seen:
            seen.add(place)
            yield Finding(
                rule="unsafe/legacy-unsafe-spelling",
                place=place,
                message=_WORDS[one.now],
                severity=Severity.NOTE,
                confidence=Confidence.LOW if package.functions[one.function].test else Confidence.HIGH,
                subject=f"{'binary' if one.now == 'Uint' else 'unsafe'}.{one.now}",
                function=one.function,
                plan=_PLANS.get(one.now),
            )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.NOTE,
    cwe=(477,),
    security=1.0,
    triggers=(b"unsafe.Pointer(",),
    candidates=(b"unsafe.Pointer(",),
    fix=Safety.SAFE,
    default=False,
)
