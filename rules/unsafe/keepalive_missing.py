"""A file may be closed by its finalizer while its descriptor is still in use.

What it finds
    The descriptor from `f.Fd()` that a call uses although the file, which was opened in the same function, is not used
    afterwards: not closed, returned, stored, captured, nor kept alive by runtime.KeepAlive.

    Silent for standard input and output, for files that were passed in, and where any later statement, deferred ones
    included, uses the file.

Why it matters
    An os.File closes its descriptor when the garbage collector finds it unused, which may be during the call. The call
    then works on a closed descriptor, or on another file that was given the same number.

Bad
    package p

    import (
        "os"
        "syscall"
    )

    func size(path string) (int64, error) {
        f, err := os.Open(path)
        if err != nil {
            return 0, err
        }
        var stat syscall.Stat_t
        err = syscall.Fstat(int(f.Fd()), &stat)
        return stat.Size, err
    }

Good
    package p

    import (
        "os"
        "syscall"
    )

    func size(path string) (int64, error) {
        f, err := os.Open(path)
        if err != nil {
            return 0, err
        }
        defer f.Close()
        var stat syscall.Stat_t
        err = syscall.Fstat(int(f.Fd()), &stat)
        return stat.Size, err
    }

Fix
    Close the file when the descriptor is no longer needed, with defer, or write `runtime.KeepAlive(f)` after the last
    use of the descriptor.

    `golint-py fix` writes that call (safe) behind the statement that uses the descriptor, deferred where the statement
    leads out of the function.

References
    https://pkg.go.dev/os#File.Fd
    https://pkg.go.dev/runtime#KeepAlive
    https://cwe.mitre.org/data/definitions/910.html
    https://cwe.mitre.org/data/definitions/416.html
"""

from collections.abc import Iterator

from golint_py.analyses.keepalive import dropped
from golint_py.analyses.uintptr_model import is_exempt
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per descriptor."""
    if is_exempt(package.path):
        return
    for one in query.get(dropped, package, query):
        yield Finding(
            rule="unsafe/keepalive-missing",
            place=Site(one.function, one.at),
            message=f"`{one.name}` is not used after this point, so it may be closed while `{one.user}` uses its "
            "descriptor",
            severity=Severity.WARNING,
            confidence=Confidence.LOW if package.functions[one.function].test else Confidence.HIGH,
            subject=one.name,
            function=one.function,
            related=(Related(Site(one.function, one.made_at), "the descriptor"),),
            plan=FixPlan("keep-alive", one.name, Safety.SAFE),
        )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(910, 416),
    security=5.0,
    triggers=(b".Fd()",),
    candidates=(b".Fd()",),
    fix=Safety.SAFE,
)
