"""A linkname reaches into the standard library.

What it finds
    `//go:linkname local package.name` where the package is one of the standard library's and the name is not among
    those that its authors leave open to other modules (as of Go 1.27): since Go 1.23 the linker refuses such a program.
    High where the file's language version says that such a linker is used, medium before.

    The same with a local function that has a body, which then replaces the one of the standard library; a local
    declaration with another number of parameters or results than the symbol has; and the directive in a file
    without `import _ "unsafe"`, where the compiler refuses it.

    Names that the standard library leaves open (`runtime.nanotime`, `runtime.procPin`, ...) are not reported, nor is a
    linkname between packages of modules other than the standard library. References from assembly are not read.

Why it matters
    Nothing of what a linkname reaches is promised to stay: a new release of Go renames it, changes its parameters or
    closes it, and the program no longer links, or runs into memory that is laid out differently.

Bad
    package p

    import _ "unsafe"

    //go:linkname gcStart runtime.gcStart
    func gcStart()

    func Collect() { gcStart() }

Good
    package p

    import (
        "runtime"
        _ "unsafe"
    )

    //go:linkname nanotime runtime.nanotime
    func nanotime() int64

    func Collect() int64 {
        runtime.GC()
        return nanotime()
    }

Fix
    Use the public function: time.Now and time.Since for the clocks, math/rand/v2 for random numbers, hash/maphash for
    hashes, the metrics of runtime/metrics. Where there is none, ask for one; -checklinkname=0 only puts it off.

References
    https://go.dev/doc/go1.23#linker
    https://pkg.go.dev/cmd/compile#hdr-Linkname_Directive
    https://cwe.mitre.org/data/definitions/758.html
"""

from collections.abc import Iterator

from golint_py.analyses.linknames import Link, links
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per directive."""
    for one in query.get(links, package):
        message, confidence = _words(one)
        yield Finding(
            rule="unsafe/linkname-to-runtime",
            place=one.place,
            message=message,
            severity=Severity.WARNING,
            confidence=Confidence.LOW if one.test else confidence,
            subject=one.symbol,
            function="",
        )


def _words(one: Link) -> tuple[str, Confidence]:
    match one.kind:
        case "import":
            return '`//go:linkname` only works in files that import "unsafe"', Confidence.HIGH
        case "push":
            return f"`{one.local}` takes the place of `{one.symbol}` in the standard library", Confidence.HIGH
        case "shape":
            text = f"`{one.local}` is declared with {one.detail}, but `{one.symbol}` of Go 1.27 has others"
            return text, Confidence.HIGH
    text = f"`{one.symbol}` is not open to other modules: "
    if one.restricted:
        return text + "the linker refuses it since Go 1.23", Confidence.HIGH
    return text + "from Go 1.23 on the linker refuses it", Confidence.MEDIUM


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(758,),
    security=3.0,
    triggers=(b"//go:linkname",),
)
