"""An address leaves a function as an integer.

What it finds
    A number made from a pointer by `uintptr(unsafe.Pointer(p))` that is returned, stored in a field, a package
    variable, a slice or a map, sent on a channel, used as a map key, or handed to a goroutine.

    Silent where the number is only printed, compared or tested for alignment, part of an error value, for memory that
    is not Go's, and for system calls. Low are results and 64-bit fields that nobody in sight makes a pointer of again,
    map keys, and structs that are handed to a system call in the same function.

Why it matters
    The integer does not keep the object alive and does not follow it when the stack moves. Whoever turns it back gets a
    pointer to other memory; whoever uses it as an identity may find that a new object has the same one.

Bad
    package p

    import "unsafe"

    type handle struct {
        address uintptr
    }

    func open(b *[16]byte) handle {
        return handle{address: uintptr(unsafe.Pointer(b))}
    }

    func (h handle) first() byte {
        return *(*byte)(unsafe.Pointer(h.address))
    }

Good
    package p

    import (
        "fmt"
        "unsafe"
    )

    type handle struct {
        address unsafe.Pointer
    }

    func open(b *[16]byte) handle {
        fmt.Printf("%x\n", uintptr(unsafe.Pointer(b)))
        return handle{address: unsafe.Pointer(b)}
    }

Fix
    Give the field, variable or result the type unsafe.Pointer, or better that of the real pointer. As a key, use an
    identifier that the program gives.

References
    https://pkg.go.dev/unsafe#Pointer
    https://cwe.mitre.org/data/definitions/825.html
"""

from collections.abc import Iterator

from golint_py.analyses.uintptr import addresses, makers
from golint_py.analyses.uintptr_lifetime import is_for_the_kernel, turned_back
from golint_py.analyses.uintptr_model import Event, Region, View, is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity, Step, Thread
from golint_py.text.span import Site
from golint_py.types.model import Basic

_WAYS = {
    "field": "the field",
    "global": "the package variable",
    "return": "a result",
    "channel": "a channel",
    "goroutine": "a goroutine's argument",
    "element": "an element of a container",
    "key": "a map key",
}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per way out."""
    if is_exempt(package.path):
        return
    back = query.get(turned_back, package, query)
    view = View(package, query)
    seen: set[Site] = set()
    for symbol in query.get(makers, package):
        for event in query.get(addresses, package, query, symbol):
            place = Site(event.function, event.at)
            if event.kind in _WAYS and not event.made.identity and not _is_shown(event) and place not in seen:
                seen.add(place)
                yield _finding(event, place, _confidence(view, event, back))


def _finding(event: Event, place: Site, confidence: Confidence) -> Finding[Site]:
    made = event.made
    way = _WAYS[event.kind]
    if event.kind in ("field", "global"):
        way += f" `{event.detail.rpartition('/')[2].lstrip('.')}`"
    subject = made.name or "an object"
    start = Step(Site(made.function, made.at), f"the address of `{subject}` becomes an integer", ("memory",))
    end = Step(place, f"the integer leaves through {way}", ("memory",))
    return Finding(
        rule="unsafe/uintptr-escapes",
        place=place,
        message=f"address of `{subject}` leaves as a `uintptr` through {way}; nothing keeps the object alive",
        severity=Severity.WARNING,
        confidence=confidence,
        subject=event.detail or subject,
        function=event.function,
        threads=(Thread("the address", (start, end)),),
    )


def _confidence(view: View, event: Event, back: frozenset[str]) -> Confidence:
    function = view.unit.functions[event.function]
    if event.made.memory is Region.GLOBAL or event.kind == "key" or function.test:
        return Confidence.LOW
    if event.detail in back:
        return Confidence.HIGH
    if event.kind == "return" or is_for_the_kernel(view, event):
        return Confidence.LOW
    held = function.types[event.value]
    return Confidence.MEDIUM if type(held) is not Basic or held.name == "uintptr" else Confidence.LOW


def _is_shown(event: Event) -> bool:
    """Whether the number is part of an error, for people to read."""
    return event.kind == "field" and event.detail.rpartition(".")[0].endswith(("Error", "Err"))


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(825,),
    security=6.0,
    triggers=(b"uintptr",),
    candidates=(b"uintptr", b"unsafe.Pointer(", b".UnsafeAddr()"),
)
