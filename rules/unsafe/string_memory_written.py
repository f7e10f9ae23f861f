"""The memory of a string is written.

What it finds
    A store, copy, append or library call that writes into a slice which is a view on a string: made by
    unsafe.StringData or by a conversion such as `*(*[]byte)(unsafe.Pointer(&s))`, also in a helper of the package. A
    string without a copy, from unsafe.String or `*(*string)(unsafe.Pointer(&b))`, that a function returns although it
    puts the bytes back into a sync.Pool.

    Silent where the view is only read, and where the bytes are never written again. Writes to a string that was made
    of bytes in the same function are low.

Why it matters
    Strings are immutable: constants lie in read-only memory, where a write ends the program; others are shared by every
    copy, map key and substring, which then change all at once.

Bad
    package p

    import "unsafe"

    func upper(s string) string {
        b := unsafe.Slice(unsafe.StringData(s), len(s))
        for i, c := range b {
            if 'a' <= c && c <= 'z' {
                b[i] = c - 32
            }
        }
        return s
    }

Good
    package p

    func upper(s string) string {
        b := []byte(s)
        for i, c := range b {
            if 'a' <= c && c <= 'z' {
                b[i] = c - 32
            }
        }
        return string(b)
    }

Fix
    Copy: `[]byte(s)`, `string(b)`, strings.Clone.

References
    https://pkg.go.dev/unsafe#StringData
    https://cwe.mitre.org/data/definitions/471.html
"""

from collections.abc import Iterator

from golint_py.analyses.string_memory import Pooled, Written, pooled, written
from golint_py.analyses.uintptr_model import is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Related, Severity, Step, Thread
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per write, and per string that is left without its bytes."""
    if is_exempt(package.path):
        return
    for one in query.get(written, package, query):
        yield _of_write(package, one)
    for other in query.get(pooled, package, query):
        yield _of_pool(other)


def _of_write(package: Unit, one: Written) -> Finding[Site]:
    place, start = Site(one.function, one.at), Site(one.start.function, one.start.at)
    low = one.start.own or package.functions[one.function].test
    steps = (
        Step(start, f"a view on the bytes of `{one.start.name}`", ("memory",)),
        Step(place, "is written", ("memory",)),
    )
    return Finding(
        rule="unsafe/string-memory-written",
        place=place,
        message=f"the memory of the string `{one.start.name}` is written; strings are immutable and may lie in "
        "read-only memory",
        severity=Severity.ERROR,
        confidence=Confidence.LOW if low else Confidence.HIGH,
        subject=one.start.name,
        function=one.function,
        threads=(Thread("the string", steps),),
    )


def _of_pool(one: Pooled) -> Finding[Site]:
    return Finding(
        rule="unsafe/string-memory-written",
        place=Site(one.function, one.at),
        message=f"the string shares the bytes of `{one.name}` and is returned, but these go back to a pool and will be "
        "written by the next user",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        subject=one.name,
        function=one.function,
        related=(Related(Site(one.function, one.put_at), "the bytes go back to the pool"),),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(471,),
    security=6.0,
    triggers=(b"unsafe.",),
    candidates=(b"unsafe.",),
    reach=1,
)
