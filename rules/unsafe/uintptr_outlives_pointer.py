"""An address is kept in an integer and turned back into a pointer later.

What it finds
    A number made from a pointer by `uintptr(unsafe.Pointer(p))`, or by the methods Pointer and UnsafeAddr of
    reflect.Value, that becomes a pointer again in another expression: through variables, arithmetic, branches, fields
    of local structs, captured variables and functions of the same package.

    Silent within one expression (`unsafe.Pointer(uintptr(p) + off)`), for memory that is not Go's (mmap, C),
    and for numbers that are only printed or compared. Addresses of package variables, of objects that are used later
    anyway and cannot move in between, from fields of type unsafe.Pointer, and in tests are low.

Why it matters
    A uintptr is a number: it keeps nothing alive and is not corrected when the stack moves. Between the two expressions
    the garbage collector may free the object, or a call may move the stack; the pointer then refers to other memory.

Bad
    package p

    import "unsafe"

    func second(b []byte) *byte {
        address := uintptr(unsafe.Pointer(&b[0]))
        prepare()
        return (*byte)(unsafe.Pointer(address + 1))
    }

    func prepare() {}

Good
    package p

    import "unsafe"

    func second(b []byte) *byte {
        prepare()
        return (*byte)(unsafe.Pointer(uintptr(unsafe.Pointer(&b[0])) + 1))
    }

    func prepare() {}

Fix
    Keep the unsafe.Pointer in the variable and calculate with unsafe.Add (Go 1.17), or write both conversions in one
    expression.

    `golint-py fix` does this (safe) for `u := uintptr(p)` where `u` is only turned back into pointers or passed to
    system calls, and nothing assigns to what `p` is made of.

References
    https://pkg.go.dev/unsafe#Pointer
    https://go.dev/ref/spec#Package_unsafe
    https://cwe.mitre.org/data/definitions/416.html
"""

from collections.abc import Iterator

from golint_py.analyses.uintptr import addresses, makers
from golint_py.analyses.uintptr_lifetime import has_call_between, is_used_later
from golint_py.analyses.uintptr_model import Event, Region, View, is_exempt
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import FieldOf, Load
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity, Step, Thread
from golint_py.text.span import Site
from golint_py.types.model import Basic


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per conversion back."""
    if is_exempt(package.path):
        return
    view = View(package, query)
    seen: set[Site] = set()
    for symbol in query.get(makers, package):
        for event in query.get(addresses, package, query, symbol):
            place = Site(event.function, event.at)
            if event.kind == "back" and not event.direct and place not in seen:
                seen.add(place)
                yield _finding(view, event, place)


def _finding(view: View, event: Event, place: Site) -> Finding[Site]:
    made = event.made
    subject = made.name or "an object"
    holder = f"`{event.names[-1]}`" if event.names else "an integer"
    confidence, reason = _confidence(view, event)
    target = f"the field {event.detail.rpartition('.')[2]} of a header" if event.detail else "a pointer"
    start = Step(Site(made.function, made.at), f"the address of `{subject}` becomes an integer", ("memory",))
    end = Step(place, f"the integer becomes {target} again", ("memory",))
    return Finding(
        rule="unsafe/uintptr-outlives-pointer",
        place=place,
        message=f"address of `{subject}` is held in {holder} and turned into {target} in a later expression; {reason}",
        severity=Severity.ERROR,
        confidence=confidence,
        subject=subject,
        function=event.function,
        threads=(Thread("the address", (start, end)),),
        plan=FixPlan("inline-address", subject, Safety.SAFE),
    )


def _confidence(view: View, event: Event) -> tuple[Confidence, str]:
    made = event.made
    if view.unit.functions[event.function].test:
        return Confidence.LOW, "nothing keeps the object alive or in place"
    if made.memory is Region.GLOBAL:
        return Confidence.LOW, "a package variable stays in place, but this is outside the rules of package unsafe"
    if _is_raw(view, event):
        return Confidence.LOW, "what memory the raw pointer is of cannot be told"
    if event.noop:
        return Confidence.LOW, "this hides the pointer from escape analysis"
    if has_call_between(view, event):
        return Confidence.HIGH, "nothing keeps the object alive or in place"
    if is_used_later(view, event):
        return Confidence.LOW, "the object is still used later, but this is outside the rules of package unsafe"
    return Confidence.HIGH, "nothing keeps the object alive"


def _is_raw(view: View, event: Event) -> bool:
    """Whether the address is that in an unsafe.Pointer which rests in a field or variable: often mapped memory."""
    body = view.memory(event.made.function).bodies[event.made.function]
    op = body.definition[event.made.pointer]
    raw = body.function.types[event.made.pointer] == Basic("unsafe.Pointer")
    return raw and isinstance(op, (Load, FieldOf)) and event.made.memory is not Region.LOCAL


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(416, 825),
    security=7.5,
    triggers=(b"uintptr",),
    candidates=(b"uintptr", b"unsafe.Pointer(", b".UnsafeAddr()"),
    fix=Safety.SAFE,
)
