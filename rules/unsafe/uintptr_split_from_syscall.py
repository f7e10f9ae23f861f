"""The address for a system call is not converted in its argument list.

What it finds
    An argument of syscall.Syscall, its relatives in golang.org/x/sys, and the Call methods of Windows procedures that
    is an address, but not written as `uintptr(unsafe.Pointer(x))` at that place: it comes from a variable, or there is
    arithmetic around it.

    Silent for conversions in the list, also of a variable of type unsafe.Pointer, and for memory that is not Go's.
    Addresses of package variables are low.

Why it matters
    The compiler keeps an object alive and in place during the call only where it sees the conversion in the argument
    list. Before that, a uintptr is a number: the garbage collector may free the object, and a growing stack moves it.

Bad
    package p

    import (
        "syscall"
        "unsafe"
    )

    func write(fd uintptr, b []byte) {
        address := uintptr(unsafe.Pointer(&b[0]))
        syscall.Syscall(syscall.SYS_WRITE, fd, address, uintptr(len(b)))
    }

Good
    package p

    import (
        "syscall"
        "unsafe"
    )

    func write(fd uintptr, b []byte) {
        syscall.Syscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
    }

Fix
    Move the conversion into the argument list. Instead of adding to the integer, write
    `uintptr(unsafe.Add(p, offset))`.

    `golint-py fix` moves it (safe) for `u := uintptr(unsafe.Pointer(&b[0]))` where `u` is only passed to system calls
    or turned back into pointers, and nothing assigns to `b`.

References
    https://pkg.go.dev/unsafe#Pointer
    https://cwe.mitre.org/data/definitions/416.html
"""

from collections.abc import Iterator

from golint_py.analyses.uintptr import addresses, makers
from golint_py.analyses.uintptr_lifetime import is_used_later
from golint_py.analyses.uintptr_model import Event, Region, View, is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity, Step, Thread
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per argument."""
    if is_exempt(package.path):
        return
    view = View(package, query)
    seen: set[tuple[Site, int]] = set()
    for symbol in query.get(makers, package):
        for event in query.get(addresses, package, query, symbol):
            key = (Site(event.function, event.at), event.value)
            if event.kind == "kept" and key not in seen and not (event.direct and event.value == event.made.value):
                seen.add(key)
                yield _finding(view, event)


def _finding(view: View, event: Event) -> Finding[Site]:
    made = event.made
    place = Site(event.function, event.at)
    subject = made.name or "an object"
    name = event.detail.rpartition("/")[2]
    start = Step(Site(made.function, made.at), f"the address of `{subject}` becomes an integer", ("memory",))
    end = Step(place, f"the integer is an argument of `{name}`", ("memory",))
    return Finding(
        rule="unsafe/uintptr-split-from-syscall",
        place=place,
        message=f"convert the address of `{subject}` in the argument list: `{name}` only keeps a pointer alive when "
        "`uintptr(unsafe.Pointer(...))` is written in the call",
        severity=Severity.ERROR,
        confidence=_confidence(view, event),
        subject=subject,
        function=event.function,
        threads=(Thread("the address", (start, end)),),
        plan=FixPlan("inline-address", subject, Safety.SAFE),
    )


def _confidence(view: View, event: Event) -> Confidence:
    if event.made.memory is Region.GLOBAL:
        return Confidence.LOW
    if event.made.memory is not Region.LOCAL and is_used_later(view, event):
        return Confidence.LOW
    return Confidence.HIGH


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(416,),
    security=7.0,
    triggers=(b"uintptr",),
    candidates=(b"uintptr", b"unsafe.Pointer(", b".UnsafeAddr()"),
    fix=Safety.SAFE,
)
