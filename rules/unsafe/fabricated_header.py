"""A slice or string is made from a header that never belonged to one.

What it finds
    A variable of type reflect.SliceHeader or reflect.StringHeader, or of a struct laid out like one whose first word is
    a uintptr, that is filled in and then converted to a slice or string: `*(*[]byte)(unsafe.Pointer(&header))`.

    Silent for the header of a live slice or string variable (`(*reflect.SliceHeader)(unsafe.Pointer(&s))`), and for
    headers whose first word is an unsafe.Pointer. Headers of memory that is not Go's are low.

Why it matters
    The word Data of such a variable is a number: it does not keep the array alive and is not corrected when a stack
    moves. Between filling it in and reading the slice the array may be freed or moved, and the slice then shows other
    memory.

Bad
    package p

    import (
        "reflect"
        "unsafe"
    )

    func bytesOf(s string) []byte {
        header := reflect.SliceHeader{
            Data: (*reflect.StringHeader)(unsafe.Pointer(&s)).Data,
            Len:  len(s),
            Cap:  len(s),
        }
        return *(*[]byte)(unsafe.Pointer(&header))
    }

Good
    package p

    import "unsafe"

    func bytesOf(s string) []byte {
        return unsafe.Slice(unsafe.StringData(s), len(s))
    }

Fix
    Use unsafe.Slice (Go 1.17) or unsafe.String (Go 1.20). Where those are missing, declare the real slice or string
    variable first and set the fields of its header.

    `golint-py fix --unsafe-fixes` makes headers of type reflect.SliceHeader and reflect.StringHeader a call of
    unsafe.Slice or unsafe.String (unsafe: what such a header gave was never defined), where the file is of Go 1.20, the
    statements stand together, and the length is that of the bytes or string, or the address that of a typed pointer.

References
    https://pkg.go.dev/unsafe#Pointer
    https://pkg.go.dev/reflect#SliceHeader
    https://cwe.mitre.org/data/definitions/416.html
    https://cwe.mitre.org/data/definitions/843.html
"""

from collections.abc import Iterator

from golint_py.analyses.casts import Cast, casts, is_header, lookup_of, object_at
from golint_py.analyses.integer_origins import HEADER_DATA, Leaf, origins
from golint_py.analyses.taint_memory import Memory, Root
from golint_py.analyses.uintptr_model import View, is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity, Step, Thread
from golint_py.text.span import Site
from golint_py.types.model import Basic, Slice


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per conversion of a header."""
    if is_exempt(package.path):
        return
    view, lookup = View(package, query), lookup_of(package)
    for cast in query.get(casts, package, query):
        made = lookup.underlying(cast.seen)
        if type(made) is Slice:
            kind, words = "slice", 3
        elif type(made) is Basic and made.name == "string":
            kind, words = "string", 2
        else:
            continue
        mem = view.memory(cast.function)
        found = object_at(mem, cast.function, cast.source)
        if found is None or found[3] or not is_header(lookup, found[2], words):
            continue
        name = found[1].name or mem.bodies[cast.function].function.names.get(cast.source, "a header")
        yield _finding(view, mem, cast, found[0], name, kind)


def _finding(view: View, mem: Memory, cast: Cast, root: Root, name: str, kind: str) -> Finding[Site]:
    place = Site(cast.function, cast.at)
    leaves, start = _data(view, mem, root)
    steps: tuple[Step[Site], ...] = (Step(place, f"the header becomes a {kind}", ("memory",)),)
    if start is not None:
        steps = (Step(start, "the address is put into the header as a number", ("memory",)), *steps)
    return Finding(
        rule="unsafe/fabricated-header",
        place=place,
        message=f"`{name}` becomes a {kind}, but is no header of one: its Data word is a number, which keeps the array "
        "neither alive nor in place",
        severity=Severity.ERROR,
        confidence=_confidence(leaves),
        subject=name,
        function=cast.function,
        threads=(Thread("the header", steps),),
        plan=FixPlan("header", name, Safety.UNSAFE),
    )


def _data(view: View, mem: Memory, root: Root) -> tuple[frozenset[Leaf], Site | None]:
    """The origins of the first word, and where it is stored."""
    found: frozenset[Leaf] = frozenset()
    start = None
    for write in mem.writes.get(root, ()):
        if not write.path:
            found |= {Leaf("field", "reflect.SliceHeader.Data")}
            start = Site(write.function, write.at)
        elif write.path[-1].rpartition(".")[2] not in ("Len", "Cap", "len", "cap", "length"):
            leaves = origins(view, write.function, write.value)
            if any(leaf.kind not in ("constant", "given") for leaf in leaves):
                found |= leaves
                start = Site(write.function, write.at)
    return found, start


def _confidence(leaves: frozenset[Leaf]) -> Confidence:
    kinds = {leaf.kind for leaf in leaves}
    if "address" in kinds or any(leaf.name in HEADER_DATA for leaf in leaves):
        return Confidence.HIGH
    return Confidence.LOW if kinds & {"outside", "call"} or not kinds - {"constant"} else Confidence.MEDIUM


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(416, 843),
    security=7.0,
    triggers=(b"unsafe.Pointer(",),
    candidates=(b"unsafe.Pointer(",),
    fix=Safety.UNSAFE,
)
